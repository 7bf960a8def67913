/** How goods travel, back and out: which site, which label, and where the parcel is. Carriers stand behind a narrow interface. */
import type { Module } from '../platform/module.ts';
import { reactions } from './shipping.reactions.ts';
import { routes } from './shipping.routes.ts';

export {
  addCarrier,
  type Carrier,
  CarrierRefusal,
  type LabelIntent,
  type MadeLabel,
  removeCarrier,
} from './carrier.ts';
export { type LabelFacts, type LabelOf, type LabelState, labelFor, trackingOf } from './labels.store.ts';
export { trackingKey } from './make-label.ts';
export { distanceKm, nearestSite } from './nearest-site.ts';
export { siteFor } from './site-for.ts';
export { type Point, stateOf, whereIs } from './us-places.ts';
export { voidLabel, voidOutLabel } from './void-label.ts';
export { type WantedLabel, type WantedOutLabel, wantLabel, wantOutLabel } from './want-label.ts';

export const shipping: Module = { name: 'shipping', routes, reactions };
