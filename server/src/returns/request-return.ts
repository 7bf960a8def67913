import type { Ask } from '@recoup/contract';
import { type OrderFacts, orderForReturn, promiseBack } from '../orders/index.ts';
import { type Ctx, may, SYSTEM } from '../platform/ctx.ts';
import { inWorkspace, type Tx } from '../platform/db.ts';
import { newCode, newId } from '../platform/ids.ts';
import { record } from '../platform/record.ts';
import { rulesInForce } from '../policies/index.ts';
import type { AskFacts } from './consider-ask.ts';
import { DECIDE_WITHIN_HOURS, type Decided, decideRequest } from './decide-request.ts';
import { returnEvent } from './events.ts';
import { openEverySite } from './every-site.ts';
import { keepFiles } from './files.store.ts';
import { approvedEvent, lastDayToSend, siteOfGoods, wishLabel } from './prepare-parcel.ts';
import { type Loaded, loadNew } from './return.read.ts';
import { askingBuyer, type Footing, insertReturn, type NewReturn } from './returns.store.ts';
import { asBuyer, whoOf } from './who.ts';

export type Request = Ask & { override_reason?: string };

/**
 * A buyer asks for a return from their link, or staff (or a program) for them. Where policy says yes it is approved in
 * the same step; where a person must look it waits, with why and by when. Of two requests at once for the same goods
 * the second is refused. What is refused leaves the order as it was.
 *
 * Buyers are held to the policy. Staff may step outside it with `override_reason`, which is kept; without the permission
 * `returns.override` that leaves the request waiting for somebody who has it.
 *
 * Throws `order.not_found`, `order.line_not_found`, `return.more_than_ordered`, `return.not_eligible`,
 * `return.evidence_missing`, `return.remedy_not_offered`, `file.not_found`.
 */
export function requestReturn(ctx: Ctx, orderId: string, request: Request): Promise<Loaded> {
  return inWorkspace(ctx, async (tx) => {
    const order = await orderForReturn(tx, ctx, orderId, { lock: true });
    const facts = await askFacts(tx, ctx, order);
    const decided = decideRequest(facts, request.lines, {
      overrideReason: ctx.buyer ? null : (request.override_reason ?? null),
      mayOverride: may(ctx.actor, 'returns.override') && may(ctx.actor, 'returns.decide'),
    });
    const row = draft(ctx, order, request, decided);
    await claim(tx, ctx, row.lines);
    await openEverySite(tx, ctx);
    const asker = asBuyer(ctx, order.customer);
    await place(tx, asker, row, decided, footing(facts, decided));
    await keepFiles(tx, asker, row, filesOf(request, row));
    return loadNew(tx, ctx, row.id);
  });
}

/** What a request is weighed by. */
export async function askFacts(tx: Tx, ctx: Ctx, order: OrderFacts): Promise<AskFacts> {
  const { zone, returns_last_year } = await askingBuyer(tx, ctx, order.brand_id, order.customer.id);
  const inForce = await rulesInForce(tx, ctx, {
    brandId: order.brand_id,
    placedAt: order.placed_at,
    channel: order.channel,
    lines: order.lines,
  });
  const policies = new Map(order.lines.map((line, i) => [line.id, inForce[i] ?? null]));
  return {
    now: ctx.now,
    zone,
    order,
    policyOf: (lineId) => policies.get(lineId) ?? null,
    returnsLastYear: returns_last_year,
  };
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
    decide_by: null,
    ship_by: null,
    requested_at: ctx.now,
    approved_at: null,
    lines: decided.chosen.map(({ line, offer }, i) => ({
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
async function place(tx: Tx, ctx: Ctx, row: NewReturn, decided: Decided, on: Footing): Promise<void> {
  const site_id = row.goods_back ? await siteOfGoods(tx, ctx, row.brand_id, on) : null;
  const review = row.goods_back && !site_id ? [...row.review, 'site.none'] : row.review;
  const units = row.lines.reduce((sum, line) => sum + line.quantity, 0);
  const paid = row.lines.reduce((sum, line) => sum + line.offer.paid, 0);
  const value = { amount: paid, currency: row.currency };
  const asked = returnEvent('return.requested', { ...row, site_id }, { review, units, value });
  if (review.length > 0) {
    const decide_by = new Date(ctx.now.getTime() + DECIDE_WITHIN_HOURS * 3_600_000);
    await insertReturn(tx, ctx, { ...row, site_id, review, decide_by });
    await record(tx, ctx, [asked]);
    return;
  }
  const reason = decided.overrideReason;
  await insertReturn(tx, ctx, {
    ...row,
    site_id,
    stage: 'approved',
    approved_at: ctx.now,
    decided_by: whoOf(reason === null ? SYSTEM : ctx.actor),
    ship_by: row.goods_back ? lastDayToSend(on, ctx.now) : null,
  });
  if (site_id) await wishLabel(tx, ctx, { ...row, site_id }, on);
  await record(tx, ctx, [asked, approvedEvent({ ...row, site_id }, { by_policy: reason === null, reason })]);
}
