/** Return policy and warranty: what was promised when it was bought, who may return what, and what they may be given. */
import type { Module } from '../platform/module.ts';
import { routes } from './policies.routes.ts';
import type { PastAsks } from './try-out.ts';

export { createPolicy } from './create-policy.ts';
export { refundDue, shipBy, TRANSIT_DAYS, WITHOUT_POLICY } from './dates.ts';
export { eligibility } from './eligibility.ts';
export { type Difference, differenceOf, paidForUnits } from './exchange-difference.ts';
export type { Facts } from './facts.ts';
export { filledRules, type KeptRules } from './filled-rules.ts';
export { goodsStay, type OfferContext, type OfferLine, type PartFor, type SwapFor } from './offer-line.ts';
export { freightPaidBy, HANDLING_DAYS, offersFor, REPAIR_DAYS } from './offers.ts';
export { readPolicies } from './policies.store.ts';
export { publishPolicy } from './publish-policy.ts';
export { type RefundPart, refundFor } from './refund-for.ts';
export { type InForce, rulesInForce } from './rules-in-force.ts';
export { saveDraft } from './save-draft.ts';
export { ratioOf, shareOf } from './shares.ts';
export { mends, partsThatMend } from './spare-parts.ts';
export type { PastAsk, PastAsks } from './try-out.ts';

/** `pastAsks`: told by the module that keeps the requests, for trying out rules on them. */
export function policies({ pastAsks }: { pastAsks: PastAsks }): Module {
  return { name: 'policies', routes: (app) => routes(app, pastAsks) };
}
