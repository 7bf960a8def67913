import { paymentsOf } from '../orders/index.ts';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace, type Tx } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { returnEvent } from './events.ts';
import { letGo, lockWithOrder } from './let-go.ts';
import { moneyOwed } from './money-owed.ts';
import { type Loaded, loadReturn } from './return.read.ts';
import { canStep, goodsLeave, owesReplacement, type Return, step } from './return.ts';
import { saveReturn } from './returns.store.ts';
import { goodsSide, type MoneyFacts, moneySide, noMoney } from './sides.ts';

/** Minor units that the judged goods, or the goods the buyer keeps, make due by the offers; the difference of an exchange too. */
export function dueByOffers(at: Pick<Return, 'lines' | 'approved_at' | 'source'>): number {
  return at.lines.reduce((sum, line) => {
    const owes = moneyOwed(at, line);
    return owes && owes.units > 0 ? sum + owes.amount : sum;
  }, 0);
}

/** Has all money of this return moved? Before the refunds exist what is due by the offers is open, as far as anything is left to give back. */
export function isSettled(money: MoneyFacts, due: number, leftToGive: number): boolean {
  if (money.refunds.length > 0 || money.state !== 'not_owed') {
    return money.state === 'sent' || money.state === 'nothing_due';
  }
  return due <= 0 || leftToGive <= 0;
}

async function settled(tx: Tx, ctx: Ctx, at: Return): Promise<boolean> {
  const money = (await moneySide().facts(tx, ctx, [at.id])).get(at.id) ?? noMoney;
  const { payments, total } = await paymentsOf(tx, ctx, at.order_id);
  const left = payments.reduce((sum, payment) => sum + payment.amount - payment.refunded, 0);
  return isSettled(money, dueByOffers(at), payments.length > 0 ? left : total);
}

/** Of a line of several units some left before the others: their parcel is still on its way out. */
async function leaving(tx: Tx, ctx: Ctx, at: Return): Promise<boolean> {
  return at.lines.some(({ remedy }) => goodsLeave(remedy)) && goodsSide().leaving(tx, ctx, at.id);
}

async function close(tx: Tx, ctx: Ctx, at: Return): Promise<void> {
  await saveReturn(tx, ctx, at.id, { stage: step(at, 'close'), ended_at: ctx.now });
  await letGo(tx, ctx, at);
  await record(tx, ctx, [returnEvent('return.closed', at)]);
}

/**
 * Staff close a return that is done: all that came was judged, what was promised left, the money moved. What never came
 * may be asked for again.
 *
 * Throws `return.not_found`, `return.wrong_stage` (also while goods wait for judgement or a replacement is owed),
 * `return.money_open`.
 */
export function closeReturn(ctx: Ctx, id: string): Promise<Loaded> {
  return inWorkspace(ctx, async (tx) => {
    const at = await lockWithOrder(tx, ctx, id);
    step(at, 'close');
    if (at.lines.some((line) => owesReplacement(at, line))) {
      throw new Refusal('return.wrong_stage', { stage: at.stage, move: 'close', because: 'replacement_owed' });
    }
    if (await leaving(tx, ctx, at)) {
      throw new Refusal('return.wrong_stage', { stage: at.stage, move: 'close', because: 'replacement_owed' });
    }
    if (!(await settled(tx, ctx, at))) throw new Refusal('return.money_open');
    await close(tx, ctx, at);
    return loadReturn(tx, ctx, id);
  });
}

/**
 * Closes a return by itself once its last money moved and the last thing promised left or was issued: everything that was
 * to come came, was judged and is settled. A short parcel, or one with only wrong things in it, stays for a person, who
 * knows whether the rest will come; so does one somebody must look at. Changes nothing where it is too early, or was done
 * before.
 */
export function closeWhenSettled(ctx: Ctx, id: string): Promise<void> {
  return inWorkspace(ctx, (tx) => closeIfDone(tx, ctx, id));
}

/** The same in a transaction that holds the order, or no return yet. */
export async function closeIfDone(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  const at = await lockWithOrder(tx, ctx, id);
  if (!canStep(at, 'close') || at.review.length > 0 || at.lines.some((line) => owesReplacement(at, line))) return;
  const whole = at.lines.every(({ offer, received, quantity }) => !offer.goods_back || received === quantity);
  if (whole && (await settled(tx, ctx, at)) && !(await leaving(tx, ctx, at))) await close(tx, ctx, at);
}
