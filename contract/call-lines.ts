/**
 * What is said on the live line of a call. Buyers open it with `auth: { line: 'call', token }` (the token of their seat), staff
 * speak on the line they have. The server passes on what the sides say to each other and keeps none of it: each side keeps what it
 * said until the other has it, and says it again after a reconnect, so that a server that restarts loses nothing.
 *
 * Said to the server, each answered `{ ok: true }`, what is named here, or `{ code }` of a refusal:
 * - `call.enter` CallEnter → CallEntered; said again after every reconnect. Refused `call.over`, `call.knocks` (let in yet?),
 *   `call.not_invited`, `link.not_found` (the seat was lost), `call.peer_taken`.
 * - `call.leave` { call_id }: this page goes, and nobody waits for it.
 * - `call.say` CallSay (at most 64 KB, 600 a minute). Refused `call.not_entered` (say call.enter again), `call.peer_gone`,
 *   `call.listens_only`, `call.not_allowed` (of tools a buyer says `still_taken` and `still_failed` alone), `input.invalid`,
 *   `call.said_too_large`, `call.too_many`. What is malformed 50 times a minute has its line cut.
 * - `call.got` CallGot's `{ call_id, to, n }`: told to who said it, as `{ call_id, from, n }`
 * - `call.here` { visible }: staff, every 20 s and at once after connecting: this screen can ring.
 * Heard from it: `call.said` CallSaid, `call.got` CallGot, `call.parts` CallParts (everybody, oneself too; a side whose line broke
 * stays in it for 45 seconds with `here: false`, as its media may well go on), `call.changed` CallChanged,
 * `call.replaced` { call_id } (a newer page of the same part is there: this one has left the line),
 * `call.ring` and `call.ring_over` CallRing (staff), `call.rings` { call_id, with } (a chat whose buyer is being called).
 */
import { z } from 'zod';
import { callPart, callStage } from './calls.ts';
import { id } from './common.ts';

export const callEnter = z.object({
  call_id: id,
  /** Made anew by every page load: a page that was loaded again is a new peer. */
  peer: z.string().regex(/^[A-Za-z0-9_-]{8,40}$/),
});
export type CallEnter = z.output<typeof callEnter>;
export const callPeer = z.object({ part: callPart, peer: z.string() });
export type CallPeer = z.output<typeof callPeer>;
export const callEntered = z.object({
  me: callPart,
  stage: callStage,
  version: z.int(),
  /** Who is on the line besides. */
  peers: z.array(callPeer),
});
export type CallEntered = z.output<typeof callEntered>;

/** `rtc`: negotiation. `tool`: drawing, pointer, what is shown. `state`: muted, paused, which camera. `caption`: words spoken. */
export const callWord = z.enum(['rtc', 'tool', 'state', 'caption', 'bye']);
export const callSay = z.object({
  call_id: id,
  /** The peer it is for. */
  to: z.string().max(40),
  /** Counted up by the sender for each receiver, from 1. */
  n: z.int().min(1),
  word: callWord,
  data: z.unknown(),
});
export type CallSay = z.output<typeof callSay>;
export type CallSaid = Omit<CallSay, 'to'> & { from: string; part_id: string };
export const callGot = z.object({ call_id: id, to: z.string().max(40), n: z.int().min(1) });
export type CallGot = { call_id: string; from: string; n: number };
export type CallParts = { call_id: string; peers: CallPeer[] };
/** Something about it changed: read it anew. `what` is the event's type. */
export type CallChanged = { call_id: string; version: number; what: string };
export type CallRing = { call_id: string };

