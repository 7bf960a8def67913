/** How goods come back: which site, which label, and where the parcel is. Carriers stand behind a narrow interface. */
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
export { type LabelFacts, type LabelState, labelFor } from './labels.store.ts';
export { distanceKm } from './nearest-site.ts';
export { siteFor } from './site-for.ts';
export { type Point, whereIs } from './us-places.ts';
export { voidLabel } from './void-label.ts';
export { type WantedLabel, wantLabel } from './want-label.ts';

export const shipping: Module = { name: 'shipping', routes, reactions };
