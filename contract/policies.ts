/** Return policy, warranty, eligibility and the remedies a policy allows. */
import { z } from 'zod';
import {
  channel,
  currency,
  day,
  id,
  instant,
  line,
  money,
  named,
  ok,
  positiveMinor,
  reason,
  remedyKind,
  text,
  words,
} from './common.ts';
import { endpoint } from './endpoint.ts';

export const percent = z.int().min(0).max(100);

/** A policy as rules. Money in the brand's currency; days counted in the brand's time zone. */
export const policyRules = z.object({
  /** Days in which a return may be asked for; the day of `from` is day 0. 0 means no returns (final sale). */
  window: z.object({ days: z.int().min(0).max(3650), from: z.enum(['delivery', 'purchase']) }),
  condition: z.object({
    opened: z.enum(['accepted', 'refused', 'ask']),
    original_packaging: z.enum(['needed', 'not_needed']),
    /** Goods that staff found the buyer broke or misused: judged as usual, by a person, or not taken. */
    buyer_damage: z.enum(['accepted', 'ask', 'refused']).default('ask'),
  }),
  /** Reasons a buyer may give; all when left empty. */
  reasons: z.array(reason).max(20),
  final_sale: z.object({ skus: z.array(line(80)).max(500), categories: z.array(line(80)).max(100) }),
  /** Reasons for which the seller pays the freight back; for all others the buyer pays `buyer_fee`, taken from the refund. */
  freight: z.object({ seller_pays_for: z.array(reason), buyer_fee: positiveMinor }),
  restocking_fee: z.object({
    kind: z.enum(['none', 'fixed', 'percent']),
    /** Per unit, in minor units, when fixed. */
    amount: positiveMinor.default(0),
    /** Of the price paid without tax, when percent. */
    percent: percent.default(0),
    /** Reasons it is never charged for (the seller's fault). */
    waived_for: z.array(reason),
  }),
  remedies: z.object({
    refund: z.boolean(),
    store_credit: z.object({ allowed: z.boolean(), bonus_percent: percent }),
    exchange: z.boolean(),
    replacement: z.boolean(),
    /** Part of the money back and the goods stay with the buyer; offered up to `percent` of the price paid. */
    keep_it: z.object({ allowed: z.boolean(), percent, reasons: z.array(reason) }),
    /** A part by mail, where one is known to mend the problem; the goods stay. */
    spare_part: z.boolean().default(true),
    /** Sent in, repaired, sent back. */
    repair: z.boolean().default(false),
    /** Money off the next order; the goods stay. */
    next_order_discount: z
      .object({ allowed: z.boolean(), percent, reasons: z.array(reason) })
      .default({ allowed: false, percent: 15, reasons: [] }),
    /** Help with using it, before anything else is offered. */
    guidance: z.boolean().default(true),
  }),
  /** Reasons for which the freight out is given back too, in the share of what comes back. */
  shipping_refunded_for: z.array(reason).default([]),
  /** How exchanges leave: once the old one is here, or at once, with a hold on the card above `unsecured_up_to`. */
  exchange: z
    .object({
      ships: z.enum(['on_receipt', 'now']),
      /** Up to this price (minor units) goods leave before the old ones come, without a hold; above it a hold is asked. */
      unsecured_up_to: positiveMinor,
    })
    .default({ ships: 'on_receipt', unsecured_up_to: 0 }),
  /** May a buyer call off an order that has not left? `ask`: a person looks whether it can still be stopped. */
  cancellation: z
    .object({
      by_buyer: z.enum(['until_shipped', 'ask', 'never']),
      /** Only so many hours after buying; later a person looks. Null: until it leaves. */
      within_hours: z.int().min(1).max(720).nullable(),
    })
    .default({ by_buyer: 'ask', within_hours: null }),
  /** Reasons for which photos or video are required. */
  evidence_for: z.array(reason),
  /** When a person must look before approval; null means never for that cause. */
  ask_person: z.object({
    above: positiveMinor.nullable(),
    /** The n-th return of this buyer within 365 days and every later one. */
    from_nth_return: z.int().min(2).max(50).nullable(),
    /** Up to so many days after the window, instead of a no. */
    late_days: z.int().min(0).max(365),
  }),
  /** Refund within so many days after the goods are received. */
  refund_within_days: z.int().min(0).max(60),
  /** Days after approval in which the goods must be handed to the carrier. */
  ship_within_days: z.int().min(1).max(90),
  warranty: z.object({
    months: z.int().min(0).max(240),
    covers: z.array(reason),
    parts: z.boolean(),
    labor: z.boolean(),
  }),
  /** Where the policy is shown before purchase; the disclosure warnings look at this. */
  disclosure: z.object({ posted_before_purchase: z.boolean(), at_product_page: z.boolean() }),
  /** Additional words of the brand shown on the public page. */
  note: words.partial().optional(),
});
export type PolicyRules = z.output<typeof policyRules>;

