import type { RemedyChoice, RemedyKind } from '@recoup/contract';
import { type OrderFacts, orderForReturn } from '../orders/index.ts';
import { type Ctx, may } from '../platform/ctx.ts';
import { inWorkspace, type Tx } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { freightPaidBy } from '../policies/index.ts';
import { voidLabel } from '../shipping/index.ts';
import { type AskFacts, askFacts, everything } from './ask-facts.ts';
import { type Chosen, chooseRemedy, valueGiven } from './choose-remedy.ts';
import { type ConsideredLine, considerAsk } from './consider-ask.ts';
import { returnEvent } from './events.ts';
import { lockWithOrder } from './let-go.ts';
import { overOwnLimits } from './limits/own-limits.ts';
import { type Loaded, loadReturn } from './return.read.ts';
import { type Return, type ReturnLine, remedyIsOpen, step } from './return.ts';
import { saveRemedy, saveReturn } from './returns.store.ts';
import { guideSide } from './sides.ts';
import { askerOf } from './who.ts';

export type Change = {
  line_id: string;
  remedy: RemedyKind;
  /** The same as `choice.amount`. */
  keep_it_amount?: number;
  choice?: RemedyChoice;
  reason?: string;
};

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

type Guide = { id: string; title: string } | null;

/**
 * The offer for the remedy staff chose. Within policy it is policy's own; outside it, or above the sum policy gives, it
 * takes a reason and the right to override. Never more than was paid. Pure.
 */
export function offerFor(
  facts: AskFacts,
  at: Return,
  line: ReturnLine,
  change: Change,
  mayOverride: boolean,
  guide?: Guide,
): Chosen & { of: ConsideredLine } {
  const { keep_it_amount: amount, choice, remedy } = change;
  const asChosen = amount === undefined ? choice : { ...choice, amount };
  const asked = at.lines.map((one) => ({
    ...one,
    opened: one.offer.asked.opened,
    ...(one === line ? { choice: asChosen, ...(remedy === 'guidance' ? { guide: guide ?? null } : {}) } : {}),
  }));
  const of = considerAsk(facts, asked).lines[at.lines.indexOf(line)]!;
  const chosen = chooseRemedy(facts, of, { remedy, choice: asChosen }, 'staff');
  if (!chosen || (chosen.outside && (!mayOverride || !change.reason))) {
    throw new Refusal('return.remedy_not_offered', { line: line.id, offered: of.offers.map(({ kind }) => kind) });
  }
  return { ...chosen, of };
}

async function guideOf(tx: Tx, ctx: Ctx, at: Return, { remedy, choice }: Change): Promise<Guide> {
  if (remedy !== 'guidance' || !choice?.article_id) return null;
  return guideSide().article(tx, ctx, { brandId: at.brand_id, id: choice.article_id, language: at.language });
}

/**
 * Staff change what the buyer gets for a line, before its goods were judged: the buyer asked, or a cheaper way was found.
 * Goods that then stay need no label. The offer is reckoned anew by the policy the return was judged by.
 *
 * More than this person may give alone: a request waits on, for a second person; what was approved before is left as it
 * is, and somebody who may change it must.
 *
 * Throws `return.not_found`, `return.wrong_stage`, `return.line_not_found`, `return.remedy_not_offered` (also for
 * keeping goods that are already on their way), `return.above_limit`.
 */
export function changeRemedy(ctx: Ctx, id: string, change: Change): Promise<Loaded> {
  return inWorkspace(ctx, async (tx) => {
    const at = await lockWithOrder(tx, ctx, id);
    step(at, 'change_remedy');
    const line = at.lines.find((one) => one.id === change.line_id);
    if (!line) throw new Refusal('return.line_not_found', { line: change.line_id });
    if (!remedyIsOpen(at, line)) throw new Refusal('return.wrong_stage', { stage: at.stage, move: 'change_remedy' });
    const order = withoutClaims(await orderForReturn(tx, ctx, at.order_id), at);
    const wanted = { ...everything, variantIds: change.choice?.variant_id ? [change.choice.variant_id] : [] };
    // Policy is asked as of the day of the request: what was in time then is in time now.
    const facts = { ...(await askFacts(tx, ctx, order, wanted)), now: at.requested_at, offeredOn: ctx.now };
    const guide = await guideOf(tx, ctx, at, change);
    const { offer, of } = offerFor(facts, at, line, change, may(ctx.actor, 'returns.override'), guide);
    const here = at.stage === 'in_transit' || at.stage === 'received';
    if (here && !offer.goods_back) {
      throw new Refusal('return.remedy_not_offered', { line: line.id, because: 'goods_on_the_way' });
    }
    const gives = valueGiven(facts, of, offer);
    // What the old offer said and the new one does not is gone with it.
    const { paid, policy_version_id, asked } = line.offer;
    const changed = { ...line, remedy: offer.kind, gives, offer: { ...offer, paid, policy_version_id, asked } };
    const lines = at.lines.map((one) => (one === line ? changed : one));
    const limits = await overOwnLimits(tx, ctx, { ...at, lines: [changed] });
    if (limits.length > 0 && at.stage !== 'requested') throw new Refusal('return.above_limit', { because: limits });
    await saveRemedy(tx, ctx, line.id, changed);

    const goods_back = lines.some((one) => one.offer.goods_back);
    const staysNow = at.goods_back && !goods_back;
    await saveReturn(tx, ctx, id, {
      goods_back,
      freight_paid_by: freightPaidBy(lines.map((one) => one.offer)),
      ...(staysNow ? { ship_by: null } : {}),
      ...(at.stage === 'requested' ? reviewed(at, limits, ctx) : {}),
    });
    if (staysNow && at.stage === 'approved') await voidLabel(tx, ctx, id);
    const told = { line_id: line.id, from: line.remedy, to: offer.kind, amount: offer.amount, reason: change.reason };
    await record(tx, ctx, [
      returnEvent('return.remedy_changed', at, told),
      ...(limits.length > 0 ? [returnEvent('return.approval_asked', at, { limits })] : []),
    ]);
    return loadReturn(tx, ctx, id);
  });
}

/** What waits for a second person, and as whose wish, once the remedy is another one. */
function reviewed(at: Return, limits: Return['verdict']['because'], ctx: Ctx) {
  const others = at.review.filter((code) => !code.startsWith('limit.'));
  if (limits.length === 0 && others.length === at.review.length) return {};
  const because = at.verdict.because.filter(({ rule }) => rule !== 'limit');
  return {
    // Somebody still has to say yes: a request does not wait for nothing.
    review: [...others, ...new Set(limits.map(({ code }) => code))],
    verdict: { ...at.verdict, because: [...because, ...limits] },
    asked_by: askerOf(ctx.actor),
  };
}
