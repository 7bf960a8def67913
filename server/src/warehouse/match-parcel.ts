import type { BodyOf, Parcel, warehouse } from '@recoup/contract';
import { orderForReturn, serialSold } from '../orders/index.ts';
import type { Ctx } from '../platform/ctx.ts';
import { brokenConstraint, type Tx } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { acceptUnits, openBlindReturn, returnsOfOrder, takeIn } from '../returns/index.ts';
import { acrossSites } from './across-sites.ts';
import { type PromisedLine, type Standing, standingsOf } from './arrival.ts';
import { outcomesOf, receivedOf } from './parcel.ts';
import { dockLines, readParcel } from './parcel-answer.ts';
import { arrivalFacts, findParcel, type LockedParcel, lockParcel, saveParcel } from './parcels.store.ts';
import { mayReceive } from './receivable.ts';
import { parcelEvent } from './unit-events.ts';
import { saveUnit, type UnitRow, unitsOfParcel } from './units.store.ts';

/** A line goods may belong to, of a return or of an order. */
type Line = PromisedLine & { sku: string; title: string };
type Whose = { return_id: string; order_id: string; brand_id: string };

/**
 * Somebody found out whose parcel without a return it is. Its units join that return and stand anew: right, over or
 * wrong. An order whose goods are on their way in has its return already; any other order gets one, received at once.
 * Units that were judged before count for the return now.
 *
 * Throws `parcel.not_found`, `parcel.not_blind`, `parcel.not_unpacked` (an open box is matched by its return alone),
 * `return.not_found`, `return.wrong_stage`, `return.parcel_open` (another box of it is being unpacked),
 * `order.not_found`, `parcel.not_of_order` (nothing in it was sold on that order), `return.more_than_ordered`.
 */
export function matchParcel(ctx: Ctx, parcelId: string, to: BodyOf<(typeof warehouse)['match']>): Promise<Parcel> {
  return acrossSites(ctx, async (tx) => {
    const parcel = await lockParcel(tx, ctx, parcelId);
    if (!parcel) throw new Refusal('parcel.not_found');
    if (parcel.return_id) throw new Refusal('parcel.not_blind');
    const returnId = to.return_id ?? (await expectedReturnOf(tx, ctx, to.order_id));
    const whose = returnId
      ? await joinReturn(tx, ctx, parcel, returnId)
      : await openReturn(tx, ctx, parcel, to.order_id);
    await countJudged(tx, ctx, parcelId, whose.return_id);
    const answer = await readParcel(tx, ctx, parcelId);
    const data = { return_code: answer.return?.code, order: answer.order?.number, outcomes: answer.outcomes };
    await record(tx, ctx, [parcelEvent('parcel.matched', { ...parcel, ...whose }, data)]);
    return answer;
  });
}

/** The return of an order whose goods we wait for. */
async function expectedReturnOf(tx: Tx, ctx: Ctx, orderId: string | undefined): Promise<string | null> {
  const returns = orderId ? await returnsOfOrder(tx, ctx, orderId) : [];
  return returns.find(({ stage }) => stage === 'in_transit' || stage === 'approved')?.id ?? null;
}

async function joinReturn(tx: Tx, ctx: Ctx, parcel: LockedParcel, returnId: string): Promise<Whose> {
  const facts = (await arrivalFacts(tx, ctx, { siteId: parcel.site_id, returnId, tracking: [] })).return;
  if (!facts) throw new Refusal('return.not_found');
  if (!mayReceive(facts)) throw new Refusal('return.wrong_stage', { stage: facts.stage, order_id: facts.order_id });
  const whose = { return_id: returnId, order_id: facts.order_id, brand_id: facts.brand_id };
  await claim(tx, ctx, parcel.id, whose);
  const { lines } = (await findParcel(tx, ctx, parcel.id))!;
  const promised = lines.map((line) => ({ ...line, counted: line.before }));
  const came = await unitsOfParcel(tx, ctx, parcel.id);
  const standings = await standingsFor(tx, ctx, came, promised);
  const units = await join(tx, ctx, came, whose, (at) => {
    const { arrival, lineId } = standings[at]!;
    return { arrival, line: promised.find(({ id }) => id === lineId), returnLineId: lineId };
  });
  if (parcel.stage === 'unpacked') {
    const dock = dockLines({ lines });
    await saveParcel(tx, ctx, parcel.id, { outcomes: outcomesOf(dock, units) });
    await takeIn(tx, ctx, returnId, { siteId: parcel.site_id, lines: receivedOf(dock, units) });
  }
  return whose;
}

