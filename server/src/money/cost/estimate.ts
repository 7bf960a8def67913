/**
 * What a return will still cost: pure. Everything that is certain is booked; what is estimated here goes as soon as its
 * actual is booked. Minor units of the return's currency. docs/costs.md has the formula of every line.
 */
import type { Account, RemedyOffer } from '@recoup/contract';
import { addDays, daysBetween } from '../../platform/clock.ts';
import { refundFor } from '../../policies/index.ts';
import { accountOfPart } from '../ledger/ledger.ts';
import type { EstimatedLine } from './cost.ts';
import { capitalFor, feesOn, freightShare, type Rates, type RateUsed, share, storageFor, tiedUp } from './rates.ts';

export type EstimateLine = {
  id: string;
  quantity: number;
  received: number;
  checked: number;
  comesBack: boolean;
  /** What it owes the buyer in money, all pieces together; null where the remedy is goods or help. */
  owes: { kind: 'refund' | 'store_credit' | 'keep_it'; parts: RemedyOffer['parts'] } | null;
  /** Minor units for one piece: what the buyer paid before tax, and what it cost the brand where that is known. */
  price: number;
  unit_cost: number | null;
  /** What leaves for it and has not left yet. */
  goodsToSend: { quantity: number; unit_cost: number | null; price: number | null }[];
};
export type EstimateUnit = {
  id: string;
  /** Calendar days in the brand's zone. */
  arrived_on: string;
  gone: boolean;
  decided: boolean;
  price: number | null;
  unit_cost: number | null;
  /** Lines of the reckoning of the way decided on. */
  expected: { account: Account; amount: number; facts: Record<string, unknown> }[] | null;
};
export type EstimateFacts = {
  today: string;
  stage: 'requested' | 'approved' | 'in_transit' | 'received' | 'closed' | 'declined' | 'cancelled' | 'expired';
  goodsBack: boolean;
  freightPaidBy: 'seller' | 'buyer' | 'nobody';
  /** Pieces and total with tax of the whole order. */
  orderedPieces: number;
  orderTotal: number;
  lines: readonly EstimateLine[];
  units: readonly EstimateUnit[];
  /** Owed or on its way, as money back on the payment. */
  owedRefunds: number;
  /** Reached the buyer's payment, and what is booked as fees lost: a refund that bounced costs its fee once. */
  sentRefunds: number;
  bookedFees: number;
  booked: readonly { account: Account; unit_id: string | null }[];
};

/** Nothing more happens to the return itself; its units may still lie here. */
const over = ['closed', 'declined', 'cancelled', 'expired'];

export function estimate(facts: EstimateFacts, rates: Rates): EstimatedLine[] {
  if (over.includes(facts.stage)) return unitLines(facts, rates);
  return [
    ...payout(facts),
    ...goodsOut(facts, rates),
    ...wayThere(facts, rates),
    ...wayBack(facts, rates),
    ...piecesToCome(facts, rates),
    ...unitLines(facts, rates),
  ].filter((line) => line.amount !== 0);
}

const line = (
  account: Account,
  amount: number,
  rate: RateUsed | { from: EstimatedLine['from']; count?: number },
  more: Record<string, unknown>,
  unit_id: string | null = null,
): EstimatedLine => ({
  account,
  amount,
  unit_id,
  from: rate.from,
  facts: { ...more, ...(rate.count === undefined ? {} : { cases: rate.count }) },
});

/** Pieces whose money is owed or settled already: those judged; where nothing comes back, all of them once it is approved. */
const settled = (one: EstimateLine, { stage }: EstimateFacts) =>
  one.comesBack ? one.checked : stage === 'requested' ? 0 : one.quantity;

const pendingParts = (one: EstimateLine, facts: EstimateFacts) =>
  one.owes ? refundFor(one.owes, one.quantity, settled(one, facts), one.quantity).parts : [];

/** The offer the buyer confirmed, for the pieces nobody has judged yet. Tax costs nothing. */
function payout(facts: EstimateFacts): EstimatedLine[] {
  const sums = new Map<Account, number>();
  for (const part of facts.lines.flatMap((one) => pendingParts(one, facts))) {
    const account = accountOfPart(part.code);
    if (account !== 'sales_tax') sums.set(account, (sums.get(account) ?? 0) + part.amount);
  }
  return [...sums].map(([account, amount]) => line(account, amount, { from: 'event' }, { as: 'offer' }));
}

/** What will leave for the remedy: the goods at what they cost the brand, and the freight of one parcel. */
function goodsOut({ lines }: EstimateFacts, rates: Rates): EstimatedLine[] {
  const goods = lines.flatMap((one) => one.goodsToSend);
  if (goods.length === 0) return [];
  const cost = goods.reduce((sum, one) => sum + tiedUp(one, rates).value * one.quantity, 0);
  const known = goods.every((one) => one.unit_cost !== null);
  return [
    line('goods_sent', cost, known ? { from: 'event' } : rates.landed_cost_hundredths, {
      pieces: goods.reduce((sum, one) => sum + one.quantity, 0),
      value_from: known ? 'unit_cost' : 'price',
    }),
    line('freight_out', rates.outbound_freight.value, rates.outbound_freight, { parcels: 1 }),
  ];
}

