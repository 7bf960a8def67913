/** How a buyer comes into a call: by a link that is sent to them, or at a time that was agreed. */
import { z } from 'zod';
import { buyerCall, callSeat, callStage } from './calls.ts';
import { buyerLanguage, byId, day, id, instant, line, ok, text, timeZone } from './common.ts';
import { endpoint } from './endpoint.ts';

/** good: opens the call. used: a browser came in by it; another one may knock. over: the call has ended. */
export const callLinkState = z.enum(['good', 'used', 'expired', 'revoked', 'over']);
export type CallLinkState = z.output<typeof callLinkState>;
export const callLinkWay = z.enum(['mail', 'sms', 'qr', 'link']);
export type CallLinkWay = z.output<typeof callLinkWay>;

/** A link into one call, as staff see it. */
export const callLink = z.object({
  id,
  call_id: id,
  by: callLinkWay,
  sent_to: z.string().nullable(),
  state: callLinkState,
  url: z.string(),
  made_at: instant,
  made_by: z.string(),
  expires_at: instant,
  opened_at: instant.nullable(),
  used_at: instant.nullable(),
});
export type CallLink = z.output<typeof callLink>;
/** With the picture to be scanned from a screen or paper: SVG text, black on white, its quiet zone included. */
export const callLinkWithQr = callLink.extend({ qr: z.string() });

const newLink = {
  by: callLinkWay,
  /** Address or number; by default the buyer's own, as the conversation knows it. */
  to: line(200).optional(),
  /** How long it opens: by default 20 minutes, or until half an hour after the time that was agreed. */
  minutes: z.int().min(5).max(1440).optional(),
};

const tag = 'Calls: links';
const gone = ['call.not_found', 'call.over'] as const;
const notSent = ['call.no_sms_channel', 'call.no_address'] as const;
/** What a browser keeps of itself, and says each time it comes: the same one gets the same seat again. */
const seatSecret = z.string().regex(/^[A-Za-z0-9_-]{20,64}$/);
const byToken = z.object({ token: z.string().min(40).max(200) });

