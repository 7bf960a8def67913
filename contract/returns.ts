/** The promise to take goods back: requests, approval, labels, tracking; for staff and for the buyer's portal. */
import { z } from 'zod';
import {
  address,
  buyerLanguage,
  byId,
  currency,
  day,
  disposition,
  grade,
  id,
  instant,
  line,
  list,
  money,
  named,
  ok,
  page,
  pageQuery,
  photo,
  positiveMinor,
  reason,
  remedyKind,
  text,
} from './common.ts';
import { endpoint } from './endpoint.ts';
import { actor, timelineEvent } from './events.ts';
import { because, remedyOffer, verdict } from './policies.ts';

export const returnStage = z.enum([
  'requested',
  'approved',
  'in_transit',
  'received',
  'closed',
  'declined',
  'cancelled',
  'expired',
]);
export type ReturnStage = z.output<typeof returnStage>;
export const returnMove = z.enum([
  'approve',
  'decline',
  'change_remedy',
  'cancel',
  'resend_label',
  'note',
  'send_replacement',
  'close',
]);
export type ReturnMove = z.output<typeof returnMove>;

/** Three facts, never one status. */
export const returnFacts = z.object({
  /** Where it is: the stage, and the place once there is one. */
  place: z.object({
    stage: returnStage,
    site: named.nullable(),
    bin: z.string().nullable(),
    tracking: z.string().nullable(),
    due: day.nullable(),
  }),
  /** What we decided about the request and about the goods. */
  decision: z.object({
    state: z.enum(['asks_a_person', 'approved', 'declined', 'accepted', 'partly_accepted', 'rejected', 'none']),
    way: disposition.nullable(),
  }),
  /** Did money move. */
  money: z.object({
    state: z.enum(['not_owed', 'owed', 'second_person', 'sending', 'sent', 'failed', 'nothing_due']),
    amount: money.nullable(),
    due: instant.nullable(),
  }),
});

export const returnRow = z.object({
  id,
  code: z.string(),
  brand: named,
  order: z.object({ id, number: z.string() }),
  customer: named,
  /** First line's title, how many units in all, its reason. */
  title: z.string(),
  photo_url: z.string().nullable(),
  units: z.int(),
  reason,
  review: z.array(z.string()),
  value: money,
  facts: returnFacts,
  /** The clock: what must happen by when; null where nothing waits. */
  clock: z.object({ what: z.enum(['decide', 'ship', 'refund']), by: instant }).nullable(),
  requested_at: instant,
  moves: z.array(returnMove),
});
export type ReturnRow = z.output<typeof returnRow>;

