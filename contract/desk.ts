/** What the console opens on: waiting work, search, mails that went out. */
import { z } from 'zod';
import { byId, id, instant, line, money, named, page, pageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Desk';
const staff = { tag, access: 'staff' } as const;

/** One thing that waits for a person; the words come from `kind` and `facts`. */
export const waiting = z.object({
  kind: z.enum([
    'approve',
    'receive',
    'inspect',
    'decide',
    'put_away',
    'acceptance',
    'refund',
    'second_person',
    'refund_failed',
    'blind_parcel',
    'exchange',
    /** Goods for a remedy: to be picked, packed, repaired or handed over. */
    'send',
    /** A bank waits for our answer. */
    'dispute',
    /** A hold on a card to take or let go, a payment that failed, a link nobody used. */
    'charge',
    /** A conversation of mine, or of nobody, whose promise runs out. */
    'answer',
  ]),
  /** Where it is opened. */
  subject: z.object({
    kind: z.enum([
      'return',
      'parcel',
      'unit',
      'refund',
      'conversation',
      'outbound',
      'dispute',
      'store_credit',
      'charge',
    ]),
    id,
    code: z.string(),
  }),
  who: z.string().nullable(),
  title: z.string(),
  facts: z.record(z.string(), z.unknown()),
  amount: money.nullable(),
  site: named.nullable(),
  brand: named.nullable(),
  /** By when; null: no hurry. */
  by: instant.nullable(),
  since: instant,
});
export type Waiting = z.output<typeof waiting>;
export const home = z.object({
  waiting: z.array(waiting),
  counts: z.record(waiting.shape.kind, z.int()),
  /** Key figures of the last 7 days beside the 7 before; a series of one value a day, oldest first. */
  figures: z.array(
    z.object({
      code: z.enum(['returns_asked', 'settled_without_goods', 'refunds_sent', 'recovered']),
      value: z.number(),
      money: money.nullable(),
      series: z.array(z.number()),
    }),
  ),
  /** Who holds the work: by site and desk, how many wait and how many are late. */
  holders: z.array(
    z.object({
      kind: z.enum(['desk', 'dock', 'bench', 'money']),
      name: z.string(),
      waiting: z.int(),
      late: z.int(),
      oldest: instant.nullable(),
    }),
  ),
  /** First steps of a new workspace; null once all are done. */
  first_steps: z
    .array(
      z.object({
        code: z.enum(['brand', 'policy', 'orders', 'site', 'staff', 'first_return']),
        done: z.boolean(),
        facts: z.record(z.string(), z.unknown()),
      }),
    )
    .nullable(),
});
export type Home = z.output<typeof home>;

export const hit = z.object({
  kind: z.enum([
    'return',
    'order',
    'customer',
    'unit',
    'parcel',
    'refund',
    'product',
    'bin',
    'conversation',
    'contact',
    'outbound',
    'part',
  ]),
  id,
  code: z.string(),
  title: z.string(),
  detail: z.string().nullable(),
});
export const mail = z.object({
  id,
  brand: named.nullable(),
  template: z.string(),
  language: z.string(),
  to: z.string(),
  subject: z.string(),
  state: z.enum(['queued', 'sending', 'sent', 'kept', 'failed']),
  failure: z.string().nullable(),
  return: z.object({ id, code: z.string() }).nullable(),
  created_at: instant,
  sent_at: instant.nullable(),
});

export const desk = {
  home: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/home',
    summary: 'What waits for this person, by role',
    query: z.object({ site_id: id.optional(), brand_id: id.optional() }),
    response: home,
  }),
  search: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/search',
    summary: 'Any code, name or order',
    query: z.object({ q: line(100) }),
    response: z.object({ rows: z.array(hit) }),
  }),
  mails: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/mails',
    summary: 'Mails that went out, newest first',
    permission: 'mails.read',
    query: pageQuery.extend({ return_id: id.optional(), q: line(100).optional(), state: mail.shape.state.optional() }),
    response: page(mail),
  }),
  mail: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/mails/:id',
    summary: 'One mail as it was sent',
    permission: 'mails.read',
    params: byId,
    response: mail.extend({ html: z.string(), text: z.string() }),
    refusals: ['mail.not_found'],
  }),
  retryMail: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/mails/:id/retry',
    summary: 'Send a failed mail again',
    permission: 'mails.write',
    params: byId,
    response: mail,
    refusals: ['mail.not_found', 'mail.wrong_state'],
  }),
};