export const callLinks = {
  make: endpoint({
    tag,
    access: 'staff',
    method: 'POST',
    path: '/v1/calls/:id/links',
    summary: 'Invite the buyer into a call: by mail, by text message, by a code to scan, or with a link to hand over',
    permission: 'calls.take',
    params: byId,
    body: z.object(newLink),
    response: callLinkWithQr,
    refusals: [...gone, ...notSent],
  }),
  list: endpoint({
    tag,
    access: 'staff',
    method: 'GET',
    path: '/v1/calls/:id/links',
    summary: 'The links into a call, newest first',
    permission: 'calls.take',
    params: byId,
    response: z.object({ rows: z.array(callLink) }),
    refusals: ['call.not_found'],
  }),
  revoke: endpoint({
    tag,
    access: 'staff',
    method: 'POST',
    path: '/v1/calls/:id/links/:link_id/revoke',
    summary: 'Take a link back: nobody comes in by it any more',
    permission: 'calls.take',
    params: z.object({ id, link_id: id }),
    response: callLink,
    refusals: ['call.not_found', 'call.link_not_found'],
  }),
  /** Rings nobody until the buyer opens it; then whoever made it first. */
  invite: endpoint({
    tag,
    access: 'staff',
    method: 'POST',
    path: '/v1/conversations/:id/call-links',
    summary: 'A call and the link into it in one: it rings when the buyer opens the link',
    permission: 'calls.take',
    params: byId,
    body: z.object({
      ...newLink,
      order_line_id: id.nullable().default(null),
      audio_only: z.boolean().default(false),
      language: buyerLanguage.optional(),
    }),
    response: callLinkWithQr,
    refusals: [
      ...notSent,
      'conversation.not_found',
      'call.turned_off',
      'call.already_open',
      'order.line_not_found',
      'contact.blocked',
    ],
  }),
  /** Limited against guessing. Says no more than the mail it stands in. */
  look: endpoint({
    tag,
    access: 'public',
    method: 'GET',
    path: '/v1/call-links/:token',
    summary: 'Where a link into a call leads, and whether it still opens',
    params: byToken,
    response: z.object({
      state: callLinkState,
      stage: callStage,
      brand: z.object({
        name: z.string(),
        slug: z.string(),
        color: z.string(),
        dot: z.string().nullable(),
        logo_url: z.string().nullable(),
      }),
      /** Whoever invites, as the buyer knows them; null where the brand does. */
      with: z.object({ name: z.string(), initials: z.string() }).nullable(),
      language: buyerLanguage,
      audio_only: z.boolean(),
      scheduled_for: instant.nullable(),
      minutes: z.int().nullable(),
      /** From when on opening it rings somebody; null: at once. */
      opens_at: instant.nullable(),
      expires_at: instant,
    }),
    refusals: ['link.not_found', 'link.expired', 'call.too_many'],
  }),
  /** Said again when `opens_at` has come, it rings. */
  join: endpoint({
    tag,
    access: 'public',
    method: 'POST',
    path: '/v1/call-links/:token/join',
    summary: 'Come into the call. A second browser knocks and is let in by the agent, or not',
    params: byToken,
    body: z.object({
      seat: seatSecret,
      language: buyerLanguage.optional(),
      time_zone: z.string().max(64).optional(),
      /** What the browser tells of itself, for the quality of calls: name and version, system, kind of network. */
      browser: z
        .object({
          name: z.string().max(60),
          version: z.string().max(40),
          system: z.string().max(60),
          network: z.string().max(20).nullable(),
        })
        .optional(),
    }),
    response: callSeat,
    refusals: [
      'link.not_found',
      'link.expired',
      'call.link_revoked',
      'call.over',
      'call.already_open',
      'call.somebody_knocks',
      'call.not_let_in',
      'call.too_many',
    ],
  }),
  ics: endpoint({
    tag,
    access: 'public',
    method: 'GET',
    path: '/v1/call-links/:token/ics',
    summary: 'The agreed time for a calendar (RFC 5545)',
    params: byToken,
    response: z.null(),
    answersFile: 'text/calendar',
    refusals: ['link.not_found', 'link.expired', 'call.too_many'],
  }),
};

/** A time in which somebody could take the call, told in both zones: days and times as their clocks show them. */
export const callSlot = z.object({
  starts_at: instant,
  /** Places left at that time. */
  left: z.int(),
  buyer: z.object({ day, time: z.string() }),
  brand: z.object({ day, time: z.string() }),
});
export type CallSlot = z.output<typeof callSlot>;
export const callSlots = z.object({
  minutes: z.int(),
  buyer_zone: z.string(),
  brand_zone: z.string(),
  rows: z.array(callSlot),
  /** What was agreed already, and can be moved. */
  agreed: z
    .object({
      call_id: id,
      code: z.string(),
      starts_at: instant,
      minutes: z.int(),
      slot: callSlot.omit({ left: true }),
    })
    .nullable(),
});
export type CallSlots = z.output<typeof callSlots>;

const slotsQuery = z.object({
  /** The first calendar day wanted, in the buyer's zone; today by default. */
  from: day.optional(),
  days: z.coerce.number().int().min(1).max(31).default(7),
  time_zone: timeZone.optional(),
});
const agreeing = z.object({ starts_at: instant, time_zone: timeZone.optional(), note: text(1000).optional() });
const agreed = z.object({ slots: callSlots.shape.agreed.unwrap(), call: callSeat });
const noSlot = ['call.slot_taken', 'call.slots_off', 'call.turned_off'] as const;
const slotTag = 'Calls: agreed times';
const seatWish = { language: buyerLanguage.optional(), client_id: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/) };

