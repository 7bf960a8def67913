/** A policy while it is worked on: what it holds, what changed against the live version, and how it is narrowed. */
import type { Policy, PolicyRules, PolicyScope, Reason } from '@recoup/contract';

export type Draft = { name: string; scope: PolicyScope; rules: PolicyRules };

/** The seller's or the carrier's doing, not the buyer's. */
export const ourFault: readonly Reason[] = [
  'damaged-or-defective',
  'item-not-as-described',
  'received-the-wrong-item',
  'missing-parts-or-accessories',
  'arrived-late',
];

/** As the server keeps it: the draft where there is one, else what is live. */
export function keptDraft(policy: Policy): Draft | null {
  const rules = policy.draft?.rules ?? policy.live?.rules;
  return rules ? { name: policy.name, scope: policy.scope, rules } : null;
}

/** Equal whatever order the keys stand in, as JSON columns give them back in their own. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => same(left[key], right[key]));
}

/** Sets of reasons, categories and the like mean the same in any order. */
export function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each) => b.includes(each));
}

/** How many values of the rules are others than before; a list counts as one value. */
export function countChanges(before: PolicyRules, after: PolicyRules): number {
  return differing(before, after);
}
function differing(a: unknown, b: unknown): number {
  if (Array.isArray(a) && Array.isArray(b)) return sameSet(a.map(String), b.map(String)) ? 0 : 1;
  if (!isTable(a) || !isTable(b)) return same(a, b) ? 0 : 1;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].reduce((sum, key) => sum + differing(a[key], b[key]), 0);
}
function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const everything: PolicyScope = { categories: [], channels: [], skus: [], bought_from: null, bought_to: null };

/** Does it hold for every order of the brand? */
export function holdsForAll({ categories, channels, skus, bought_from, bought_to }: PolicyScope): boolean {
  return categories.length + channels.length + skus.length === 0 && bought_from === null && bought_to === null;
}

/** What a brand's first policy begins with, as the server begins one: 30 days, free when it is our fault. Amounts in minor units; a currency without cents gets none. */
export function startingRules(digits: number): PolicyRules {
  const money = (amount: number) => (digits === 2 ? amount : 0);
  return {
    window: { days: 30, from: 'delivery' },
    condition: { opened: 'accepted', original_packaging: 'not_needed' },
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
    disclosure: { posted_before_purchase: false, at_product_page: false },
  };
}
