/** What each mail needs to know. The caller gives plain values; the words are the templates'. */

import { role } from '@recoup/contract/accounts';
import { day, instant, money, remedyKind } from '@recoup/contract/common';
import { remedyOffer } from '@recoup/contract/policies';
import { z } from 'zod';

/** An item in a list: `2 × Polaris floor lamp (black)`. */
const item = z.strictObject({ title: z.string(), quantity: z.int().min(1), detail: z.string().nullable() });
const items = z.array(item);

/**
 * What the buyer asked for or gets. `amount` is there wherever money is; `by` is the day they have it. `goods`: what leaves
 * for it; `difference`: of an exchange, which the buyer pays (`you_pay`) or gets back; `percent`: of a discount.
 */
const remedy = z
  .strictObject({
    kind: remedyKind,
    amount: money.nullable(),
    to: z.string().nullable(),
    by: day.nullable(),
    goods: z.string().nullable().default(null),
    difference: money.nullable().default(null),
    you_pay: z.boolean().default(false),
    percent: z.int().nullable().default(null),
  })
  .refine(({ kind, amount }) => amount !== null || !['refund', 'store_credit', 'keep_it'].includes(kind), {
    error: 'an amount is needed',
  });

/** A mail about one return, to its buyer. */
const ofReturn = {
  /** First name or whole name; null where we do not know it. */
  customer_name: z.string().nullable(),
  /** `RMA-7F3K-92QD`. */
  code: z.string(),
  order_number: z.string(),
  /** The buyer's tracking page for this return, with its key. */
  track_url: z.url(),
};
/** Where a new return is begun. */
const portal_url = z.url();

/** One moment by the reader's clock, and by the other side's where that is another. */
const callTimes = z.strictObject({ yours: z.string(), ours: z.string().nullable() });

