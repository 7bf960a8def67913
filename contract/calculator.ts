/** The calculator on the wire; its arithmetic is cost-of-returns.ts. */
import { z } from 'zod';
import { calculatorParts, calculatorLimits as limits } from './cost-of-returns.ts';
import { endpoint } from './endpoint.ts';

const within = ({ min, max }: { min: number; max: number }) => z.int().min(min).max(max);

/** Cents, basis points, counts; what each may be stands in `calculatorLimits`. */
export const calculatorInput = z.object({
  price: within(limits.price),
  units_a_month: within(limits.units_a_month),
  return_rate: within(limits.return_rate),
  outbound_freight: within(limits.outbound_freight),
  return_freight: within(limits.return_freight),
  duty: within(limits.duty),
  inspection: within(limits.inspection),
  days_in_store: within(limits.days_in_store),
  storage_a_day: within(limits.storage_a_day),
  resale: within(limits.resale),
  solvable: within(limits.solvable),
  early_cost: within(limits.early_cost),
});

export const calculatorAnswer = z.object({
  parts: z.array(z.object({ code: z.enum(calculatorParts), amount: z.int() })),
  seen: z.int(),
  real_cost: z.int(),
  times_seen: z.number().nullable(),
  share_of_price: z.int(),
  returns_a_month: z.int(),
  solved_a_month: z.int(),
  all_returned: z.int(),
  solved_early: z.int(),
  saving_a_month: z.int(),
  saving_a_year: z.int(),
});

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
