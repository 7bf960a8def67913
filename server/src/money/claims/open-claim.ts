import type { BodyOf, ClaimKind, claimsApi, GivenVerdict } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import { type OrderFacts, orderForReturn } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { newCode, newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { readVerdict } from '../../returns/index.ts';
import { useFiles } from '../../uploads/index.ts';
import { returnOfOrder } from '../disputes/disputes.store.ts';
import { type Destination, fileBy } from './carrier-rules.ts';
import { kindOf, limitOf, soldFor, worth } from './claim.ts';
import { claimEvent } from './claim-events.ts';
import { claimOfVerdict, insertClaim, type NewClaim, openClaimOf, type Shipped, shipmentsOf } from './claims.store.ts';

type Given = BodyOf<(typeof claimsApi)['open']>;
export type Outline = Omit<NewClaim, 'id' | 'code' | 'note'> & {
  shipped: Shipped;
  /** What the goods were sold for that it is about, and everything in the shipment it may grow to. */
  goods: number;
  most: number;
  limit: number | null;
};

/** Where it went, as carriers part it: rules abroad are others. */
export const destinationOf = (order: Pick<OrderFacts, 'address'>): Destination =>
  (order.address?.country ?? 'US') === 'US' ? 'domestic' : 'international';

/**
 * Staff open a claim against the carrier: for a verdict that found it responsible, with the verdict's pictures, or for a
 * shipment of an order. The amount is what one piece was sold for (of a shipment: all in it), without tax and no more than
 * the carrier covers; the last day follows the carrier's rule in the brand's time zone. For one verdict, or one shipment and
 * kind, there is one claim: opened again it is found, not made.
 *
 * @returns the claim's id. Throws `verdict.not_found`, `claim.not_the_carrier`, `order.not_found`, `claim.no_shipment`,
 * `claim.choose_shipment`, `claim.more_than_goods`, `file.not_found`.
 */
export function openClaim(ctx: Ctx, given: Given): Promise<string> {
  return inWorkspace(ctx, async (tx) => {
    const { found, outline, returnId } = await ('verdict_id' in given
      ? forVerdict(tx, ctx, given.verdict_id, given.kind)
      : forShipment(tx, ctx, given));
    if (found) return found;
    const { shipped: _, goods: __, most, limit: ___, ...drawn } = outline;
    if (given.amount !== undefined && given.amount > most) throw new Refusal('claim.more_than_goods', { most });
    const claim: NewClaim = {
      ...drawn,
      id: newId(),
      code: newCode('CC'),
      claimed: given.amount ?? drawn.claimed,
      note: given.note ?? null,
    };
    await insertClaim(tx, ctx, claim);
    const about = returnId ?? (await returnOfOrder(tx, ctx, claim.order_id));
    const data = { file_by: claim.file_by, pictures: claim.file_ids.length, verdict_id: claim.verdict_id };
    await record(tx, ctx, [claimEvent('claim.opened', claim, about, data)]);
    return claim.id;
  });
}

type Start = { found: string | null; outline: Outline; returnId: string | null };

async function forVerdict(tx: Tx, ctx: Ctx, verdictId: string, kind: ClaimKind | undefined): Promise<Start> {
  const verdict = await readVerdict(tx, ctx, verdictId);
  if (verdict.verdict !== 'carrier' || verdict.replaced_by !== null)
    throw new Refusal('claim.not_the_carrier', { verdict: verdict.verdict });
  const order = await orderForReturn(tx, ctx, verdict.order.id, { lock: true });
  const found = await claimOfVerdict(tx, ctx, verdictId);
  return {
    found,
    outline: await outlineForVerdict(tx, ctx, verdict, order, kind),
    returnId: verdict.return?.id ?? null,
  };
}

/** What a claim for a verdict would be. Throws `claim.no_shipment`. */
export async function outlineForVerdict(
  tx: Tx,
  ctx: Ctx,
  verdict: GivenVerdict,
  order: OrderFacts,
  kind = kindOf(verdict.reason),
): Promise<Outline> {
  const all = await shipmentsOf(tx, ctx, order.id);
  const held = all.filter(({ lines }) => lines.some((one) => one.order_line_id === verdict.line.id));
  const { serial } = verdict;
  const exact = serial && held.find(({ lines }) => lines.some(({ serials }) => serials.includes(serial)));
  const shipped = exact || held[0] || (all.length === 1 ? all[0] : undefined);
  if (!shipped) throw new Refusal('claim.no_shipment');
  const line = order.lines.find(({ id }) => id === verdict.line.id)!;
  const sent = shipped.lines.find((one) => one.order_line_id === line.id)?.quantity ?? line.quantity;
  const goods = { goods: soldFor(line, 1), most: soldFor(line, Math.max(1, sent)) };
  const files = verdict.photos.map(({ id }) => id);
  return outline(tx, order, shipped, kind, { ...goods, verdict_id: verdict.id, file_ids: files });
}

async function forShipment(tx: Tx, ctx: Ctx, given: Extract<Given, { order_id: string }>): Promise<Start> {
  const order = await orderForReturn(tx, ctx, given.order_id, { lock: true });
  const all = await shipmentsOf(tx, ctx, order.id);
  if (given.fulfilment_id === undefined && all.length > 1) throw new Refusal('claim.choose_shipment');
  const shipped = given.fulfilment_id === undefined ? all[0] : all.find(({ id }) => id === given.fulfilment_id);
  if (!shipped) throw new Refusal('claim.no_shipment');
  await useFiles(tx, ctx, given.file_ids, { kinds: ['photo'], orderId: order.id });
  const goods = goodsIn(order, shipped);
  const found = await openClaimOf(tx, ctx, { fulfilment_id: shipped.id, kind: given.kind });
  const files = [...new Set(given.file_ids)];
  const about = { goods, most: goods, verdict_id: null, file_ids: files };
  return { found, outline: await outline(tx, order, shipped, given.kind, about), returnId: null };
}

/** What everything in a shipment was sold for; of the whole order where nobody knows what was in it. */
export function goodsIn(order: OrderFacts, shipped: Pick<Shipped, 'lines'> | null): number {
  const inside = shipped && shipped.lines.length > 0 ? shipped.lines : null;
  return order.lines.reduce((sum, line) => {
    const sent = inside ? inside.find((one) => one.order_line_id === line.id)?.quantity : line.quantity;
    return sum + (sent ? soldFor(line, sent) : 0);
  }, 0);
}

async function outline(
  tx: Tx,
  order: OrderFacts,
  shipped: Shipped,
  kind: ClaimKind,
  about: { goods: number; most: number; verdict_id: string | null; file_ids: string[] },
): Promise<Outline> {
  const { timeZone } = await brandOf(tx, order.brand_id);
  const carrier = shipped.carrier ?? '';
  const { rule, day } = fileBy({ ...shipped, carrier, destination: destinationOf(order) }, kind, timeZone);
  const limit = limitOf(rule, order.currency);
  return {
    brand_id: order.brand_id,
    order_id: order.id,
    fulfilment_id: shipped.id,
    carrier,
    tracking: shipped.tracking,
    kind,
    claimed: worth(about.goods, limit),
    currency: order.currency,
    file_by: day,
    rule,
    shipped,
    limit,
    ...about,
  };
}
