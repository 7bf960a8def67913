/** Store credit as gift-card codes, and discount codes for the next order. */
import { z } from 'zod';
import {
  buyerLanguage,
  byId,
  currency,
  day,
  id,
  instant,
  line,
  list,
  money,
  named,
  page,
  pageQuery,
  positiveMinor,
} from './common.ts';
import { endpoint } from './endpoint.ts';
import { actor } from './events.ts';
import { percent } from './policies.ts';

const staff = { tag: 'Store credit', access: 'staff' } as const;
const buyer = { tag: 'Portal', access: 'buyer' } as const;

/** `SC-7F3K-92QD-4M8R`, typed in any way: spaces, dashes and case do not matter. */
const code = line(40);
const byCode = z.object({ code });
/** The shop's own name of what it was paid with: an order number. The same reference counts once. */
const reference = line(120);

/** A rule of law about how long a store credit is good and when it must be paid out in cash. */
export const creditRule = z.object({
  /** `US` or ISO 3166-2: `US-CA`. */
  jurisdiction: z.string(),
  /** Shortest time a paid credit must be good for, in months; null: it may never expire. */
  months: z.int().nullable(),
  /** A balance below this must be paid out in cash when the holder asks, minor units of USD; null: the rule knows no such right. */
  cash_out_below: z.int().nullable(),
  /** Or: what is left must be paid out once this share of the credit, in percent, has been used. */
  cash_out_used: z.int().nullable(),
  source: z.string(),
  source_url: z.string(),
  /** The day somebody read the rule at its source; null: nobody has yet, so look yourself. */
  checked_on: day.nullable(),
  /** First day it is in force, where that matters. */
  from: day.nullable(),
  note: z.string().nullable(),
});
export type CreditRule = z.output<typeof creditRule>;

/** Why a credit ends when it does: the later of the brand's own setting and the law of the buyer's state. */
export const creditExpiry = z.object({
  /** Null: never. */
  at: instant.nullable(),
  /** `brand`: the brand's setting is as long or longer; `law`: the law is longer; `gift`: given for nothing, so the brand's setting alone. */
  decided_by: z.enum(['brand', 'law', 'gift']),
  brand_months: z.int(),
  /** The longest rule that binds it; null where none does. */
  rule: creditRule.nullable(),
  /** Whose law was looked at: `US-CA`; null where the buyer's place is not known. */
  jurisdiction: z.string().nullable(),
});
export type CreditExpiry = z.output<typeof creditExpiry>;

export const creditState = z.enum(['asked', 'active', 'used', 'expired', 'void', 'declined']);
export const creditWay = z.enum(['approve', 'decline', 'void', 'give_back', 'cash_out']);
export const storeCredit = z.object({
  id,
  code: z.string(),
  brand: named,
  customer: named,
  source: z.enum(['refund', 'goodwill']),
  order: z.object({ id, number: z.string() }).nullable(),
  return: z.object({ id, code: z.string() }).nullable(),
  state: creditState,
  amount: money,
  balance: money,
  /** The buyer's own money in it, and what the brand put on top; each has its own end. */
  paid: z.object({ amount: money, balance: money, expiry: creditExpiry }),
  bonus: z.object({ amount: money, balance: money, expiry: creditExpiry }),
  /** The earliest end of what is left; null: never. */
  expires_at: instant.nullable(),
  /** May what is left be asked for in cash, and by which rule. */
  cash_out: z.object({ amount: money, rule: creditRule }).nullable(),
  reason: z.string().nullable(),
  asked_by: actor.nullable(),
  approved_by: actor.nullable(),
  created_at: instant,
  moves: z.array(creditWay),
});
export type StoreCredit = z.output<typeof storeCredit>;

export const creditMove = z.object({
  id,
  at: instant,
  kind: z.enum(['issued', 'redeemed', 'given_back', 'expired', 'voided', 'cashed_out']),
  /** What it did to the balance: issued and given back positive, the others negative. */
  change: money,
  paid: money,
  bonus: money,
  balance: money,
  reference: z.string().nullable(),
  /** Of a redemption: its order was cancelled and it was given back. */
  given_back: z.boolean(),
  reason: z.string().nullable(),
  by: actor,
});
export type CreditMove = z.output<typeof creditMove>;
export const creditDetail = storeCredit.extend({ history: z.array(creditMove) });
export type CreditDetail = z.output<typeof creditDetail>;

const shopAnswer = z.object({ code: z.string(), balance: money });