/** What `rtc` carries. Anything else is refused before it reaches the other side. */
export const rtcWord = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('description'),
    type: z.enum(['offer', 'answer', 'rollback']),
    sdp: z.string().max(60_000),
    /** The sender's peer connection: another one than before means that it had to be made anew. */
    connection: z.string().max(20).optional(),
    /** Names an offer; an answer names the offer it answers, so that a late one is known as late. */
    offer: z.string().max(40).optional(),
  }),
  z.object({
    kind: z.literal('candidates'),
    /** Empty candidate: no more of this generation. */
    rows: z
      .array(
        z.object({
          candidate: z.string().max(1000),
          sdpMid: z.string().max(64).nullable(),
          sdpMLineIndex: z.int().min(0).max(64).nullable(),
          usernameFragment: z.string().max(256).nullable().optional(),
        }),
      )
      .max(64),
  }),
]);
export type RtcWord = z.output<typeof rtcWord>;

/** A point of the picture, 0 to 1 from its left and top edge, so that both screens mean the same place. */
const point = z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)]);
export const mark = z.object({
  id: z.string().max(40),
  kind: z.enum(['pen', 'arrow', 'circle', 'text', 'step', 'measure']),
  color: z.enum(['red', 'yellow', 'white']),
  /** pen: its way; arrow, circle, measure: from and to; text, step: where it stands. */
  points: z.array(point).min(1).max(2000),
  /** text: the words; step: its number; measure: the length with its unit. */
  words: z.string().max(120).nullable(),
});
export type Mark = z.output<typeof mark>;

/** What `tool` carries: what the agent does to the picture, as the buyer sees it. */
export const toolWord = z.discriminatedUnion('kind', [
  /** The picture stands still: this still is drawn on, or null for the live picture again. */
  z.object({ kind: z.literal('freeze'), still_id: id.nullable(), url: z.string().max(600).nullable() }),
  z.object({ kind: z.literal('marks'), still_id: id.nullable(), marks: z.array(mark).max(200) }),
  z.object({ kind: z.literal('stroke'), still_id: id.nullable(), mark }),
  z.object({ kind: z.literal('pointer'), at: point.nullable() }),
  /** A page of the help centre, a video or a picture; null takes it away. */
  z.object({
    kind: z.literal('show'),
    what: z
      .object({ kind: z.enum(['guide', 'video', 'picture']), title: z.string().max(200), url: z.string().max(600) })
      .nullable(),
  }),
  /** Ask the buyer's page for a still at the full size of its camera. */
  z.object({ kind: z.literal('take_still'), ask: z.string().max(40) }),
  z.object({ kind: z.literal('still_taken'), ask: z.string().max(40), still_id: id }),
  z.object({
    kind: z.literal('still_failed'),
    ask: z.string().max(40),
    because: z.enum(['no_picture', 'too_large', 'not_sent']),
  }),
  z.object({
    kind: z.literal('hint'),
    hint: z.enum(['light', 'closer', 'slower', 'turn', 'flip', 'photo']).nullable(),
  }),
  z.object({ kind: z.literal('torch'), on: z.boolean() }),
]);
export type ToolWord = z.output<typeof toolWord>;

/** What `state` carries: how this side is on. */
export const stateWord = z.object({
  muted: z.boolean(),
  /** on, off by hand, off because the line is weak, none to be had, or another app holds it. */
  camera: z.enum(['on', 'off', 'weak', 'none', 'held']),
  facing: z.enum(['user', 'environment']).nullable(),
  torch: z.enum(['on', 'off', 'none']),
  /** The page is in the background: its camera may stand still. */
  hidden: z.boolean(),
  /** The camera's own size, in pixels: stills come in it. */
  picture: z.object({ width: z.int(), height: z.int() }).nullable(),
  dark: z.boolean(),
});
export type StateWord = z.output<typeof stateWord>;
/** What `caption` carries: words of who speaks, with the translation where there is one. `final` false: still being heard. */
export const captionWord = z.object({
  id: z.string().max(40),
  text: z.string().max(500),
  language: z.string().max(10),
  translation: z.string().max(500).nullable(),
  final: z.boolean(),
});
export type CaptionWord = z.output<typeof captionWord>;
