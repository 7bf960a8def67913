/** Entries of a month as journals of an accounting program: pure. One journal a day and currency, both sides of every account kept apart; debits and credits of each are equal to the cent. */
import type { Account } from '@recoup/contract';
import { split } from '../../platform/money.ts';
import { isBooked } from './account-codes.ts';

/** What moved on an account on a day of the brand's zone. Minor units, both positive. */
export type Moved = { day: string; currency: string; account: Account; debit: number; credit: number };
export type JournalLine = { account: Account; debit: number; credit: number };
export type Journal = { day: string; currency: string; lines: JournalLine[] };

/** Throws when a journal does not balance, which the ledger cannot bring about. */
export function journalsOf(moved: readonly Moved[], per: 'day' | 'month'): Journal[] {
  const dayOf = (row: Moved) => (per === 'day' ? row.day : lastDay(row.day));
  const groups = Map.groupBy(
    moved.filter((row) => isBooked(row.account)),
    (row) => `${dayOf(row)} ${row.currency}`,
  );
  return [...groups.values()]
    .map((rows) => ({ day: dayOf(rows[0]!), currency: rows[0]!.currency, lines: linesOf(rows) }))
    .filter((journal) => journal.lines.length > 0)
    .map(checked)
    .sort((a, b) => a.day.localeCompare(b.day) || a.currency.localeCompare(b.currency));
}

function linesOf(rows: readonly Moved[]): JournalLine[] {
  const sums = new Map<Account, { debit: number; credit: number }>();
  for (const { account, debit, credit } of rows) {
    const sum = sums.get(account) ?? { debit: 0, credit: 0 };
    sums.set(account, { debit: sum.debit + debit, credit: sum.credit + credit });
  }
  const sides = [...sums].sort(([a], [b]) => a.localeCompare(b));
  return [
    ...sides.filter(([, { debit }]) => debit > 0).map(([account, { debit }]) => ({ account, debit, credit: 0 })),
    ...sides.filter(([, { credit }]) => credit > 0).map(([account, { credit }]) => ({ account, debit: 0, credit })),
  ];
}

function checked(journal: Journal): Journal {
  const { debit, credit } = totals(journal.lines);
  if (debit !== credit) throw new Error(`the journal of ${journal.day} does not balance`);
  return journal;
}

export function totals(lines: readonly JournalLine[]): { debit: number; credit: number } {
  return {
    debit: lines.reduce((sum, line) => sum + line.debit, 0),
    credit: lines.reduce((sum, line) => sum + line.credit, 0),
  };
}

/** `rate` (a decimal) yuan for one unit: each side is converted as a whole and shared over its lines, so that both stay equal. */
export function converted(lines: readonly JournalLine[], rate: string, digits: number): JournalLine[] {
  const whole = times(totals(lines).debit, rate, digits);
  const debits = split(
    whole,
    lines.map((line) => line.debit),
  );
  const credits = split(
    whole,
    lines.map((line) => line.credit),
  );
  return lines.map(({ account }, n) => ({ account, debit: debits[n]!, credit: credits[n]! }));
}

/** Minor units with `digits` decimals times a decimal rate, in hundredths of a yuan, half up. */
function times(amount: number, rate: string, digits: number): number {
  const [whole, fraction = ''] = rate.split('.');
  const scaled = BigInt(`${whole}${fraction.padEnd(6, '0')}`);
  const unit = 10n ** BigInt(6 + digits);
  return Number((BigInt(amount) * scaled * 100n * 2n + unit) / (unit * 2n));
}

function lastDay(day: string): string {
  const [year, month] = day.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
