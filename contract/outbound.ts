/** What leaves for a remedy: replacements, exchanges, parts and repaired units, from the promise to the buyer's door. */
import { z } from 'zod';
import {
  address,
  byId,
  grade,
  id,
  instant,
  line,
  list,
  money,
  named,
  page,
  pageQuery,
  remedyKind,
  text,
} from './common.ts';
import { endpoint } from './endpoint.ts';
import { timelineEvent } from './events.ts';

export const outboundState = z.enum(['waiting', 'reserved', 'picked', 'packed', 'shipped', 'delivered', 'cancelled']);
export type OutboundState = z.output<typeof outboundState>;
/** What a waiting order waits for: the buyer's money, what the buyer sends back, goods on the shelf, the bench. */
export const outboundWait = z.enum(['payment', 'goods', 'stock', 'repair']);
export type OutboundWait = z.output<typeof outboundWait>;
export const outboundMove = z.enum([
  'reserve',
  'finish_repair',
  'pick',
  'pack',
  'want_label',
  'void_label',
  'ship',
  'change_address',
  'cancel',
]);
export type OutboundMove = z.output<typeof outboundMove>;

/** Where goods of a line are taken from: so many counted ones in a bin, or one unit with its plate. */
export const outboundTake = z.object({
  id,
  unit: z.object({ id, lpn: z.string(), serial: z.string().nullable(), grade: grade.nullable() }).nullable(),
  bin: z.string().nullable(),
  quantity: z.int(),
  picked: z.int(),
});
export const outboundLine = z.object({
  id,
  /** variant: new goods, or restocked ones of grade A; part: a spare part; unit: the buyer's own, mended. */
  kind: z.enum(['variant', 'part', 'unit']),
  variant_id: id.nullable(),
  part_id: id.nullable(),
  unit_id: id.nullable(),
  sku: z.string(),
  title: z.string(),
  title_zh: z.string().nullable(),
  thumb_url: z.string().nullable(),
  quantity: z.int(),
  picked: z.int(),
  /** Empty while nothing is reserved. */
  takes: z.array(outboundTake),
  /** Free at the site that has most of it, and when more is expected at the soonest; told while it waits for stock. */
  in_stock: z.int().nullable(),
  expected_on: z.string().nullable(),
  unit_cost: money.nullable(),
});
export const outboundLabel = z.object({
  id,
  carrier: z.string(),
  service: z.string(),
  state: z.enum(['wanted', 'made', 'failed']),
  tracking: z.string().nullable(),
  cost: money.nullable(),
  failure: z.string().nullable(),
  made_at: instant.nullable(),
});
export const outboundRow = z.object({
  id,
  code: z.string(),
  version: z.int(),
  state: outboundState,
  waits_for: outboundWait.nullable(),
  brand: named,
  /** Null until goods are reserved somewhere. */
  site: named.nullable(),
  return: z.object({ id, code: z.string() }),
  order: z.object({ id, number: z.string() }),
  customer: named,
  remedy: remedyKind,
  lines: z.array(outboundLine),
  /** Where the buyer is: city and region. */
  place: z.string().nullable(),
  /** carrier and tracking, once there is a label or it left. */
  carrier: z.string().nullable(),
  tracking: z.string().nullable(),
  label: outboundLabel.nullable(),
  opened_at: instant,
  /** Since when it is as it is. */
  since: instant,
  moves: z.array(outboundMove),
});
export type OutboundRow = z.output<typeof outboundRow>;
export const outboundDetail = outboundRow.extend({
  return_line_id: id,
  ship_to: address.nullable(),
  weight_g: z.int().nullable(),
  /** What the scale should say, by the goods' own weights. */
  expected_weight_g: z.int().nullable(),
  reference: z.string().nullable(),
  goods_cost: money.nullable(),
  repair: z
    .object({
      minutes: z.int().nullable(),
      parts: z.array(z.object({ part_id: id, sku: z.string(), title: z.string(), quantity: z.int() })),
      note: z.string().nullable(),
      labor: money.nullable(),
      parts_cost: money.nullable(),
      finished_at: instant.nullable(),
    })
    .nullable(),
  cancel_reason: z.string().nullable(),
  reserved_at: instant.nullable(),
  picked_at: instant.nullable(),
  packed_at: instant.nullable(),
  shipped_at: instant.nullable(),
  delivered_at: instant.nullable(),
  tracking_events: z.array(
    z.object({ code: z.string(), at: instant, place: z.string().nullable(), detail: z.string().nullable() }),
  ),
  timeline: z.array(timelineEvent),
});
export type OutboundDetail = z.output<typeof outboundDetail>;