export const creditsApi = {
  credits: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/store-credits',
    summary: 'Store credits',
    permission: 'money.read',
    query: pageQuery.extend({
      customer_id: id.optional(),
      brand_id: id.optional(),
      state: list(creditState).optional(),
      q: line(40).optional(),
    }),
    response: page(storeCredit),
  }),
  credit: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/store-credits/:id',
    summary: 'One store credit with everything that happened to it',
    permission: 'money.read',
    params: byId,
    response: creditDetail,
    refusals: ['credit.not_found'],
  }),
  /** Goodwill: above the brand's limit it waits for a second person. */
  issue: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/store-credits',
    summary: 'Give a buyer store credit by hand',
    permission: 'money.send',
    body: z.object({
      brand_id: id,
      customer_id: id,
      order_id: id.optional(),
      amount: positiveMinor.min(1),
      reason: line(300),
      language: buyerLanguage.default('en'),
    }),
    response: creditDetail,
    refusals: ['brand.not_found', 'customer.not_found', 'order.not_found'],
  }),
  approve: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/store-credits/:id/approve',
    summary: 'The second person says yes',
    permission: 'money.approve',
    params: byId,
    body: z.object({}),
    response: creditDetail,
    refusals: ['credit.not_found', 'credit.wrong_state', 'credit.same_person.not_allowed'],
  }),
  decline: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/store-credits/:id/decline',
    summary: 'The second person says no',
    permission: 'money.approve',
    params: byId,
    body: z.object({ reason: line(300) }),
    response: creditDetail,
    refusals: ['credit.not_found', 'credit.wrong_state'],
  }),
  redeem: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/store-credits/:code/redeem',
    summary: 'The shop takes part or all of a credit as payment',
    permission: 'money.send',
    params: byCode,
    body: z.object({ amount: positiveMinor.min(1), currency: currency.optional(), reference }),
    response: shopAnswer,
    refusals: [
      'credit.not_found',
      'credit.not_enough',
      'credit.expired',
      'credit.wrong_state',
      'credit.other_currency',
      'credit.other_amount',
      'credit.given_back',
    ],
  }),
  giveBack: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/store-credits/:code/give-back',
    summary: 'The order was cancelled: what it took is put back, once',
    permission: 'money.send',
    params: byCode,
    body: z.object({ reference }),
    response: shopAnswer,
    refusals: ['credit.not_found', 'credit.not_redeemed', 'credit.wrong_state'],
  }),
  void: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/store-credits/:id/void',
    summary: 'Take back what is unused, with a reason',
    permission: 'money.approve',
    params: byId,
    body: z.object({ reason: line(300) }),
    response: creditDetail,
    refusals: ['credit.not_found', 'credit.wrong_state'],
  }),
  /** It becomes a refund a person pays by hand. */
  cashOut: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/store-credits/:id/cash-out',
    summary: 'The holder asks for the rest in cash, where the law gives that right',
    permission: 'money.send',
    params: byId,
    body: z.object({}),
    response: creditDetail,
    refusals: ['credit.not_found', 'credit.wrong_state', 'credit.no_cash_out'],
  }),
  rules: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/store-credit-rules',
    summary: 'The law on expiry and cash by state, with its source and the day it was read',
    permission: 'money.read',
    response: z.object({ rows: z.array(creditRule) }),
  }),
};

/** What a brand sets about credit and codes. */
export const creditSettings = z.object({
  /** How long a bonus or goodwill is good; null: as long as paid credit of the brand (see the money settings). */
  bonus_months: z.int().min(1).max(240).nullable(),
  /** How long a discount code is good. */
  discount_months: z.int().min(1).max(60),
  /** What the next order must come to before the discount, minor units of the brand's currency; null: any. */
  discount_minimum: positiveMinor.nullable(),
});
export type CreditSettings = z.output<typeof creditSettings>;
export const creditSettingsApi = {
  settings: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/credit-settings',
    summary: 'How long bonus and discount codes of a brand are good',
    permission: 'money.read',
    query: z.object({ brand_id: id }),
    response: creditSettings,
    refusals: ['brand.not_found'],
  }),
  changeSettings: endpoint({
    ...staff,
    method: 'PUT',
    path: '/v1/credit-settings',
    summary: 'Change how long bonus and discount codes of a brand are good',
    permission: 'settings.write',
    query: z.object({ brand_id: id }),
    body: creditSettings,
    response: creditSettings,
    refusals: ['brand.not_found'],
  }),
};

