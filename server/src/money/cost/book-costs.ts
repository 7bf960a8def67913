/**
 * Costs no bill tells, booked at the moment they become certain, by the rates of the brand: freight out lost, fees kept,
 * receiving, repacking, storage, money tied up. Each answers one event and hangs on it, so that it is booked once.
 */
import { brandOf } from '../../accounts/index.ts';
import { dayIn, daysBetween } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import type { RecordedEvent } from '../../platform/record.ts';
import { returnForMoney } from '../../returns/index.ts';
import { paidOnPiece, ratedOnPiece } from '../duty/piece-duty.ts';
import { type Basis, book, type Entry } from '../ledger/ledger.store.ts';
import {
  capitalTiedUp,
  disposed,
  dutyLost,
  feesLost,
  type Line,
  outboundFreightLost,
  receivingDone,
  relabelled,
  repacked,
  stored,
} from '../ledger/ledger.ts';
import { bookedOn, expectedOfUnit, saleOf, sentOnPayments, variantsFor } from './cost.store.ts';
import { capitalFor, feesOn, freightShare, type RateUsed, storageFor, tiedUp } from './rates.ts';
import { ratesOf, worthOf } from './read-cost.ts';
import { type UnitFacts, units } from './sides.ts';

type Refs = Pick<RecordedEvent, 'order_id' | 'return_id' | 'unit_id'>;

function entryFor(
  event: RecordedEvent,
  what: string,
  currency: string,
  lines: Line[],
  basis: Basis,
  refs: Partial<Refs> = {},
): Entry {
  const { order_id, return_id, unit_id } = event;
  const cause = `${event.type}:${event.id}:${what}`;
  return {
    brand_id: event.brand_id!,
    currency,
    memo: event.type,
    cause,
    order_id,
    return_id,
    unit_id,
    ...refs,
    basis,
    lines,
  };
}
const basisOf = (rate: RateUsed, facts: Record<string, unknown>): Basis => ({
  from: rate.from,
  facts: { ...facts, ...(rate.count === undefined ? {} : { cases: rate.count }) },
});

/** Goods came back: the freight that brought them to the buyer is lost, by the share of the order's pieces that are here now. */
export function bookFreightLost(ctx: Ctx, event: RecordedEvent): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const at = await returnForMoney(tx, ctx, event.return_id!);
    const { order } = await saleOf(tx, ctx, at);
    const rates = await ratesOf(tx, ctx, at.brand_id, at.currency);
    const pieces = at.lines.reduce((sum, line) => sum + line.received, 0);
    const rest =
      freightShare(pieces, order.pieces, rates) -
      (await bookedOn(tx, ctx, 'outbound_freight_lost', { return_id: at.id }));
    if (rest <= 0) return;
    const facts = { pieces, ordered: order.pieces, freight: rates.outbound_freight.value };
    const basis = basisOf(rates.outbound_freight, facts);
    await book(tx, ctx, [entryFor(event, 'freight', at.currency, outboundFreightLost(rest), basis)]);
  });
}

/** A refund reached the buyer's payment: what the payment company kept of the sale is lost, once, however often a refund bounced. */
export function bookFeesLost(ctx: Ctx, event: RecordedEvent): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const at = await returnForMoney(tx, ctx, event.return_id!);
    const { order } = await saleOf(tx, ctx, at);
    const rates = await ratesOf(tx, ctx, at.brand_id, at.currency);
    const refund = await sentOnPayments(tx, ctx, at.id);
    const rest = feesOn(refund, order.total, rates) - (await bookedOn(tx, ctx, 'fees_lost', { return_id: at.id }));
    if (rest <= 0) return;
    const rate = rates.fees_lost_hundredths;
    const facts = { refund, percent: rate.value, fixed: rates.fee_fixed.value };
    await book(tx, ctx, [entryFor(event, 'fees', at.currency, feesLost(rest), basisOf(rate, facts))]);
  });
}

/** An operator took a unit out of its box. One uncounted meanwhile was never received. */
export function bookReceiving(ctx: Ctx, event: RecordedEvent): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const [unit] = await units().some(tx, ctx, [event.unit_id!]);
    if (!unit) return;
    const { currency } = await brandOf(tx, event.brand_id!);
    const { receiving_per_unit: rate } = await ratesOf(tx, ctx, event.brand_id!, currency);
    const lines = receivingDone(rate.value);
    await book(tx, ctx, [entryFor(event, 'receiving', currency, lines, basisOf(rate, { pieces: 1 }))]);
  });
}

