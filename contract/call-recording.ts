/** Recording a call: off by default, only with everybody's yes, in the open, and for as long as was said. */
import { z } from 'zod';
import { buyerLanguage, byId, id, instant, text } from './common.ts';
import { endpoint } from './endpoint.ts';
import { actor } from './events.ts';

/** The rule of a place on recording what is said, as we know it; we ask everybody whatever it says. */
export const consentRule = z.object({
  /** `US-CA`, or a country: `CA`; `other` where we know none. */
  place: z.string(),
  /** How many of those who speak must agree by the law of the place. */
  needs: z.enum(['one', 'all', 'unclear']),
  statute: z.string(),
  source: z.string().nullable(),
  /** When the rule was looked up. */
  as_of: z.iso.date(),
  /** True where the text was read at its source by whoever wrote the table. */
  verified: z.boolean(),
});
export type ConsentRule = z.output<typeof consentRule>;

export const consentAnswer = z.enum(['asked', 'yes', 'no', 'withdrawn']);
export const callConsent = z.object({
  id,
  part_id: id.nullable(),
  who: actor,
  part_kind: z.enum(['buyer', 'agent', 'supervisor', 'technician']).nullable(),
  answer: consentAnswer,
  /** Word for word what was shown, and its version: `2026-11-22/all`. */
  wording: z.string(),
  version: z.string(),
  language: buyerLanguage,
  rule: consentRule,
  at: instant,
});
export type CallConsent = z.output<typeof callConsent>;

export const recordingState = z.enum(['recording', 'joining', 'ready', 'failed', 'erased']);
export const callRecording = z.object({
  id,
  call_id: id,
  state: recordingState,
  type: z.string(),
  began_at: instant,
  ended_at: instant.nullable(),
  /** Nothing captured after this was kept: somebody came in, or took their yes back. */
  cut: z
    .object({ at: instant, because: z.enum(['withdrawn', 'somebody_came', 'turned_off', 'call_ended']) })
    .nullable(),
  duration_ms: z.int().nullable(),
  bytes: z.int(),
  /** The first piece that never came; what was after it is not in the film. */
  missing_from: z.int().nullable(),
  failure: z.string().nullable(),
  by: actor,
  keep_until: instant,
  erased: z.object({ at: instant, because: z.string() }).nullable(),
});
export type CallRecording = z.output<typeof callRecording>;

/** How recording stands in a call, as its agent sees it. */
export const recordingView = z.object({
  /** The brand records calls at all. */
  enabled: z.boolean(),
  /** Everybody who is in the call said yes and nobody took it back: recording may run now. */
  may_record: z.boolean(),
  rule: consentRule,
  /** What I read and agree to when I ask, and what the others will be shown. */
  my_wording: z.object({ text: z.string(), language: buyerLanguage, version: z.string() }),
  /** Where each side that is in the call stands. */
  sides: z.array(
    z.object({
      part_id: id,
      name: z.string(),
      kind: z.enum(['buyer', 'agent', 'supervisor', 'technician']),
      answer: consentAnswer.nullable(),
    }),
  ),
  consents: z.array(callConsent),
  recordings: z.array(callRecording),
});
export type RecordingView = z.output<typeof recordingView>;

/** What is asked of the buyer now, or was answered. */
export const buyerConsent = z.object({
  ask: z
    .object({ consent_id: id, from: z.string(), wording: z.string(), language: buyerLanguage, at: instant })
    .nullable(),
  answer: z.enum(['yes', 'no', 'withdrawn']).nullable(),
  /** A recording runs now. */
  recording: z.boolean(),
});
export type BuyerConsent = z.output<typeof buyerConsent>;

/** Types a browser's MediaRecorder makes that can be joined. */
export const recordingType = z
  .string()
  .max(120)
  .regex(/^video\/(webm|mp4)(;\s*codecs="?[A-Za-z0-9.,_ -]{1,80}"?)?$/i);
/** One piece is at most so large; two seconds of a good picture are well below. */
export const MAX_CHUNK_BYTES = 8 * 1024 * 1024;

const tag = 'Calls: recording';
const staff = { tag, access: 'staff' } as const;
const chunkRefusals = [
  'recording.not_found',
  'recording.over',
  'recording.not_agreed',
  'recording.chunk_changed',
  'recording.too_long',
  'file.too_large',
  'file.unreadable',
] as const;

