/** What a return costs the brand, from its books: pure. Minor units; spent is positive, what came back negative. */
import type { ReturnCost } from '@recoup/contract';
import { type Account, comesBack, costAccounts, givenBack } from '../ledger/ledger.ts';

type Booked = { account: Account; amount: number; at: Date };
type Expected = { disposition: string; net: number };

/** Net = given back + spent − recovered − what is still expected of its units. */
export function costOfReturn(currency: string, booked: readonly Booked[], expected: readonly Expected[]): ReturnCost {
  const money = (amount: number) => ({ amount, currency });
  const costs = booked.filter((row) => costAccounts.includes(row.account) && row.amount !== 0);
  const sum = (test: (account: Account) => boolean) =>
    costs.filter((row) => test(row.account)).reduce((all, row) => all + row.amount, 0);
  const refunded = sum((account) => givenBack.includes(account));
  const recovered = sum((account) => comesBack.includes(account));
  const spent = sum((account) => !givenBack.includes(account) && !comesBack.includes(account));
  const expectedBack = expected.reduce((all, one) => all + one.net, 0);
  return {
    currency,
    lines: [
      ...costs.map((row) => ({
        account: row.account,
        amount: money(row.amount),
        at: row.at.toISOString(),
        expected: false,
      })),
      ...expected.map((one) => ({
        account: `expected_${one.disposition}`,
        amount: money(-one.net),
        at: null,
        expected: true,
      })),
    ],
    refunded: money(refunded),
    spent: money(spent),
    recovered: money(-recovered),
    expected_back: money(expectedBack),
    net: money(refunded + spent + recovered - expectedBack),
  };
}