/** The scan was a mistake: what receiving the unit had cost is turned round. */
export function turnReceivingRound(ctx: Ctx, event: RecordedEvent): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const amount = await bookedOn(tx, ctx, 'receiving', { unit_id: event.unit_id! });
    const { currency } = await brandOf(tx, event.brand_id!);
    const basis: Basis = { from: 'event', facts: {} };
    await book(tx, ctx, [entryFor(event, 'receiving', currency, receivingDone(-amount), basis)]);
  });
}

const repackedWays = ['restock', 'open_box', 'refurbish'];

/** A unit was put away for sale: the work and material its way out took. */
export function bookPutAway(ctx: Ctx, event: RecordedEvent): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const disposition = String(event.data.disposition);
    const { currency } = await brandOf(tx, event.brand_id!);
    const rates = await ratesOf(tx, ctx, event.brand_id!, currency);
    if (disposition === 'fba_relabel') {
      const rate = rates.relabel_per_unit;
      const lines = relabelled(rate.value);
      return book(tx, ctx, [entryFor(event, 'relabel', currency, lines, basisOf(rate, { disposition }))]);
    }
    if (!repackedWays.includes(disposition)) return;
    const reckoned = (await expectedOfUnit(tx, ctx, event.unit_id!)).find(({ account }) => account === 'repack');
    const rate: RateUsed = reckoned ? { value: reckoned.amount, from: 'rate' } : rates.repack_per_unit;
    const basis = basisOf(rate, { disposition, ...reckoned?.facts });
    await book(tx, ctx, [entryFor(event, 'repack', currency, repacked(rate.value), basis)]);
  });
}

/** A unit left: the days it lay here, the money it tied up, and the fee where it was destroyed. */
export function bookLeaving(ctx: Ctx, event: RecordedEvent): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const [unit] = await units().some(tx, ctx, [event.unit_id!]);
    if (!unit) return;
    const { currency, timeZone } = await brandOf(tx, event.brand_id!);
    const rates = await ratesOf(tx, ctx, event.brand_id!, currency);
    const days = Math.max(0, daysBetween(dayIn(timeZone, unit.arrived_at), dayIn(timeZone, unit.gone_at ?? event.at)));
    const value = tiedUp(await worth(tx, ctx, unit, currency), rates);
    const storage = rates.storage_per_day_hundredths;
    const capital = rates.capital_per_year_hundredths;
    const disposal = rates.disposal_per_unit;
    await book(tx, ctx, [
      entryFor(
        event,
        'storage',
        currency,
        stored(storageFor(days, rates)),
        basisOf(storage, { days, per_day_hundredths: storage.value }),
      ),
      entryFor(
        event,
        'capital',
        currency,
        capitalTiedUp(capitalFor(value.value, days, rates)),
        basisOf(capital, { ...value, days, per_year_hundredths: capital.value }),
      ),
      ...(await dutyGone(tx, ctx, event, unit, { currency, timeZone })),
      ...(event.data.as === 'recycled'
        ? [entryFor(event, 'disposal', currency, disposed(disposal.value), basisOf(disposal, { pieces: 1 }))]
        : []),
    ]);
  });
}

/** Goods that are destroyed or leave the country bring nothing any more: the duty paid when they came in is lost, until customs gives it back. */
async function dutyGone(
  tx: Tx,
  ctx: Ctx,
  event: RecordedEvent,
  unit: UnitFacts,
  { currency, timeZone }: { currency: string; timeZone: string },
): Promise<Entry[]> {
  if (event.data.as !== 'recycled' && unit.disposition !== 'return_to_vendor') return [];
  const variant = unit.variant_id && (await variantsFor(tx, ctx, [unit.variant_id])).get(unit.variant_id);
  if (!variant || variant.currency !== currency) return [];
  const today = dayIn(timeZone, event.at);
  const of = { brandId: event.brand_id!, variantId: variant.id, until: dayIn(timeZone, unit.arrived_at), today };
  const duty =
    (await paidOnPiece(tx, ctx, of)) ??
    (await ratedOnPiece(tx, ctx, variant, { value: variant.unit_cost ?? 0, on: of.until, part: 'total' }));
  const basis: Basis = { from: duty.from === 'import_entry' ? 'event' : 'rate', facts: duty.facts };
  return [entryFor(event, 'duty', currency, dutyLost(duty.amount), basis)];
}

type Left = {
  return_id: string | null;
  order_id: string | null;
  return_line_id: string | null;
  variant_id: string | null;
};

async function worth(tx: Tx, ctx: Ctx, unit: Left, currency: string) {
  const sold =
    unit.return_id && unit.order_id
      ? await saleOf(tx, ctx, { id: unit.return_id, order_id: unit.order_id, currency })
      : { lines: new Map() };
  const variants = await variantsFor(tx, ctx, unit.variant_id === null ? [] : [unit.variant_id]);
  return worthOf(unit, currency, sold.lines, variants);
}
