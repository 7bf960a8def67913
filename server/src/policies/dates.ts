import type { PolicyRules } from '@recoup/contract';
import { addDays, dayIn, endOfDay } from '../platform/clock.ts';

/**
 * Days a parcel is usually under way between two addresses in the United States by ground service, which carriers
 * give as one to five business days. An estimate, on the careful side for most addresses.
 */
export const TRANSIT_DAYS = 5;

/** The last day, in the brand's zone, to hand approved goods to the carrier. */
export function shipBy(rules: PolicyRules | null, approvedAt: Date, zone: string): string {
  return addDays(dayIn(zone, approvedAt), (rules ?? WITHOUT_POLICY).ship_within_days);
}

/** When the refund for goods received at `receivedAt` is due: the end of the last day the policy gives, in the brand's zone. */
export function refundDue(rules: PolicyRules | null, receivedAt: Date, zone: string): Date {
  return endOfDay(zone, addDays(dayIn(zone, receivedAt), (rules ?? WITHOUT_POLICY).refund_within_days));
}

/** Where no policy holds and a person says yes all the same: the whole price back, at the seller's expense, in the usual time. */
export const WITHOUT_POLICY: PolicyRules = {
  window: { days: 0, from: 'delivery' },
  condition: { opened: 'accepted', original_packaging: 'not_needed', buyer_damage: 'ask' },
  reasons: [],
  final_sale: { skus: [], categories: [] },
  freight: { seller_pays_for: [], buyer_fee: 0 },
  restocking_fee: { kind: 'none', amount: 0, percent: 0, waived_for: [] },
  remedies: {
    refund: true,
    store_credit: { allowed: false, bonus_percent: 0 },
    exchange: false,
    replacement: false,
    keep_it: { allowed: false, percent: 0, reasons: [] },
    spare_part: false,
    repair: false,
    next_order_discount: { allowed: false, percent: 0, reasons: [] },
    guidance: false,
  },
  shipping_refunded_for: [],
  exchange: { ships: 'on_receipt', unsecured_up_to: 0 },
  cancellation: { by_buyer: 'ask', within_hours: null },
  evidence_for: [],
  ask_person: { above: null, from_nth_return: null, late_days: 0 },
  refund_within_days: 7,
  ship_within_days: 14,
  warranty: { months: 0, covers: [], parts: false, labor: false },
  disclosure: { posted_before_purchase: false, at_product_page: false },
};
