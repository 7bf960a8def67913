import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { hintOf } from '../credits/card-code.ts';
import { book } from '../ledger/ledger.store.ts';
import { bounced, credited, type Line, sent } from '../ledger/ledger.ts';
import { step } from './refund.ts';
import { refundEvent } from './refund-events.ts';
import { type LockedRefund, lockRefund, saveRefund } from './refunds.store.ts';

/** Of a refund that was sent more than once (it bounced between), each time is a cause of its own. */
const causeOf = (what: 'sent' | 'bounced', { id, attempts }: LockedRefund) =>
  `refund.${what}:${id}${attempts > 1 ? `:${attempts}` : ''}`;
const entry = (what: 'sent' | 'bounced', refund: LockedRefund, lines: Line[]) => ({
  brand_id: refund.brand_id,
  currency: refund.currency,
  memo: refund.code,
  cause: causeOf(what, refund),
  order_id: refund.order_id,
  return_id: refund.return_id,
  lines,
});

/** The money left: state, books and event together. The ledger's cause is the refund itself, so it is booked once whatever happens. */
export async function settle(ctx: Ctx, tx: Tx, refund: LockedRefund, answer: { reference: string }): Promise<void> {
  await saveRefund(tx, ctx, refund.id, {
    state: 'sent',
    reference: answer.reference,
    sent_at: ctx.now,
    failure: null,
    failure_text: null,
    failure_facts: {},
    try_again_at: null,
  });
  const { amount, currency, kind } = refund;
  await book(tx, ctx, [entry('sent', refund, kind === 'store_credit' ? credited(amount) : sent(amount))]);
  // Whoever has the code of a credit has the money: timelines are read by people who have no business with it.
  const reference = kind === 'store_credit' ? hintOf(answer.reference) : answer.reference;
  await record(tx, ctx, [refundEvent('refund.sent', refund, { amount: { amount, currency }, reference })]);
}

/**
 * A person has paid by hand and records the payment company's reference.
 * Throws `refund.wrong_state`, `refund.not_manual`.
 */
export function markPaid(ctx: Ctx, id: string, reference: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const refund = await lockRefund(tx, ctx, id);
    step(refund, 'mark_paid', ctx.actor);
    await saveRefund(tx, ctx, id, { sent_by: { kind: ctx.actor.kind, id: ctx.actor.id, name: ctx.actor.name } });
    await settle(ctx, tx, refund, { reference });
  });
}

/** A person found that a payment by hand did not go through, or came back after it was sent. Throws `refund.wrong_state`, `refund.not_manual`. */
export function markFailed(ctx: Ctx, id: string, failure: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const refund = await lockRefund(tx, ctx, id);
    step(refund, 'mark_failed', ctx.actor);
    if (refund.state === 'sent') await bounce(ctx, tx, refund, { failure });
    else await fail(ctx, tx, refund, { failure });
  });
}

export type Failure = {
  /** A stable code, or what a person wrote. */
  failure: string;
  /** The payment company's own words. */
  text?: string | null;
  reference?: string;
  facts?: Record<string, unknown>;
};

/** It did not go through: a person's queue, with the reason. The money stays owed. */
export async function fail(ctx: Ctx, tx: Tx, refund: LockedRefund, why: Failure): Promise<void> {
  const { failure, text = null, facts = {}, reference } = why;
  await saveRefund(tx, ctx, refund.id, {
    state: 'failed',
    failure,
    failure_text: text,
    failure_facts: facts,
    try_again_at: null,
    ...(reference ? { reference } : {}),
  });
  await record(tx, ctx, [
    refundEvent('refund.failed', refund, {
      failure,
      ...(text ? { text } : {}),
      ...(Object.keys(facts).length ? { facts } : {}),
    }),
  ]);
}

/**
 * It was sent, and the bank sent it back, days later as a rule (the card was closed): owed again, the books turned
 * round, and a person decides how the buyer gets it now.
 */
export async function bounce(ctx: Ctx, tx: Tx, refund: LockedRefund, why: Failure): Promise<void> {
  const { failure, text = null, facts = {} } = why;
  const { amount, currency } = refund;
  await saveRefund(tx, ctx, refund.id, {
    state: 'failed',
    failure,
    failure_text: text,
    failure_facts: facts,
    bounced_at: ctx.now,
  });
  await book(tx, ctx, [entry('bounced', refund, bounced(amount))]);
  await record(tx, ctx, [
    refundEvent('refund.bounced', refund, { amount: { amount, currency }, failure, ...(text ? { text } : {}) }),
  ]);
}
