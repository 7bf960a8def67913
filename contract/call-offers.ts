/** What is settled on a call: an offer on the buyer's own screen, their yes or no, and the words both sides keep. */
import { z } from 'zod';
import { buyerLanguage, byId, id, instant, line, money, remedyKind, text } from './common.ts';
import { endpoint } from './endpoint.ts';
import { actor } from './events.ts';
import { because } from './policies.ts';
import { askLine } from './returns.ts';
import { verdictOf } from './verdicts.ts';

/**
 * open: it lies on the buyer's screen. done: they said yes and it was done. declined: they said no, or asked what else there
 * is. refused: they said yes, and it could no longer be given as promised. withdrawn: staff took it back. expired: its time was over.
 */
export const offerState = z.enum(['open', 'done', 'declined', 'refused', 'withdrawn', 'expired']);
export type OfferState = z.output<typeof offerState>;

/** What the buyer reads. Every sum, day and name of it is the offer's own; `says` is what the agent puts before it. */
export const offerWords = z.object({
  title: z.string(),
  /** `Free`, `$24.00`; null where there is none to say. */
  value: z.string().nullable(),
  /** When, whereto, and what the buyer must do. */
  detail: z.string().nullable(),
  says: z.string(),
});
export type OfferWords = z.output<typeof offerWords>;

export const callOffer = z.object({
  id,
  call_id: id,
  order_id: id,
  remedy: remedyKind,
  lines: z.array(z.object({ order_line_id: id, title: z.string(), quantity: z.int() })),
  language: buyerLanguage,
  ...offerWords.shape,
  amount: money,
  /** The yes does not do it at once: somebody else must say yes too, for these reasons. */
  waits_for: z.array(because),
  /** Outside the policy, and why. */
  outside: z.string().nullable(),
  state: offerState,
  /** They wanted to hear what else there is. */
  what_else: z.boolean(),
  made_by: actor,
  made_at: instant,
  expires_at: instant,
  seen_at: instant.nullable(),
  answered_at: instant.nullable(),
  return: z.object({ id, code: z.string(), stage: z.string() }).nullable(),
  /** Why a yes came to nothing: `offer.changed`, or the code of the refusal. */
  because: z.string().nullable(),
});
export type CallOffer = z.output<typeof callOffer>;

const offerLine = askLine.pick({
  order_line_id: true,
  quantity: true,
  reason: true,
  detail: true,
  choice: true,
  opened: true,
  shown: true,
});
export const offerBody = z.object({
  order_id: id,
  lines: z.array(offerLine).min(1).max(20),
  remedy: remedyKind,
  /** A word of the agent's own before it, in the buyer's language. It may name no sum and no day: those are the offer's. */
  say: line(400).optional(),
  /** Why the policy is stepped outside; needs the permission, or waits for somebody who has it. */
  outside: line(500).optional(),
  /** What becomes the evidence of the return; left out, all stills of these lines. */
  still_ids: z.array(id).max(12).optional(),
});
export type OfferBody = z.output<typeof offerBody>;

/** What an offer would come to, before it is shown. */
export const offerPreview = z.object({
  language: buyerLanguage,
  ...offerWords.shape,
  amount: money,
  /** Above the agent's own limit, or outside what they may grant: a second person says yes after the buyer. */
  waits_for: z.array(because),
  /** Stepping outside the policy: it wants a reason. */
  outside: z.boolean(),
});
export type OfferPreview = z.output<typeof offerPreview>;

const tag = 'Calls: settling';
const staff = { tag, access: 'staff' } as const;
const refusals = [
  'call.not_found',
  'call.wrong_stage',
  'call.other_buyer',
  'order.not_found',
  'order.line_not_found',
  'return.more_than_ordered',
  'return.not_eligible',
  'return.evidence_missing',
  'return.remedy_not_offered',
  'offer.names_sums',
  'call.still_not_found',
] as const;
export const callOffers = {
  list: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/calls/:id/offers',
    summary: 'What was offered on a call, newest first',
    permission: 'calls.read',
    params: byId,
    response: z.object({ rows: z.array(callOffer) }),
    refusals: ['call.not_found'],
  }),
  preview: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/calls/:id/offers/preview',
    summary: 'What an offer would come to, and what the buyer would read; shows nothing to anybody',
    permission: 'returns.write',
    params: byId,
    body: offerBody,
    response: offerPreview,
    refusals,
  }),
  show: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/calls/:id/offers',
    summary: 'Show an offer on the buyer’s screen, in place of one that lies there',
    permission: 'returns.write',
    params: byId,
    body: offerBody,
    response: callOffer,
    refusals,
  }),
  withdraw: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/calls/:id/offers/:offer_id/withdraw',
    summary: 'Take an offer off the buyer’s screen; answers it as it stands, done where they were quicker',
    permission: 'returns.write',
    params: byId.extend({ offer_id: id }),
    response: callOffer,
    refusals: ['call.not_found', 'offer.not_found'],
  }),
};

