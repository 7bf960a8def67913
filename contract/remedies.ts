/** What a buyer may be given for a problem: every remedy, what it would cost the brand, and why. One question, asked by inbox, portal, assistant and calls. */
import { z } from 'zod';
import {
  byId,
  id,
  instant,
  line,
  money,
  named,
  page,
  pageQuery,
  photo,
  positiveMinor,
  reason,
  remedyKind,
} from './common.ts';
import { endpoint } from './endpoint.ts';
import { actor } from './events.ts';
import { roles } from './permissions.ts';
import { because, remedyOffer, verdict } from './policies.ts';
import { verdictOf } from './verdicts.ts';

/** One part of what a remedy is expected to cost. Amounts are for one problem: chance × full. Spent positive, what comes back negative. */
export const costPart = z.object({
  code: z.enum([
    'payout',
    'bonus',
    'goods',
    'freight_out',
    'freight_back',
    'duty',
    'handling',
    'recovery',
    'fees_kept',
    /** The buyer says no to it, and the fallback happens: the return with a refund, where there is one. */
    'declined',
    'comes_back',
    'dispute',
  ]),
  amount: money,
  /** What it comes to where it happens: `amount` is this times the chance, rounded once. */
  full: money,
  /** Out of 10,000; null where it happens for certain. */
  chance: z.int().min(0).max(10_000).nullable(),
  /**
   * Where the figure comes from: this brand's own history (`count` cases), a rate somebody set, or a declared prior.
   * `facts` may hold: minutes, per_hour, unit_cost, sku, grades {A,B,C,D of 10,000}, ways {A…: disposition}, nets {A…},
   * percent, fee, chance_from, instead (the fallback's kind), prior (the key of the assumption), basis.
   */
  from: z.enum(['order', 'policy', 'rate', 'history', 'prior']),
  count: z.int().nullable(),
  facts: z.record(z.string(), z.unknown()),
});
export type CostPart = z.output<typeof costPart>;

export const rankedRemedy = z.object({
  kind: remedyKind,
  offer: remedyOffer,
  /** What offering it is expected to cost the brand, and of what that is made; the parts add up to it exactly. */
  cost: money,
  parts: z.array(costPart),
  /** What it is expected to cost once the buyer has said yes. */
  cost_if_taken: money,
  /** Chance, of 10,000, that the buyer takes it when offered; 10,000 for what happens when all else is declined. */
  taken: z.int().min(0).max(10_000),
  taken_from: z.enum(['history', 'prior', 'certain']),
  /** Cases the chance was learned from; 0 where it is a declared prior. */
  taken_count: z.int(),
  /** To be offered before a return is spoken of: cheaper than the return, and likely to help. */
  fix_first: z.boolean(),
  /** What always happens when the buyer says no to the others: the plain return, where policy allows it. */
  fallback: z.boolean(),
  /** Can it be done now: stock is there. */
  available: z.boolean(),
  /** Why not, or what to know: `out_of_stock` {expected_on}, … */
  notes: z.array(because),
  /** Above the limit of the one who asks: a second person says yes. */
  second_person: z.array(because),
});
export type RankedRemedy = z.output<typeof rankedRemedy>;

const problemLine = z.object({
  order_line_id: id,
  quantity: z.int().min(1).max(10_000).default(1),
  reason,
  detail: line(200).optional(),
  opened: z.boolean().default(true),
  /** Staff: as if this had been found of who is responsible; left out, what was found counts. A buyer cannot say it. */
  responsible: verdictOf.optional(),
  /** exchange: for what. Without it, another of the same. */
  exchange_to: id.optional(),
});
export const remedyQuestion = z.object({
  lines: z.array(problemLine).min(1).max(20),
  /** Staff: as if this return had not claimed its units, to change what one of its lines gets. */
  return_id: id.optional(),
});
export type RemedyQuestion = z.output<typeof remedyQuestion>;

/** A part as a remedy offers it. */
export const partOffer = z.object({
  part_id: id,
  sku: z.string(),
  title: z.string(),
  title_zh: z.string().nullable(),
  title_es: z.string().nullable(),
  photo_url: z.string().nullable(),
  price: money.nullable(),
  /** How many of it one product has. */
  per_product: z.int(),
  /** Known to mend this problem; the others fit the product. */
  mends: z.boolean(),
  /** In stock now, over the sites that send to this buyer. */
  in_stock: z.int(),
  expected_on: z.string().nullable(),
});
export const exchangeFor = z.object({
  variant_id: id,
  sku: z.string(),
  title: z.string(),
  options: z.record(z.string(), z.string()),
  photo_url: z.string().nullable(),
  price: money.nullable(),
  /** With tax: above zero the buyer pays it, below zero the buyer gets it back. */
  difference: money,
  /** Null where it is not counted: nobody knows, and it is taken to be there. */
  in_stock: z.int().nullable(),
  expected_on: z.string().nullable(),
});
export const guide = z.object({
  article_id: id,
  slug: z.string(),
  title: z.string(),
  summary: z.string(),
  url: z.string(),
  photo_url: z.string().nullable(),
  minutes: z.int(),
});

