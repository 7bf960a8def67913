import type { RemedyKind, RemedyOffer } from '@recoup/contract';
import { type OrderFacts, orderForReturn } from '../orders/index.ts';
import { type Ctx, may } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { freightPaidBy } from '../policies/index.ts';
import { voidLabel } from '../shipping/index.ts';
import { type AskFacts, considerAsk, offerOutsidePolicy } from './consider-ask.ts';
import { returnEvent } from './events.ts';
import { lockWithOrder } from './let-go.ts';
import { askFacts } from './request-return.ts';
import { type Loaded, loadReturn } from './return.read.ts';
import { type Return, type ReturnLine, remedyIsOpen, step } from './return.ts';
import { saveRemedy, saveReturn } from './returns.store.ts';

export type Change = { line_id: string; remedy: RemedyKind; keep_it_amount?: number; reason?: string };

/** The order as it was before this return claimed its units, for reckoning its offers again. */
function withoutClaims(order: OrderFacts, at: Return): OrderFacts {
  const own = (id: string) =>
    at.lines.filter((line) => line.order_line_id === id).reduce((sum, line) => sum + line.quantity, 0);
  const lines = order.lines.map((line) => ({
    ...line,
    return_quantity: Math.max(0, line.return_quantity - own(line.id)),
  }));
  return { ...order, lines };
}

/**
 * The offer for the remedy staff chose. Within policy it is policy's own; outside it, or above the sum policy gives for
 * keeping the goods, it takes a reason and the right to override. Never more than was paid. Pure.
 */
export function offerFor(
  facts: AskFacts,
  at: Return,
  line: ReturnLine,
  change: Change,
  mayOverride: boolean,
): RemedyOffer {
  const considered = considerAsk(
    facts,
    at.lines.map((one) => ({ ...one, opened: one.offer.asked.opened })),
  ).lines[at.lines.indexOf(line)]!;
  const offered = considered.offers.find((one) => one.kind === change.remedy) ?? null;
  const refuse = () =>
    new Refusal('return.remedy_not_offered', {
      line: line.id,
      offered: considered.offers.map(({ kind }) => kind),
    });
  const outside = () => {
    if (!mayOverride || !change.reason) throw refuse();
  };
  if (change.remedy === 'keep_it' && change.keep_it_amount !== undefined) {
    const amount = change.keep_it_amount;
    if (amount <= 0 || amount > line.offer.paid) throw refuse();
    if (amount > (offered?.amount.amount ?? 0)) outside();
    const money = { amount, currency: at.currency };
    const plain = offered ?? offerOutsidePolicy(facts, considered, 'refund');
    if (!plain) throw refuse();
    return {
      kind: 'keep_it',
      amount: money,
      parts: [{ code: 'keep_it', amount: money }],
      to: plain.to,
      by: plain.by,
      goods_back: false,
      freight_paid_by: 'nobody',
    };
  }
  if (offered) return offered;
  outside();
  const anyway = offerOutsidePolicy(facts, considered, change.remedy);
  if (!anyway) throw refuse();
  return anyway;
}

/**
 * Staff change what the buyer gets for a line, before its goods were judged: the buyer asked, or a part of the money for
 * keeping it is the cheaper way. Goods that then stay need no label. The offer is reckoned anew by the policy the return
 * was judged by.
 *
 * Throws `return.not_found`, `return.wrong_stage`, `return.line_not_found`, `return.remedy_not_offered` (also for
 * keeping goods that are already on their way).
 */
export function changeRemedy(ctx: Ctx, id: string, change: Change): Promise<Loaded> {
  return inWorkspace(ctx, async (tx) => {
    const at = await lockWithOrder(tx, ctx, id);
    step(at, 'change_remedy');
    const line = at.lines.find((one) => one.id === change.line_id);
    if (!line) throw new Refusal('return.line_not_found', { line: change.line_id });
    if (!remedyIsOpen(at, line)) throw new Refusal('return.wrong_stage', { stage: at.stage, move: 'change_remedy' });
    const here = at.stage === 'in_transit' || at.stage === 'received';
    if (change.remedy === 'keep_it' && here) {
      throw new Refusal('return.remedy_not_offered', { line: line.id, because: 'goods_on_the_way' });
    }
    const order = withoutClaims(await orderForReturn(tx, ctx, at.order_id), at);
    // Policy is asked as of the day of the request: what was in time then is in time now.
    const facts = { ...(await askFacts(tx, ctx, order)), now: at.requested_at, offeredOn: ctx.now };
    const offer = offerFor(facts, at, line, change, may(ctx.actor, 'returns.override'));
    await saveRemedy(tx, ctx, line.id, offer.kind, { ...line.offer, ...offer });

    const offers = at.lines.map((one) => (one === line ? offer : one.offer));
    const goods_back = offers.some((one) => one.goods_back);
    const staysNow = at.goods_back && !goods_back;
    await saveReturn(tx, ctx, id, {
      goods_back,
      freight_paid_by: freightPaidBy(offers),
      ...(staysNow ? { ship_by: null } : {}),
    });
    if (staysNow && at.stage === 'approved') await voidLabel(tx, ctx, id);
    const told = { line_id: line.id, from: line.remedy, to: offer.kind, amount: offer.amount, reason: change.reason };
    await record(tx, ctx, [returnEvent('return.remedy_changed', at, told)]);
    return loadReturn(tx, ctx, id);
  });
}
