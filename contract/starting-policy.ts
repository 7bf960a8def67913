import type { Reason } from './common.ts';
import type { PolicyRules } from './policies.ts';

/** The seller's or the carrier's doing, not the buyer's. */
export const ourFault: readonly Reason[] = [
  'damaged-or-defective',
  'item-not-as-described',
  'received-the-wrong-item',
  'missing-parts-or-accessories',
  'arrived-late',
];

/** What a brand begins with, and a new policy in the console where there is none to copy: 30 days, free when it is our fault, plain remedies, a year of warranty. Amounts are for dollars, euros and the like; a currency without minor units gets none. */
export function startingPolicy(currency: string): PolicyRules {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;
  const money = (amount: number) => (digits === 2 ? amount : 0);
  return {
    window: { days: 30, from: 'delivery' },
    condition: { opened: 'accepted', original_packaging: 'not_needed', buyer_damage: 'ask' },
    reasons: [],
    final_sale: { skus: [], categories: [] },
    freight: { seller_pays_for: [...ourFault], buyer_fee: money(795) },
    restocking_fee: { kind: 'none', amount: 0, percent: 0, waived_for: [...ourFault] },
    remedies: {
      refund: true,
      store_credit: { allowed: true, bonus_percent: 10 },
      exchange: true,
      replacement: true,
      keep_it: {
        allowed: true,
        percent: 20,
        reasons: ['damaged-or-defective', 'missing-parts-or-accessories', 'item-not-as-described'],
      },
      spare_part: true,
      repair: false,
      next_order_discount: { allowed: false, percent: 15, reasons: [] },
      guidance: true,
    },
    shipping_refunded_for: [],
    exchange: { ships: 'on_receipt', unsecured_up_to: 0 },
    cancellation: { by_buyer: 'until_shipped', within_hours: null },
    evidence_for: [
      'damaged-or-defective',
      'item-not-as-described',
      'received-the-wrong-item',
      'missing-parts-or-accessories',
    ],
    ask_person: { above: money(30_000) || null, from_nth_return: 3, late_days: 7 },
    refund_within_days: 2,
    ship_within_days: 14,
    warranty: { months: 12, covers: ['damaged-or-defective'], parts: true, labor: true },
    // Nobody has shown it to a buyer yet; the warnings stay until somebody says that it is shown.
    disclosure: { posted_before_purchase: false, at_product_page: false },
  };
}
