/** Live video with a buyer: how a call comes about, who is in it, and how it ends. */
import { z } from 'zod';
import { callIce } from './call-relays.ts';
import { chatFile, chatMessage } from './chat.ts';
import { buyerLanguage, byId, id, instant, line, list, named, ok, page, pageQuery, photo, text } from './common.ts';
import { endpoint } from './endpoint.ts';
import { timelineEvent } from './events.ts';
import { verdictOf } from './verdicts.ts';

/**
 * scheduled: agreed for a time. waiting: the buyer is in the queue, or asked to be called back. ringing: somebody's screen
 * rings. live: both sides are on. ended: it was live. missed: nobody came to it. declined: one side said no before it was live.
 */
export const callStage = z.enum(['scheduled', 'waiting', 'ringing', 'live', 'ended', 'missed', 'declined']);
export type CallStage = z.output<typeof callStage>;
/** Where a call was begun. */
export const callOrigin = z.enum(['widget', 'portal', 'tracking', 'thread', 'link', 'slot', 'call_back']);
export type CallOrigin = z.output<typeof callOrigin>;
export const callEnd = z.enum([
  'buyer_hung_up',
  'staff_hung_up',
  /** The line was lost and did not come back. */
  'dropped',
  'nobody_answered',
  /** The buyer left while it rang or waited. */
  'buyer_left',
  'buyer_declined',
  'cancelled',
  /** Scheduled, and one side never came. */
  'no_show',
  'too_long',
]);
export type CallEnd = z.output<typeof callEnd>;
export const callMove = z.enum([
  /** It rings for me: take it, or let it ring on at somebody else. */
  'answer',
  'pass',
  /** Nobody has it: take it out of the queue, or open what was agreed for now. */
  'pick_up',
  /** Somebody else has it: listen in unseen by the buyer's picture, help, or mend. */
  'join',
  'leave',
  'bring_in',
  'end',
  'invite',
  'schedule',
  'cancel',
  'wrap_up',
]);
export type CallMove = z.output<typeof callMove>;
export const partKind = z.enum(['buyer', 'agent', 'supervisor', 'technician']);
export type PartKind = z.output<typeof partKind>;
/** How a side takes part: a supervisor who listens sends nothing; the buyer is told of everyone who hears them. */
export const partMode = z.enum(['talks', 'listens']);

/** Somebody in a call, by the seat they hold. */
export const callPart = z.object({
  id,
  kind: partKind,
  mode: partMode,
  name: z.string(),
  staff_id: id.nullable(),
  language: buyerLanguage.nullable(),
  joined_at: instant.nullable(),
  left_at: instant.nullable(),
  /** On the line now. */
  here: z.boolean(),
  /** Another browser came with the buyer's link and waits to be let in. */
  knocks: z.boolean(),
});
export type CallPart = z.output<typeof callPart>;

export const callGoods = z.object({
  order_id: id,
  order_number: z.string(),
  order_line_id: id.nullable(),
  title: z.string().nullable(),
  sku: z.string().nullable(),
  photo_url: z.string().nullable(),
});

export const callRow = z.object({
  id,
  /** `CALL-7F3K-92QD` */
  code: z.string(),
  version: z.int(),
  brand: named,
  stage: callStage,
  origin: callOrigin,
  conversation: z.object({ id, code: z.string(), subject: z.string() }),
  buyer: z.object({ contact_id: id, name: z.string(), place: z.string().nullable(), time_zone: z.string().nullable() }),
  language: buyerLanguage.nullable(),
  staff: named.nullable(),
  goods: callGoods.nullable(),
  asked_at: instant,
  /** When it was agreed for; null where it was wanted at once. */
  scheduled_for: instant.nullable(),
  call_back: z.boolean(),
  answered_at: instant.nullable(),
  ended_at: instant.nullable(),
  ended_because: callEnd.nullable(),
  /** Seconds both sides were on. */
  seconds: z.int().nullable(),
  verdict: verdictOf.nullable(),
  stills: z.int(),
  recorded: z.boolean(),
  /** Mean opinion score over the whole call, 1.0 to 4.5; null while unknown. */
  score: z.number().nullable(),
  csat: z.int().nullable(),
  wrap_up_until: instant.nullable(),
  moves: z.array(callMove),
});
export type CallRow = z.output<typeof callRow>;
export const callDetail = callRow.extend({
  /** What the buyer wrote or the assistant noted before it, in the reader's language where there is a translation. */
  note: z.string().nullable(),
  phone: z.string().nullable(),
  parts: z.array(callPart),
  return: z.object({ id, code: z.string(), stage: z.string() }).nullable(),
  /** What was written by whoever took it, after it. */
  wrap_up: z.object({ note: z.string().nullable(), at: instant.nullable() }).nullable(),
  timeline: z.array(timelineEvent),
});
export type CallDetail = z.output<typeof callDetail>;

