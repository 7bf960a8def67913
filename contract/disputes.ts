/** Disputes (chargebacks): why, until when, the evidence, and how it ended. */
import { z } from 'zod';
import {
  byId,
  currency,
  day,
  id,
  instant,
  line,
  list,
  money,
  named,
  page,
  pageQuery,
  positiveMinor,
  staffLanguage,
  text,
} from './common.ts';
import { endpoint } from './endpoint.ts';
import { actor } from './events.ts';

/** Why, in plain words that are the same over all card networks. */
export const disputeReason = z.enum([
  'fraud',
  'not_received',
  'not_as_described',
  'credit_not_given',
  'cancelled',
  'duplicate',
  'wrong_amount',
  'paid_other_way',
  'unknown',
]);
export type DisputeReason = z.output<typeof disputeReason>;
export const cardNetwork = z.enum(['visa', 'mastercard', 'amex', 'discover', 'other']);

/** A card network's code and what it means here. */
export const networkReason = z.object({
  network: cardNetwork,
  /** `13.1` */
  code: z.string(),
  /** The network's own name for it. */
  name: z.string(),
  reason: disputeReason,
  source: z.string(),
  source_url: z.string(),
  checked_on: day.nullable(),
});
export type NetworkReason = z.output<typeof networkReason>;

export const disputeState = z.enum(['needs_response', 'submitted', 'won', 'lost', 'accepted']);
export type DisputeState = z.output<typeof disputeState>;
export const disputeMove = z.enum([
  'change',
  'evidence',
  'submit',
  'mark_submitted',
  'accept',
  'mark_won',
  'mark_lost',
]);
export type DisputeMove = z.output<typeof disputeMove>;

/** What a person should know before answering. `due_soon`, `overdue`, `refund_would_settle`, `refunded_already`, `refund_waits`, `second_round`. */
export const disputeFlag = z.object({
  code: z.enum(['due_soon', 'overdue', 'refund_would_settle', 'refunded_already', 'refund_waits', 'paid_twice']),
  facts: z.record(z.string(), z.unknown()),
});
export type DisputeFlag = z.output<typeof disputeFlag>;

export const dispute = z.object({
  id,
  /** `DP-6K2M-41QZ` */
  code: z.string(),
  version: z.int(),
  brand: named,
  order: z.object({ id, number: z.string() }),
  customer: named,
  payment: z.object({ id, label: z.string(), amount: money }).nullable(),
  /** An inquiry asks first and takes no money yet; a refund in time settles it. A chargeback has taken the money. */
  kind: z.enum(['inquiry', 'chargeback']),
  source: z.enum(['staff', 'api', 'gateway']),
  gateway: z.string(),
  /** The payment company's own number. */
  reference: z.string().nullable(),
  network: cardNetwork,
  network_code: z.string().nullable(),
  network_name: z.string().nullable(),
  reason: disputeReason,
  amount: money,
  fee: money,
  opened_at: instant,
  due_by: instant,
  /** Home row of the clock: `given` by the payment company or by hand, or reckoned from the network's own rule. */
  due_rule: z.object({
    days: z.int().nullable(),
    source: z.string(),
    source_url: z.string().nullable(),
    checked_on: day.nullable(),
  }),
  state: disputeState,
  /** Sending the evidence to the payment company: on its way, or refused. */
  sending: z.enum(['none', 'sending', 'failed']),
  failure: z.string().nullable(),
  submitted_at: instant.nullable(),
  submitted_by: actor.nullable(),
  submit_reference: z.string().nullable(),
  decided_at: instant.nullable(),
  decided_by: actor.nullable(),
  decision_note: z.string().nullable(),
  flags: z.array(disputeFlag),
  moves: z.array(disputeMove),
});
export type Dispute = z.output<typeof dispute>;

/** The pieces of the evidence pack. */
export const evidenceCode = z.enum([
  'statement',
  'order',
  'delivery',
  'conversation',
  'photos',
  'inspection',
  'policy',
  'refunds',
  'timeline',
  'files',
]);
export type EvidenceCode = z.output<typeof evidenceCode>;
export const evidenceItem = z.object({
  code: evidenceCode,
  /** `there`, `missing` (we have nothing), `left_out` by hand. */
  state: z.enum(['there', 'missing', 'left_out']),
  /** Does this reason rest on it? */
  weight: z.enum(['key', 'helps']),
  count: z.int(),
  /** What there is, short: tracking number, policy version, number of messages… */
  facts: z.record(z.string(), z.unknown()),
});
export type EvidenceItem = z.output<typeof evidenceItem>;
export const evidencePack = z.object({
  id,
  language: staffLanguage,
  made_at: instant,
  made_by: actor,
  url: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  /** Sent to the payment company. */
  submitted: z.boolean(),
});
export type EvidencePack = z.output<typeof evidencePack>;

export const disputeDetail = dispute.extend({
  statement: z.string(),
  left_out: z.array(evidenceCode),
  files: z.array(z.object({ id, name: z.string(), url: z.string() })),
  checklist: z.array(evidenceItem),
  /** The text fields as Stripe names them, as they would be sent. */
  fields: z.array(z.object({ name: z.string(), value: z.string() })),
  packs: z.array(evidencePack),
  /** Can the payment company be told from here, or does a person do it in its own screens? */
  can_submit: z.boolean(),
});
export type DisputeDetail = z.output<typeof disputeDetail>;

