/** What a return costs the brand: its books, and what is still expected. Pure. Minor units; spent positive, what came back negative. */
import { type Account, type CostLine, chart, costGroups, type ReturnCost } from '@recoup/contract';
import { costAccounts } from '../ledger/ledger.ts';

/** A line of an entry on a cost account. */
export type BookedLine = {
  entry_id: string;
  account: Account;
  amount: number;
  currency: string;
  unit_id: string | null;
  at: Date;
  from: CostLine['from'];
  facts: Record<string, unknown>;
};
/** What is expected and not booked yet. */
export type EstimatedLine = {
  account: Account;
  amount: number;
  unit_id: string | null;
  from: CostLine['from'];
  facts: Record<string, unknown>;
};
export type CostedUnit = {
  id: string;
  lpn: string;
  title: string;
  disposition: string | null;
  gone: boolean;
};
export type CostFacts = {
  currency: string;
  soldFor: number;
  booked: readonly BookedLine[];
  estimated: readonly EstimatedLine[];
  units: readonly CostedUnit[];
  cheaper: ReturnCost['cheaper'];
};

/**
 * Lines in the order of the waterfall (group, then account as in the chart, then time), their sums by group and by unit.
 * Booked lines of another currency are told apart and not added up; nothing booked is ever left out.
 */
export function costOfReturn(given: CostFacts): ReturnCost {
  const { currency } = given;
  const money = (amount: number) => ({ amount: amount || 0, currency });
  const booked = given.booked.filter((line) => costAccounts.includes(line.account));
  const here = booked.filter((line) => line.currency === currency);
  const lines: CostLine[] = [
    ...here.map(({ entry_id, at, ...line }) => ({
      ...shared(line, currency),
      status: 'actual' as const,
      entry_id,
      at: at.toISOString(),
    })),
    ...given.estimated
      .filter((line) => line.amount !== 0)
      .map((line) => ({ ...shared(line, currency), status: 'estimated' as const, entry_id: null, at: null })),
  ].sort(inOrder);

  const sum = (of: readonly CostLine[]) => of.reduce((all, line) => all + line.amount.amount, 0);
  const only = (test: (line: CostLine) => boolean) => sum(lines.filter(test));
  const isActual = (line: CostLine) => line.status === 'actual';
  const groups = costGroups
    .filter((group) => lines.some((line) => line.group === group))
    .map((group) => ({
      group,
      amount: money(only((line) => line.group === group)),
      actual: money(only((line) => line.group === group && isActual(line))),
      estimated: money(only((line) => line.group === group && !isActual(line))),
    }));
  const refunded = only((line) => line.group === 'given');
  const recovered = -only((line) => line.group === 'recovered');
  const net = sum(lines);
  return {
    currency,
    lines,
    groups,
    units: given.units.map((unit) => ofUnit(unit, lines, money)),
    sold_for: money(given.soldFor),
    refunded: money(refunded),
    spent: money(net - refunded + recovered),
    recovered: money(recovered),
    expected_back: money(-only((line) => line.group === 'recovered' && !isActual(line))),
    net: money(net),
    booked: money(only(isActual)),
    settled: lines.every(isActual),
    other_currencies: othersIn(booked, currency),
    cheaper: given.cheaper,
  };
}

type Shared = Pick<BookedLine, 'account' | 'amount' | 'unit_id' | 'from' | 'facts'>;
const shared = ({ account, amount, unit_id, from, facts }: Shared, currency: string) => ({
  account,
  group: chart[account] as CostLine['group'],
  amount: { amount, currency },
  unit_id,
  from,
  facts,
});

const accountOrder = Object.keys(chart);
function inOrder(a: CostLine, b: CostLine): number {
  return (
    costGroups.indexOf(a.group) - costGroups.indexOf(b.group) ||
    accountOrder.indexOf(a.account) - accountOrder.indexOf(b.account) ||
    (a.at ?? '9').localeCompare(b.at ?? '9')
  );
}

function ofUnit(
  unit: CostedUnit,
  all: readonly CostLine[],
  money: (amount: number) => { amount: number; currency: string },
) {
  const lines = all.filter((line) => line.unit_id === unit.id);
  const sum = (test: (line: CostLine) => boolean) =>
    lines.filter(test).reduce((total, line) => total + line.amount.amount, 0);
  const recovered = -sum((line) => line.group === 'recovered');
  const spent = sum((line) => line.group !== 'recovered');
  return {
    unit,
    spent: money(spent),
    recovered: money(recovered),
    net: money(spent - recovered),
    estimated: lines.some((line) => line.status === 'estimated'),
  };
}

function othersIn(booked: readonly BookedLine[], currency: string) {
  const sums = new Map<string, number>();
  for (const line of booked)
    if (line.currency !== currency) sums.set(line.currency, (sums.get(line.currency) ?? 0) + line.amount);
  return [...sums].map(([other, amount]) => ({ amount, currency: other }));
}
