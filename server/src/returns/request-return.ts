import type { Because } from '@recoup/contract';
import { type OrderFacts, promiseBack } from '../orders/index.ts';
import { type Ctx, SYSTEM } from '../platform/ctx.ts';
import { inWorkspace, type Tx } from '../platform/db.ts';
import { newCode, newId } from '../platform/ids.ts';
import { record } from '../platform/record.ts';
import type { AskFacts } from './ask-facts.ts';
import { closeIfDone } from './close-return.ts';
import { DECIDE_WITHIN_HOURS, type Decided } from './decide-request.ts';
import { returnEvent } from './events.ts';
import { openEverySite } from './every-site.ts';
import { keepFiles } from './files.store.ts';
import { approvedEvent, lastDayToSend, siteOfGoods, wishLabel } from './prepare-parcel.ts';
import { type Loaded, loadNew } from './return.read.ts';
import { type Footing, insertReturn, type NewReturn } from './returns.store.ts';
import { type Request, weighRequest } from './weigh-request.ts';
import { askerOf, giverOf, whoOf } from './who.ts';

/**
 * A buyer asks for a return from their link, or staff (or a program) for them. Where policy says yes it is approved in
 * the same step; where a person must look it waits, with why and by when. Of two requests at once for the same goods
 * the second is refused. What is refused leaves the order as it was.
 *
 * Buyers are held to the policy. Staff may step outside it with `override_reason`, which is kept; without the permission
 * `returns.override` that leaves the request waiting for somebody who has it. More than somebody may give alone waits for
 * a second person, whoever asks.
 *
 * A problem settled without goods coming back is a request like any other; help that worked closes at once.
 *
 * Throws `order.not_found`, `order.line_not_found`, `return.more_than_ordered`, `return.not_eligible`,
 * `return.evidence_missing`, `return.remedy_not_offered`, `file.not_found`.
 */
export function requestReturn(ctx: Ctx, orderId: string, request: Request): Promise<Loaded> {
  return inWorkspace(ctx, async (tx) => {
    const { order, facts, asker, decided } = await weighRequest(tx, ctx, orderId, request, { lock: true });
    const row = draft(asker, order, request, decided);
    await claim(tx, ctx, row.lines);
    await openEverySite(tx, ctx);
    await place(tx, asker, row, decided, footing(facts, decided));
    await keepFiles(tx, asker, row, filesOf(request, row));
    if (row.lines.every(({ remedy }) => remedy === 'guidance')) await closeIfDone(tx, asker, row.id);
    return loadNew(tx, ctx, row.id);
  });
}

function draft(ctx: Ctx, order: OrderFacts, request: Request, decided: Decided): NewReturn {
  const source = ctx.actor.kind === 'buyer' ? 'portal' : ctx.actor.kind === 'api_key' ? 'api' : 'staff';
  return {
    id: newId(),
    code: newCode('RMA'),
    brand_id: order.brand_id,
    order_id: order.id,
    customer_id: order.customer.id,
    site_id: null,
    source,
    stage: 'requested',
    review: decided.review,
    policy_version_id: decided.chosen[0]?.line.policy?.versionId ?? null,
    verdict: decided.considered.verdict,
    currency: order.currency,
    freight_paid_by: decided.freightPaidBy,
    goods_back: decided.goodsBack,
    language: request.language,
    decline_reason: null,
    override_reason: decided.overrideReason,
    decided_by: null,
    asked_by: askerOf(ctx.actor),
    given_by: null,
    given_at: null,
    decide_by: null,
    ship_by: null,
    requested_at: ctx.now,
    approved_at: null,
    lines: decided.chosen.map(({ line, offer, gives }, i) => ({
      id: newId(),
      order_line_id: line.order_line_id,
      variant_id: line.line.variant_id,
      sku: line.line.sku,
      title: line.line.title,
      quantity: line.quantity,
      reason: line.reason ?? 'other',
      detail: request.lines[i]!.detail ?? null,
      comment: request.lines[i]!.comment || null,
      remedy: offer.kind,
      shown: request.lines[i]!.shown ?? [],
      gives,
      offer: {
        ...offer,
        paid: line.paid,
        policy_version_id: line.policy?.versionId ?? null,
        asked: { opened: line.opened, before: line.line.quantity - line.left },
      },
    })),
  };
}

const filesOf = ({ lines }: Request, row: NewReturn) =>
  lines.flatMap(({ file_ids }, i) =>
    file_ids.map((file_id) => ({ file_id, return_line_id: row.lines[i]!.id, caption: null })),
  );

/** By line of the order, in the order of their ids. */
async function claim(tx: Tx, ctx: Ctx, lines: NewReturn['lines']): Promise<void> {
  const wanted = Map.groupBy(lines, (line) => line.order_line_id);
  for (const id of [...wanted.keys()].sort()) {
    const quantity = wanted.get(id)!.reduce((sum, line) => sum + line.quantity, 0);
    await promiseBack(tx, ctx, id, quantity);
  }
}

function footing(facts: AskFacts, decided: Decided): Footing {
  const travelling = decided.chosen.filter(({ offer }) => offer.goods_back).map(({ line }) => line);
  const weights = travelling.map((line) => (line.line.weight_g ?? 0) * line.quantity);
  return {
    zone: facts.zone,
    rules: travelling.flatMap((line) => line.policy?.rules ?? []),
    from: facts.order.address ?? facts.order.customer.address,
    categories: [...new Set(travelling.map((line) => line.line.category))],
    weight_g: weights.reduce((sum, one) => sum + one, 0) || null,
  };
}

/**
 * Writes the request, approved where nothing speaks against it. Goods that no site takes wait for a person to find a
 * place for them. The system decides by policy; staff who step outside it decide themselves.
 */
async function place(
  tx: Tx,
  ctx: Ctx,
  row: NewReturn,
  decided: Decided & { limits: Because[] },
  on: Footing,
): Promise<void> {
  const site_id = row.goods_back ? await siteOfGoods(tx, ctx, row.brand_id, on) : null;
  const review = row.goods_back && !site_id ? [...row.review, 'site.none'] : row.review;
  const units = row.lines.reduce((sum, line) => sum + line.quantity, 0);
  const paid = row.lines.reduce((sum, line) => sum + line.offer.paid, 0);
  const value = { amount: paid, currency: row.currency };
  const remedies = row.lines.map(({ id, remedy }) => ({ line_id: id, remedy }));
  const of = { ...row, site_id };
  const asked = returnEvent('return.requested', of, { review, units, value, remedies });
  if (review.length > 0) {
    const decide_by = new Date(ctx.now.getTime() + DECIDE_WITHIN_HOURS * 3_600_000);
    await insertReturn(tx, ctx, { ...row, site_id, review, decide_by });
    const second = decided.limits.length > 0;
    await record(tx, ctx, [
      asked,
      ...(second ? [returnEvent('return.approval_asked', of, { limits: decided.limits })] : []),
    ]);
    return;
  }
  const reason = decided.overrideReason;
  await insertReturn(tx, ctx, {
    ...row,
    site_id,
    stage: 'approved',
    approved_at: ctx.now,
    decided_by: whoOf(reason === null ? SYSTEM : ctx.actor),
    given_by: giverOf(ctx.actor),
    given_at: ctx.now,
    ship_by: row.goods_back ? lastDayToSend(on, ctx.now) : null,
  });
  if (site_id) await wishLabel(tx, ctx, { ...row, site_id }, on);
  await record(tx, ctx, [asked, approvedEvent(of, { by_policy: reason === null, reason })]);
}
