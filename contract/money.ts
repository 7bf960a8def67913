/** What is owed, what was sent, and what a return costs. */
import { z } from 'zod';
import { byId, id, instant, line, list, money, named, page, pageQuery, positiveMinor } from './common.ts';
import { endpoint } from './endpoint.ts';
import { actor } from './events.ts';

const tag = 'Money';
const staff = { tag, access: 'staff' } as const;

export const refundState = z.enum(['owed', 'sending', 'sent', 'failed', 'void']);
export const refundMove = z.enum([
  'send',
  'ask_second',
  'approve',
  'mark_paid',
  'mark_failed',
  'retry',
  'change_amount',
  /** It was given back in the payment company's own screens already: that counts as this refund, nothing is sent. */
  'count_elsewhere',
]);
/** What an open refund waits for. `person`: somebody sends it; `company`: its answer; `hand`: somebody pays by hand. Null once it is sent or void. */
export const refundWait = z.enum(['second_person', 'failed', 'person', 'itself', 'company', 'hand']);
export type RefundWait = z.output<typeof refundWait>;
export const refund = z.object({
  id,
  /** `RF-6K2M-41QZ` */
  code: z.string(),
  version: z.int(),
  brand: named,
  kind: z.enum(['refund', 'store_credit', 'keep_it']),
  return: z.object({ id, code: z.string() }).nullable(),
  order: z.object({ id, number: z.string() }),
  customer: named,
  title: z.string(),
  amount: money,
  parts: z.array(z.object({ code: z.string(), amount: money, facts: z.record(z.string(), z.unknown()).optional() })),
  /** `Visa ending 4417`; null for store credit. */
  to: z.string().nullable(),
  state: refundState,
  gateway: z.string(),
  reference: z.string().nullable(),
  /** A stable code (`company_silent`, `refunded_elsewhere`, `declined`…), or what a person wrote. */
  failure: z.string().nullable(),
  /** The payment company's own words, and the facts of the failure. */
  failure_text: z.string().nullable(),
  failure_facts: z.record(z.string(), z.unknown()),
  /** It was sent, and the bank sent it back. */
  bounced_at: instant.nullable(),
  waits_for: refundWait.nullable(),
  /** When it goes out by itself. */
  goes_at: instant.nullable(),
  /** Above which amount a second person says yes; null: never. */
  second_person_above: money.nullable(),
  needs_second: z.boolean(),
  asked_by: actor.nullable(),
  asked_at: instant.nullable(),
  approved_by: actor.nullable(),
  due_at: instant.nullable(),
  owed_at: instant,
  sending_at: instant.nullable(),
  sent_at: instant.nullable(),
  sent_by: actor.nullable(),
  credit_code: z.string().nullable(),
  /** Facts the sender says yes to. */
  checks: z.array(z.object({ code: z.string(), ok: z.boolean(), facts: z.record(z.string(), z.unknown()) })),
  moves: z.array(refundMove),
});
export type Refund = z.output<typeof refund>;

export const moneySettings = z.object({
  /** Refunds above it need a second person; null: never. Minor units of the brand's currency. */
  second_person_above: positiveMinor.nullable(),
  /** How long a store credit is good for. */
  store_credit_months: z.int().min(1).max(240),
  /** Refunds nobody need look at go out by themselves at this hour of the brand's day; null: a person sends each. */
  send_at: z
    .string()
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)
    .nullable(),
  /** Of an order paid in several ways, which payment is given back first. */
  give_back_first: z.enum(['card', 'gift_card', 'newest']),
  /** What was paid by gift card comes back as store credit, or staff load the card again by hand. */
  gift_card_back_as: z.enum(['store_credit', 'by_hand']),
  /** Somebody may let a buyer off a charge up to here; null: no limit. Minor units of the brand's currency. */
  waive_up_to: positiveMinor.nullable(),
  /** Money alerts go to these people; without any, to the managers of the brand. */
  alert_emails: z.array(z.email().max(200)).max(10),
});
export type MoneySettings = z.output<typeof moneySettings>;