/** The freight to the buyer of what is still to come back, and what payment companies keep of what is still to be refunded. */
function wayThere(facts: EstimateFacts, rates: Rates): EstimatedLine[] {
  const { lines, orderTotal, orderedPieces, owedRefunds, sentRefunds, bookedFees } = facts;
  const pieces = toCome(lines).reduce((sum, one) => sum + one.quantity - one.received, 0);
  const pending = lines
    .filter((one) => one.owes !== null && one.owes.kind !== 'store_credit')
    .flatMap((one) => pendingParts(one, facts))
    .reduce((sum, part) => sum + part.amount, 0);
  const refund = pending + owedRefunds;
  const fees = refund === 0 ? 0 : feesOn(refund + sentRefunds, orderTotal, rates) - bookedFees;
  const [percent, fixed] = [rates.fees_lost_hundredths, rates.fee_fixed];
  return [
    line('outbound_freight_lost', freightShare(pieces, orderedPieces, rates), rates.outbound_freight, {
      pieces,
      ordered: orderedPieces,
    }),
    line('fees_lost', Math.max(0, fees), percent, {
      refund,
      percent: percent.value,
      fixed: fixed.value,
    }),
  ];
}
const toCome = (lines: readonly EstimateLine[]) => lines.filter((one) => one.comesBack);

/** One label, while none is booked and the goods are not on their way. */
function wayBack({ goodsBack, freightPaidBy, stage, booked }: EstimateFacts, rates: Rates): EstimatedLine[] {
  const waits = goodsBack && freightPaidBy !== 'nobody' && (stage === 'requested' || stage === 'approved');
  if (!waits || booked.some(({ account }) => account === 'return_freight')) return [];
  return [line('return_freight', rates.return_freight.value, rates.return_freight, { parcels: 1 })];
}

const inspectionOf = (rates: Rates) =>
  Math.round((rates.inspection_seconds.value * rates.inspection_per_hour.value) / 3_600);

/** Pieces on their way: the work on them, the days they will lie here, and what they may fetch. */
function piecesToCome({ lines, today }: EstimateFacts, rates: Rates): EstimatedLine[] {
  const sums = new Map<Account, EstimatedLine>();
  for (const one of toCome(lines)) {
    const pieces = one.quantity - one.received;
    const piece = { arrived_on: today, price: one.price, unit_cost: one.unit_cost };
    for (const expected of pieces > 0 ? pieceLines(piece, today, rates) : []) {
      const before = sums.get(expected.account);
      const count = Number(before?.facts.pieces ?? 0) + pieces;
      sums.set(expected.account, {
        ...expected,
        amount: (before?.amount ?? 0) + expected.amount * pieces,
        facts: { ...expected.facts, pieces: count },
      });
    }
  }
  return [...sums.values()];
}

type Piece = { arrived_on: string; price: number | null; unit_cost: number | null };

function pieceLines(piece: Piece, today: string, rates: Rates, id: string | null = null): EstimatedLine[] {
  const soFar = Math.max(0, daysBetween(piece.arrived_on, today));
  const days = Math.max(soFar, rates.days_until_gone.value);
  const value = tiedUp(piece, rates);
  return [
    line('receiving', rates.receiving_per_unit.value, rates.receiving_per_unit, {}, id),
    line(
      'inspection',
      inspectionOf(rates),
      rates.inspection_seconds,
      { seconds: rates.inspection_seconds.value, per_hour: rates.inspection_per_hour.value },
      id,
    ),
    line(
      'storage',
      storageFor(days, rates),
      rates.storage_per_day_hundredths,
      { days, until: addDays(piece.arrived_on, days), per_day_hundredths: rates.storage_per_day_hundredths.value },
      id,
    ),
    line('repack', rates.repack_per_unit.value, rates.repack_per_unit, {}, id),
    line(
      'capital',
      capitalFor(value.value, days, rates),
      rates.capital_per_year_hundredths,
      { ...value, days, per_year_hundredths: rates.capital_per_year_hundredths.value },
      id,
    ),
    line(
      'resale',
      -share(piece.price ?? 0, rates.resale_hundredths.value),
      rates.resale_hundredths,
      { price: piece.price, percent: rates.resale_hundredths.value },
      id,
    ),
  ];
}

/** Units that are here: what is booked for a unit is not expected of it again. */
function unitLines({ units, booked, today }: EstimateFacts, rates: Rates): EstimatedLine[] {
  return units
    .filter((unit) => !unit.gone)
    .flatMap((unit) => {
      const done = (account: Account) => booked.some((one) => one.unit_id === unit.id && one.account === account);
      const all =
        unit.decided && unit.expected ? decidedLines(unit, today, rates) : pieceLines(unit, today, rates, unit.id);
      return all.filter((one) => !done(one.account));
    })
    .filter((one) => one.amount !== 0);
}

/** The reckoning of the way decided on, and the days the unit lay here until today. */
function decidedLines(unit: EstimateUnit, today: string, rates: Rates): EstimatedLine[] {
  const days = Math.max(0, daysBetween(unit.arrived_on, today));
  const value = tiedUp(unit, rates);
  const sums = new Map<Account, EstimatedLine>();
  const put = (one: EstimatedLine) => {
    const before = sums.get(one.account);
    sums.set(one.account, {
      ...one,
      amount: (before?.amount ?? 0) + one.amount,
      facts: { ...before?.facts, ...one.facts },
    });
  };
  for (const { account, amount, facts } of unit.expected ?? [])
    put(line(account, amount, { from: 'rate' }, facts, unit.id));
  put(
    line(
      'storage',
      storageFor(days, rates),
      rates.storage_per_day_hundredths,
      { days_so_far: days, per_day_hundredths: rates.storage_per_day_hundredths.value },
      unit.id,
    ),
  );
  put(
    line(
      'capital',
      capitalFor(value.value, days, rates),
      rates.capital_per_year_hundredths,
      { ...value, days_so_far: days, per_year_hundredths: rates.capital_per_year_hundredths.value },
      unit.id,
    ),
  );
  return [...sums.values()];
}