/** Somebody who takes calls, as the desk shows them. */
export const callDesk = z.object({
  staff: named,
  /** off: takes none. free. ringing, busy: in one. wrapping_up: after one, until the timer ends. gone: no screen open. */
  state: z.enum(['off', 'free', 'ringing', 'busy', 'wrapping_up', 'gone']),
  since: instant,
  call_id: id.nullable(),
});
export type CallDesk = z.output<typeof callDesk>;

/** Everything a brand decides about calls. */
export const callSettings = z.object({
  enabled: z.boolean(),
  /** Where buyers find the button. */
  entries: z.array(z.enum(['widget', 'portal', 'tracking'])),
  /** Calls ring in these business hours (a calendar of the inbox); null: whenever somebody is there. */
  calendar_id: id.nullable(),
  /** Whom it rings: one after the other by who fits best, or everybody who is free. */
  rings: z.enum(['one_by_one', 'all']),
  ring_seconds: z.int().min(5).max(120),
  /** Longer in the queue, and photo, slot, call-back or chat are offered in its place. */
  most_wait_seconds: z.int().min(10).max(1800),
  wrap_up_seconds: z.int().min(0).max(600),
  most_minutes: z.int().min(5).max(180),
  call_back: z.boolean(),
  slots: z.object({
    enabled: z.boolean(),
    minutes: z.int().min(5).max(120),
    /** Booked ahead at most, and at least. */
    days_ahead: z.int().min(1).max(60),
    lead_minutes: z.int().min(0).max(2880),
    /** So many at the same time. */
    at_once: z.int().min(1).max(50),
    remind_minutes: z.array(z.int().min(5).max(2880)).max(3),
  }),
  recording: z.object({ enabled: z.boolean(), keep_days: z.int().min(1).max(3650) }),
  /** Stills are evidence and kept with the case; null: as long as the case. */
  stills_keep_days: z.int().min(1).max(3650).nullable(),
  ask_csat: z.boolean(),
  /** What carries three or more sides: the sides themselves, or a LiveKit server by configuration. */
  sfu: z.enum(['mesh', 'livekit']),
});
export type CallSettings = z.output<typeof callSettings>;