export const callTimes = {
  free: endpoint({
    tag: slotTag,
    access: 'staff',
    method: 'GET',
    path: '/v1/free-call-slots',
    summary: 'Free times for calls of a brand',
    permission: 'calls.read',
    query: slotsQuery.extend({ brand_id: id, call_id: id.optional() }),
    response: callSlots,
    refusals: ['brand.not_found', 'call.not_found', 'call.slots_off'],
  }),
  agreeFor: endpoint({
    tag: slotTag,
    access: 'staff',
    method: 'POST',
    path: '/v1/conversations/:id/call-slots',
    summary: 'Agree on a time with the buyer of a conversation',
    permission: 'calls.take',
    params: byId,
    body: agreeing.extend({ order_line_id: id.nullable().default(null), staff_id: id.nullable().default(null) }),
    response: callSlots.shape.agreed.unwrap(),
    refusals: [...noSlot, 'conversation.not_found', 'contact.blocked', 'staff.not_found', 'order.line_not_found'],
  }),
  /** A call that waits, was missed, or was agreed for another time. */
  agreeCall: endpoint({
    tag: slotTag,
    access: 'staff',
    method: 'POST',
    path: '/v1/calls/:id/slot',
    summary: 'Agree on a time for a call, or move it to another',
    permission: 'calls.take',
    params: byId,
    body: agreeing,
    response: callSlots.shape.agreed.unwrap(),
    refusals: [...noSlot, 'call.not_found', 'call.wrong_stage'],
  }),
  cancelFor: endpoint({
    tag: slotTag,
    access: 'staff',
    method: 'POST',
    path: '/v1/calls/:id/slot/cancel',
    summary: 'Call off what was agreed; the buyer is told',
    permission: 'calls.take',
    params: byId,
    response: ok,
    refusals: ['call.not_found', 'call.wrong_stage'],
  }),
  fromChat: endpoint({
    tag: slotTag,
    access: 'chat',
    method: 'GET',
    path: '/v1/chat/call-slots',
    summary: 'Free times, and what I agreed to',
    query: slotsQuery,
    response: callSlots,
    refusals: ['call.slots_off'],
  }),
  agreeInChat: endpoint({
    tag: slotTag,
    access: 'chat',
    method: 'POST',
    path: '/v1/chat/call-slots',
    summary: 'Agree on a time from the chat, or move it',
    body: agreeing.extend({ ...seatWish, conversation_id: id.nullable().default(null), order_id: id.optional() }),
    response: agreed,
    refusals: [...noSlot, 'conversation.not_found', 'order.not_found', 'contact.blocked'],
  }),
  fromOrder: endpoint({
    tag: slotTag,
    access: 'buyer',
    method: 'GET',
    path: '/v1/portal/call-slots',
    summary: 'Free times, and what was agreed for this order',
    query: slotsQuery,
    response: callSlots,
    refusals: ['call.slots_off'],
  }),
  agreeInPortal: endpoint({
    tag: slotTag,
    access: 'buyer',
    method: 'POST',
    path: '/v1/portal/call-slots',
    summary: 'Agree on a time from the page of an order, or move it',
    body: agreeing.extend({ ...seatWish, order_line_id: id.optional() }),
    response: agreed,
    refusals: [...noSlot, 'order.line_not_found', 'contact.blocked'],
  }),
  fromSeat: endpoint({
    tag: slotTag,
    access: 'call',
    method: 'GET',
    path: '/v1/call/slots',
    summary: 'Free times in place of waiting',
    query: slotsQuery,
    response: callSlots,
    refusals: ['call.slots_off'],
  }),
  agreeFromSeat: endpoint({
    tag: slotTag,
    access: 'call',
    method: 'POST',
    path: '/v1/call/slots',
    summary: 'Agree on a time in place of waiting, or move it',
    body: agreeing,
    response: buyerCall,
    refusals: [...noSlot, 'call.wrong_stage'],
  }),
  cancelFromSeat: endpoint({
    tag: slotTag,
    access: 'call',
    method: 'POST',
    path: '/v1/call/slots/cancel',
    summary: 'Call off what was agreed',
    response: buyerCall,
    refusals: ['call.wrong_stage'],
  }),
};