export const returnLine = z.object({
  id,
  order_line_id: id,
  variant_id: id.nullable(),
  sku: z.string(),
  title: z.string(),
  photo_url: z.string().nullable(),
  reason,
  detail: z.string().nullable(),
  comment: z.string().nullable(),
  quantity: z.int(),
  received: z.int(),
  accepted: z.int(),
  rejected: z.int(),
  remedy: remedyKind,
  offer: remedyOffer,
  /** What the buyer paid for the quantity asked, with tax. */
  paid: money,
  /** Of what leaves for it (goods, parts, the repaired unit) or is issued (a discount code): owed, when, under which number. */
  replacement: z
    .object({ owed: z.boolean(), reference: z.string().nullable(), sent_at: instant.nullable() })
    .nullable(),
});
export const label = z.object({
  id,
  carrier: z.string(),
  service: z.string(),
  state: z.enum(['wanted', 'made', 'failed', 'void']),
  tracking: z.string().nullable(),
  cost: money.nullable(),
  to: address,
  pdf_url: z.string().nullable(),
  zpl_url: z.string().nullable(),
  slip_url: z.string().nullable(),
  made_at: instant.nullable(),
  failure: z.string().nullable(),
});
export const returnUnit = z.object({
  id,
  lpn: z.string(),
  title: z.string(),
  sku: z.string().nullable(),
  serial: z.string().nullable(),
  stage: z.string(),
  arrival: z.string(),
  acceptance: z.string().nullable(),
  disposition: disposition.nullable(),
  functional: grade.nullable(),
  cosmetic: grade.nullable(),
  grade: grade.nullable(),
  bin: z.string().nullable(),
  site: named,
});
export const returnDetail = z.object({
  id,
  code: z.string(),
  version: z.int(),
  brand: z.object({ id, name: z.string(), slug: z.string(), time_zone: z.string() }),
  order: z.object({ id, number: z.string(), channel: z.string(), placed_at: instant }),
  customer: z.object({
    id,
    name: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    language: buyerLanguage,
    address: address.nullable(),
  }),
  source: z.enum(['portal', 'staff', 'api', 'blind']),
  stage: returnStage,
  review: z.array(z.string()),
  verdict,
  policy: z.object({ name: z.string(), version: z.int() }).nullable(),
  freight_paid_by: z.enum(['seller', 'buyer', 'nobody']),
  goods_back: z.boolean(),
  decline_reason: z.string().nullable(),
  override_reason: z.string().nullable(),
  decided_by: actor.nullable(),
  /** Who asked for it; above a limit somebody else says yes. */
  asked_by: actor.nullable(),
  decide_by: instant.nullable(),
  ship_by: day.nullable(),
  /** When each stage was reached. */
  stages: z.array(z.object({ stage: returnStage, at: instant.nullable(), now: z.boolean() })),
  facts: returnFacts,
  lines: z.array(returnLine),
  label: label.nullable(),
  tracking: z.array(
    z.object({ code: z.string(), at: instant, place: z.string().nullable(), detail: z.string().nullable() }),
  ),
  units: z.array(returnUnit),
  evidence: z.array(photo.extend({ from: z.enum(['buyer', 'staff', 'dock', 'inspection']), type: z.string() })),
  timeline: z.array(timelineEvent),
  moves: z.array(returnMove),
  tracking_page: z.string(),
  requested_at: instant,
});
export type ReturnDetail = z.output<typeof returnDetail>;

/** What the chosen remedy needs said. What does not belong to the kind is ignored. */
export const remedyChoice = z.object({
  /** spare_part: which parts, how many of each. */
  parts: z
    .array(z.object({ part_id: id, quantity: z.int().min(1).max(100) }))
    .min(1)
    .max(20)
    .optional(),
  /** exchange: for what. */
  variant_id: id.optional(),
  /** exchange, replacement: before or after the old goods are here. Staff only; buyers get what policy says. */
  ships: z.enum(['now', 'on_receipt']).optional(),
  /** keep_it, refund: another sum than policy's, minor units. Staff only. */
  amount: positiveMinor.optional(),
  /** next_order_discount: another percentage than policy's. Staff only. */
  percent: z.int().min(1).max(100).optional(),
  /** guidance: the article that helped. */
  article_id: id.optional(),
  /** refund, store_credit, exchange, replacement: the buyer need not send the goods back. Staff only. */
  keeps_goods: z.boolean().optional(),
});
export type RemedyChoice = z.output<typeof remedyChoice>;

/** What is asked for: lines of one order. */
export const askLine = z.object({
  order_line_id: id,
  quantity: z.int().min(1).max(10_000),
  reason,
  detail: line(200).optional(),
  comment: text(2000).optional(),
  remedy: remedyKind,
  choice: remedyChoice.optional(),
  /** The remedies the buyer saw when choosing, for learning which are taken. */
  shown: z.array(remedyKind).max(9).optional(),
  /** Opened or used? What the buyer says of the condition. */
  opened: z.boolean().default(true),
  file_ids: z.array(id).max(12).default([]),
});
export const ask = z.object({ lines: z.array(askLine).min(1).max(100), language: buyerLanguage.default('en') });
export type Ask = z.output<typeof ask>;
export const askRefusals = [
  'return.more_than_ordered',
  'return.not_eligible',
  'return.evidence_missing',
  'return.remedy_not_offered',
  'order.not_found',
  'file.not_found',
] as const;