/** An offer as the buyer's screen shows it. */
export const buyerOffer = z.object({
  id,
  remedy: remedyKind,
  ...offerWords.shape,
  language: buyerLanguage,
  photo_url: z.string().nullable(),
  /** Who offers it. */
  by: z.string(),
  /** After the yes somebody of ours confirms it; nothing is sent before. */
  waits_for_person: z.boolean(),
  state: offerState,
  what_else: z.boolean(),
  expires_at: instant,
  /** Once it was done: its code, and where it can be followed. */
  return_code: z.string().nullable(),
  return_url: z.string().nullable(),
});
export type BuyerOffer = z.output<typeof buyerOffer>;
const mine = { tag, access: 'call' } as const;
export const buyerCallOffers = {
  list: endpoint({
    ...mine,
    method: 'GET',
    path: '/v1/call/offers',
    summary: 'What was offered to me on this call, newest first; the first may be open',
    response: z.object({ rows: z.array(buyerOffer) }),
  }),
  read: endpoint({
    ...mine,
    method: 'GET',
    path: '/v1/call/offers/:id',
    summary: 'One offer of my call',
    params: byId,
    response: buyerOffer,
    refusals: ['offer.not_found', 'call.over', 'call.knocks'],
  }),
  /** Yes twice is once; where the offer is over by then, or can no longer be given, it answers so, and nothing was done. */
  answer: endpoint({
    ...mine,
    method: 'POST',
    path: '/v1/call/offers/:id',
    summary: 'I see it; yes; no; or what else is there. Answers the offer as it then stands',
    params: byId,
    body: z.object({ answer: z.enum(['seen', 'yes', 'no', 'what_else']) }),
    response: buyerOffer,
    refusals: ['offer.not_found', 'call.over', 'call.knocks'],
  }),
};

/** What is told after a call, made from what happened on it. */
export const callSummary = z.object({
  call_id: id,
  language: buyerLanguage,
  to_buyer: z.string(),
  to_staff: z.object({ en: z.string(), zh: z.string() }),
  facts: z.object({
    verdict: verdictOf.nullable(),
    stills: z.int(),
    agreed: z.object({ title: z.string(), code: z.string(), state: z.enum(['done', 'waits']) }).nullable(),
    offers: z.int(),
  }),
  made_at: instant,
  edited_by: actor.nullable(),
  sent_at: instant.nullable(),
  asks_csat: z.boolean(),
});
export type CallSummary = z.output<typeof callSummary>;
export const callSummaries = {
  read: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/calls/:id/summary',
    summary: 'What is told after a call, to the buyer and to colleagues',
    permission: 'calls.read',
    params: byId,
    response: callSummary,
    refusals: ['call.not_found'],
  }),
  change: endpoint({
    ...staff,
    method: 'PUT',
    path: '/v1/calls/:id/summary',
    summary: 'Say it in other words, before it is sent',
    permission: 'calls.take',
    params: byId,
    body: z.object({
      to_buyer: text(4000).min(1).optional(),
      to_staff: z
        .object({ en: text(4000), zh: text(4000) })
        .partial()
        .optional(),
    }),
    response: callSummary,
    refusals: ['call.not_found', 'call.wrong_stage', 'summary.sent'],
  }),
  send: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/calls/:id/summary/send',
    summary: 'Send it to the buyer, once, in their conversation',
    permission: 'calls.take',
    params: byId,
    response: callSummary,
    refusals: ['call.not_found', 'call.wrong_stage', 'conversation.wrong_state', 'contact.blocked'],
  }),
};
