/** Who is responsible for what went wrong with goods: decided once, with its evidence, and read by claims, defects and remedies. */
import { z } from 'zod';
import { byId, id, instant, line, list, named, page, pageQuery, photo, reason, text } from './common.ts';
import { endpoint } from './endpoint.ts';
import { actor } from './events.ts';

/** user: dropped or misused. factory: made or packed wrong. seller: wrong item or listing. */
export const verdictOf = z.enum(['carrier', 'factory', 'user', 'seller', 'unclear']);
export type VerdictOf = z.output<typeof verdictOf>;

export const givenVerdict = z.object({
  id,
  brand: named,
  order: z.object({ id, number: z.string() }),
  line: z.object({
    id,
    sku: z.string(),
    title: z.string(),
    product_id: id.nullable(),
    photo_url: z.string().nullable(),
  }),
  return: z.object({ id, code: z.string() }).nullable(),
  call_id: id.nullable(),
  conversation_id: id.nullable(),
  verdict: verdictOf,
  reason,
  /** The defect in the brand's own words, for the factory's list: `shade cracked`. */
  defect: z.string().nullable(),
  note: z.string().nullable(),
  serial: z.string().nullable(),
  batch: z.string().nullable(),
  photos: z.array(photo),
  by: actor,
  at: instant,
  /** The later one that counts in its place; null where this one counts. */
  replaced_by: id.nullable(),
});
export type GivenVerdict = z.output<typeof givenVerdict>;

/** What is decided about one line of an order. */
export const verdictBody = z.object({
  order_line_id: id,
  verdict: verdictOf,
  reason,
  /** Left out, what the earlier verdict of that problem said stands. */
  defect: line(120).nullable().optional(),
  note: text(2000).nullable().optional(),
  /** Of the unit; the batch is found by it where it is not said. */
  serial: line(80).nullable().optional(),
  batch: line(80).nullable().optional(),
  file_ids: z.array(id).max(40).default([]),
});
export type VerdictBody = z.output<typeof verdictBody>;

const tag = 'Verdicts';
const staff = { tag, access: 'staff' } as const;
export const verdicts = {
  list: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/verdicts',
    summary: 'Who was found responsible, newest first; without `all` only what counts',
    permission: 'returns.read',
    query: pageQuery.extend({
      brand_id: id.optional(),
      verdict: list(verdictOf).optional(),
      reason: list(reason).optional(),
      product_id: id.optional(),
      sku: line(80).optional(),
      batch: line(80).optional(),
      order_id: id.optional(),
      order_line_id: id.optional(),
      return_id: id.optional(),
      call_id: id.optional(),
      from: instant.optional(),
      to: instant.optional(),
      all: z.stringbool().default(false),
    }),
    response: page(givenVerdict),
  }),
  give: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/orders/:id/verdicts',
    summary: 'Say who is responsible for a problem with goods; in place of what was said of it before',
    permission: 'returns.write',
    params: byId,
    body: verdictBody.extend({ return_id: id.nullable().default(null), conversation_id: id.nullable().default(null) }),
    response: givenVerdict,
    refusals: [
      'order.not_found',
      'order.line_not_found',
      'return.not_found',
      'conversation.not_found',
      'file.not_found',
    ],
  }),
  /** Words defects of these goods were given before, the most frequent first; to be chosen in place of typed. */
  defects: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/orders/:id/defects',
    summary: 'Defects named before for a product, to choose from',
    permission: 'returns.read',
    params: byId,
    query: z.object({ order_line_id: id, reason: reason.optional() }),
    response: z.object({ rows: z.array(z.object({ defect: z.string(), count: z.int() })) }),
    refusals: ['order.not_found', 'order.line_not_found'],
  }),
  /** In a call: its order, its conversation, and stills of it as evidence. */
  giveOnCall: endpoint({
    ...staff,
    method: 'PUT',
    path: '/v1/calls/:id/verdict',
    summary: 'Say on a call who is responsible, with its stills as evidence',
    permission: 'calls.take',
    params: byId,
    body: verdictBody.extend({ order_id: id.optional(), still_ids: z.array(id).max(40).default([]) }),
    response: givenVerdict,
    refusals: [
      'call.not_found',
      'call.no_order',
      'call.wrong_stage',
      'call.still_not_found',
      'order.not_found',
      'order.line_not_found',
      'file.not_found',
    ],
  }),
};
