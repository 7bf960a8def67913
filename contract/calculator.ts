/**
 * What one return costs, part by part, and what solving it early would save: plain arithmetic, the same on the public
 * page, in the API and in the downloaded sheet. Money is whole cents of one currency (US dollars on the page); shares
 * are basis points (500 = 5.00 %). Halves are rounded up. docs/guides/calculator.md explains every line.
 */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';

const cents = z.int().min(0).max(10_000_000);
const basisPoints = z.int().min(0).max(10_000);

export const calculatorInput = z.object({
  /** What the buyer paid for one unit, without tax. */
  price: cents.min(1),
  units_a_month: z.int().min(0).max(1_000_000),
  /** Of the units sold. */
  return_rate: basisPoints,
  /** Paid to bring the unit to the buyer; not given back when it returns. */
  outbound_freight: cents,
  return_freight: cents,
  /** Import duty paid for the unit and not refunded by customs. */
  duty: cents,
  /** Receiving, opening and checking one unit. */
  inspection: cents,
  days_in_store: z.int().min(0).max(3_650),
  storage_a_day: z.int().min(0).max(100_000),
  /** Of the price, what selling the returned unit again brings. */
  resale: basisPoints,
  /** Of the returns, those that guidance, a part or a partial refund would have settled. */
  solvable: basisPoints,
  /** What settling one problem without a return costs on average. */
  early_cost: cents,
});
export type CalculatorInput = z.output<typeof calculatorInput>;
export type CalculatorField = keyof CalculatorInput;
export const calculatorFields = Object.keys(calculatorInput.shape) as CalculatorField[];

/** In the order of the waterfall: everything spent, then what comes back (below zero). */
export const calculatorPart = z.enum([
  'refund',
  'outbound_freight',
  'return_freight',
  'duty',
  'inspection',
  'storage',
  'resale',
]);
export type CalculatorPart = z.output<typeof calculatorPart>;

export const calculatorAnswer = z.object({
  parts: z.array(z.object({ code: calculatorPart, amount: z.int() })),
  /** What most sellers look at: the return freight alone. */
  seen: z.int(),
  /** The sum of the parts. Below zero where reselling brings more than everything cost. */
  real_cost: z.int(),
  /** real_cost ÷ seen to one decimal; null where there is no return freight to compare with. */
  times_seen: z.number().nullable(),
  /** real_cost ÷ price, in basis points. */
  share_of_price: z.int(),
  returns_a_month: z.int(),
  solved_a_month: z.int(),
  /** A month in which every return travels. */
  all_returned: z.int(),
  /** The same month with the solvable ones settled early. */
  solved_early: z.int(),
  /** all_returned − solved_early; below zero where settling costs more than the return. */
  saving_a_month: z.int(),
  saving_a_year: z.int(),
});
export type CalculatorAnswer = z.output<typeof calculatorAnswer>;

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

export const calculatorApi = {
  calculate: endpoint({
    tag: 'Public',
    access: 'public',
    method: 'POST',
    path: '/v1/public/calculator',
    summary: 'What one return costs, part by part, and what solving it early would save; nothing is kept',
    body: calculatorInput,
    response: calculatorAnswer,
  }),
};
