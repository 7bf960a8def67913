/** Claims against carriers for what they broke, lost or let go missing: until when, with what proof, and what was paid. */
import { z } from 'zod';
import { byId, day, id, instant, line, list, money, named, page, pageQuery, positiveMinor, text } from './common.ts';
import { endpoint } from './endpoint.ts';
import { verdictOf } from './verdicts.ts';

export const claimKind = z.enum(['damage', 'loss', 'missing_contents']);
export type ClaimKind = z.output<typeof claimKind>;
export const claimState = z.enum(['draft', 'filed', 'paid', 'declined', 'dropped']);
export type ClaimState = z.output<typeof claimState>;
export const claimMove = z.enum(['change', 'file', 'pay', 'decline', 'drop']);
export type ClaimMove = z.output<typeof claimMove>;

/** A carrier's own rule: how long one may file and what is covered where nothing was declared. */
export const claimRule = z.object({
  /** `fedex`, `ups`, `usps` */
  carrier: z.string(),
  kind: claimKind,
  /** Days from `from` to file. */
  days: z.int(),
  /** What the carrier counts from. */
  from: z.enum(['delivered', 'shipped']),
  /** What the days were counted from here; the shipping day, which is earlier, where the delivery is not known. */
  counted_from: z.enum(['delivered', 'shipped']).nullable(),
  /** Covered without a declared value, in the currency of the rule. */
  included: money.nullable(),
  source: z.string(),
  source_url: z.string(),
  checked_on: day,
  /** Read in the carrier's own words; else in somebody else's account of them. */
  first_hand: z.boolean(),
});
export type ClaimRule = z.output<typeof claimRule>;

/** `due_soon`: seven days or less. `overdue`: the last day has passed. `no_pictures`: nothing shows the damage. `verdict_changed`: somebody else is found responsible now. */
export const claimFlag = z.enum(['due_soon', 'overdue', 'no_pictures', 'verdict_changed']);
export type ClaimFlag = z.output<typeof claimFlag>;

export const carrierClaim = z.object({
  id,
  /** `CC-6K2M-41QZ` */
  code: z.string(),
  version: z.int(),
  brand: named,
  order: z.object({ id, number: z.string() }),
  customer: named,
  verdict: z
    .object({
      id,
      verdict: verdictOf,
      title: z.string(),
      sku: z.string(),
      defect: z.string().nullable(),
      call_id: id.nullable(),
    })
    .nullable(),
  carrier: z.string(),
  tracking: z.string().nullable(),
  shipped_at: instant.nullable(),
  delivered_at: instant.nullable(),
  kind: claimKind,
  state: claimState,
  claimed: money,
  paid: money.nullable(),
  /** The last day, in the brand's time zone; null where no rule is known. */
  file_by: day.nullable(),
  /** From today in the brand's time zone; below zero once it has passed. Null when it was filed or no day is known. */
  days_left: z.int().nullable(),
  rule: claimRule.nullable(),
  reference: z.string().nullable(),
  note: z.string().nullable(),
  pictures: z.int(),
  made_at: instant,
  filed_at: instant.nullable(),
  ended_at: instant.nullable(),
  flags: z.array(claimFlag),
  moves: z.array(claimMove),
});
export type CarrierClaim = z.output<typeof carrierClaim>;

/** A picture that backs a claim; with what proves it where it was taken in a call. */
export const claimPicture = z.object({
  file_id: id,
  url: z.string(),
  thumb_url: z.string(),
  caption: z.string().nullable(),
  at: instant.nullable(),
  still: z
    .object({
      id,
      position: z.int(),
      call: z.object({ id, code: z.string() }),
      captured_at: instant,
      received_at: instant,
      /** SHA-256 in hex, as captured and as kept. */
      captured_sha256: z.string(),
      kept_sha256: z.string(),
    })
    .nullable(),
});
export type ClaimPicture = z.output<typeof claimPicture>;
export const claimDetail = carrierClaim.extend({
  photos: z.array(claimPicture),
  /** What the goods were sold for, and what of it the carrier covers. */
  value: z.object({ goods: money, limit: money.nullable() }),
  /** What the buyer said, newest last. */
  said: z.array(z.object({ at: instant, name: z.string(), text: z.string() })),
});
export type ClaimDetail = z.output<typeof claimDetail>;

/** What a claim for a verdict would be. */
export const possibleClaim = z.object({
  kind: claimKind,
  carrier: z.string(),
  tracking: z.string().nullable(),
  amount: money,
  limit: money.nullable(),
  file_by: day.nullable(),
  days_left: z.int().nullable(),
  rule: claimRule.nullable(),
  /** Numbers of the stills that back it, as the call counts them. */
  stills: z.array(z.int()),
  pictures: z.int(),
});
export type PossibleClaim = z.output<typeof possibleClaim>;

