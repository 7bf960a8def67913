/** How calls went: what the browsers measured, minute by minute; why somebody could not come in; and the figures made of both. */
import { z } from 'zod';
import { partKind } from './calls.ts';
import { byId, day, id, instant, ok } from './common.ts';
import { endpoint } from './endpoint.ts';

/** What a browser tells of itself: name and version, system, kind of network. */
export const browserFacts = z.object({
  name: z.string().max(60),
  version: z.string().max(40),
  system: z.string().max(60),
  network: z.string().max(20).nullable(),
});
export type BrowserFacts = z.output<typeof browserFacts>;

const milliseconds = z.number().min(0).max(600_000).nullable();
const share = z.number().min(0).max(100).nullable();
const kbps = z.number().min(0).max(10_000_000);
const candidate = z.string().max(10).nullable();
/** What one side measured of another in about two seconds; `rtc/types.ts` says each field. The score is reckoned here anew. */
export const lineSample = z.object({
  at: instant,
  part_id: id,
  rtt: milliseconds,
  jitter: milliseconds,
  loss_in: share,
  loss_out: share,
  freeze: milliseconds,
  kbps_in: kbps,
  kbps_out: kbps,
  width: z.number().min(0).max(16_384).nullable(),
  height: z.number().min(0).max(16_384).nullable(),
  fps: z.number().min(0).max(1000).nullable(),
  step: z.int().min(0).max(3),
  relayed: z.boolean().nullable(),
  local: candidate,
  remote: candidate,
  protocol: z.string().max(10).nullable(),
  region: z.string().max(60).nullable(),
});
export type LineSample = z.output<typeof lineSample>;
/** A minute and a half of two peers at most: what a line held up while it was away comes in several. */
export const lineSamples = z.object({
  sent_at: instant,
  browser: browserFacts.optional(),
  samples: z.array(lineSample).min(1).max(90),
});

/**
 * Why somebody could not come in, or fell out. camera_held: another app has it. ice_failed: no way between the browsers was found;
 * relay_down: nor through the relays. line_lost: it was connected, and did not come back. timed_out: nothing came of it in time.
 */
export const callFailure = z.enum([
  'camera_blocked',
  'no_camera',
  'camera_held',
  'in_app_browser',
  'insecure_page',
  'ice_failed',
  'relay_down',
  'line_lost',
  'timed_out',
  'not_supported',
]);
export type CallFailure = z.output<typeof callFailure>;
export const failureTold = z.object({ reason: callFailure, browser: browserFacts.optional() });

const trouble = z.enum(['rtt', 'jitter', 'loss', 'freeze']);
const measured = z.object({
  /** Milliseconds; loss in per cent; freeze of two seconds in milliseconds. */
  rtt: z.number().nullable(),
  jitter: z.number().nullable(),
  loss: z.number().nullable(),
  freeze: z.number().nullable(),
});
export const callMinute = z.object({
  /** From 0: since both sides were on. */
  minute: z.int(),
  at: instant,
  samples: z.int(),
  /** Mean opinion score, 1.0 to 4.4. */
  score: z.number().nullable(),
  mean: measured,
  worst: measured,
  /** What was above its threshold in more than a tenth of it, the worst first. */
  troubles: z.array(trouble),
  bad: z.boolean(),
  relayed: z.boolean().nullable(),
  region: z.string().nullable(),
});
export type CallMinute = z.output<typeof callMinute>;
export const callQuality = z.object({
  /** Of both sides' minutes; null where nothing was measured. */
  score: z.number().nullable(),
  minutes: z.int(),
  bad_minutes: z.int(),
  worst: z.object({ part_id: id, minute: z.int(), score: z.number() }).nullable(),
  relayed: z.boolean().nullable(),
  region: z.string().nullable(),
  parts: z.array(
    z.object({
      part_id: id,
      kind: partKind,
      name: z.string(),
      browser: browserFacts.nullable(),
      score: z.number().nullable(),
      minutes: z.array(callMinute),
    }),
  ),
  failures: z.array(z.object({ kind: partKind, reason: callFailure, at: instant })),
});
export type CallQuality = z.output<typeof callQuality>;

export const figuresBy = z.enum(['country', 'network', 'browser', 'relay', 'region', 'day']);
export type FiguresBy = z.output<typeof figuresBy>;
const tenThousandth = z.int().nullable();
const row = z.object({
  calls: z.int(),
  /** Of calls that were live, each from answer to end. */
  minutes: z.int(),
  score: z.number().nullable(),
  /** Of 10,000; null where there is nothing to divide by. */
  bad_minutes: tenThousandth,
  relayed: tenThousandth,
  missed: tenThousandth,
  answered_within_ring: tenThousandth,
  /** Seconds a buyer waited for an answer. */
  wait: z.object({ p50: z.number(), p90: z.number() }).nullable(),
  failures: z.array(z.object({ reason: callFailure, count: z.int() })),
});
export type CallFiguresRow = z.output<typeof row>;
export const callFigures = z.object({
  all: row,
  /** `key` null: not known. By relay: `relayed` or `direct`; by day: the day of the brand's zone. */
  rows: z.array(row.extend({ key: z.string().nullable() })),
});
export type CallFigures = z.output<typeof callFigures>;

const tag = 'Calls: quality';
const staff = { tag, access: 'staff', method: 'POST', permission: 'calls.take', params: byId } as const;
const seat = { tag: 'Calls: the buyer', access: 'call', method: 'POST' } as const;
export const callLine = {
  sampleOfSeat: endpoint({
    ...seat,
    path: '/v1/call/samples',
    summary: 'What my browser measured of the line, every two seconds; the same twice is kept once',
    body: lineSamples,
    response: ok,
    refusals: ['call.wrong_stage', 'call.over', 'call.knocks', 'call.too_many'],
  }),
  sample: endpoint({
    ...staff,
    path: '/v1/calls/:id/samples',
    summary: 'What my browser measured of the line of a call I am in; the same twice is kept once',
    body: lineSamples,
    response: ok,
    refusals: ['call.not_found', 'call.not_invited', 'call.wrong_stage', 'call.too_many'],
  }),
  failureOfSeat: endpoint({
    ...seat,
    path: '/v1/call/failures',
    summary: 'Why I could not come in, or fell out',
    body: failureTold,
    response: ok,
    refusals: ['call.over', 'call.too_many'],
  }),
  failure: endpoint({
    ...staff,
    path: '/v1/calls/:id/failures',
    summary: 'Why I could not come into a call, or fell out',
    body: failureTold,
    response: ok,
    refusals: ['call.not_found', 'call.not_invited', 'call.too_many'],
  }),
  quality: endpoint({
    tag,
    access: 'staff',
    method: 'GET',
    path: '/v1/calls/:id/quality',
    summary: 'How the line of a call was, minute by minute on each side',
    permission: 'calls.read',
    params: byId,
    response: callQuality,
    refusals: ['call.not_found'],
  }),
  figures: endpoint({
    tag,
    access: 'staff',
    method: 'GET',
    path: '/v1/call-figures',
    summary: 'How calls went, of those asked for between two days; definitions in docs/calls.md',
    permission: 'calls.read',
    query: z.object({ brand_id: id.optional(), from: day, to: day, by: figuresBy }),
    response: callFigures,
    refusals: ['brand.not_found'],
  }),
};
