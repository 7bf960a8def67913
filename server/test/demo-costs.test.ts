/** The demo as npm start makes it: what every return shows as its cost is what its ledger holds. */
import { costsApi, ledgerApi, returns } from '@recoup/contract';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedDemo } from '../src/demo/seed.ts';
import { type FrontDoor, openFrontDoor } from './front-door.ts';

let door: FrontDoor;
let pool: pg.Pool;
let workspaceId: string;
beforeAll(async () => {
  door = await openFrontDoor();
  const { config, db } = door.product.services;
  workspaceId = (await seedDemo({ config, db }))!.workspaceId;
  pool = new pg.Pool({ connectionString: door.ownerUrl, max: 2 });
}, 600_000);
afterAll(() => pool.end());

test('every return of the demo costs what its ledger entries add up to', async () => {
  const manager = await door.as('manager', { workspaceId });
  const { rows: sums } = await pool.query<{ return_id: string; currency: string; sum: number }>(
    `select e.return_id, e.currency, sum(l.amount)::int as sum
     from ledger_entries e join ledger_lines l on l.workspace_id = e.workspace_id and l.entry_id = e.id
     where e.workspace_id = $1 and e.return_id is not null and l.account not like '%_clearing'
       and l.account not in ('sales_tax', 'refunds_payable', 'store_credit', 'disputed_funds', 'carrier_payable', 'holds', 'holds_against')
     group by 1, 2`,
    [workspaceId],
  );
  const booked = new Map(sums.map((row) => [`${row.return_id} ${row.currency}`, row.sum]));
  let seen = 0;
  let cursor: string | undefined;
  do {
    const page = await manager.call(returns.list, { query: { limit: 200, cursor } });
    for (const { id, code } of page.rows) {
      const cost = await manager.call(costsApi.ofReturn, { params: { id } });
      const actual = cost.lines.filter((line) => line.status === 'actual');
      expect([code, cost.booked.amount]).toEqual([code, booked.get(`${id} ${cost.currency}`) ?? 0]);
      expect([code, actual.reduce((sum, line) => sum + line.amount.amount, 0)]).toEqual([code, cost.booked.amount]);
      expect([code, cost.lines.reduce((sum, line) => sum + line.amount.amount, 0)]).toEqual([code, cost.net.amount]);
      expect([code, cost.groups.reduce((sum, group) => sum + group.amount.amount, 0)]).toEqual([code, cost.net.amount]);
      expect(actual.every((line) => line.entry_id !== null)).toBe(true);
      seen += 1;
    }
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toBeGreaterThan(20);
}, 300_000);

test('its books are at zero, and every entry opens to what caused it', async () => {
  const manager = await door.as('manager', { workspaceId });
  const { totals } = await manager.call(ledgerApi.trialBalance);
  expect(totals.map((one) => one.difference.amount)).toEqual(totals.map(() => 0));
  const { rows } = await manager.call(ledgerApi.entries, { query: { limit: 200 } });
  for (const { id, cause } of rows) {
    const { event } = await manager.call(ledgerApi.entry, { params: { id } });
    expect([cause, event !== null]).toEqual([cause, true]);
  }
}, 120_000);