const staff = { tag: 'Carrier claims', access: 'staff' } as const;
const missing = ['claim.not_found'] as const;
export const claimsApi = {
  claims: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/claims',
    summary: 'Claims against carriers; what runs out first on top',
    permission: 'money.read',
    query: pageQuery.extend({
      state: list(claimState).optional(),
      brand_id: id.optional(),
      order_id: id.optional(),
      carrier: line(40).optional(),
      q: line(100).optional(),
    }),
    response: page(carrierClaim),
  }),
  counts: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/claims/counts',
    summary: 'How many wait to be filed and for the carrier, and what came of those that ended within 90 days',
    permission: 'money.read',
    query: z.object({ brand_id: id.optional() }),
    response: z.object({
      draft: z.int(),
      due_soon: z.int(),
      filed: z.int(),
      paid: z.int(),
      declined: z.int(),
      /** Claimed and not decided. */
      open: z.array(money),
      /** Paid within 90 days. */
      recovered: z.array(money),
    }),
  }),
  possible: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/claims/possible',
    summary: 'What a claim for a verdict would be, or the claim there is',
    permission: 'money.read',
    query: z.object({ verdict_id: id }),
    response: z.object({ claim: carrierClaim.nullable(), would: possibleClaim.nullable() }),
    refusals: ['verdict.not_found'],
  }),
  claim: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/claims/:id',
    summary: 'One claim with its pictures, what proves them, and what the buyer said',
    permission: 'money.read',
    params: byId,
    response: claimDetail,
    refusals: missing,
  }),
  open: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/claims',
    summary: 'Open a claim for a verdict on the carrier, or for a shipment of an order; the same one opens once',
    permission: 'money.ask',
    body: z.union([
      z.strictObject({
        verdict_id: id,
        /** Left out, by the reason of the verdict. */
        kind: claimKind.optional(),
        /** Left out, what one piece was sold for, no more than the carrier covers. */
        amount: positiveMinor.min(1).optional(),
        note: text(2000).optional(),
      }),
      z.strictObject({
        order_id: id,
        /** Left out, the only shipment there is. */
        fulfilment_id: id.optional(),
        kind: claimKind,
        amount: positiveMinor.min(1).optional(),
        file_ids: z.array(id).max(40).default([]),
        note: text(2000).optional(),
      }),
    ]),
    response: claimDetail,
    refusals: [
      'verdict.not_found',
      'claim.not_the_carrier',
      'claim.no_shipment',
      'claim.choose_shipment',
      'claim.more_than_goods',
      'order.not_found',
      'file.not_found',
    ],
  }),
  change: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/claims/:id/change',
    summary: 'Set right the kind, the amount, the last day or the note before it is filed',
    permission: 'money.ask',
    params: byId,
    body: z.object({
      kind: claimKind.optional(),
      /** Where the shop did not say who carried it. */
      carrier: line(40).optional(),
      amount: positiveMinor.min(1).optional(),
      /** As the carrier says; goes before its general rule. */
      file_by: day.optional(),
      note: text(2000).nullable().optional(),
    }),
    response: claimDetail,
    refusals: [...missing, 'claim.wrong_state', 'claim.more_than_goods'],
  }),
  file: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/claims/:id/file',
    summary: 'The claim was filed with the carrier under this reference',
    permission: 'money.ask',
    params: byId,
    body: z.object({ reference: line(120) }),
    response: claimDetail,
    refusals: [...missing, 'claim.wrong_state'],
  }),
  pay: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/claims/:id/pay',
    summary: 'The carrier paid; booked once',
    permission: 'money.send',
    params: byId,
    body: z.object({ amount: positiveMinor.min(1), version: z.int().optional() }),
    response: claimDetail,
    refusals: [...missing, 'claim.wrong_state', 'claim.changed', 'claim.more_than_claimed'],
  }),
  end: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/claims/:id/end',
    summary: 'Declined by the carrier, or dropped by us',
    permission: 'money.ask',
    params: byId,
    body: z.object({ as: z.enum(['declined', 'dropped']), reason: line(300) }),
    response: claimDetail,
    refusals: [...missing, 'claim.wrong_state'],
  }),
  pack: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/claims/:id/pack.pdf',
    summary: 'The papers for the carrier: shipment, what happened, stills with marks and what proves them, value',
    permission: 'money.read',
    params: byId,
    response: z.unknown(),
    answersFile: 'application/pdf',
    refusals: missing,
  }),
  rules: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/claim-rules',
    summary: 'How long each carrier lets one file and what it covers, with the source',
    permission: 'money.read',
    response: z.object({ rows: z.array(claimRule.extend({ destination: z.enum(['domestic', 'international']) })) }),
  }),
};
