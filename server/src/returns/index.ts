/** The promise to take goods back: requests, approval, what came and what was accepted; for staff and for the buyer's portal. */
import type { Module } from '../platform/module.ts';
import { expireJob, remindJob } from './expire-returns.ts';
import { mailLinksJob } from './mail-links.ts';
import { portalRoutes } from './portal.routes.ts';
import { reactions } from './returns.reactions.ts';
import { routes } from './returns.routes.ts';

export { acceptUnits, type Judged } from './accept-units.ts';
export { closeReturn, closeWhenSettled } from './close-return.ts';
export { portalForInbox, returnsForInbox } from './for-inbox.ts';
export { type ReturnForMoney, returnForMoney } from './for-money.ts';
export { trackingPage } from './links.ts';
export { type Blind, type Opened, openBlindReturn } from './open-blind-return.ts';
export { pastAsks } from './past-asks.read.ts';
export { returnsOfOrder } from './return.read.ts';
export { canStep, type Return, type ReturnLine, type Step, ways } from './return.ts';
export { lockReturn } from './returns.store.ts';
export {
  type GoodsOfReturn,
  type GoodsSide,
  type GoodsSummary,
  type MoneyFacts,
  type MoneySide,
  noGoods,
  noMoney,
  type OnHand,
  type PartOnHand,
  type ReturnUnit,
  type StockSide,
  setReadSides,
  type Trouble,
  type TroubleSide,
} from './sides.ts';
export { type Arrived, takeIn } from './take-in.ts';

export const returns: Module = {
  name: 'returns',
  routes(app) {
    routes(app);
    portalRoutes(app);
  },
  reactions,
  jobs: [expireJob, remindJob, mailLinksJob],
};