export const moneyApi = {
  refunds: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/refunds',
    summary: 'Refunds and credits, by what they wait for',
    permission: 'money.read',
    query: pageQuery.extend({
      state: list(refundState).optional(),
      /** What the money waits for: the earliest deadline comes first. */
      waits_for: list(refundWait).optional(),
      brand_id: id.optional(),
      return_id: id.optional(),
      q: line(100).optional(),
    }),
    response: page(refund),
  }),
  counts: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/refunds/counts',
    summary: 'How much is owed, sending, failed and sent today',
    permission: 'money.read',
    query: z.object({ brand_id: id.optional() }),
    response: z.object({
      owed: z.int(),
      second: z.int(),
      /** Open refunds by what they wait for, over all pages; and how many buyers wait. */
      waits: z.record(refundWait, z.int()),
      people: z.int(),
      sending: z.int(),
      failed: z.int(),
      sent_today: z.int(),
      owed_amounts: z.array(money),
      sent_today_amounts: z.array(money),
    }),
  }),
  refund: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/refunds/:id',
    summary: 'One refund',
    permission: 'money.read',
    params: byId,
    response: refund,
    refusals: ['refund.not_found'],
  }),
  /** Sends through the brand's gateway. With the manual gateway it becomes `sending` until somebody marks it paid. */
  send: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/refunds/:id/send',
    summary: 'Send what is owed, once',
    permission: 'money.send',
    params: byId,
    body: z.object({ version: z.int().optional() }),
    response: refund,
    refusals: ['refund.not_found', 'refund.wrong_state', 'refund.needs_second_person', 'refund.more_than_paid'],
  }),
  askSecond: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/refunds/:id/ask',
    summary: 'Above the limit: ask a second person',
    permission: 'money.ask',
    params: byId,
    body: z.object({ note: line(500).optional() }),
    response: refund,
    refusals: ['refund.wrong_state'],
  }),
  approve: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/refunds/:id/approve',
    summary: 'The second person says yes, and it is sent',
    permission: 'money.approve',
    params: byId,
    body: z.object({}),
    response: refund,
    refusals: ['refund.wrong_state', 'refund.same_person.not_allowed'],
  }),
  markPaid: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/refunds/:id/mark-paid',
    summary: 'Manual gateway: the money has left, under this reference',
    permission: 'money.send',
    params: byId,
    body: z.object({ reference: line(120) }),
    response: refund,
    refusals: ['refund.wrong_state', 'refund.not_manual'],
  }),
  markFailed: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/refunds/:id/mark-failed',
    summary: 'Manual gateway: it did not go through',
    permission: 'money.send',
    params: byId,
    body: z.object({ reason: line(300) }),
    response: refund,
    refusals: ['refund.wrong_state', 'refund.not_manual'],
  }),
  retry: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/refunds/:id/retry',
    summary: 'Try a failed one again, under the same number',
    permission: 'money.send',
    params: byId,
    response: refund,
    refusals: ['refund.wrong_state'],
  }),
  countElsewhere: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/refunds/:id/count-elsewhere',
    summary: 'It was given back in the payment company’s own screens: count that as this refund, send nothing',
    permission: 'money.send',
    params: byId,
    body: z.object({ reference: line(120).optional() }),
    response: refund,
    refusals: ['refund.not_found', 'refund.wrong_state', 'refund.not_found_elsewhere'],
  }),
  changeAmount: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/refunds/:id/amount',
    summary: 'Change what is owed before it is sent, with a reason',
    permission: 'money.approve',
    params: byId,
    body: z.object({ amount: positiveMinor, reason: line(500) }),
    response: refund,
    refusals: ['refund.wrong_state', 'refund.more_than_paid'],
  }),
  settings: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/money-settings',
    summary: 'Limits of a brand',
    permission: 'money.read',
    query: z.object({ brand_id: id }),
    response: moneySettings,
    refusals: ['brand.not_found'],
  }),
  changeSettings: endpoint({
    ...staff,
    method: 'PUT',
    path: '/v1/money-settings',
    summary: 'Change the limits of a brand',
    permission: 'settings.write',
    query: z.object({ brand_id: id }),
    /** What is left out stays as it is. */
    body: moneySettings.partial({
      send_at: true,
      give_back_first: true,
      gift_card_back_as: true,
      waive_up_to: true,
      alert_emails: true,
    }),
    response: moneySettings,
    refusals: ['brand.not_found'],
  }),
};