async function claim(tx: Tx, ctx: Ctx, parcelId: string, whose: Whose): Promise<void> {
  try {
    await saveParcel(tx, ctx, parcelId, whose);
  } catch (error) {
    if (brokenConstraint(error) === 'parcels_one_open') throw new Refusal('return.parcel_open');
    throw error;
  }
}

async function openReturn(tx: Tx, ctx: Ctx, parcel: LockedParcel, orderId: string | undefined): Promise<Whose> {
  if (!orderId) throw new Refusal('return.not_found');
  if (parcel.stage !== 'unpacked') throw new Refusal('parcel.not_unpacked');
  const order = await orderForReturn(tx, ctx, orderId, { lock: true });
  const sold: Line[] = order.lines.map((line) => ({
    id: line.id,
    sku: line.sku,
    title: line.title,
    order_line_id: line.id,
    variant_id: line.variant_id,
    quantity: line.quantity - line.return_quantity,
    counted: 0,
    sold: line.quantity,
    serials: line.serials,
  }));
  const units = await unitsOfParcel(tx, ctx, parcel.id);
  const standings = await standingsFor(tx, ctx, units, sold);
  const came = sold
    .map((line) => ({ order_line_id: line.id, quantity: standings.filter((one) => isRight(one, line.id)).length }))
    .filter(({ quantity }) => quantity > 0);
  if (came.length === 0) throw new Refusal('parcel.not_of_order', { order: order.number });
  const opened = await openBlindReturn(tx, ctx, { orderId, siteId: parcel.site_id, lines: came });
  const whose = { return_id: opened.id, order_id: orderId, brand_id: opened.brand_id };
  await claim(tx, ctx, parcel.id, whose);
  const joined = await join(tx, ctx, units, whose, (at) => {
    const { arrival, lineId } = standings[at]!;
    const returnLine = opened.lines.find(({ order_line_id }) => order_line_id === lineId);
    return { arrival, line: sold.find(({ id }) => id === lineId), returnLineId: returnLine?.id ?? null };
  });
  const { lines } = (await findParcel(tx, ctx, parcel.id))!;
  await saveParcel(tx, ctx, parcel.id, { outcomes: outcomesOf(dockLines({ lines }), joined) });
  return whose;
}

const isRight = ({ arrival, lineId }: Standing, line: string) => arrival === 'right' && lineId === line;

async function standingsFor(tx: Tx, ctx: Ctx, units: readonly UnitRow[], lines: readonly Line[]): Promise<Standing[]> {
  const came = [];
  for (const { variant_id: variantId, serial } of units) {
    came.push({ lineId: null, variantId, serial, sale: serial ? await serialSold(tx, ctx, serial) : null });
  }
  return standingsOf(lines, came);
}

/** The units join the return; what nobody could name before has a name now. */
async function join(
  tx: Tx,
  ctx: Ctx,
  units: readonly UnitRow[],
  whose: Whose,
  standingOfUnit: (at: number) => { arrival: Standing['arrival']; line: Line | undefined; returnLineId: string | null },
): Promise<UnitRow[]> {
  const joined: UnitRow[] = [];
  for (const [at, unit] of units.entries()) {
    const { arrival, line, returnLineId } = standingOfUnit(at);
    const named =
      line && unit.variant_id === null ? { variant_id: line.variant_id, sku: line.sku, title: line.title } : {};
    const change = { ...whose, ...named, arrival, return_line_id: returnLineId };
    await saveUnit(tx, ctx, unit.id, change);
    joined.push({ ...unit, ...change });
  }
  return joined;
}

/** Units that a person accepted or rejected while nobody knew whose they were. */
async function countJudged(tx: Tx, ctx: Ctx, parcelId: string, returnId: string): Promise<void> {
  const units = (await unitsOfParcel(tx, ctx, parcelId)).filter(({ arrival }) => arrival === 'right');
  for (const returnLineId of new Set(units.map((unit) => unit.return_line_id))) {
    if (!returnLineId) continue;
    const judged = (as: string) =>
      units.filter((unit) => unit.return_line_id === returnLineId && unit.acceptance === as).length;
    const [accepted, rejected] = [judged('accepted'), judged('rejected')];
    if (accepted + rejected > 0) await acceptUnits(tx, ctx, { returnId, returnLineId, accepted, rejected });
  }
}
