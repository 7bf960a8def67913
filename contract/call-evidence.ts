/** What is kept of a call as evidence: stills with their hashes and times, what was drawn on them, and codes read from the picture. */
import { z } from 'zod';
import { mark } from './call-lines.ts';
import { byId, id, instant, line, ok, photo, text } from './common.ts';
import { endpoint } from './endpoint.ts';
import { actor } from './events.ts';

/** photo: the camera's own still; frame: of the buyer's own picture; received: of what came over the line; sent: a file they chose. */
export const stillSource = z.enum(['photo', 'frame', 'received', 'sent']);
export type StillSource = z.output<typeof stillSource>;

/**
 * The fields that come with a still's `file`, before it, in multipart/form-data. Clocks of browsers are wrong: both times are by
 * the browser's own, so that how far it was off is known.
 */
export const stillFields = z.object({
  /** Made by the browser for this still: the same one twice is one still. */
  client_id: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
  captured_at: instant,
  /** The browser's clock when it sent this. */
  sent_at: instant,
  /** SHA-256 of the file's bytes, in hex, taken on capture. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  source: stillSource,
  /** The wish of the other side it answers (`take_still`). */
  ask: z
    .string()
    .max(40)
    .regex(/^[A-Za-z0-9_-]*$/)
    .optional(),
});
export type StillFields = z.output<typeof stillFields>;
/** A still is at most so large, as any photo. */
export const MAX_STILL_BYTES = 15 * 1024 * 1024;
/** So many stills are kept of one call. */
export const MAX_STILLS = 60;

export const callStill = z.object({
  id,
  call_id: id,
  /** Counted up within the call from 1. */
  position: z.int(),
  /** The picture as it was; `drawn`: with what was drawn on it. Both null once erased or out of sight. */
  photo: photo.nullable(),
  drawn: photo.nullable(),
  width: z.int(),
  height: z.int(),
  caption: z.string().nullable(),
  source: stillSource,
  /** When it was captured, by our clock: the browser's, put right by how far it was off. */
  captured_at: instant,
  received_at: instant,
  taken_by: actor,
  order_line: z.object({ id, title: z.string(), sku: z.string() }).nullable(),
  unit: z.object({ id, lpn: z.string() }).nullable(),
  serial: z.string().nullable(),
  marks: z.array(mark),
  removed: z.object({ at: instant, because: z.string() }).nullable(),
  erased_at: instant.nullable(),
});
export type CallStill = z.output<typeof callStill>;

/** Everything that shows that a still is what it was. Hashes are SHA-256 in hex. */
export const stillProof = z.object({
  still_id: id,
  call: z.object({ id, code: z.string() }),
  position: z.int(),
  /** Of the bytes as captured, declared by the browser and checked on arrival. */
  captured_sha256: z.string(),
  /** Of the picture as it is kept: upright, without place and camera. */
  kept_sha256: z.string(),
  /** Of the bytes in the store now; null where there are none any more. */
  found_sha256: z.string().nullable(),
  /** The bytes in the store are those that were kept. */
  intact: z.boolean(),
  drawn_sha256: z.string().nullable(),
  /** By the browser's clock, and by ours. */
  captured_at_browser: instant,
  captured_at: instant,
  received_at: instant,
  /** How far the browser's clock was ahead of ours when it sent this, in milliseconds. */
  clock_off_ms: z.int(),
  /** The clock was more than two minutes off. */
  clock_wrong: z.boolean(),
  /** Between capture and arrival, in milliseconds, by one clock. */
  on_the_way_ms: z.int(),
  source: stillSource,
  taken_by: actor,
  order_id: id.nullable(),
  order_line_id: id.nullable(),
  unit_id: id.nullable(),
  serial: z.string().nullable(),
  /** What happened to it since, oldest first. */
  events: z.array(z.object({ at: instant, type: z.string(), actor, data: z.record(z.string(), z.unknown()) })),
});
export type StillProof = z.output<typeof stillProof>;

export const codeFormat = z.enum([
  'EAN13',
  'EAN8',
  'UPCA',
  'UPCE',
  'Code128',
  'Code39',
  'Code93',
  'Codabar',
  'ITF',
  'QRCode',
  'DataMatrix',
  'PDF417',
  'Aztec',
  /** Read by a person. */
  'Text',
]);
export type CodeFormat = z.output<typeof codeFormat>;

