/** The dock and the shelves: parcels, units with licence plates, bins, moves, stock. */
import type { Module } from '../platform/module.ts';
import { outboundReactions } from './outbound/outbound.reactions.ts';
import { outboundRoutes } from './outbound/outbound.routes.ts';
import { stockLevelsRoutes } from './stock-levels/stock-levels.routes.ts';
import { reactions } from './warehouse.reactions.ts';
import { routes } from './warehouse.routes.ts';

export { acrossSites, ofSites } from './across-sites.ts';
export { goodsOfReturns } from './goods-of-returns.ts';
export { freeAt, type Hand, heldByOther, isSame } from './hold.ts';
export { type LaborSide, setOutboundSides } from './outbound/sides.ts';
export { handOf } from './parcels.store.ts';
export { addPhotos, photosOfUnit, type StepPhoto } from './photos.store.ts';
export { type BinPurpose, binFor } from './places.ts';
export { binsByPurpose } from './stock.store.ts';
export { partsOnHand, stockSide, variantsOnHand } from './stock-levels/stock-side.ts';
export { troubleOfCustomers } from './trouble.ts';
export { type Acceptance, isAtLeast, stageAfter, worse } from './unit.ts';
export { standingOfUnit, unitAnswer } from './unit-answer.ts';
export { unitEvent } from './unit-events.ts';
export { currencyOf, findUnit, lockUnit, saveUnit, serialKey, type UnitChange, type UnitRow } from './units.store.ts';
export { unitsForCost } from './units-for-cost.ts';

export const warehouse: Module = {
  name: 'warehouse',
  routes(app) {
    routes(app);
    stockLevelsRoutes(app);
    outboundRoutes(app);
  },
  reactions: [...reactions, ...outboundReactions],
};
