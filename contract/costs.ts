/** What a return costs, line by line: what is booked, what is expected, and where each figure comes from. */
import { z } from 'zod';
import { byId, currency, id, instant, line, money, positiveMinor, remedyKind } from './common.ts';
import { endpoint } from './endpoint.ts';
import { actor } from './events.ts';
import { account, costGroup } from './ledger.ts';

const tag = 'Costs';
const staff = { tag, access: 'staff' } as const;

/** Where a figure comes from. `prior`: nobody set the rate and nothing happened yet; the declared default was used. */
export const costSource = z.enum(['event', 'manual', 'rate', 'history', 'prior']);

export const costLine = z.object({
  account,
  group: costGroup,
  /** Spent positive, what came back negative. */
  amount: money,
  /** `actual`: booked in the ledger; `estimated`: expected and not booked yet. */
  status: z.enum(['actual', 'estimated']),
  from: costSource,
  /** The unit it belongs to; null: the return as a whole. */
  unit_id: id.nullable(),
  at: instant.nullable(),
  /** The ledger entry of an actual line. */
  entry_id: id.nullable(),
  /** What the figure is made of: `days`, `value`, `rate`, `minutes`, `percent`, `disposition`, `reason`… */
  facts: z.record(z.string(), z.unknown()),
});
export type CostLine = z.output<typeof costLine>;

export const unitCost = z.object({
  unit: z.object({ id, lpn: z.string(), title: z.string(), disposition: z.string().nullable(), gone: z.boolean() }),
  spent: money,
  recovered: money,
  net: money,
  estimated: z.boolean(),
});

/** Net = given back + spent − recovered, of actual and estimated lines together; `booked` is the actual part alone. */
export const returnCost = z.object({
  currency,
  lines: z.array(costLine),
  groups: z.array(z.object({ group: costGroup, amount: money, actual: money, estimated: money })),
  units: z.array(unitCost),
  /** What the goods were sold for, before tax. */
  sold_for: money,
  refunded: money,
  spent: money,
  recovered: money,
  /** Of `recovered`, what is estimated. */
  expected_back: money,
  net: money,
  booked: money,
  /** Nothing is estimated any more. */
  settled: z.boolean(),
  /** Booked in another currency, so not added up here; the ledger shows it. */
  other_currencies: z.array(money),
  /** The cheapest remedy that was allowed for the problem when it was asked, by expected cost; null where it was not reckoned. */
  cheaper: z.object({ remedy: remedyKind, cost: money, saved: money }).nullable(),
});
export type ReturnCost = z.output<typeof returnCost>;

/** Lines staff book by hand, once each: what a carrier or a vendor paid, and costs that no event tells. */
export const manualCosts = [
  'carrier_claims',
  'vendor_credits',
  'parts_recovered',
  'resale',
  'duty_brokerage',
  'return_freight',
  'repack',
  'relabel',
  'disposal_fees',
  'storage',
  'receiving',
  'repair_labor',
  'repair_parts',
] as const;
export const manualCost = z.enum(manualCosts);

/** Rates the estimates stand on. Amounts in minor units of the brand's currency; `hundredths`: hundredths of a minor unit or of a percent. */
export const costRateNames = [
  'outbound_freight',
  'return_freight',
  'receiving_per_unit',
  'inspection_per_hour',
  'inspection_seconds',
  'storage_per_day_hundredths',
  'days_until_gone',
  'repack_per_unit',
  'relabel_per_unit',
  'disposal_per_unit',
  'fees_lost_hundredths',
  'fee_fixed',
  'capital_per_year_hundredths',
  'landed_cost_hundredths',
  'resale_hundredths',
] as const;
export const costRateName = z.enum(costRateNames);
export type CostRateName = z.output<typeof costRateName>;
export const costRate = z.object({
  name: costRateName,
  /** What counts. */
  value: z.int(),
  unit: z.enum(['money', 'money_hundredths', 'percent_hundredths', 'seconds', 'days']),
  default: z.int(),
  /** Set by the brand; false: the declared default counts. */
  own: z.boolean(),
});
export const costRates = z.object({
  currency,
  rates: z.array(costRate),
  changed_at: instant.nullable(),
  changed_by: actor.nullable(),
});
export type CostRates = z.output<typeof costRates>;

export const costsApi = {
  ofReturn: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/returns/:id/cost',
    summary: 'What a return costs the brand, line by line, booked and expected',
    permission: 'money.read',
    params: byId,
    response: returnCost,
    refusals: ['return.not_found'],
  }),
  bookLine: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/returns/:id/cost-lines',
    summary: 'Book a cost or a recovery by hand: a carrier claim paid, a vendor credit',
    permission: 'money.send',
    params: byId,
    body: z.object({
      account: manualCost,
      /** Positive, whether spent or recovered; the account says which. */
      amount: positiveMinor.min(1),
      currency: currency.optional(),
      unit_id: id.optional(),
      reason: line(300),
      /** Of the claim, the credit note, the invoice. The same reference on the same account books once. */
      reference: line(80),
    }),
    response: returnCost,
    refusals: ['return.not_found', 'unit.not_found', 'cost.booked_already', 'cost.other_currency'],
  }),
  rates: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/cost-rates',
    summary: 'The rates estimates stand on, with the declared defaults',
    permission: 'money.read',
    query: z.object({ brand_id: id }),
    response: costRates,
    refusals: ['brand.not_found'],
  }),
  changeRates: endpoint({
    ...staff,
    method: 'PUT',
    path: '/v1/cost-rates',
    summary: 'Set rates of a brand; one left out, or null, goes back to its default',
    permission: 'settings.write',
    query: z.object({ brand_id: id }),
    body: z.object({
      rates: z.partialRecord(costRateName, z.int().min(0).max(100_000_000).nullable()),
    }),
    response: costRates,
    refusals: ['brand.not_found', 'cost_rates.too_high'],
  }),
};
