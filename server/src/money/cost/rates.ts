/**
 * What estimates stand on where a brand set nothing. Declared assumptions, not measurements: a site in the United States
 * in 2026, a household device of 50 to 300 dollars; docs/costs.md names the basis of each. In US cents; a brand that
 * reckons in another currency sets its own before it relies on an estimate.
 */
import { type CostRateName, type CostRates, costRateNames } from '@recoup/contract';

type Declared = { value: number; unit: CostRates['rates'][number]['unit']; most: number };
const money = (value: number): Declared => ({ value, unit: 'money', most: 1_000_000 });
const percent = (value: number): Declared => ({ value, unit: 'percent_hundredths', most: 10_000 });

export const declaredRates: Record<CostRateName, Declared> = {
  outbound_freight: money(850),
  return_freight: money(895),
  receiving_per_unit: money(150),
  // Warehouse pay of about 19 dollars with a quarter of employer's cost on top.
  inspection_per_hour: money(2_400),
  inspection_seconds: { value: 420, unit: 'seconds', most: 86_400 },
  // Three cents a day: about half a cubic foot at a 3PL.
  storage_per_day_hundredths: { value: 300, unit: 'money_hundredths', most: 1_000_000 },
  days_until_gone: { value: 35, unit: 'days', most: 2_000 },
  repack_per_unit: money(180),
  relabel_per_unit: money(55),
  disposal_per_unit: money(150),
  // Card price of Stripe in the United States, 2.9 % + 30 cents; not given back when a payment is refunded.
  fees_lost_hundredths: percent(290),
  fee_fixed: money(30),
  capital_per_year_hundredths: percent(1_200),
  landed_cost_hundredths: percent(3_500),
  resale_hundredths: percent(5_500),
};

/** A rate as an estimate uses it, and where it comes from. `count`: cases of the brand's own history behind it. */
export type RateUsed = { value: number; from: 'rate' | 'history' | 'prior'; count?: number };
export type Rates = Record<CostRateName, RateUsed>;

/** The mean of at least so many of the brand's own cases counts before a declared default. */
export const ENOUGH = 5;

/** What the brand set, else its own history where there are enough cases, else the declared default. */
export function ratesInUse(
  own: ReadonlyMap<string, number>,
  history: ReadonlyMap<string, { mean: number; count: number }>,
): Rates {
  const used = (name: CostRateName): RateUsed => {
    const set = own.get(name);
    if (set !== undefined) return { value: set, from: 'rate' };
    const past = history.get(name);
    if (past && past.count >= ENOUGH) return { value: past.mean, from: 'history', count: past.count };
    return { value: declaredRates[name].value, from: 'prior' };
  };
  return Object.fromEntries(costRateNames.map((name) => [name, used(name)])) as Rates;
}

/** `amount × hundredths of a percent`, half up; `amount` may not be negative. */
export const share = (amount: number, hundredths: number): number => {
  return Number((BigInt(amount) * BigInt(hundredths) + 5_000n) / 10_000n);
};

/** What storing one piece for so many days costs. */
export const storageFor = (days: number, rates: Rates): number =>
  Math.round((days * rates.storage_per_day_hundredths.value) / 100);

/** value × days × rate a year ∕ 365. */
export const capitalFor = (value: number, days: number, rates: Rates): number =>
  Number((BigInt(value) * BigInt(days) * BigInt(rates.capital_per_year_hundredths.value) + 1_825_000n) / 3_650_000n);

/** What was tied up in a piece: what it cost the brand, else the declared share of its price. */
export function tiedUp(piece: { unit_cost: number | null; price: number | null }, rates: Rates) {
  if (piece.unit_cost !== null) return { value: piece.unit_cost, value_from: 'unit_cost' };
  return {
    value: share(piece.price ?? 0, rates.landed_cost_hundredths.value),
    value_from: 'price',
    percent: rates.landed_cost_hundredths.value,
  };
}

/** What payment companies keep of a refunded amount: the percentage of it, and its share of the fixed fee of the order. */
export function feesOn(amount: number, orderTotal: number, rates: Rates): number {
  const fixed = orderTotal > 0 ? Math.round((rates.fee_fixed.value * Math.min(amount, orderTotal)) / orderTotal) : 0;
  return share(amount, rates.fees_lost_hundredths.value) + fixed;
}

/** The part of the freight to the buyer that `pieces` of an order of `ordered` pieces carried. */
export const freightShare = (pieces: number, ordered: number, rates: Rates): number =>
  ordered > 0 ? Math.round((rates.outbound_freight.value * pieces) / ordered) : 0;
