/**
 * What one return costs, part by part, and what solving it early would save: plain arithmetic, the same on the public
 * page, in the API and in the downloaded sheet. Money is whole cents of one currency (US dollars on the page); shares
 * are basis points (500 = 5.00 %). Halves are rounded up. docs/guides/calculator.md explains every line.
 */

/** What each number may be; `money` in cents, `share` in basis points. The bounds keep every sum a whole number a machine can hold. */
export const calculatorLimits = {
  /** What the buyer paid for one unit, without tax. */
  price: { kind: 'money', min: 1, max: 10_000_000 },
  units_a_month: { kind: 'count', min: 0, max: 1_000_000 },
  /** Of the units sold. */
  return_rate: { kind: 'share', min: 0, max: 10_000 },
  /** Paid to bring the unit to the buyer; not given back when it returns. */
  outbound_freight: { kind: 'money', min: 0, max: 10_000_000 },
  return_freight: { kind: 'money', min: 0, max: 10_000_000 },
  /** Import duty paid for the unit and not refunded by customs. */
  duty: { kind: 'money', min: 0, max: 10_000_000 },
  /** Receiving, opening and checking one unit. */
  inspection: { kind: 'money', min: 0, max: 10_000_000 },
  days_in_store: { kind: 'count', min: 0, max: 3_650 },
  storage_a_day: { kind: 'money', min: 0, max: 100_000 },
  /** Of the price, what selling the returned unit again brings. */
  resale: { kind: 'share', min: 0, max: 10_000 },
  /** Of the returns, those that guidance, a part or a partial refund would have settled. */
  solvable: { kind: 'share', min: 0, max: 10_000 },
  /** What settling one problem without a return costs on average. */
  early_cost: { kind: 'money', min: 0, max: 10_000_000 },
} as const;

export type CalculatorField = keyof typeof calculatorLimits;
export type CalculatorInput = Record<CalculatorField, number>;
export const calculatorFields = Object.keys(calculatorLimits) as CalculatorField[];

/** In the order of the waterfall: everything spent, then what comes back (below zero). */
export const calculatorParts = [
  'refund',
  'outbound_freight',
  'return_freight',
  'duty',
  'inspection',
  'storage',
  'resale',
] as const;
export type CalculatorPart = (typeof calculatorParts)[number];

export type CalculatorAnswer = {
  parts: { code: CalculatorPart; amount: number }[];
  /** What most sellers look at: the return freight alone. */
  seen: number;
  /** The sum of the parts. Below zero where reselling brings more than everything cost. */
  real_cost: number;
  /** real_cost ÷ seen to one decimal; null where there is no return freight to compare with. */
  times_seen: number | null;
  /** real_cost ÷ price, in basis points. */
  share_of_price: number;
  returns_a_month: number;
  solved_a_month: number;
  /** A month in which every return travels. */
  all_returned: number;
  /** The same month with the solvable ones settled early. */
  solved_early: number;
  /** all_returned − solved_early; below zero where settling costs more than the return. */
  saving_a_month: number;
  saving_a_year: number;
};
/** `amount × share` in whole units, halves up. `share` in basis points. */
export const shareOfWhole = (amount: number, share: number): number => Math.floor((amount * share + 5_000) / 10_000);

/**
 * One return and one month of them.
 *
 *     real cost = price + outbound freight + return freight + duty + inspection + days × storage a day − price × resale
 *     returns a month = units a month × return rate;  solved a month = returns a month × solvable
 *     saving a month = solved a month × (real cost − early cost);  a year = 12 months
 */
export function costOfReturns(input: CalculatorInput): CalculatorAnswer {
  const parts: CalculatorAnswer['parts'] = [
    { code: 'refund', amount: input.price },
    { code: 'outbound_freight', amount: input.outbound_freight },
    { code: 'return_freight', amount: input.return_freight },
    { code: 'duty', amount: input.duty },
    { code: 'inspection', amount: input.inspection },
    { code: 'storage', amount: input.days_in_store * input.storage_a_day },
    // A plain 0, never −0, where nothing is sold again.
    { code: 'resale', amount: 0 - shareOfWhole(input.price, input.resale) },
  ];
  const real_cost = parts.reduce((sum, { amount }) => sum + amount, 0);
  const returns_a_month = shareOfWhole(input.units_a_month, input.return_rate);
  const solved_a_month = shareOfWhole(returns_a_month, input.solvable);
  const all_returned = returns_a_month * real_cost;
  const solved_early = (returns_a_month - solved_a_month) * real_cost + solved_a_month * input.early_cost;
  const saving_a_month = all_returned - solved_early;
  return {
    parts,
    seen: input.return_freight,
    real_cost,
    times_seen: input.return_freight === 0 ? null : Math.round((real_cost / input.return_freight) * 10) / 10,
    share_of_price: Math.round((real_cost / input.price) * 10_000),
    returns_a_month,
    solved_a_month,
    all_returned,
    solved_early,
    saving_a_month,
    saving_a_year: saving_a_month * 12,
  };
}