const soldLine = { order_line_id: id, title: z.string(), sku: z.string() };
/** What a code was found to be. A stranger's order is never told of, only that there is one. */
export const codeFound = z.discriminatedUnion('kind', [
  /** The serial of what this call is about; where it is about the whole order, of any line of it. */
  z.object({ kind: z.literal('this_line'), ...soldLine, serial: z.string() }),
  /** Of another thing in the same order. */
  z.object({ kind: z.literal('other_line'), ...soldLine, serial: z.string() }),
  z.object({
    kind: z.literal('other_order_of_buyer'),
    ...soldLine,
    serial: z.string(),
    order_id: id,
    order_number: z.string(),
    placed_at: instant,
  }),
  z.object({ kind: z.literal('sold_elsewhere'), serial: z.string() }),
  /** It came back to us and was not sold to this buyer since. */
  z.object({
    kind: z.literal('returned_before'),
    serial: z.string(),
    at: instant,
    rma: z.string().nullable(),
    lpn: z.string(),
    /** By our books it is still in the warehouse. */
    with_us: z.boolean(),
  }),
  /** It names a product, not one thing: a GTIN, a SKU or Amazon's FNSKU. */
  z.object({
    kind: z.literal('product_only'),
    by: z.enum(['barcode', 'sku', 'fnsku', 'asin']),
    sku: z.string(),
    title: z.string(),
    /** It is among what this order holds. */
    in_order: z.boolean(),
  }),
  z.object({ kind: z.literal('unknown') }),
]);
export type CodeFound = z.output<typeof codeFound>;
export const callCode = z.object({
  id,
  text: z.string(),
  format: codeFormat,
  typed: z.boolean(),
  still_id: id.nullable(),
  found: codeFound,
  /** Another thing than what was sold, as it seems. */
  swap: z.boolean(),
  /** The serials this line was shipped with. */
  expected: z.array(z.string()),
  at: instant,
  by: actor,
});
export type CallCode = z.output<typeof callCode>;

const tag = 'Calls: evidence';
const staff = { tag, access: 'staff' } as const;
const stillParams = z.object({ id, still: id });
const taken = [
  'call.not_found',
  'call.wrong_stage',
  'call.still_changed',
  'call.too_many_stills',
  'file.too_large',
  'file.type_not_allowed',
  'file.unreadable',
  'file.missing',
  'file.too_many',
] as const;

export const callEvidence = {
  /** multipart/form-data: the fields of `stillFields`, then one `file`. */
  take: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/calls/:id/stills',
    summary: 'Keep a still of what came over the line, or a picture the buyer sent',
    permission: 'calls.take',
    params: byId,
    response: callStill,
    rawBody: 'multipart',
    refusals: taken,
  }),
  /** multipart/form-data: the fields of `stillFields`, then one `file`. */
  buyerTake: endpoint({
    tag: 'Calls: the buyer',
    access: 'call',
    method: 'POST',
    path: '/v1/call/stills',
    summary: 'A still from my camera, at its full size',
    response: z.object({ id, position: z.int(), ask: z.string().nullable(), photo }),
    rawBody: 'multipart',
    refusals: taken,
  }),
  list: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/calls/:id/stills',
    summary: 'The stills of a call, in the order they were taken',
    permission: 'calls.read',
    params: byId,
    response: z.object({ rows: z.array(callStill) }),
    refusals: ['call.not_found'],
  }),
  change: endpoint({
    ...staff,
    method: 'PATCH',
    path: '/v1/calls/:id/stills/:still',
    summary: 'Name a still, say what it shows, or draw on it: the picture with the marks is made here',
    permission: 'calls.take',
    params: stillParams,
    body: z.object({
      caption: line(300).nullable().optional(),
      order_line_id: id.nullable().optional(),
      serial: line(120).nullable().optional(),
      marks: z.array(mark).max(200).optional(),
    }),
    response: callStill,
    refusals: ['call.not_found', 'call.still_not_found', 'call.still_gone', 'order.line_not_found'],
  }),
  remove: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/calls/:id/stills/:still/remove',
    summary: 'Take a still out of sight, with the reason; that it was there stays',
    permission: 'calls.supervise',
    params: stillParams,
    body: z.object({ because: text(500).min(3) }),
    response: callStill,
    refusals: ['call.not_found', 'call.still_not_found', 'call.still_gone'],
  }),
  proof: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/calls/:id/stills/:still/proof',
    summary: 'What shows that a still is what it was: hashes, times, clocks, hands',
    permission: 'calls.read',
    params: stillParams,
    response: stillProof,
    refusals: ['call.not_found', 'call.still_not_found'],
  }),
  codes: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/calls/:id/codes',
    summary: 'Codes read in a call, and what each was found to be',
    permission: 'calls.read',
    params: byId,
    response: z.object({ rows: z.array(callCode) }),
    refusals: ['call.not_found'],
  }),
  readCode: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/calls/:id/codes',
    summary: 'A serial or barcode read from the picture: is it what was sold?',
    permission: 'calls.take',
    params: byId,
    body: z.object({
      text: line(200),
      format: codeFormat.default('Text'),
      still_id: id.nullable().default(null),
      typed: z.boolean().default(false),
    }),
    response: callCode,
    refusals: ['call.not_found', 'call.wrong_stage', 'call.still_not_found'],
  }),
  /** At the buyer's wish: pictures and films go for good; that there were some, and who erased them, stays. */
  erase: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/calls/:id/erase',
    summary: 'Erase the stills and recordings of a call for good',
    permission: 'calls.supervise',
    params: byId,
    body: z.object({ what: z.enum(['stills', 'recordings', 'all']), because: text(500).min(3) }),
    response: ok,
    refusals: ['call.not_found', 'call.wrong_stage'],
  }),
};