export const callRecordings = {
  view: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/calls/:id/recording',
    summary: 'How recording stands: who said what, in which words, and what was recorded',
    permission: 'calls.read',
    params: byId,
    response: recordingView,
    refusals: ['call.not_found'],
  }),
  /** The agent's own yes, with the words they read; everybody else in the call is asked. Asked again, those are asked who have no answer. */
  ask: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/calls/:id/recording/ask',
    summary: 'Ask everybody in the call whether it may be recorded',
    permission: 'calls.take',
    params: byId,
    /** The version of the wording that was read, so that what is written down is what was seen. */
    body: z.object({ version: z.string().max(60) }),
    response: recordingView,
    refusals: [
      'call.not_found',
      'call.wrong_stage',
      'recording.turned_off',
      'recording.wording_changed',
      'call.not_in_it',
    ],
  }),
  /** A colleague who came in answers for themself; an agent takes their yes back. */
  answer: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/calls/:id/recording/answer',
    summary: 'My own answer to being recorded',
    permission: 'calls.take',
    params: byId,
    body: z.object({ answer: z.enum(['yes', 'no', 'withdrawn']), version: z.string().max(60) }),
    response: recordingView,
    refusals: [
      'call.not_found',
      'call.wrong_stage',
      'recording.turned_off',
      'recording.wording_changed',
      'call.not_in_it',
    ],
  }),
  start: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/calls/:id/recordings',
    summary: 'Begin to record, with the yes of everybody',
    permission: 'calls.take',
    params: byId,
    body: z.object({
      /** Made by the browser: asked twice, it is one recording. */
      client_id: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
      type: recordingType,
      /** Clocks of browsers are wrong: when it began and when this is sent, both by the browser's. */
      began_at: instant,
      sent_at: instant,
    }),
    response: callRecording,
    refusals: [
      'call.not_found',
      'call.wrong_stage',
      'recording.turned_off',
      'recording.not_agreed',
      'recording.runs_already',
      'call.not_in_it',
    ],
  }),
  /**
   * The body is the piece's bytes (application/octet-stream). Any order; the same piece again is fine, another under its number is
   * refused. `from` and `to`: what it covers, by the browser's clock.
   */
  chunk: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/call-recordings/:id/chunks/:n',
    summary: 'One piece of a recording, as it is made',
    permission: 'calls.take',
    params: z.object({ id, n: z.coerce.number().int().min(0).max(20_000) }),
    query: z.object({
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      from: instant,
      to: instant,
      sent_at: instant,
    }),
    response: z.object({ n: z.int(), kept: z.enum(['now', 'before']) }),
    rawBody: 'bytes',
    refusals: chunkRefusals,
  }),
  finish: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/call-recordings/:id/finish',
    summary: 'The recording is over: so many pieces make it. It is joined when they are here',
    permission: 'calls.take',
    params: byId,
    body: z.object({ chunks: z.int().min(0).max(20_001), ended_at: instant, sent_at: instant }),
    response: callRecording.extend({ wanted: z.array(z.int()) }),
    refusals: ['recording.not_found', 'recording.over'],
  }),
  /** Every viewing stands in the call's timeline. The address is good for six hours and answers ranges of bytes. */
  watch: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/call-recordings/:id/watch',
    summary: 'Watch or save a recording',
    permission: 'calls.recordings',
    params: byId,
    body: z.object({ to: z.enum(['watch', 'save']).default('watch') }),
    response: z.object({ url: z.string(), type: z.string(), name: z.string(), expires_at: instant }),
    refusals: ['recording.not_found', 'recording.not_ready', 'recording.erased'],
  }),
  erase: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/call-recordings/:id/erase',
    summary: 'Erase one recording for good; that there was one stays',
    permission: 'calls.supervise',
    params: byId,
    body: z.object({ because: text(500).min(3) }),
    response: callRecording,
    refusals: ['recording.not_found', 'recording.erased'],
  }),
  rules: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/call-recording-rules',
    summary: 'The rules on recording, place by place, with their sources and dates',
    permission: 'settings.read',
    response: z.object({ rows: z.array(consentRule) }),
  }),
};

const mine = { tag: 'Calls: the buyer', access: 'call' } as const;
export const buyerRecording = {
  read: endpoint({
    ...mine,
    method: 'GET',
    path: '/v1/call/consent',
    summary: 'Am I asked to be recorded, what did I say, does it run',
    response: buyerConsent,
  }),
  answer: endpoint({
    ...mine,
    method: 'POST',
    path: '/v1/call/consent',
    summary: 'Yes or no to being recorded; or I take my yes back, and what was recorded stays or goes',
    body: z.object({
      consent_id: id,
      answer: z.enum(['yes', 'no', 'withdrawn']),
      /** With `withdrawn`: what was recorded until now is erased. */
      erase: z.boolean().default(false),
    }),
    response: buyerConsent,
    refusals: ['recording.consent_not_found', 'recording.turned_off', 'recording.not_asked'],
  }),
};
