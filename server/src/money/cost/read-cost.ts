import type { ReturnCost } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import { dayIn } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { moneyOwed, type ReturnForMoney, returnForFigures } from '../../returns/index.ts';
import { cheaperRemedy } from './cheaper.ts';
import {
  bookedFor,
  type Expected,
  expectedFor,
  historyOf,
  type LineFacts,
  type OrderFacts,
  owedOnPayments,
  saleOf,
  sentOnPayments,
  type VariantFacts,
  variantsFor,
} from './cost.store.ts';
import { type BookedLine, costOfReturn, type EstimatedLine } from './cost.ts';
import { type EstimateFacts, type EstimateLine, estimate } from './estimate.ts';
import { ownRates } from './rates.store.ts';
import { type Rates, ratesInUse } from './rates.ts';
import { type UnitFacts, units as unitsSide } from './sides.ts';

export async function ratesOf(tx: Tx, ctx: Ctx, brandId: string, currency: string): Promise<Rates> {
  return ratesInUse(await ownRates(tx, ctx, brandId), await historyOf(tx, ctx, brandId, currency));
}

/** What a return costs, booked and expected. Amounts in the order's currency. Throws `return.not_found`. */
export async function readReturnCost(tx: Tx, ctx: Ctx, returnId: string): Promise<ReturnCost> {
  const at = await returnForFigures(tx, ctx, returnId);
  const booked = await bookedFor(tx, ctx, returnId);
  const units = await unitsSide().ofReturn(tx, ctx, returnId);
  const sale = await saleOf(tx, ctx, at);
  const soldFor = at.lines.reduce((sum, line) => sum + paidFor(sale.lines.get(line.id), line.quantity), 0);
  const estimated = await expectedCosts(tx, ctx, at, booked, units, sale);
  const cost = costOfReturn({
    currency: at.currency,
    soldFor,
    booked,
    estimated,
    units: units.map(({ id, lpn, title, disposition, stage }) => ({
      id,
      lpn,
      title,
      disposition,
      gone: stage === 'gone',
    })),
    cheaper: null,
  });
  const cheaper = cost.lines.length > 0 ? await cheaperRemedy(tx, ctx, at) : null;
  if (!cheaper || cheaper.cost.amount >= cost.net.amount) return cost;
  const saved = { amount: cost.net.amount - cheaper.cost.amount, currency: at.currency };
  return { ...cost, cheaper: { ...cheaper, saved } };
}

/** Of what was paid for an order line before tax, the part of so many pieces. */
const paidFor = (line: LineFacts | undefined, pieces: number): number =>
  line && line.pieces > 0 ? Math.round((line.paid * pieces) / line.pieces) : 0;

async function expectedCosts(
  tx: Tx,
  ctx: Ctx,
  at: ReturnForMoney,
  booked: readonly BookedLine[],
  units: readonly UnitFacts[],
  sale: { order: OrderFacts; lines: Map<string, LineFacts> },
): Promise<EstimatedLine[]> {
  const { timeZone } = await brandOf(tx, at.brand_id);
  const rates = await ratesOf(tx, ctx, at.brand_id, at.currency);
  const expected = await expectedFor(tx, ctx, at.id, at.currency);
  const goods = at.lines.flatMap((line) => line.offer.goods ?? []);
  const variants = await variantsFor(tx, ctx, [
    ...goods.map(({ id }) => id),
    ...units.map(({ variant_id }) => variant_id).filter((id) => id !== null),
  ]);
  const owedRefunds = await owedOnPayments(tx, ctx, at.id);
  const day = (when: Date) => dayIn(timeZone, when);
  const facts: EstimateFacts = {
    today: day(ctx.now),
    stage: at.stage,
    goodsBack: at.goods_back,
    freightPaidBy: at.freight_paid_by,
    orderedPieces: sale.order.pieces,
    orderTotal: sale.order.total,
    lines: at.lines.map((line) => estimateLine(at, line, sale.lines.get(line.id), variants)),
    units: units.map((unit) => estimateUnit(unit, at.currency, expected, sale.lines, variants, day)),
    owedRefunds,
    sentRefunds: await sentOnPayments(tx, ctx, at.id),
    bookedFees: booked.reduce((sum, line) => sum + (line.account === 'fees_lost' ? line.amount : 0), 0),
    booked,
  };
  return estimate(facts, rates);
}

type ReturnLine = ReturnForMoney['lines'][number];

function estimateLine(
  at: ReturnForMoney,
  line: ReturnLine,
  sold: LineFacts | undefined,
  variants: Map<string, VariantFacts>,
): EstimateLine {
  const leaves = line.replacement_sent_at === null ? (line.offer.goods ?? []) : [];
  return {
    id: line.id,
    quantity: line.quantity,
    received: line.received,
    checked: line.accepted + line.rejected,
    comesBack: line.offer.goods_back,
    owes: moneyOwed(at, line),
    price: paidFor(sold, 1),
    unit_cost: sold?.unit_cost ?? null,
    goodsToSend: leaves.map(({ id, quantity }) => {
      const variant = variants.get(id);
      const known = variant?.currency === at.currency;
      return { quantity, unit_cost: known ? variant.unit_cost : null, price: known ? variant.price : null };
    }),
  };
}

function estimateUnit(
  unit: UnitFacts,
  currency: string,
  expected: readonly Expected[],
  lines: Map<string, LineFacts>,
  variants: Map<string, VariantFacts>,
  day: (when: Date) => string,
): EstimateFacts['units'][number] {
  const value = worthOf(unit, currency, lines, variants);
  const way = expected.find((one) => one.unit_id === unit.id);
  return {
    id: unit.id,
    arrived_on: day(unit.arrived_at),
    gone: unit.stage === 'gone',
    decided: way !== undefined,
    ...value,
    expected: way?.lines ?? null,
  };
}

/** What a unit was sold for and what it cost: as its line of the return tells, else as the catalogue does. */
export function worthOf(
  unit: Pick<UnitFacts, 'return_line_id' | 'variant_id'>,
  currency: string,
  lines: Map<string, LineFacts>,
  variants: Map<string, VariantFacts>,
): { price: number | null; unit_cost: number | null } {
  const line = unit.return_line_id === null ? undefined : lines.get(unit.return_line_id);
  if (line) return { price: paidFor(line, 1), unit_cost: line.unit_cost };
  const variant = unit.variant_id === null ? undefined : variants.get(unit.variant_id);
  if (variant?.currency !== currency) return { price: null, unit_cost: null };
  return { price: variant.price, unit_cost: variant.unit_cost };
}