const staff = { tag: 'Disputes', access: 'staff' } as const;
const missing = ['dispute.not_found'] as const;
export const disputesApi = {
  disputes: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/disputes',
    summary: 'Disputes, those due first on top',
    permission: 'money.read',
    query: pageQuery.extend({
      state: list(disputeState).optional(),
      brand_id: id.optional(),
      order_id: id.optional(),
      q: line(100).optional(),
    }),
    response: page(dispute),
  }),
  counts: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/disputes/counts',
    summary: 'How many need an answer, wait for the bank, and how they ended within 90 days',
    permission: 'money.read',
    query: z.object({ brand_id: id.optional() }),
    response: z.object({
      needs_response: z.int(),
      due_soon: z.int(),
      submitted: z.int(),
      won: z.int(),
      lost: z.int(),
      at_stake: z.array(money),
    }),
  }),
  dispute: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/disputes/:id',
    summary: 'One dispute with its evidence: what is there, what is missing',
    permission: 'money.read',
    params: byId,
    response: disputeDetail,
    refusals: missing,
  }),
  open: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/disputes',
    summary: 'A bank took a payment back or asks about it; the same reference opens once',
    permission: 'money.send',
    body: z.object({
      order_id: id,
      payment_id: id.optional(),
      kind: z.enum(['inquiry', 'chargeback']).default('chargeback'),
      amount: positiveMinor.min(1),
      fee: positiveMinor.default(0),
      currency: currency.optional(),
      network: cardNetwork.default('other'),
      network_code: line(20).optional(),
      /** Left out: what the network's code means. */
      reason: disputeReason.optional(),
      reference: line(120).optional(),
      opened_at: instant.optional(),
      /** Left out: reckoned from the network's rule. */
      due_by: instant.optional(),
    }),
    response: disputeDetail,
    refusals: [
      'order.not_found',
      'payment.not_found',
      'dispute.more_than_paid',
      'dispute.other_currency',
      'dispute.choose_payment',
      'dispute.reference_taken',
    ],
  }),
  change: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/disputes/:id/change',
    summary: 'Set right the deadline, the reason or the fee',
    permission: 'money.send',
    params: byId,
    body: z.object({
      due_by: instant.optional(),
      reason: disputeReason.optional(),
      fee: positiveMinor.optional(),
      kind: z.enum(['chargeback']).optional(),
    }),
    response: disputeDetail,
    refusals: [...missing, 'dispute.wrong_state'],
  }),
  evidence: endpoint({
    ...staff,
    method: 'PUT',
    path: '/v1/disputes/:id/evidence',
    summary: 'What we say, what is left out, and files of our own',
    permission: 'money.send',
    params: byId,
    body: z.object({
      statement: text(6000).default(''),
      left_out: z.array(evidenceCode).max(10).default([]),
      file_ids: z.array(id).max(12).default([]),
    }),
    response: disputeDetail,
    refusals: [...missing, 'dispute.wrong_state', 'file.not_found'],
  }),
  preview: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/disputes/:id/evidence.pdf',
    summary: 'The evidence pack as it would be now; nothing is kept',
    permission: 'money.read',
    params: byId,
    query: z.object({ language: staffLanguage.default('en') }),
    response: z.unknown(),
    answersFile: 'application/pdf',
    refusals: missing,
  }),
  pack: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/disputes/:id/packs',
    summary: 'Make the evidence pack and keep it, with its hash',
    permission: 'money.send',
    params: byId,
    body: z.object({ language: staffLanguage.default('en') }),
    response: disputeDetail,
    refusals: missing,
  }),
  /** Through the payment company where it is connected; the pack is made and kept first. */
  submit: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/disputes/:id/submit',
    summary: 'Send the evidence, once',
    permission: 'money.send',
    params: byId,
    body: z.object({ version: z.int().optional() }),
    response: disputeDetail,
    refusals: [...missing, 'dispute.wrong_state', 'dispute.not_connected', 'dispute.changed', 'dispute.too_late'],
  }),
  markSubmitted: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/disputes/:id/mark-submitted',
    summary: 'A person sent the pack in the payment company’s own screens',
    permission: 'money.send',
    params: byId,
    body: z.object({ reference: line(120).optional() }),
    response: disputeDetail,
    refusals: [...missing, 'dispute.wrong_state'],
  }),
  accept: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/disputes/:id/accept',
    summary: 'Do not fight it: the buyer keeps the money',
    permission: 'money.approve',
    params: byId,
    body: z.object({ reason: line(300) }),
    response: disputeDetail,
    refusals: [...missing, 'dispute.wrong_state'],
  }),
  decide: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/disputes/:id/decide',
    summary: 'The bank has decided',
    permission: 'money.send',
    params: byId,
    body: z.object({ outcome: z.enum(['won', 'lost']), note: line(300).optional() }),
    response: disputeDetail,
    refusals: [...missing, 'dispute.wrong_state'],
  }),
  reasons: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/dispute-reasons',
    summary: 'Reason codes of the card networks and what they mean, with their source',
    permission: 'money.read',
    response: z.object({ rows: z.array(networkReason) }),
  }),
};
