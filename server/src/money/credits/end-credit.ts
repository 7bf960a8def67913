import { brandOf } from '../../accounts/index.ts';
import { dayIn } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { newCode, newId } from '../../platform/ids.ts';
import { job } from '../../platform/jobs.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { book } from '../ledger/ledger.store.ts';
import { creditExpired, credited, creditVoided } from '../ledger/ledger.ts';
import { MANUAL } from '../refunds/refund.ts';
import { refundEvent } from '../refunds/refund-events.ts';
import { insertRefunds, settingsOf } from '../refunds/refunds.store.ts';
import { hintOf } from './card-code.ts';
import { stateAfter, stepCredit } from './credit.ts';
import { creditEvent } from './credit-events.ts';
import { cashOutOf } from './credit-expiry.ts';
import { type CreditRow, insertMove, lockCredit, runOut, saveCredit } from './credits.store.ts';

/**
 * Staff take back what is unused, with the reason: issued by mistake, a return that was undone.
 * Throws `credit.not_found`, `credit.wrong_state` (nothing is left, or it never was good).
 */
export function voidCredit(ctx: Ctx, id: string, reason: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const credit = await lockCredit(tx, ctx, id);
    stepCredit(credit, 'void', ctx.actor);
    const { paid_left: paid, bonus_left: bonus, balance } = credit;
    await saveCredit(tx, ctx, credit, { state: 'void', paid_left: 0, bonus_left: 0 });
    // A credit that came back to life by a cancelled order may be taken back a second time.
    const reference = ctx.now.toISOString();
    await insertMove(tx, ctx, credit, { kind: 'voided', paid: -paid, bonus: -bonus, balance: 0, reference, reason });
    await bookEnd(tx, ctx, credit, `credit.voided:${credit.id}:${reference}`, 'credit.voided', creditVoided(balance));
    await record(tx, ctx, [creditEvent('credit.voided', credit, balance, { reason })]);
  });
}

/** What has run out is taken off and booked, each part at its own end. Run again, or twice at once, it finds nothing. */
export const expireCredits = job({
  name: 'expire-credits',
  cron: '20 * * * *',
  async run(ctx) {
    for (;;) {
      const due = await inWorkspace(ctx, (tx) => runOut(tx, ctx, 200));
      for (const id of due) await expireCredit(ctx, id);
      if (due.length < 200) return;
    }
  },
});

function expireCredit(ctx: Ctx, id: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const credit = await lockCredit(tx, ctx, id);
    if (credit.state !== 'active') return;
    const over = (end: Date | null) => end !== null && end <= ctx.now;
    const paid = over(credit.paid_expires_at) ? credit.paid_left : 0;
    const bonus = over(credit.bonus_expires_at) ? credit.bonus_left : 0;
    if (paid + bonus === 0) return;
    const left = { paid_left: credit.paid_left - paid, bonus_left: credit.bonus_left - bonus };
    const balance = left.paid_left + left.bonus_left;
    await saveCredit(tx, ctx, credit, { state: stateAfter(balance, 'expired'), ...left });
    const reference = ctx.now.toISOString();
    await insertMove(tx, ctx, credit, { kind: 'expired', paid: -paid, bonus: -bonus, balance, reference });
    const cause = `credit.expired:${credit.id}:${reference}`;
    await bookEnd(tx, ctx, credit, cause, 'credit.expired', creditExpired(paid + bonus));
    await record(tx, ctx, [creditEvent('credit.expired', credit, paid + bonus, { balance })]);
  });
}

/**
 * The holder asks for the rest of their own money in cash, as the law of their state grants below a threshold. It becomes
 * a refund that a person pays by hand: nobody knows here how the holder wants it. A bonus is no money and stays.
 *
 * Throws `credit.not_found`, `credit.wrong_state`, `credit.no_cash_out`.
 */
export function cashOutCredit(ctx: Ctx, id: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const credit = await lockCredit(tx, ctx, id);
    stepCredit(credit, 'cash_out', ctx.actor);
    const { timeZone } = await brandOf(tx, credit.brand_id);
    const right = cashOutRight(credit, dayIn(timeZone, ctx.now));
    if (!right || credit.order_id === null) throw new Refusal('credit.no_cash_out');
    const { brand_id, order_id, customer_id, currency, return_id } = credit;
    const { amount, rule } = right;
    const left = { paid_left: 0, bonus_left: credit.bonus_left };
    await saveCredit(tx, ctx, credit, { state: stateAfter(credit.bonus_left, 'used'), ...left });
    const code = newCode('RF');
    const reference = code;
    const move = { kind: 'cashed_out' as const, paid: -amount, bonus: 0, balance: credit.bonus_left, reference };
    await insertMove(tx, ctx, credit, { ...move, reason: rule.source });
    const { second_person_above } = await settingsOf(tx, ctx, brand_id);
    const refund = {
      id: newId(),
      code,
      kind: 'refund' as const,
      payment: null,
      amount,
      parts: [{ code: 'cash_out', amount, facts: { line_id: credit.id, title: hintOf(credit.code), quantity: 1 } }],
      lines: [],
      cause: `credit.cashed_out:${credit.id}:${code}`,
      gateway: MANUAL,
      needs_second: second_person_above !== null && amount > second_person_above,
      due_at: null,
      account_id: null,
      goes_at: null,
    };
    // Apart from its return: a return is settled once, and this money was settled as credit before.
    await insertRefunds(tx, ctx, { brand_id, order_id, customer_id, currency, return_id: null }, [refund]);
    await bookEnd(tx, ctx, credit, refund.cause, code, credited(-amount));
    await record(tx, ctx, [
      creditEvent('credit.cashed_out', credit, amount, { refund: code, rule: rule.source }),
      refundEvent(
        'refund.owed',
        { ...refund, brand_id, order_id, return_id },
        { amount: { amount, currency }, due_at: null, needs_second: refund.needs_second, cash_out: true },
      ),
    ]);
  });
}

/** What of this credit may be had in cash today, and by which rule; null where the law gives no such right. */
export function cashOutRight(
  credit: Pick<CreditRow, 'state' | 'paid' | 'paid_left' | 'currency' | 'paid_expiry' | 'paid_expires_at'>,
  today: string,
) {
  if (credit.state !== 'active') return null;
  return cashOutOf({ ...credit, jurisdiction: credit.paid_expiry?.jurisdiction ?? null }, today);
}

function bookEnd(
  tx: Tx,
  ctx: Ctx,
  credit: CreditRow,
  cause: string,
  memo: string,
  lines: ReturnType<typeof creditExpired>,
): Promise<void> {
  const { brand_id, currency, order_id, return_id } = credit;
  return book(tx, ctx, [{ brand_id, currency, order_id, return_id, memo, cause, lines }]);
}