export const mailData = {
  /** Right after the request, where approval is not at once (then `return_approved` alone goes out). */
  return_requested: z.strictObject({ ...ofReturn, items, remedies: z.array(remedy), goods_back: z.boolean() }),
  /** The request waits for a person. */
  return_needs_review: z.strictObject({ ...ofReturn, items, answer_by: instant.nullable() }),
  /** With the label, or with the news that nothing has to be sent. `return_fee`: what is taken from the refund for freight. */
  return_approved: z.strictObject({
    ...ofReturn,
    items,
    remedies: z.array(remedy),
    goods_back: z.boolean(),
    drop_off_by: day.nullable(),
    carrier: z.string().nullable(),
    prepaid: z.boolean(),
    return_fee: money.nullable(),
    /** Something of it is to be repaired: then the mail says what belongs in the box. */
    to_repair: z.boolean().default(false),
    label_url: z.url().nullable(),
    slip_url: z.url().nullable(),
  }),
  /** `reason`: the sentence the person who declined wrote for the buyer. */
  return_declined: z.strictObject({ ...ofReturn, items, reason: z.string() }),
  return_cancelled: z.strictObject({
    ...ofReturn,
    items,
    by: z.enum(['buyer', 'staff']),
    reason: z.string().nullable(),
    portal_url,
  }),
  /** Some days before the last day to hand it over. */
  return_reminder: z.strictObject({
    ...ofReturn,
    items,
    drop_off_by: day,
    carrier: z.string().nullable(),
    label_url: z.url().nullable(),
  }),
  return_expired: z.strictObject({ ...ofReturn, items, drop_off_by: day, portal_url }),
  parcel_in_transit: z.strictObject({
    ...ofReturn,
    carrier: z.string().nullable(),
    tracking_number: z.string().nullable(),
    handed_over_at: instant,
    expected_by: day.nullable(),
  }),
  /** `items` is what was in it; `missing` was promised and is not; `extra` was not promised and is. `money_by`: the day the refund is sent by. */
  parcel_received: z.strictObject({
    ...ofReturn,
    site_name: z.string(),
    received_at: instant,
    items,
    missing: items,
    extra: items,
    money_by: day.nullable(),
  }),
  inspected: z.strictObject({
    ...ofReturn,
    accepted: items,
    rejected: z.array(item.extend({ reason: z.string().nullable() })),
    remedies: z.array(remedy),
  }),
  /** `to`: `Visa ending 4417`. `reference`: the payment company's number the bank can search by. */
  refund_sent: z.strictObject({
    ...ofReturn,
    kind: z.enum(['refund', 'keep_it']),
    amount: money,
    parts: z.array(z.strictObject({ code: remedyOffer.shape.parts.element.shape.code, amount: money })),
    to: z.string().nullable(),
    sent_at: instant,
    by: day.nullable(),
    reference: z.string().nullable(),
  }),
  /** `amount` with the bonus in it. */
  store_credit_issued: z.strictObject({
    ...ofReturn,
    amount: money,
    bonus: money.nullable(),
    credit_code: z.string(),
    expires_on: day.nullable(),
    shop_url: z.url().nullable(),
  }),
  /** Out of goodwill, without a return. `balance_url`: the page where the holder sees what is left. */
  store_credit_given: z.strictObject({
    customer_name: z.string().nullable(),
    order_number: z.string().nullable(),
    amount: money,
    credit_code: z.string(),
    expires_on: day.nullable(),
    balance_url: z.url(),
  }),
  discount_issued: z.strictObject({
    ...ofReturn,
    discount_code: z.string(),
    percent: z.int().min(1).max(100),
    /** What the next order must come to; null: any. */
    minimum: money.nullable(),
    expires_on: day,
  }),
  /** What left for a remedy. `reference`: the tracking number or the new order's number. */
  replacement_sent: z.strictObject({
    ...ofReturn,
    kind: z.enum(['exchange', 'replacement', 'spare_part', 'repair']),
    items,
    sent_at: instant,
    reference: z.string().nullable(),
  }),
  /** “I can’t find my number”. */
  /** What staff answered over the chat of a shop's page, to a buyer who left. */
  chat_answer: z.strictObject({
    answers: z.array(z.strictObject({ by: z.string(), lines: z.array(z.string()).min(1) })).min(1),
    question: z.string(),
  }),
  /** To the address an order was bought with: six digits that prove it in the chat. The subject does not tell them. */
  chat_code: z.strictObject({ code: z.string(), expires_at: instant }),
  order_links: z.strictObject({
    orders: z.array(z.strictObject({ number: z.string(), placed_at: instant, url: z.url() })).min(1),
    expires_at: instant,
  }),
  /** Called off before it left. `back`: what goes back, by payment. */
  order_cancelled: z.strictObject({
    customer_name: z.string().nullable(),
    order_number: z.string(),
    back: z.array(z.strictObject({ amount: money, to: z.string().nullable() })),
    order_url: z.url(),
  }),
  order_receipt: z.strictObject({
    customer_name: z.string().nullable(),
    order_number: z.string(),
    amount: money,
    receipt_url: z.url(),
  }),
  /** How it was, one tap a score. `subject` is the conversation's; `with` who answered. */
  survey: z.strictObject({
    customer_name: z.string().nullable(),
    kind: z.enum(['csat', 'nps']),
    subject: z.string(),
    with: z.string().nullable(),
    scores: z.array(z.strictObject({ value: z.int(), url: z.url() })).min(1),
    page_url: z.url(),
    expires_at: instant,
  }),
  /** The buyer is asked to pay the difference of an exchange, or to let money be held on their card until the old goods are back. */
  payment_asked: z.strictObject({
    ...ofReturn,
    purpose: z.enum(['difference', 'hold']),
    title: z.string(),
    amount: money,
    by: day.nullable(),
  }),
  /** To a brand's money people: something about a refund, a hold or the payment company needs a person. `reason`: the company's own words. */
  money_alert: z.strictObject({
    kind: z.enum(['failed', 'bounced', 'elsewhere', 'capture_due', 'account', 'cancelled']),
    /** `RF-…`, `CH-…`, or the name of the payment account. */
    code: z.string(),
    brand_name: z.string(),
    customer_name: z.string().nullable(),
    order_number: z.string().nullable(),
    amount: money.nullable(),
    reason: z.string().nullable(),
    by: instant.nullable(),
    open_url: z.url(),
  }),
  /** To staff who are to know that a promise to a buyer was missed. `subject` and `code` are the conversation's. */
  promise_missed: z.strictObject({
    customer_name: z.string(),
    code: z.string(),
    subject: z.string(),
    kind: z.enum(['first_reply', 'next_reply', 'resolution', 'platform']),
    policy: z.string(),
    by: instant,
    brand_name: z.string(),
    holder: z.string().nullable(),
    conversation_url: z.url(),
  }),
  conversation_alarm: z.strictObject({
    customer_name: z.string(),
    code: z.string(),
    /** What the buyer wrote, cut short. */
    said: z.string(),
    /** The words that alarmed. */
    words: z.string(),
    brand_name: z.string(),
    holder: z.string().nullable(),
    conversation_url: z.url(),
  }),
  /** A link into a video call. `with`: who invites; `times`: when it was agreed for, by the buyer's clock and by ours where that is another. */
  call_invitation: z.strictObject({
    customer_name: z.string().nullable(),
    with: z.string().nullable(),
    call_url: z.url(),
    times: callTimes.nullable(),
    expires_at: instant,
  }),
  /** A time that was agreed, moved, or is near. With the entry for the reader's calendar. */
  call_time: z.strictObject({
    customer_name: z.string().nullable(),
    kind: z.enum(['agreed', 'moved', 'reminder']),
    with: z.string().nullable(),
    times: callTimes,
    minutes: z.int(),
    call_url: z.url(),
    calendar_url: z.url(),
  }),
  call_called_off: z.strictObject({ customer_name: z.string().nullable(), times: callTimes }),
  /** To whoever is to take it. */
  call_soon: z.strictObject({
    customer_name: z.string(),
    code: z.string(),
    times: callTimes,
    minutes: z.int(),
    /** In place of the minutes, where it is that long. */
    hours: z.int().nullable(),
    note: z.string().nullable(),
    brand_name: z.string(),
    conversation_url: z.url(),
  }),
  staff_invitation: z.strictObject({
    workspace: z.string(),
    inviter: z.string(),
    role,
    accept_url: z.url(),
    expires_at: instant,
  }),
  password_reset: z.strictObject({ name: z.string().nullable(), reset_url: z.url(), expires_at: instant }),
};

export type MailTemplate = keyof typeof mailData;
export type MailData<N extends MailTemplate> = z.input<(typeof mailData)[N]>;