/** What a holder sees of a credit: the code is the key. */
export const heldCredit = z.object({
  code: z.string(),
  state: creditState,
  balance: money,
  paid: z.object({ balance: money, expiry: creditExpiry }),
  bonus: z.object({ balance: money, expiry: creditExpiry }),
  expires_at: instant.nullable(),
  cash_out: z.object({ amount: money, rule: creditRule }).nullable(),
  history: z.array(creditMove.pick({ at: true, kind: true, change: true, balance: true, reference: true })),
  time_zone: z.string(),
});
export type HeldCredit = z.output<typeof heldCredit>;

const publicCredit = { tag: 'Portal', access: 'public', perRow: true } as const;
const bySlug = z.object({ slug: line(80) });
export const heldCredits = {
  balance: endpoint({
    ...publicCredit,
    method: 'POST',
    path: '/v1/public/brands/:slug/store-credit',
    summary: 'What is left on a code. Wrong guesses are counted and never told apart',
    params: bySlug,
    body: z.object({ code }),
    response: heldCredit,
    refusals: ['credit.not_found', 'guess.too_many', 'brand.not_found'],
  }),
  cashOut: endpoint({
    ...publicCredit,
    method: 'POST',
    path: '/v1/public/brands/:slug/store-credit/cash-out',
    summary: 'The holder asks for the rest in cash, where the law gives that right',
    params: bySlug,
    body: z.object({ code }),
    response: heldCredit,
    refusals: ['credit.not_found', 'credit.no_cash_out', 'credit.wrong_state', 'guess.too_many', 'brand.not_found'],
  }),
};

export const discountState = z.enum(['active', 'used', 'expired', 'void']);
export const discount = z.object({
  id,
  code: z.string(),
  brand: named,
  customer: named,
  order: z.object({ id, number: z.string() }),
  return: z.object({ id, code: z.string() }),
  percent,
  /** The next order must come to this much, before the discount; null: any. */
  minimum: money.nullable(),
  state: discountState,
  expires_at: instant,
  created_at: instant,
  used: z.object({ at: instant, reference: z.string(), order_amount: money, off: money }).nullable(),
  void_reason: z.string().nullable(),
  moves: z.array(z.enum(['void'])),
});
export type Discount = z.output<typeof discount>;

const useDiscount = z.object({
  /** What the goods of the order come to before the discount, minor units. */
  amount: positiveMinor.min(1),
  currency: currency.optional(),
});
const discountAnswer = z.object({ code: z.string(), percent, off: money, used: z.boolean() });
const discountRefusals = [
  'discount.not_found',
  'discount.expired',
  'discount.used',
  'discount.void',
  'discount.below_minimum',
  'discount.other_currency',
] as const;

export const discountsApi = {
  discounts: endpoint({
    ...staff,
    tag: 'Discount codes',
    method: 'GET',
    path: '/v1/discounts',
    summary: 'Discount codes for a next order',
    permission: 'money.read',
    query: pageQuery.extend({
      brand_id: id.optional(),
      customer_id: id.optional(),
      return_id: id.optional(),
      state: list(discountState).optional(),
      q: line(40).optional(),
    }),
    response: page(discount),
  }),
  check: endpoint({
    ...staff,
    tag: 'Discount codes',
    method: 'POST',
    path: '/v1/discounts/:code/check',
    summary: 'The shop asks what a code takes off an order, and uses nothing',
    permission: 'money.read',
    params: byCode,
    body: useDiscount,
    response: discountAnswer,
    refusals: discountRefusals,
  }),
  use: endpoint({
    ...staff,
    tag: 'Discount codes',
    method: 'POST',
    path: '/v1/discounts/:code/use',
    summary: 'The shop takes a code for an order, once; the same reference answers the same',
    permission: 'money.send',
    params: byCode,
    body: useDiscount.extend({ reference }),
    response: discountAnswer,
    refusals: discountRefusals,
  }),
  void: endpoint({
    ...staff,
    tag: 'Discount codes',
    method: 'POST',
    path: '/v1/discounts/:id/void',
    summary: 'Take back an unused code, with a reason',
    permission: 'money.approve',
    params: byId,
    body: z.object({ reason: line(300) }),
    response: discount,
    refusals: ['discount.not_found', 'discount.wrong_state'],
  }),
};

/** Codes a buyer may use on the next order, as the page of the return shows them. */
export const heldDiscount = discount.pick({ code: true, percent: true, minimum: true, state: true, expires_at: true });
export type HeldDiscount = z.output<typeof heldDiscount>;
export const portalDiscounts = {
  ofReturn: endpoint({
    ...buyer,
    method: 'GET',
    path: '/v1/portal/returns/:id/discounts',
    summary: 'The discount codes given for a problem',
    params: byId,
    response: z.object({ rows: z.array(heldDiscount), time_zone: z.string() }),
    refusals: ['return.not_found'],
  }),
};