const tag = 'Calls';
const staff = { tag, access: 'staff' } as const;
const gone = ['call.not_found', 'call.wrong_stage'] as const;
export const calls = {
  list: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/calls',
    summary: 'Calls, newest first',
    permission: 'calls.read',
    query: pageQuery.extend({
      brand_id: id.optional(),
      stage: list(callStage).optional(),
      staff_id: id.optional(),
      conversation_id: id.optional(),
      order_id: id.optional(),
      verdict: list(verdictOf).optional(),
      /** By when they were asked for. */
      from: instant.optional(),
      to: instant.optional(),
      /** Agreed for a time before this one, the soonest first. */
      agreed_to: instant.optional(),
      q: z.string().trim().max(200).optional(),
    }),
    response: page(callRow),
  }),
  /** The reader's own calendar says when a day ends. */
  counts: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/calls/counts',
    summary: 'How many calls are on or wait now, are agreed on, were missed and ended',
    permission: 'calls.read',
    query: z.object({
      brand_id: id.optional(),
      /** Agreed for before then: today, and the next seven days. */
      day_ends: instant,
      week_ends: instant,
      /** Missed and ended: asked for since then. */
      since: instant,
    }),
    response: z.object({ now: z.int(), today: z.int(), week: z.int(), missed: z.int(), ended: z.int() }),
  }),
  /** What a screen of staff shows at all times: does it ring here, who waits, who is free. */
  now: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/calls/now',
    summary: 'Calls now: ringing for me, waiting, live, agreed for today; and who takes calls',
    permission: 'calls.read',
    query: z.object({ brand_id: id.optional() }),
    response: z.object({
      ringing: z.array(callRow),
      mine: callRow.nullable(),
      waiting: z.array(callRow),
      live: z.array(callRow),
      scheduled: z.array(callRow),
      me: callDesk,
      desks: z.array(callDesk),
      /** How long somebody who asks now would wait, in seconds; null where nobody could say. */
      expected_wait: z.int().nullable(),
    }),
  }),
  read: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/calls/:id',
    summary: 'One call with everything that belongs to it',
    permission: 'calls.read',
    params: byId,
    response: callDetail,
    refusals: ['call.not_found'],
  }),
  /** Rings in the buyer's chat where they are there; with `invite` a link goes to them besides. */
  start: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/conversations/:id/calls',
    summary: 'Call the buyer of a conversation',
    permission: 'calls.take',
    params: byId,
    body: z.object({ order_line_id: id.nullable().default(null), audio_only: z.boolean().default(false) }),
    response: callDetail,
    refusals: [
      'conversation.not_found',
      'call.already_open',
      'call.turned_off',
      'call.desk_busy',
      'call.not_staff',
      'contact.blocked',
      'order.line_not_found',
    ],
  }),
  answer: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/calls/:id/answer',
    summary: 'Answer a call that rings, or pick one up that waits; of two who answer, one has it',
    permission: 'calls.take',
    params: byId,
    response: callDetail,
    refusals: [...gone, 'call.taken', 'call.desk_busy', 'call.not_staff'],
  }),
  pass: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/calls/:id/pass',
    summary: 'Not me: it rings on at somebody else',
    permission: 'calls.take',
    params: byId,
    response: ok,
    refusals: gone,
  }),
  join: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/calls/:id/join',
    summary: 'Join a live call as a third side: to listen, to help, or as technician. The buyer is told who is there',
    permission: 'calls.take',
    params: byId,
    body: z.object({ mode: partMode }),
    response: callDetail,
    refusals: [...gone, 'call.full', 'call.not_invited', 'call.desk_busy', 'call.not_staff'],
  }),
  leave: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/calls/:id/leave',
    summary: 'Leave a call as its third side',
    permission: 'calls.take',
    params: byId,
    response: ok,
    refusals: ['call.not_found'],
  }),
  bringIn: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/calls/:id/bring-in',
    summary: 'Ask a colleague into the call',
    permission: 'calls.take',
    params: byId,
    body: z.object({ staff_id: id, kind: z.enum(['supervisor', 'technician']) }),
    response: callDetail,
    refusals: [...gone, 'call.full', 'call.not_invited', 'staff.not_found', 'call.desk_busy', 'call.desk_gone'],
  }),
  /** A second browser with the buyer's link is let in by the agent alone; the first then loses its seat. */
  admit: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/calls/:id/admit',
    summary: 'Let a second browser with the buyer’s link in, or not',
    permission: 'calls.take',
    params: byId,
    body: z.object({ part_id: id, yes: z.boolean() }),
    response: callDetail,
    refusals: ['call.not_found', 'call.over', 'call.not_invited', 'call.part_not_found'],
  }),
  end: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/calls/:id/end',
    summary: 'Hang up; or call off what rings or was agreed',
    permission: 'calls.take',
    params: byId,
    body: z.object({ because: z.enum(['staff_hung_up', 'dropped', 'cancelled']).default('staff_hung_up') }),
    response: callDetail,
    refusals: gone,
  }),
  wrapUp: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/calls/:id/wrap-up',
    summary: 'Write down what remains to be said, and be free again',
    permission: 'calls.take',
    params: byId,
    body: z.object({
      note: text(4000).optional(),
      more_seconds: z.int().min(0).max(600).optional(),
      done: z.boolean().default(true),
    }),
    response: callDetail,
    refusals: gone,
  }),
  /** Being there is told by the screen itself, over the live line; this says whether one takes calls. */
  desk: endpoint({
    ...staff,
    method: 'PUT',
    path: '/v1/calls/desk',
    summary: 'I take calls, or I do not',
    permission: 'calls.take',
    body: z.object({ takes_calls: z.boolean() }),
    response: callDesk,
  }),
  settings: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/call-settings',
    summary: 'What a brand decided about calls',
    permission: 'settings.read',
    query: z.object({ brand_id: id }),
    response: callSettings,
    refusals: ['brand.not_found'],
  }),
  changeSettings: endpoint({
    ...staff,
    method: 'PUT',
    path: '/v1/call-settings',
    summary: 'Decide about calls',
    permission: 'settings.write',
    query: z.object({ brand_id: id }),
    body: callSettings,
    response: callSettings,
    refusals: ['brand.not_found', 'calendar.not_found', 'call.sfu_not_set_up'],
  }),
};