/** What a policy applies to: every list left empty means all. Dates are days of purchase in the brand's time zone, both included. */
export const policyScope = z.object({
  categories: z.array(line(80)).max(100),
  channels: z.array(channel).max(50),
  skus: z.array(line(80)).max(500),
  bought_from: day.nullable(),
  bought_to: day.nullable(),
});
export type PolicyScope = z.output<typeof policyScope>;

export const disclosureWarning = z.object({
  code: z.string(),
  /** The rule: `California Civil Code §1723`. */
  rule: z.string(),
  source_url: z.string(),
  /** The day somebody read the rule at its source. */
  checked_on: day,
  jurisdiction: z.string(),
});

export const policyMoves = z.enum(['edit', 'publish', 'discard', 'archive']);
export const policy = z.object({
  id,
  brand: named,
  name: z.string(),
  scope: policyScope,
  /** The version in force now, null before the first is published. */
  live: z.object({ id, version: z.int(), rules: policyRules, published_at: instant }).nullable(),
  draft: z.object({ id, version: z.int(), rules: policyRules, changed_at: instant }).nullable(),
  archived_at: instant.nullable(),
  warnings: z.array(disclosureWarning),
  moves: z.array(policyMoves),
});
export type Policy = z.output<typeof policy>;

/** yes; no with reasons; or ask a person, with reasons. Codes such as `window.closed`, with the facts they rest on. */
export const because = z.object({ rule: z.string(), code: z.string(), facts: z.record(z.string(), z.unknown()) });
export const verdict = z.object({
  answer: z.enum(['yes', 'ask', 'no']),
  because: z.array(because),
  /** Last day to ask, in the brand's time zone. */
  until: day.nullable(),
  /** Under warranty after the window: only replacement-type remedies. */
  warranty: z.boolean(),
});
export type Verdict = z.output<typeof verdict>;
export type Because = z.output<typeof because>;

/** Something that leaves for a remedy. */
export const outGoods = z.object({
  kind: z.enum(['variant', 'part']),
  id,
  sku: z.string(),
  title: z.string(),
  quantity: z.int().min(1),
});
export type OutGoods = z.output<typeof outGoods>;

/** One remedy a buyer may be given, with what it pays and what is taken off. All amounts in the order's currency. */
export const remedyOffer = z.object({
  kind: remedyKind,
  /** What the buyer gets in money terms. */
  amount: money,
  parts: z.array(
    z.object({
      code: z.enum(['price', 'tax', 'shipping', 'bonus', 'restocking_fee', 'return_freight', 'keep_it', 'condition']),
      amount: money,
    }),
  ),
  /** To what it goes: `Visa ending 4417`; null for goods or credit. */
  to: z.string().nullable(),
  /** Does the buyer send the goods back? */
  goods_back: z.boolean(),
  /** The day by which the buyer has it, if all goes as usual. */
  by: day.nullable(),
  freight_paid_by: z.enum(['seller', 'buyer', 'nobody']),
  /** What leaves for it: the replacement, what it is exchanged for, the parts. */
  goods: z.array(outGoods).optional(),
  /** Does it leave at once, or once what is sent back is here? */
  ships: z.enum(['now', 'on_receipt']).optional(),
  /** Of an exchange, with tax: above zero the buyer pays it, below zero the buyer gets it back. */
  difference: money.optional(),
  /** A hold on the buyer's card until the old goods are here. */
  hold: money.optional(),
  discount: z.object({ percent }).optional(),
  article: z.object({ id, title: z.string() }).optional(),
});
export type RemedyOffer = z.output<typeof remedyOffer>;