/** What a buyer may do about each line of an order, before asking. */
export const linePreview = z.object({
  order_line_id: id,
  sku: z.string(),
  title: z.string(),
  photo_url: z.string().nullable(),
  category: z.string(),
  quantity_left: z.int(),
  delivered_at: instant.nullable(),
  verdict,
  evidence_needed: z.boolean(),
  offers: z.array(remedyOffer),
});

const tag = 'Returns';
const staff = { tag, access: 'staff', params: byId } as const;
const wait = z.enum(['decide', 'ship', 'refund']);
export const returnQuery = pageQuery.extend({
  view: z.enum(['all', 'needs_decision', 'late', 'on_the_way', 'at_dock', 'refund_owed', 'closed_week']).default('all'),
  stage: list(returnStage).optional(),
  brand_id: id.optional(),
  site_id: id.optional(),
  reason: list(reason).optional(),
  sku: line(80).optional(),
  customer_id: id.optional(),
  order_id: id.optional(),
  q: line(100).optional(),
  asked_from: day.optional(),
  asked_to: day.optional(),
  sort: z.enum(['clock', 'newest', 'oldest']).default('newest'),
});
export const viewCounts = z.object({
  needs_decision: z.int(),
  late: z.int(),
  on_the_way: z.int(),
  at_dock: z.int(),
  refund_owed: z.int(),
  closed_week: z.int(),
});
export const returns = {
  list: endpoint({
    tag,
    access: 'staff',
    method: 'GET',
    path: '/v1/returns',
    summary: 'Returns, by view and filters',
    permission: 'returns.read',
    query: returnQuery,
    response: page(returnRow),
  }),
  counts: endpoint({
    tag,
    access: 'staff',
    method: 'GET',
    path: '/v1/returns/counts',
    summary: 'How many returns each standard view holds',
    permission: 'returns.read',
    query: z.object({ brand_id: id.optional(), site_id: id.optional() }),
    response: viewCounts,
  }),
  get: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/returns/:id',
    summary: 'One return; `id` may also be its code',
    permission: 'returns.read',
    params: z.object({ id: z.union([id, z.string().regex(/^RMA-[0-9A-Z]{4}-[0-9A-Z]{4}$/)]) }),
    response: returnDetail,
    refusals: ['return.not_found'],
  }),
  preview: endpoint({
    tag,
    access: 'staff',
    method: 'POST',
    path: '/v1/orders/:id/return-preview',
    summary: 'What policy would say, line by line',
    permission: 'returns.read',
    params: byId,
    body: z.object({
      lines: z
        .array(
          z.object({
            order_line_id: id,
            quantity: z.int().min(1).max(10_000).default(1),
            reason,
            detail: line(200).optional(),
            opened: z.boolean().default(true),
          }),
        )
        .max(100),
    }),
    response: z.object({
      lines: z.array(linePreview),
      /** Reasons that may be given, per category of the order's goods: a handle and a finer word within it. */
      reasons: z.record(z.string(), z.array(z.object({ reason, detail: z.string().nullable() }))),
    }),
    refusals: ['order.not_found'],
  }),
  request: endpoint({
    tag,
    access: 'staff',
    method: 'POST',
    path: '/v1/orders/:id/returns',
    summary: 'Start a return for a buyer. With `override_reason` staff may step outside the policy',
    permission: 'returns.write',
    params: byId,
    body: ask.extend({ override_reason: line(500).optional() }),
    response: returnDetail,
    refusals: askRefusals,
  }),
  approve: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/returns/:id/approve',
    summary: 'Say yes; makes the label',
    permission: 'returns.decide',
    body: z.object({ reason: line(500).optional() }),
    response: returnDetail,
    refusals: [
      'return.not_found',
      'return.wrong_stage',
      'return.override_needs_reason',
      'return.needs_second_person',
      'return.same_person.not_allowed',
    ],
  }),
  decline: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/returns/:id/decline',
    summary: 'Say no, with the reason the buyer will read',
    permission: 'returns.decide',
    body: z.object({ reason: line(500) }),
    response: returnDetail,
    refusals: ['return.not_found', 'return.wrong_stage'],
  }),
  cancel: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/returns/:id/cancel',
    summary: 'Call it off before goods arrive',
    permission: 'returns.write',
    body: z.object({ reason: line(500) }),
    response: returnDetail,
    refusals: ['return.not_found', 'return.wrong_stage'],
  }),
  changeRemedy: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/returns/:id/remedy',
    summary: 'Change what the buyer gets for a line',
    permission: 'returns.decide',
    body: z.object({
      line_id: id,
      remedy: remedyKind,
      /** The same as `choice.amount`. */
      keep_it_amount: positiveMinor.optional(),
      choice: remedyChoice.optional(),
      reason: line(500).optional(),
    }),
    response: returnDetail,
    refusals: ['return.not_found', 'return.wrong_stage', 'return.remedy_not_offered', 'return.above_limit'],
  }),
  note: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/returns/:id/notes',
    summary: 'A note for colleagues',
    permission: 'returns.write',
    body: z.object({ text: text(4000).min(1) }),
    response: returnDetail,
    refusals: ['return.not_found'],
  }),
  addFiles: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/returns/:id/files',
    summary: 'Add evidence',
    permission: 'returns.write',
    body: z.object({ file_ids: z.array(id).min(1).max(12), caption: line(200).optional() }),
    response: returnDetail,
    refusals: ['return.not_found', 'file.not_found'],
  }),
  resendLabel: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/returns/:id/resend-label',
    summary: 'Mail the label again',
    permission: 'labels.write',
    response: returnDetail,
    refusals: ['return.not_found', 'label.none'],
  }),
  replacementSent: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/returns/:id/replacement',
    summary: 'What was promised in exchange or as a replacement has left, under this tracking number or order number',
    permission: 'returns.write',
    body: z.object({ line_id: id, reference: line(120) }),
    response: returnDetail,
    refusals: ['return.not_found', 'return.nothing_to_replace', 'return.replacement_sent'],
  }),
  close: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/returns/:id/close',
    summary: 'Close a received return whose money is settled',
    permission: 'returns.decide',
    response: returnDetail,
    refusals: ['return.not_found', 'return.wrong_stage', 'return.money_open'],
  }),
  bulkApprove: endpoint({
    tag,
    access: 'staff',
    method: 'POST',
    path: '/v1/returns/bulk-approve',
    summary: 'Approve many; says which were left out and why',
    permission: 'returns.decide',
    body: z.object({ ids: z.array(id).min(1).max(200), reason: line(500).optional() }),
    response: z.object({ approved: z.array(id), left_out: z.array(z.object({ id, code: z.string() })) }),
    perRow: true,
  }),
  labelPdf: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/returns/:id/label.pdf',
    summary: 'The label, 4×6 in',
    permission: 'returns.read',
    response: z.unknown(),
    answersFile: 'application/pdf',
    refusals: ['label.none'],
  }),
  labelZpl: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/returns/:id/label.zpl',
    summary: 'The label for a Zebra printer, 203 dpi',
    permission: 'returns.read',
    response: z.unknown(),
    answersFile: 'text/plain',
    refusals: ['label.none'],
  }),
  slipPdf: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/returns/:id/slip.pdf',
    summary: 'The packing slip',
    permission: 'returns.read',
    response: z.unknown(),
    answersFile: 'application/pdf',
  }),
  exportCsv: endpoint({
    tag,
    access: 'staff',
    method: 'GET',
    path: '/v1/returns.csv',
    summary: 'The list as a file',
    permission: 'returns.read',
    query: returnQuery,
    response: z.unknown(),
    answersFile: 'text/csv',
  }),
  track: endpoint({
    tag: 'Shipping',
    access: 'staff',
    method: 'POST',
    path: '/v1/tracking',
    summary: 'Tracking events from a carrier, by tracking number; repeated ones change nothing',
    permission: 'tracking.write',
    body: z.object({
      events: z
        .array(
          z.object({
            tracking: line(80),
            code: z.enum(['label_created', 'picked_up', 'in_transit', 'out_for_delivery', 'delivered', 'exception']),
            at: instant,
            place: line(120).optional(),
            detail: line(200).optional(),
          }),
        )
        .min(1)
        .max(500),
    }),
    response: z.object({ recorded: z.int(), repeated: z.int(), unknown: z.array(z.string()) }),
    perRow: true,
  }),

  views: endpoint({
    tag,
    access: 'staff',
    method: 'GET',
    path: '/v1/views',
    summary: 'Own saved views of a list',
    query: z.object({ list: z.enum(['returns', 'orders', 'units', 'refunds']) }),
    response: z.object({ rows: z.array(z.object({ id, name: z.string(), query: z.record(z.string(), z.unknown()) })) }),
  }),
  saveView: endpoint({
    tag,
    access: 'staff',
    method: 'POST',
    path: '/v1/views',
    summary: 'Save the sentence of a list as a view',
    body: z.object({
      list: z.enum(['returns', 'orders', 'units', 'refunds']),
      name: line(60),
      query: z.record(z.string().max(40), z.union([z.string().max(400), z.array(z.string().max(100)).max(50)])),
    }),
    response: z.object({ id }),
  }),
  deleteView: endpoint({
    tag,
    access: 'staff',
    method: 'DELETE',
    path: '/v1/views/:id',
    summary: 'Drop a saved view',
    params: byId,
    response: ok,
  }),
};

