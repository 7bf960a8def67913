import { expect, test } from '@playwright/test';
import { costsApi, ledgerApi, returns } from '@recoup/contract';
import { atDesk, type Office, office } from './product.ts';

/** Accounts money only passes through or is owed on: they are no cost. */
const passing =
  /_clearing$|^(sales_tax|refunds_payable|store_credit|disputed_funds|carrier_payable|holds|holds_against)$/;

/** What the ledger holds for a return, added up from its entries. */
async function booked(shop: Office, returnId: string, currency: string): Promise<number> {
  let sum = 0;
  let cursor: string | undefined;
  do {
    const page = await shop.call(ledgerApi.entries, { query: { return_id: returnId, limit: 200, cursor } });
    for (const line of page.rows.filter((entry) => entry.currency === currency).flatMap(({ lines }) => lines)) {
      if (!passing.test(line.account)) sum += line.amount.amount;
    }
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return sum;
}

const sumOf = (lines: readonly { amount: { amount: number } }[]) =>
  lines.reduce((sum, one) => sum + one.amount.amount, 0);

test('what each return of the demo costs is what its ledger entries add up to', async ({ browser }) => {
  test.setTimeout(180_000);
  const shop = await office();
  const seen: { id: string; lines: number }[] = [];
  let cursor: string | undefined;
  do {
    const page = await shop.call(returns.list, { query: { limit: 200, cursor } });
    for (const { id, code } of page.rows) {
      const cost = await shop.call(costsApi.ofReturn, { params: { id } });
      const actual = cost.lines.filter((line) => line.status === 'actual');
      expect([code, cost.booked.amount]).toEqual([code, await booked(shop, id, cost.currency)]);
      expect([code, sumOf(actual)]).toEqual([code, cost.booked.amount]);
      expect([code, sumOf(cost.lines)]).toEqual([code, cost.net.amount]);
      expect([code, sumOf(cost.groups)]).toEqual([code, cost.net.amount]);
      expect(actual.every((line) => line.entry_id !== null)).toBe(true);
      seen.push({ id, lines: actual.length });
    }
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen.length).toBeGreaterThan(20);

  const { totals } = await shop.call(ledgerApi.trialBalance);
  expect(totals.map((one) => one.difference.amount)).toEqual(totals.map(() => 0));
  const { rows } = await shop.call(ledgerApi.entries, { query: { limit: 100 } });
  for (const { id, cause } of rows) {
    const { event } = await shop.call(ledgerApi.entry, { params: { id } });
    expect([cause, event !== null]).toEqual([cause, true]);
  }

  // The dearest to explain is shown line by line, to the same sum.
  const { id } = seen.sort((a, b) => b.lines - a.lines)[0]!;
  const cost = await shop.call(costsApi.ofReturn, { params: { id } });
  const desk = await atDesk(browser, 'manager', `/money/costs/${id}`);
  const net = (Math.abs(cost.net.amount) / 100).toLocaleString('en-US', { minimumFractionDigits: 2 });
  await expect(desk.getByText(`$${net}`).first()).toBeVisible();
  await desk.context().close();
  await shop.close();
});
