/** The reckoning of a way out, in the accounts of the books: what comes in is what selling brings after the market's fee and the freight to its buyer. */
import type { Account, Way } from '@recoup/contract';

type Line = { account: Account; amount: number; facts: Record<string, unknown> };

const accounts: Record<Way['lines'][number]['code'], Account> = {
  sale: 'resale',
  lot_price: 'resale',
  marketplace_fee: 'resale',
  outbound_freight: 'resale',
  labor: 'repack',
  consumables: 'repack',
  storage: 'storage',
  capital: 'capital',
  disposal_fee: 'disposal_fees',
  freight_back: 'return_freight',
  parts: 'repair_parts',
};

/** A reckoning counts what comes back positive; the books count what is spent positive. */
export function reckonedLines(lines: Way['lines'], disposition: string): Line[] {
  const sums = new Map<Account, Line>();
  for (const { code, amount, facts } of lines) {
    const account = accounts[code];
    const before = sums.get(account);
    sums.set(account, {
      account,
      amount: (before?.amount ?? 0) - amount.amount,
      facts: { disposition, ...before?.facts, ...facts },
    });
  }
  return [...sums.values()].filter((line) => line.amount !== 0);
}