const draftBody = z.object({ name: line(120), scope: policyScope, rules: policyRules });
const tag = 'Policies';
const staff = { tag, access: 'staff' } as const;
export const policies = {
  list: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/policies',
    summary: 'All return policies',
    permission: 'policies.read',
    query: z.object({ brand_id: id.optional() }),
    response: z.object({ rows: z.array(policy) }),
  }),
  get: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/policies/:id',
    summary: 'One policy, live and draft',
    permission: 'policies.read',
    params: z.object({ id }),
    response: policy,
    refusals: ['policy.not_found'],
  }),
  create: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/policies',
    summary: 'Start a policy as a draft',
    permission: 'policies.write',
    body: draftBody.extend({ brand_id: id }),
    response: policy,
  }),
  saveDraft: endpoint({
    ...staff,
    method: 'PUT',
    path: '/v1/policies/:id/draft',
    summary: 'Save the draft; the live version stays in force',
    permission: 'policies.write',
    params: z.object({ id }),
    body: draftBody,
    response: policy,
    refusals: ['policy.not_found'],
  }),
  publish: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/policies/:id/publish',
    summary: 'Put the draft in force for orders bought from now on',
    permission: 'policies.write',
    params: z.object({ id }),
    response: policy,
    refusals: ['policy.not_found', 'policy.nothing_to_publish', 'policy.archived'],
  }),
  discard: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/policies/:id/discard',
    summary: 'Drop the draft',
    permission: 'policies.write',
    params: z.object({ id }),
    response: policy,
    refusals: ['policy.not_found', 'policy.no_draft'],
  }),
  archive: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/policies/:id/archive',
    summary: 'Take a policy out of use for new orders',
    permission: 'policies.write',
    params: z.object({ id }),
    response: policy,
  }),
  versions: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/policies/:id/versions',
    summary: 'Every published version',
    permission: 'policies.read',
    params: z.object({ id }),
    response: z.object({
      rows: z.array(
        z.object({
          id,
          version: z.int(),
          rules: policyRules,
          published_at: instant,
          published_by: z.string().nullable(),
        }),
      ),
    }),
  }),
  check: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/policies/check',
    summary: 'Disclosure warnings for rules not yet saved',
    permission: 'policies.read',
    body: z.object({ rules: policyRules }),
    response: z.object({ warnings: z.array(disclosureWarning) }),
  }),
  tryOut: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/policies/:id/try',
    summary: 'What the draft would have decided for the requests of the last 90 days',
    permission: 'policies.read',
    params: z.object({ id }),
    body: z.object({ rules: policyRules }),
    response: z.object({
      requests: z.int(),
      same: z.int(),
      now_allowed: z.int(),
      now_refused: z.int(),
      now_asked: z.int(),
      refund_change: z.array(money),
    }),
  }),
  publicPage: endpoint({
    tag,
    access: 'public',
    method: 'GET',
    path: '/v1/public/brands/:slug/policy',
    summary: "A brand's policies in force, for its public page",
    params: z.object({ slug: line(80) }),
    response: z.object({
      brand: z.object({
        name: z.string(),
        slug: z.string(),
        look: z.object({ color: z.string(), dot: z.string() }),
        currency,
      }),
      policies: z.array(
        z.object({ name: z.string(), scope: policyScope, rules: policyRules, in_force_since: instant }),
      ),
    }),
    refusals: ['brand.not_found'],
  }),
};
void ok;
void text;