/** What the buyer's tracking page shows. */
export const buyerReturn = z.object({
  id,
  code: z.string(),
  stage: returnStage,
  waits_for_person: z.boolean(),
  decline_reason: z.string().nullable(),
  answer_by: instant.nullable(),
  ship_by: day.nullable(),
  goods_back: z.boolean(),
  freight_paid_by: z.enum(['seller', 'buyer', 'nobody']),
  lines: z.array(
    z.object({
      title: z.string(),
      sku: z.string(),
      photo_url: z.string().nullable(),
      quantity: z.int(),
      received: z.int(),
      accepted: z.int(),
      rejected: z.int(),
      reason,
      remedy: remedyKind,
      offer: remedyOffer,
      /** What leaves for it: once it left, under which number. Null where nothing does. */
      sent: z.object({ reference: z.string().nullable(), at: instant.nullable() }).nullable(),
    }),
  ),
  site: z.object({ name: z.string(), address }).nullable(),
  label: z
    .object({
      pdf_url: z.string(),
      slip_url: z.string(),
      tracking: z.string().nullable(),
      carrier: z.string(),
      prepaid: z.boolean(),
    })
    .nullable(),
  /** Content of the QR code shown at the counter. */
  qr: z.string(),
  steps: z.array(
    z.object({
      code: z.enum([
        'requested',
        'approved',
        'ship',
        'in_transit',
        'received',
        'checked',
        /** What the buyer gets in goods is on its way. */
        'sent',
        'money',
        'declined',
        'cancelled',
        'expired',
      ]),
      at: instant.nullable(),
      by: day.nullable(),
      state: z.enum(['done', 'now', 'to_come']),
      facts: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
  money: z.array(
    z.object({
      kind: z.enum(['refund', 'store_credit', 'keep_it']),
      amount: money,
      state: z.enum(['owed', 'sending', 'sent', 'failed']),
      to: z.string().nullable(),
      by: day.nullable(),
      sent_at: instant.nullable(),
      credit_code: z.string().nullable(),
      /** Null where it never ends, or there is none. */
      credit_expires_on: day.nullable(),
    }),
  ),
  can_cancel: z.boolean(),
  time_zone: z.string(),
});
export type BuyerReturn = z.output<typeof buyerReturn>;

export const buyerBrand = z.object({
  name: z.string(),
  slug: z.string(),
  look: z.object({ color: z.string(), dot: z.string(), logo_url: z.string().nullable() }),
  languages: z.array(buyerLanguage),
  currency,
  support_email: z.string().nullable(),
  time_zone: z.string(),
});
export const buyerOrder = z.object({
  id,
  number: z.string(),
  placed_at: instant,
  brand: buyerBrand,
  customer_first_name: z.string(),
  /** May nobody be asked for an account: the link is the key. Expires. */
  lines: z.array(linePreview),
  /** Reasons a buyer may choose, per category: a handle and the category's own words for it. */
  reasons: z.record(z.string(), z.array(z.object({ reason, detail: z.string().nullable() }))),
  returns: z.array(z.object({ id, code: z.string(), stage: returnStage, units: z.int(), requested_at: instant })),
  pays_to: z.string().nullable(),
});

const buyer = { tag: 'Portal', access: 'buyer' } as const;
export const portal = {
  brand: endpoint({
    tag: 'Portal',
    access: 'public',
    method: 'GET',
    path: '/v1/public/brands/:slug',
    summary: "A brand's look and languages",
    params: z.object({ slug: line(80) }),
    response: buyerBrand,
    refusals: ['brand.not_found'],
  }),
  findOrder: endpoint({
    tag: 'Portal',
    access: 'public',
    method: 'POST',
    path: '/v1/public/brands/:slug/find-order',
    summary:
      'Order number with e-mail or ZIP gives a link for that order. Wrong guesses are counted and never told apart',
    params: z.object({ slug: line(80) }),
    body: z.object({ number: line(60), proof: line(200) }),
    response: z.object({ token: z.string(), expires_at: instant }),
    refusals: ['order.not_found', 'guess.too_many', 'brand.not_found'],
    perRow: true,
  }),
  mailLinks: endpoint({
    tag: 'Portal',
    access: 'public',
    method: 'POST',
    path: '/v1/public/brands/:slug/mail-links',
    summary:
      '“I can’t find my number”: mails links for the orders of an address, and answers the same whether there are any',
    params: z.object({ slug: line(80) }),
    body: z.object({ email: z.email().max(200), language: buyerLanguage.default('en') }),
    response: ok,
    refusals: ['guess.too_many'],
    perRow: true,
  }),
  order: endpoint({
    ...buyer,
    method: 'GET',
    path: '/v1/portal/order',
    summary: 'The order of this link, and what may be returned',
    response: buyerOrder,
    refusals: ['link.expired', 'link.not_found'],
  }),
  preview: endpoint({
    ...buyer,
    method: 'POST',
    path: '/v1/portal/preview',
    summary: 'Exact remedies, amounts and dates for what was chosen',
    body: z.object({
      lines: z
        .array(
          z.object({
            order_line_id: id,
            quantity: z.int().min(1).max(10_000),
            reason,
            detail: line(200).optional(),
            opened: z.boolean().default(true),
          }),
        )
        .min(1)
        .max(100),
    }),
    response: z.object({
      lines: z.array(linePreview),
      evidence_needed: z.boolean(),
      waits_for_person: z.boolean(),
      because: z.array(because),
    }),
  }),
  request: endpoint({
    ...buyer,
    method: 'POST',
    path: '/v1/portal/returns',
    summary: 'Confirm the return',
    body: ask,
    response: buyerReturn,
    refusals: askRefusals,
  }),
  return: endpoint({
    ...buyer,
    method: 'GET',
    path: '/v1/portal/returns/:id',
    summary: 'Where it is',
    params: byId,
    response: buyerReturn,
    refusals: ['return.not_found'],
  }),
  cancel: endpoint({
    ...buyer,
    method: 'POST',
    path: '/v1/portal/returns/:id/cancel',
    summary: 'Call it off',
    params: byId,
    response: buyerReturn,
    refusals: ['return.wrong_stage'],
  }),
  labelPdf: endpoint({
    ...buyer,
    method: 'GET',
    path: '/v1/portal/returns/:id/label.pdf',
    summary: 'The label',
    params: byId,
    query: z.object({ token: z.string().max(600).optional() }),
    response: z.unknown(),
    answersFile: 'application/pdf',
  }),
  slipPdf: endpoint({
    ...buyer,
    method: 'GET',
    path: '/v1/portal/returns/:id/slip.pdf',
    summary: 'The packing slip',
    params: byId,
    query: z.object({ token: z.string().max(600).optional() }),
    response: z.unknown(),
    answersFile: 'application/pdf',
  }),
};
void wait;
