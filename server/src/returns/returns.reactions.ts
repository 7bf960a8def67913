/** What happens because something happened to a return: the buyer hears of it, in their language. */
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { queueMail } from '../platform/outbox.ts';
import { type RecordedEvent, reaction } from '../platform/record.ts';
import { mailCancelled } from './cancellation/mail-cancelled.ts';
import { closeWhenSettled } from './close-return.ts';
import { type Mail, mailOf } from './mails.ts';
import { markInTransit, movingCodes } from './mark-in-transit.ts';
import { type Loaded, loadReturn } from './return.read.ts';
import { discountIssued } from './send-replacement.ts';

/**
 * Mails the buyer, once an event. `when` says which events call for a mail, `write` answers null where the return as it
 * stands by then calls for none; a buyer without an address gets none. The return is read as it stands when the job runs.
 */
const mail = (
  name: string,
  on: string,
  write: (ctx: Ctx, at: Loaded, event: RecordedEvent) => Mail | null,
  when: (event: RecordedEvent) => boolean = () => true,
) =>
  reaction({
    name,
    on,
    when: (event) => event.return_id !== null && when(event),
    run: (ctx, event) =>
      inWorkspace(ctx, async (tx) => {
        const at = await loadReturn(tx, ctx, event.return_id!);
        const written = at.customer.email ? write(ctx, at, event) : null;
        if (!written || !at.customer.email) return;
        await queueMail(tx, ctx, {
          ...written,
          cause: event.id,
          language: at.language,
          to: at.customer.email,
          brandId: at.brand_id,
          orderId: at.order_id,
          returnId: at.id,
        });
      }),
  });

/** About the label the buyer sends goods back under, not one that a remedy leaves under. */
const isInward = ({ data }: RecordedEvent) => data.outbound_id === undefined;

const text = (value: unknown) => (typeof value === 'string' ? value : null);

const toldOtherwise = ['guidance', 'next_order_discount'];

export const reactions = [
  mailCancelled,
  mail(
    'mail-needs-review',
    'return.requested',
    (ctx, at) => mailOf.needsReview(ctx, at),
    ({ data }) => Array.isArray(data.review) && data.review.length > 0,
  ),
  // With goods to send the mail waits for the label; without, there is nothing to wait for.
  mail(
    'mail-approved',
    'return.approved',
    // Help has been given, and a code comes in a mail of its own: there is nothing else to tell.
    (ctx, at) => (at.lines.every(({ remedy }) => toldOtherwise.includes(remedy)) ? null : mailOf.approved(ctx, at)),
    ({ data }) => data.goods_back === false,
  ),
  mail('mail-label', 'label.made', (ctx, at) => (at.stage === 'approved' ? mailOf.approved(ctx, at) : null), isInward),
  mail(
    'mail-without-label',
    'label.failed',
    (ctx, at) => (at.stage === 'approved' ? mailOf.approved(ctx, at) : null),
    isInward,
  ),
  mail('mail-label-again', 'label.resent', (ctx, at) => mailOf.approved(ctx, at)),
  mail('mail-declined', 'return.declined', (ctx, at) => mailOf.declined(ctx, at)),
  mail('mail-cancelled', 'return.cancelled', (ctx, at, event) =>
    mailOf.cancelled(ctx, at, event.data.by === 'buyer' ? 'buyer' : 'staff', text(event.data.reason)),
  ),
  mail('mail-reminder', 'return.reminded', (ctx, at, event) => {
    const shipBy = text(event.data.ship_by);
    return shipBy && at.stage === 'approved' ? mailOf.reminder(ctx, at, shipBy) : null;
  }),
  mail('mail-expired', 'return.expired', (ctx, at) => mailOf.expired(ctx, at)),
  mail('mail-in-transit', 'return.in_transit', (ctx, at, event) =>
    mailOf.inTransit(ctx, at, at.in_transit_at ?? event.at),
  ),
  mail('mail-received', 'parcel.unpacked', (ctx, at) => mailOf.received(ctx, at)),
  mail(
    'mail-checked',
    'return.goods_checked',
    (ctx, at) => mailOf.checked(ctx, at),
    ({ data }) => data.open_units === 0,
  ),
  mail('mail-replacement', 'return.replacement_sent', (ctx, at, event) =>
    mailOf.replacementSent(ctx, at, text(event.data.line_id) ?? ''),
  ),
  reaction({
    name: 'close-when-all-left',
    on: ['outbound.shipped', 'outbound.cancelled'],
    when: ({ return_id }) => return_id !== null,
    run: (ctx, event) => closeWhenSettled(ctx, event.return_id!),
  }),
  reaction({
    name: 'discount-issued',
    on: 'discount.issued',
    when: ({ return_id }) => return_id !== null,
    async run(ctx, event) {
      const line = text(event.data.return_line_id) ?? text(event.data.line_id);
      await discountIssued(ctx, event.return_id!, line, text(event.data.code) ?? '');
      await closeWhenSettled(ctx, event.return_id!);
    },
  }),
  reaction({
    name: 'mark-in-transit',
    on: 'tracking.recorded',
    when: (event) => event.return_id !== null && isInward(event) && movingCodes.includes(text(event.data.code) ?? ''),
    run(ctx, event) {
      const at = text(event.data.at);
      return markInTransit(ctx, event.return_id!, text(event.data.tracking), at ? new Date(at) : event.at);
    },
  }),
];
