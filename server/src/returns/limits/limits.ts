/** What somebody may give alone, and whether a request goes beyond it. Pure. Amounts in minor units. */
import type { Because, RemedyKind, RemedyLimit } from '@recoup/contract';

export type LimitRole = RemedyLimit['role'];

/** The limits of a brand that count for one who acts. */
export type KeptLimits = {
  /** Of the brand, in which the limits are written. */
  currency: string;
  /** Of who acts; null where nobody limits it (the product itself). */
  role: LimitRole | null;
  rows: readonly RemedyLimit[];
};

/** What was given before, by remedy, in the currency of the limits; what was declined, called off or expired is not in it. */
export type Given = Partial<Record<RemedyKind, number>>;
export type GivenBefore = { today: Given; toBuyer: Given };

/** One line of the request: what its remedy gives. */
export type Giving = { remedy: RemedyKind; gives: number };

/**
 * The limits every brand begins with: the figures are hundreds of minor units, so dollars, euros and the like. They hold
 * what leaves without anything coming back; money for goods that were inspected is held by the brand's own rule for
 * refunds (`second_person_above`). Owners and managers give freely until somebody says otherwise.
 */
export const startingLimits: readonly RemedyLimit[] = [
  limit('agent', 'keep_it', 30, 300, 120),
  limit('agent', 'next_order_discount', 50, 500, 150),
  limit('agent', 'spare_part', 75, 750, 200),
  limit('buyer', 'keep_it', 100, null, 150),
  limit('buyer', 'next_order_discount', 100, null, 150),
  limit('buyer', 'spare_part', 100, null, 150),
];
function limit(role: LimitRole, remedy: RemedyKind, one: number, day: number | null, buyer: number): RemedyLimit {
  return { role, remedy, per_case: one * 100, per_day: day === null ? null : day * 100, per_buyer: buyer * 100 };
}

/** The limits that bear on a request; none, where nothing it gives is limited for its role. Then nothing need be counted. */
export function limitsFor({ role, rows }: KeptLimits, giving: readonly Giving[]): RemedyLimit[] {
  if (role === null) return [];
  return rows.filter(
    (row) =>
      row.role === role &&
      (row.per_case !== null || row.per_day !== null || row.per_buyer !== null) &&
      giving.some(({ remedy, gives }) => gives > 0 && (row.remedy === null || row.remedy === remedy)),
  );
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
const ofRemedy = (given: Given, remedy: RemedyKind | null) =>
  remedy === null ? sum(Object.values(given)) : (given[remedy] ?? 0);

/**
 * Which limits the request goes beyond, with the facts: per case (the dearest line of that remedy), per day (what this
 * person gave today and this), per buyer (what this buyer was given within 365 days and this). Exactly at a limit is
 * within it. A request in another currency than the limits' cannot be held against them: somebody else looks.
 */
export function overLimits(
  kept: KeptLimits,
  giving: readonly Giving[],
  before: GivenBefore,
  currency: string,
): Because[] {
  const bearing = limitsFor(kept, giving);
  if (bearing.length === 0) return [];
  if (currency !== kept.currency) {
    const facts = { currency, limits_in: kept.currency };
    return [{ rule: 'limit', code: 'limit.other_currency', facts }];
  }
  const money = (amount: number) => ({ amount, currency });
  return bearing.flatMap(({ remedy, per_case, per_day, per_buyer }) => {
    const values = giving.filter((one) => remedy === null || one.remedy === remedy).map(({ gives }) => gives);
    const dearest = Math.max(0, ...values);
    const all = sum(values);
    const today = ofRemedy(before.today, remedy);
    const toBuyer = ofRemedy(before.toBuyer, remedy);
    const over = (code: string, limit: number | null, value: number, given: number): Because[] =>
      limit === null || value + given <= limit
        ? []
        : [
            {
              rule: 'limit',
              code,
              facts: {
                remedy,
                limit: money(limit),
                value: money(value),
                ...(given > 0 ? { given: money(given) } : {}),
              },
            },
          ];
    return [
      ...over('limit.per_case', per_case, dearest, 0),
      ...over('limit.per_day', per_day, all, today),
      ...over('limit.per_buyer', per_buyer, all, toBuyer),
    ];
  });
}
