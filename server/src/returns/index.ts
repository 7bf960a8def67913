/** The promise to take goods back: requests, approval, what came and what was accepted; for staff and for the buyer's portal. */
import type { Module } from '../platform/module.ts';
import { cancellationRoutes } from './cancellation/cancellation.routes.ts';
import { expireJob, remindJob } from './expire-returns.ts';
import { mailLinksJob } from './mail-links.ts';
import { portalRoutes } from './portal.routes.ts';
import { reactions } from './returns.reactions.ts';
import { routes } from './returns.routes.ts';
import { verdictRoutes } from './verdicts/verdicts.routes.ts';

export { acceptUnits, type Judged } from './accept-units.ts';
export { addEvidence, keepEvidence } from './add-files.ts';
export { approveReturn } from './approve-return.ts';
export {
  type AskFacts,
  askFacts,
  everything,
  type GoodsFacts,
  type GoodsWanted,
  type PolicyOfLine,
} from './ask-facts.ts';
export { cancelOrder, considerCancellation } from './cancellation/cancel-order.ts';
export { mailReceipt } from './cancellation/receipt.ts';
export { valueGiven } from './choose-remedy.ts';
export { closeReturn, closeWhenSettled } from './close-return.ts';
export {
  type AskedLine,
  availabilityOf,
  type Considered,
  type ConsideredLine,
  considerAsk,
  exchangesFor,
  partsFor,
} from './consider-ask.ts';
export { dropEvidence } from './files.store.ts';
export { portalForInbox, returnsForInbox } from './for-inbox.ts';
export { type ReturnForMoney, returnForFigures, returnForMoney } from './for-money.ts';
export { signalsFor } from './limits/history.ts';
export { givenBefore } from './limits/limits.store.ts';
export { type GivenBefore, type Giving, type KeptLimits, overLimits, startingLimits } from './limits/limits.ts';
export { overOwnLimits } from './limits/own-limits.ts';
export { risksOf } from './limits/signals.ts';
export { orderPage, trackingPage } from './links.ts';
export { type MoneyOwed, moneyOwed } from './money-owed.ts';
export { type Blind, type Opened, openBlindReturn } from './open-blind-return.ts';
export { pastAsks } from './past-asks.read.ts';
export { previewReturn } from './preview-return.ts';
export { requestReturn } from './request-return.ts';
export { returnsOfOrder } from './return.read.ts';
export {
  type Asker,
  canStep,
  goodsLeave,
  needsSecond,
  owesGoods,
  type Return,
  type ReturnLine,
  type Step,
  ways,
  whyNotApprove,
} from './return.ts';
export { lockReturn } from './returns.store.ts';
export { discountIssued, replacementLeft } from './send-replacement.ts';
export {
  type GoodsOfReturn,
  type GoodsSide,
  type GoodsSummary,
  type GuideSide,
  type MoneyFacts,
  type MoneySide,
  noGoods,
  noMoney,
  noTrouble,
  type OnHand,
  type PartOnHand,
  type ReturnUnit,
  type StockSide,
  setReadSides,
  type Trouble,
  type TroubleSide,
} from './sides.ts';
export { type Arrived, takeIn } from './take-in.ts';
export { type GiveVerdict, giveVerdict } from './verdicts/give-verdict.ts';
export { readVerdict, readVerdicts, type VerdictQuery, verdictOfLine } from './verdicts/verdicts.read.ts';
export { previewRequest, type Request, type RequestPreview } from './weigh-request.ts';

export const returns: Module = {
  name: 'returns',
  routes(app) {
    routes(app);
    portalRoutes(app);
    cancellationRoutes(app);
    verdictRoutes(app);
  },
  reactions,
  jobs: [expireJob, remindJob, mailLinksJob],
};