const tag = 'Outbound';
const staff = { tag, access: 'staff' } as const;
const wrong = ['outbound.not_found', 'outbound.wrong_state'] as const;
export const outbound = {
  list: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/outbound',
    summary: 'Outbound orders, oldest first; those that left newest first',
    permission: 'warehouse.read',
    query: pageQuery.extend({
      state: list(outboundState).optional(),
      waits_for: outboundWait.optional(),
      site_id: id.optional(),
      brand_id: id.optional(),
      return_id: id.optional(),
      order_id: id.optional(),
      remedy: remedyKind.optional(),
      /** A SKU or an LPN in hand: the orders that want it. */
      goods: line(80).optional(),
      /** Code, RMA number, order number, tracking number or customer. */
      q: line(100).optional(),
    }),
    response: page(outboundRow),
  }),
  counts: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/outbound/counts',
    summary: 'How many wait for what',
    permission: 'warehouse.read',
    query: z.object({ site_id: id.optional(), brand_id: id.optional() }),
    response: z.object({
      payment: z.int(),
      goods: z.int(),
      stock: z.int(),
      repair: z.int(),
      reserved: z.int(),
      picked: z.int(),
      packed: z.int(),
      label_failed: z.int(),
      shipped_today: z.int(),
    }),
  }),
  get: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/outbound/:id',
    summary: 'One outbound order; `id` may also be its code',
    permission: 'warehouse.read',
    params: z.object({ id: z.union([id, z.string().regex(/^OUT-[0-9A-Z]{4}-[0-9A-Z]{4}$/)]) }),
    response: outboundDetail,
    refusals: ['outbound.not_found'],
  }),
  open: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/outbound',
    summary: 'Open one by hand, for a line of a return that is owed goods and has none on the way',
    permission: 'returns.write',
    body: z.object({ return_line_id: id }),
    response: outboundDetail,
    refusals: ['return.not_found', 'outbound.open_already', 'outbound.nothing_owed'],
  }),
  reserve: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/outbound/:id/reserve',
    summary: 'Look for stock again now; or take it from a given site',
    permission: 'warehouse.stock',
    params: byId,
    body: z.object({ site_id: id.optional() }),
    response: outboundDetail,
    refusals: [...wrong, 'outbound.no_stock'],
  }),
  finishRepair: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/outbound/:id/finish-repair',
    summary: 'The unit is mended and tested: minutes worked and parts used, which come off the shelf',
    permission: 'warehouse.inspect',
    params: byId,
    body: z.object({
      minutes: z.int().min(0).max(10_000),
      parts: z
        .array(z.object({ part_id: id, quantity: z.int().min(1).max(100) }))
        .max(50)
        .default([]),
      note: text(2000).optional(),
    }),
    response: outboundDetail,
    refusals: [...wrong, 'part.not_found', 'stock.short', 'outbound.no_unit'],
  }),
  pick: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/outbound/:id/pick',
    summary: 'One scan of one thing: its SKU, UPC or LPN. `scan_id` names the scan: sent twice it counts once',
    permission: 'warehouse.stock',
    params: byId,
    body: z.object({ code: line(80), scan_id: id }),
    response: z.object({ outbound: outboundDetail, line_id: id, repeated: z.boolean(), left: z.int() }),
    refusals: [...wrong, 'outbound.not_in_this_order', 'outbound.picked_already', 'outbound.scan_the_plate'],
  }),
  pack: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/outbound/:id/pack',
    summary: 'It is in its box: weight in grams. The label is asked for at once',
    permission: 'warehouse.stock',
    params: byId,
    body: z.object({ weight_g: z.int().min(1).max(1_000_000) }),
    response: outboundDetail,
    refusals: [...wrong, 'outbound.no_address'],
  }),
  wantLabel: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/outbound/:id/label',
    summary: 'Ask the carrier again after a failed or void label',
    permission: 'warehouse.stock',
    params: byId,
    response: outboundDetail,
    refusals: [...wrong, 'outbound.no_address'],
  }),
  voidLabel: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/outbound/:id/label/void',
    summary: 'The label is not used: it goes back to the carrier',
    permission: 'warehouse.stock',
    params: byId,
    response: outboundDetail,
    refusals: wrong,
  }),
  ship: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/outbound/:id/ship',
    summary: 'It left with the carrier. Without a label of ours, name carrier and tracking number',
    permission: 'warehouse.stock',
    params: byId,
    body: z.object({ carrier: line(40).optional(), tracking: line(80).optional() }),
    response: outboundDetail,
    refusals: [...wrong, 'outbound.no_label'],
  }),
  changeAddress: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/outbound/:id/address',
    summary: 'Send it somewhere else; a label made for the old address goes back',
    permission: 'returns.write',
    params: byId,
    body: address,
    response: outboundDetail,
    refusals: wrong,
  }),
  cancel: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/outbound/:id/cancel',
    summary: 'It will not leave: stock is free again, the label goes back',
    permission: 'returns.write',
    params: byId,
    body: z.object({ reason: line(500) }),
    response: outboundDetail,
    refusals: wrong,
  }),
  labelPdf: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/outbound/:id/label.pdf',
    summary: 'The label, 4×6 in',
    permission: 'warehouse.read',
    params: byId,
    response: z.unknown(),
    answersFile: 'application/pdf',
    refusals: ['outbound.not_found', 'label.none'],
  }),
  labelZpl: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/outbound/:id/label.zpl',
    summary: 'The label for a Zebra printer, 203 dpi',
    permission: 'warehouse.read',
    params: byId,
    response: z.unknown(),
    answersFile: 'text/plain',
    refusals: ['outbound.not_found', 'label.none'],
  }),
  slipPdf: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/outbound/:id/slip.pdf',
    summary: 'The packing slip, in the buyer’s language',
    permission: 'warehouse.read',
    params: byId,
    response: z.unknown(),
    answersFile: 'application/pdf',
    refusals: ['outbound.not_found'],
  }),
};