/** A call as the buyer's side shows it. */
export const buyerCall = z.object({
  id,
  code: z.string(),
  stage: callStage,
  brand: z.object({
    name: z.string(),
    slug: z.string(),
    color: z.string(),
    dot: z.string().nullable(),
    logo_url: z.string().nullable(),
  }),
  language: buyerLanguage,
  audio_only: z.boolean(),
  /** Who takes it; null while nobody has. */
  with: z.object({ name: z.string(), initials: z.string() }).nullable(),
  /** Everybody else who hears or sees this call. */
  others: z.array(z.object({ name: z.string(), kind: partKind, mode: partMode })),
  goods: callGoods.omit({ order_id: true, order_line_id: true }).nullable(),
  queue: z.object({ ahead: z.int(), expected_seconds: z.int().nullable() }).nullable(),
  scheduled_for: instant.nullable(),
  /** What is offered in place of waiting, when nobody answers. */
  instead: z.array(z.enum(['photos', 'slot', 'call_back', 'chat'])),
  answered_at: instant.nullable(),
  ended_at: instant.nullable(),
  ended_because: callEnd.nullable(),
  me: z.object({ part_id: id, knocks: z.boolean() }),
  /** Stills of mine that were kept. */
  stills: z.array(photo),
  ask_csat: z.boolean(),
  csat: z.int().nullable(),
});
export type BuyerCall = z.output<typeof buyerCall>;
/** What a browser needs to be in a call: the token of its seat. It opens this call and nothing else, and ends with it. */
export const callSeat = z.object({
  token: z.string(),
  call: buyerCall,
  /** What its browser may use to find a way, as `GET /v1/call/ice` answers; null where it waits to be let in. */
  ice: callIce.nullable(),
});
export type CallSeat = z.output<typeof callSeat>;