export const answerLine = z.object({
  order_line_id: id,
  verdict,
  evidence_needed: z.boolean(),
  /** Cheapest fair one first; the plain return and refund is always among them where policy allows it. */
  remedies: z.array(rankedRemedy),
  /** What always returning and refunding would cost, for comparison; null where it is not allowed. */
  return_cost: money.nullable(),
  parts: z.array(partOffer),
  exchange_for: z.array(exchangeFor),
  guides: z.array(guide),
});
/** Reasons a person should look, never a silent refusal. */
export const signal = z.object({
  code: z.enum(['keep_it_often', 'serial_swap', 'empty_box', 'many_addresses']),
  facts: z.record(z.string(), z.unknown()),
});
export type Signal = z.output<typeof signal>;

/** A limit of what one person may give alone, minor units of the brand's currency; null: no limit. `remedy` null: all together. */
export const remedyLimit = z.object({
  role: z.enum([...roles, 'buyer', 'api_key']),
  remedy: remedyKind.nullable(),
  /** For one line of one problem. */
  per_case: positiveMinor.nullable(),
  /** Given by one person within a day, in the brand's time zone. */
  per_day: positiveMinor.nullable(),
  /** Given to one buyer within 365 days. */
  per_buyer: positiveMinor.nullable(),
});
export type RemedyLimit = z.output<typeof remedyLimit>;

/** Something that waits for a second person: a remedy above somebody's limit, a refund or goodwill above the brand's. */
export const approval = z.object({
  kind: z.enum(['return', 'refund', 'store_credit']),
  id,
  /** `—` for a store credit: its code is money, and nobody’s before the second yes. */
  code: z.string(),
  brand: named,
  return: z.object({ id, code: z.string() }).nullable(),
  /** Null for goodwill that was given for no order. */
  order: z.object({ id, number: z.string() }).nullable(),
  customer: named,
  title: z.string(),
  remedies: z.array(remedyKind),
  amount: money,
  asked_by: actor.nullable(),
  asked_at: instant.nullable(),
  note: z.string().nullable(),
  /** Which limits, or which signals. */
  because: z.array(because),
  photos: z.array(photo),
  due_at: instant.nullable(),
  /** approve, decline (a return, a store credit), change_amount (a refund); empty for who asked. */
  moves: z.array(z.enum(['approve', 'decline', 'change_amount'])),
});
export type Approval = z.output<typeof approval>;

const tag = 'Remedies';
const staff = { tag, access: 'staff' } as const;
export const remediesApi = {
  ask: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/orders/:id/remedies',
    summary: 'What may this buyer be given for this problem? Ranked by what it is expected to cost the brand',
    permission: 'returns.read',
    params: byId,
    body: remedyQuestion,
    response: z.object({ lines: z.array(answerLine), signals: z.array(signal) }),
    refusals: ['order.not_found', 'order.line_not_found', 'return.not_found', 'return.more_than_ordered'],
  }),
  limits: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/remedy-limits',
    summary: 'What each role may give alone',
    permission: 'settings.read',
    query: z.object({ brand_id: id }),
    response: z.object({ rows: z.array(remedyLimit) }),
    refusals: ['brand.not_found'],
  }),
  changeLimits: endpoint({
    ...staff,
    method: 'PUT',
    path: '/v1/remedy-limits',
    summary: 'Change what each role may give alone',
    permission: 'settings.write',
    query: z.object({ brand_id: id }),
    body: z.object({ rows: z.array(remedyLimit).max(200) }),
    response: z.object({ rows: z.array(remedyLimit) }),
    refusals: ['brand.not_found', 'limits.twice'],
  }),
  approvals: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/approvals',
    summary: 'What waits for a second person: remedies above a limit, refunds and goodwill above the brand’s',
    permission: 'money.read',
    query: pageQuery.extend({ brand_id: id.optional() }),
    response: page(approval),
  }),
};

/** The same answer for the buyer: what, how much, by when; none of our costs. */
export const buyerRemedy = z.object({
  offer: remedyOffer,
  available: z.boolean(),
  /** Chosen, it waits for a person to say yes. */
  waits_for_person: z.boolean().optional(),
  notes: z.array(because),
});
export const portalRemedies = {
  ask: endpoint({
    tag: 'Portal',
    access: 'buyer',
    method: 'POST',
    path: '/v1/portal/remedies',
    summary:
      'What may I be given? What could put it right without sending it back, then every other way; returning it is always among them',
    body: remedyQuestion,
    response: z.object({
      lines: z.array(
        z.object({
          order_line_id: id,
          verdict,
          evidence_needed: z.boolean(),
          /** Ways to put it right first: guidance, a part, keeping it for money back; only where they are likely to help. */
          fix_first: z.array(buyerRemedy),
          remedies: z.array(buyerRemedy),
          parts: z.array(partOffer.omit({ price: true })),
          exchange_for: z.array(exchangeFor),
          guides: z.array(guide),
        }),
      ),
      waits_for_person: z.boolean(),
    }),
    refusals: ['order.line_not_found', 'return.more_than_ordered'],
  }),
};