const wants = {
  audio_only: z.boolean().default(false),
  language: buyerLanguage.optional(),
  time_zone: z.string().max(64).optional(),
  /** Made by the browser and kept there; the same one gets the same call again. */
  client_id: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
};
const notNow = ['call.turned_off', 'call.too_many', 'call.already_open', 'call.somebody_knocks'] as const;
const buyerTag = 'Calls: the buyer';
const mine = { tag: buyerTag, access: 'call' } as const;
export const buyerCalls = {
  fromChat: endpoint({
    tag: buyerTag,
    access: 'chat',
    method: 'POST',
    path: '/v1/chat/calls',
    summary: 'Call from the chat; or take a call that rings here',
    body: z.object({
      ...wants,
      conversation_id: id.nullable().default(null),
      order_id: id.optional(),
      call_id: id.optional(),
    }),
    response: callSeat,
    refusals: [
      ...notNow,
      'conversation.not_found',
      'order.not_found',
      'call.not_found',
      'call.over',
      'contact.blocked',
    ],
  }),
  /** A call that rings for this chat now. */
  ringing: endpoint({
    tag: buyerTag,
    access: 'chat',
    method: 'GET',
    path: '/v1/chat/calls',
    summary: 'A call that rings for me, or that I am in',
    response: z.object({ call: z.object({ id, with: z.string(), stage: callStage, asked_at: instant }).nullable() }),
  }),
  fromOrder: endpoint({
    tag: buyerTag,
    access: 'buyer',
    method: 'POST',
    path: '/v1/portal/calls',
    summary: 'Call from the page of an order, a return, or its tracking',
    body: z.object({
      ...wants,
      origin: z.enum(['portal', 'tracking']),
      order_line_id: id.optional(),
      note: text(1000).optional(),
    }),
    response: callSeat,
    refusals: [...notNow, 'order.line_not_found', 'contact.blocked'],
  }),
  /** Whether to show the button, and what to say beside it. */
  offered: endpoint({
    tag: buyerTag,
    access: 'buyer',
    method: 'GET',
    path: '/v1/portal/calls',
    summary: 'Can I call now, and how long would I wait',
    query: z.object({ origin: z.enum(['portal', 'tracking']) }),
    response: z.object({
      offered: z.boolean(),
      now: z.boolean(),
      expected_seconds: z.int().nullable(),
      slots: z.boolean(),
      back_at: instant.nullable(),
    }),
  }),
  read: endpoint({ ...mine, method: 'GET', path: '/v1/call', summary: 'My call', response: buyerCall }),
  leave: endpoint({
    ...mine,
    method: 'POST',
    path: '/v1/call/end',
    summary: 'Hang up, or leave the queue',
    body: z.object({ because: z.enum(['buyer_hung_up', 'buyer_left', 'buyer_declined', 'dropped']) }),
    response: buyerCall,
  }),
  /** In place of waiting, or after nobody came. */
  wish: endpoint({
    ...mine,
    method: 'POST',
    path: '/v1/call/wish',
    summary: 'Call me back, or by phone; or I write and send photos',
    body: z.object({ wish: z.enum(['call_back', 'phone', 'chat', 'photos']), phone: line(40).optional() }),
    response: buyerCall,
    refusals: ['call.wrong_stage', 'call.phone_missing', 'call.turned_off'],
  }),
  messages: endpoint({
    ...mine,
    method: 'GET',
    path: '/v1/call/messages',
    summary: 'What was written during the call, oldest first',
    query: z.object({ after: id.optional() }),
    response: z.object({ rows: z.array(chatMessage) }),
  }),
  say: endpoint({
    ...mine,
    method: 'POST',
    path: '/v1/call/messages',
    summary: 'Write something during the call; it stands in the conversation',
    body: z.object({
      client_id: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
      text: text(2000),
      file_ids: z.array(id).max(6).default([]),
    }),
    response: chatMessage,
    refusals: ['chat.empty', 'chat.too_many', 'file.not_found', 'contact.blocked'],
  }),
  /** In place of a call, or where none could be made; of a live call stills are kept. */
  upload: endpoint({
    ...mine,
    method: 'POST',
    path: '/v1/call/files',
    summary: 'Upload a photo or a short video for what I write',
    response: chatFile,
    rawBody: 'multipart',
    refusals: ['file.too_large', 'file.type_not_allowed', 'file.unreadable', 'file.too_many'],
  }),
  csat: endpoint({
    ...mine,
    method: 'POST',
    path: '/v1/call/csat',
    summary: 'How was the call, 1 to 5',
    body: z.object({ score: z.int().min(1).max(5), comment: text(2000).optional() }),
    response: buyerCall,
    refusals: ['call.wrong_stage'],
  }),
};
