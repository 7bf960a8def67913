/** The books through the front door: what a return costs against its ledger, months that close, drawback, bad input. */
import { costsApi, dutyApi, ledgerApi, moneyApi, warehouse } from '@recoup/contract';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, openBench } from '../src/inspection/testing/bench.ts';
import { money } from '../src/money/index.ts';
import type { RecordedEvent } from '../src/platform/record.ts';

let bench: Bench;
let pool: pg.Pool;
beforeAll(async () => {
  bench = await openBench();
  pool = new pg.Pool({ connectionString: bench.door.ownerUrl, max: 2 });
}, 60_000);
afterAll(() => pool.end());

const costOf = (id: string) => bench.owner.call(costsApi.ofReturn, { params: { id } });
/** What the ledger holds for a return on cost accounts, read without the product. */
async function ledgerOf(returnId: string): Promise<number> {
  const { rows } = await pool.query(
    `select coalesce(sum(l.amount), 0)::int as sum from ledger_entries e join ledger_lines l on l.workspace_id = e.workspace_id and l.entry_id = e.id
     where e.return_id = $1 and l.account not in ('sales_tax','refunds_payable','store_credit','disputed_funds','holds','holds_against') and l.account not like '%_clearing' and l.account <> 'carrier_payable'`,
    [returnId],
  );
  return rows[0].sum;
}
const days = (n: number) => bench.later(n * 24 * 60);

/** A return from the dock to gone: inspected, decided, put away, sent out after some days. */
async function wholeLife(as: 'sold' | 'recycled', recovered: number) {
  const { made, unit } = await bench.taken();
  await bench.door.drain();
  await bench.inspected(unit);
  await bench.door.drain();
  const way = as === 'sold' ? 'restock' : 'recycle';
  await bench.decide(unit, way, 'Test', bench.manager);
  const bin_id = await bench.bin(as === 'sold' ? 'sellable' : 'recycling');
  await bench.tasha.call(warehouse.moveUnit, { params: { id: unit.id }, body: { bin_id } });
  days(10);
  await bench.owner.call(warehouse.sendOut, { params: { id: unit.id }, body: { as, recovered } });
  await bench.door.drain();
  return { id: made.id, unit };
}

describe('the true cost', () => {
  test('before anything came, every line is estimated and says from where', async () => {
    const made = await bench.promised();
    const cost = await costOf(made.id);
    const accounts = cost.lines.filter((line) => line.status === 'estimated').map((line) => line.account);
    expect(accounts).toEqual(
      expect.arrayContaining([
        'sales_returns',
        'outbound_freight_lost',
        'fees_lost',
        'receiving',
        'inspection',
        'storage',
        'capital',
        'resale',
      ]),
    );
    expect(cost.lines.filter((line) => line.status === 'estimated').every((line) => line.from !== 'manual')).toBe(true);
    expect(cost).toMatchObject({ settled: false, booked: { amount: await ledgerOf(made.id) } });
    expect(cost.net.amount).toBe(cost.lines.reduce((sum, line) => sum + line.amount.amount, 0));
  });

  test('a unit sold again: actual replaces estimated line by line, and the lines are the ledger', async () => {
    const { id, unit } = await wholeLife('sold', 9_900);
    const cost = await costOf(id);
    const actual = cost.lines.filter((line) => line.status === 'actual');
    expect(actual.map((line) => line.account)).toEqual(
      expect.arrayContaining(['outbound_freight_lost', 'receiving', 'storage', 'repack', 'capital', 'resale']),
    );
    expect(cost.lines.filter((line) => line.status === 'estimated' && line.unit_id === unit.id)).toEqual([]);
    const storage = actual.find((line) => line.account === 'storage')!;
    expect(storage).toMatchObject({
      amount: { amount: 30 },
      facts: { days: 10, per_day_hundredths: 300 },
      from: 'prior',
    });
    expect(cost.booked.amount).toBe(await ledgerOf(id));
    expect(cost.recovered.amount).toBe(9_900);
    const [own] = cost.units;
    expect(own!.net.amount).toBe(own!.spent.amount - own!.recovered.amount);
    for (const line of actual) {
      const entry = await bench.owner.call(ledgerApi.entry, { params: { id: line.entry_id! } });
      expect(entry.lines.reduce((sum, one) => sum + one.amount.amount, 0)).toBe(0);
      expect(entry.event).not.toBeNull();
    }
  });

  test('running every job twice books nothing twice', async () => {
    const { id } = await wholeLife('sold', 5_000);
    const before = await ledgerOf(id);
    const { rows } = await pool.query('select * from events where return_id = $1 order by id', [id]);
    const ctx = bench.door.ctx();
    let ran = 0;
    for (const { subject_kind, subject_id, ...row } of rows) {
      const event = { ...row, subject: { kind: subject_kind, id: subject_id } } as RecordedEvent;
      for (const one of money.reactions ?? []) {
        if (!/^(book|turn|expect)-/.test(one.name) || !one.on.includes(event.type) || one.when?.(event) === false)
          continue;
        await one.run(ctx, event);
        ran += 1;
      }
    }
    expect(ran).toBeGreaterThan(5);
    expect(await ledgerOf(id)).toBe(before);
  });

  test('a carrier claim is booked once, names who and why, and lowers the cost', async () => {
    const { id } = await wholeLife('recycled', 0);
    const before = await costOf(id);
    const at = { params: { id } };
    const body = {
      account: 'carrier_claims' as const,
      amount: 2_500,
      reason: 'Crushed in transit',
      reference: 'CLM-77',
    };
    const after = await bench.owner.call(costsApi.bookLine, { ...at, body });
    expect(before.net.amount - after.net.amount).toBe(2_500);
    expect(after.lines.find((line) => line.account === 'carrier_claims')).toMatchObject({
      from: 'manual',
      facts: { reference: 'CLM-77' },
    });
    expect((await bench.owner.refused(costsApi.bookLine, { ...at, body: { ...body, reference: 'clm-77' } })).code).toBe(
      'cost.booked_already',
    );
    expect(
      (await bench.owner.refused(costsApi.bookLine, { ...at, body: { ...body, currency: 'EUR', reference: 'x' } }))
        .code,
    ).toBe('cost.other_currency');
    expect(
      (await bench.owner.refused(costsApi.bookLine, { ...at, body: { ...body, unit_id: id, reference: 'y' } })).code,
    ).toBe('unit.not_found');
    for (const amount of [0, -5, 1.5, 10 ** 15])
      expect((await bench.owner.refused(costsApi.bookLine, { ...at, body: { ...body, amount } })).status).toBe(422);
    expect(after.booked.amount).toBe(await ledgerOf(id));
  });

  test('rates of the brand count before the declared ones, for what is booked from then on', async () => {
    const at = { query: { brand_id: bench.brand.id } };
    const rates = await bench.owner.call(costsApi.changeRates, {
      ...at,
      body: { rates: { receiving_per_unit: 275, storage_per_day_hundredths: 1_000 } },
    });
    expect(rates.rates.find(({ name }) => name === 'receiving_per_unit')).toMatchObject({
      value: 275,
      default: 150,
      own: true,
    });
    const { id } = await wholeLife('sold', 100);
    const lines = (await costOf(id)).lines;
    expect(lines.find((line) => line.account === 'receiving')).toMatchObject({ amount: { amount: 275 }, from: 'rate' });
    expect(lines.find((line) => line.account === 'storage')).toMatchObject({ amount: { amount: 100 } });
    const back = await bench.owner.call(costsApi.changeRates, { ...at, body: { rates: { receiving_per_unit: null } } });
    expect(back.rates.find(({ name }) => name === 'receiving_per_unit')).toMatchObject({ value: 150, own: false });
    expect(
      (
        await bench.owner.refused(costsApi.changeRates, {
          ...at,
          body: { rates: { capital_per_year_hundredths: 10_001 } },
        })
      ).code,
    ).toBe('cost_rates.too_high');
  });
});

describe('the ledger', () => {
  test('an imbalance made on purpose is caught by the database, also within a transaction that goes on', async () => {
    const { rows } = await pool.query('select workspace_id, brand_id from ledger_entries limit 1');
    const { workspace_id, brand_id } = rows[0];
    const entry = `insert into ledger_entries (workspace_id, id, brand_id, at, currency, memo, cause) values ($1, gen_random_uuid(), $2, now(), 'USD', 'bad', 'bad:' || gen_random_uuid()) returning id`;
    const client = await pool.connect();
    try {
      await client.query('begin');
      const made = await client.query(entry, [workspace_id, brand_id]);
      await client.query(
        `insert into ledger_lines values ($1, $2, 0, 'goodwill', 100), ($1, $2, 1, 'refunds_payable', -99)`,
        [workspace_id, made.rows[0].id],
      );
      await expect(client.query('commit')).rejects.toThrow('does not balance');
    } finally {
      client.release();
    }
  });

  test('the trial balance is zero on every day and for every brand', async () => {
    const whole = await bench.owner.call(ledgerApi.trialBalance, { query: { brand_id: bench.brand.id } });
    expect(whole.totals.map((one) => one.difference.amount)).toEqual(whole.totals.map(() => 0));
    expect(whole.totals[0]!.debit.amount).toBeGreaterThan(0);
  });
});

describe('closing a month', () => {
  const close = (month: string) => ({ body: { brand_id: bench.brand.id, month } });

  test('a month that runs still, has nothing before it, or holds stuck money is refused with why', async () => {
    const now = bench.door.now().toISOString().slice(0, 7);
    const running = await bench.owner.refused(ledgerApi.closePeriod, close(now));
    expect(running).toMatchObject({
      code: 'period.cannot_close',
      details: { because: expect.arrayContaining([expect.objectContaining({ code: 'not_ended' })]) },
    });
    expect((await bench.owner.refused(ledgerApi.closePeriod, close('2020-01'))).code).toBe('period.nothing_booked');
    expect((await bench.owner.refused(ledgerApi.closePeriod, close('2026-13'))).status).toBe(422);
  });

  test('closed for good: balances stand, nothing is dated into it, what comes later goes to the next month', async () => {
    const { id } = await wholeLife('sold', 4_200);
    const refund = (await bench.owner.call(moneyApi.refunds, { query: { return_id: id } })).rows[0]!;
    await bench.owner.call(moneyApi.send, { params: { id: refund.id }, body: {} });
    bench.door.setNow('2027-01-05T12:00:00Z');
    const stuck = await bench.owner.call(ledgerApi.periods, { query: { brand_id: bench.brand.id } });
    const first = stuck.rows.at(-1)!;
    let month = first.month;
    const blocked = stuck.rows.find((row) => row.blockers.some(({ code }) => code === 'refunds_stuck'));
    expect(blocked?.blockers.find(({ code }) => code === 'refunds_stuck')?.facts).toMatchObject({
      codes: [refund.code],
    });
    await bench.owner.call(moneyApi.markPaid, { params: { id: refund.id }, body: { reference: 're_1' } });
    await bench.door.drain();

    const last = stuck.rows.find((row) => row.state === 'ended')!.month;
    if (last > month)
      expect((await bench.owner.refused(ledgerApi.closePeriod, close(last))).details?.because).toEqual(
        expect.arrayContaining([expect.objectContaining({ code: 'earlier_open' })]),
      );
    const done = await bench.owner.call(ledgerApi.closePeriod, close(month));
    expect(done).toMatchObject({ state: 'closed', closed_by: { kind: 'staff' } });
    expect(done.balances.reduce((sum, row) => sum + row.end.amount, 0)).toBe(0);
    expect((await bench.owner.refused(ledgerApi.closePeriod, close(month))).code).toBe('period.closed');

    const { rows } = await pool.query('select workspace_id, brand_id from ledger_entries limit 1');
    const into = `insert into ledger_entries (workspace_id, id, brand_id, at, currency, memo, cause) values ($1, gen_random_uuid(), $2, $3, 'USD', 'late', 'late')`;
    const at = [rows[0].workspace_id, rows[0].brand_id];
    await expect(pool.query(into, [...at, done.starts_at])).rejects.toThrow('closed month');
    const old = await pool.query('select e.workspace_id, e.id from ledger_entries e where e.at < $1 limit 1', [
      done.ends_at,
    ]);
    const line = `insert into ledger_lines values ($1, $2, 90, 'goodwill', 5), ($1, $2, 91, 'refunds_payable', -5)`;
    await expect(pool.query(line, [old.rows[0].workspace_id, old.rows[0].id])).rejects.toThrow('closed month');
    await expect(pool.query('begin; set local role recoup_app; delete from periods; commit')).rejects.toThrow(
      'permission denied',
    );
    await pool.query('rollback');

    bench.door.setNow(new Date(Date.parse(done.ends_at) - 3_600_000));
    const body = { account: 'vendor_credits' as const, amount: 700, reason: 'Credit note', reference: 'CN-1' };
    await bench.owner.call(costsApi.bookLine, { params: { id }, body });
    const late = await bench.owner.call(ledgerApi.entries, { query: { return_id: id, account: 'vendor_credits' } });
    expect(late.rows[0]).toMatchObject({ at: done.ends_at, closed: false });
    bench.door.setNow('2027-01-05T13:00:00Z');
    month = done.month;
  });

  test('two who close at once: one does', async () => {
    const { rows } = await bench.owner.call(ledgerApi.periods, { query: { brand_id: bench.brand.id } });
    const next = rows.filter((row) => row.state === 'ended').at(-1);
    if (!next) return;
    const all = await Promise.allSettled(
      [1, 2, 3].map(() => bench.owner.call(ledgerApi.closePeriod, close(next.month))),
    );
    expect(all.filter((one) => one.status === 'fulfilled').length).toBe(1);
  });

  test('an agent may not close', async () => {
    const agent = await bench.door.as('agent');
    expect((await agent.refused(ledgerApi.closePeriod, close('2026-11'))).code).toBe('permission.not_allowed');
  });
});

describe('taking a month away', () => {
  const files = ['csv', 'xlsx', 'quickbooks_iif', 'quickbooks_online', 'xero', 'kingdee', 'yonyou'] as const;
  test.each(files)('%s', async (format) => {
    const { rows } = await bench.owner.call(ledgerApi.periods, { query: { brand_id: bench.brand.id } });
    const month = rows.find((row) => row.entries > 0)!.month;
    const answer = await bench.owner.fetch(
      `/v1/ledger/export?brand_id=${bench.brand.id}&month=${month}&format=${format}&yuan_rate=7.1234`,
    );
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toContain(month);
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(100);
  });

  test('codes of the brand replace the defaults and go back; a code that is a formula is kept from running', async () => {
    const at = { query: { brand_id: bench.brand.id, system: 'quickbooks' as const } };
    const rows = [{ account: 'sales_returns' as const, code: '4999', name: '=1+1 Returns' }];
    const map = await bench.owner.call(ledgerApi.changeAccountMap, { ...at, body: { rows } });
    expect(map.rows.find(({ account }) => account === 'sales_returns')).toMatchObject({ code: '4999', default: false });
    expect(
      (await bench.owner.refused(ledgerApi.changeAccountMap, { ...at, body: { rows: [...rows, ...rows] } })).code,
    ).toBe('account_map.twice');
    const { rows: months } = await bench.owner.call(ledgerApi.periods, { query: { brand_id: bench.brand.id } });
    const month = months.at(-1)!.month;
    const csv = await (
      await bench.owner.fetch(`/v1/ledger/export?brand_id=${bench.brand.id}&month=${month}&format=quickbooks_online`)
    ).text();
    expect(csv).not.toMatch(/(^|,)=1/m);
    await bench.owner.call(ledgerApi.changeAccountMap, { ...at, body: { rows: [] } });
  });

  test('a month without an entry, an odd format and an odd rate are refused', async () => {
    const ask = (query: string) => bench.owner.fetch(`/v1/ledger/export?brand_id=${bench.brand.id}&${query}`);
    expect((await ask('month=2020-01&format=csv')).status).toBe(409);
    expect((await ask('month=2026-11&format=pdf')).status).toBe(422);
    expect((await ask('month=2026-11&format=kingdee&yuan_rate=0')).status).toBe(422);
    expect((await ask('month=2026-11&format=kingdee&yuan_rate=-7')).status).toBe(422);
  });
});

describe('drawback', () => {
  const entry = (change = {}) => ({
    body: {
      brand_id: bench.brand.id,
      number: 'abc12345678',
      on: '2026-01-15',
      port: 'Long Beach',
      lines: [{ sku: 'LM-H1', quantity: 2, value: 7_560, duty: 2_185 }],
      ...change,
    },
  });

  test('from the import to what customs paid, on the return it belongs to, once', async () => {
    const { id, unit } = await wholeLife('recycled', 0);
    const made = await bench.owner.call(dutyApi.addImportEntry, entry());
    expect(made).toMatchObject({ number: 'ABC-1234567-8', claim_by: '2031-01-15' });
    expect((await bench.owner.refused(dutyApi.addImportEntry, entry({ number: 'ABC-1234567-8' }))).code).toBe(
      'import_entry.twice',
    );
    const { rows } = await bench.owner.call(dutyApi.eligible, { query: { brand_id: bench.brand.id } });
    const mine = rows.find((row) => row.unit.id === unit.id)!;
    expect(mine).toMatchObject({ basis: 'destroyed', because: null });
    const ask = { body: { brand_id: bench.brand.id, basis: 'destroyed' as const, unit_ids: [unit.id] } };
    const both = await Promise.allSettled([
      bench.owner.call(dutyApi.openClaim, ask),
      bench.owner.call(dutyApi.openClaim, ask),
    ]);
    const opened = both.filter((one) => one.status === 'fulfilled');
    expect(opened.length).toBe(1);
    const claim = opened[0]!.value;
    expect(claim.claimed.amount).toBe(Math.floor((1_093 * 99) / 100));
    const at = { params: { id: claim.id } };
    expect((await bench.owner.refused(dutyApi.payClaim, { ...at, body: { amount: 10 } })).code).toBe(
      'drawback.wrong_state',
    );
    await bench.owner.call(dutyApi.fileClaim, { ...at, body: { reference: 'ENTRY-9' } });
    expect(
      (await bench.owner.refused(dutyApi.payClaim, { ...at, body: { amount: claim.claimed.amount + 1 } })).code,
    ).toBe('drawback.more_than_duty');
    const paid = await bench.owner.call(dutyApi.payClaim, { ...at, body: { amount: 1_000 } });
    expect(paid).toMatchObject({ state: 'paid', moves: [] });
    expect((await bench.owner.refused(dutyApi.payClaim, { ...at, body: { amount: 1 } })).code).toBe(
      'drawback.wrong_state',
    );
    const cost = await costOf(id);
    // No import was known when it left, and the lamp has no code: nothing was lost on the books, yet it can be had back.
    expect(cost.lines.some((line) => line.account === 'duty_brokerage')).toBe(false);
    const second = await wholeLife('recycled', 0);
    const lost = (await costOf(second.id)).lines.find((line) => line.account === 'duty_brokerage');
    expect(lost).toMatchObject({ amount: { amount: 1_092 }, from: 'event', facts: { entry: 'ABC-1234567-8' } });
    expect(cost.lines.find((line) => line.account === 'duty_drawback')).toMatchObject({
      amount: { amount: -1_000 },
      unit_id: unit.id,
    });
    expect(cost.booked.amount).toBe(await ledgerOf(id));
    const file = await bench.owner.fetch(`/v1/drawback-claims/${claim.id}/file`);
    expect(await file.text()).toContain('ABC-1234567-8');
  });

  test('bad imports are refused: in the future, of unknown goods, with a number that is none', async () => {
    expect(
      (await bench.owner.refused(dutyApi.addImportEntry, entry({ number: 'ABC-0000001-1', on: '2030-01-01' }))).code,
    ).toBe('import_entry.in_future');
    const lines = [{ sku: 'NOPE', quantity: 1, value: 1, duty: 1 }];
    expect((await bench.owner.refused(dutyApi.addImportEntry, entry({ number: 'ABC-0000001-1', lines }))).code).toBe(
      'import_entry.sku_unknown',
    );
    for (const number of ['12', 'ABC-12', '=1+1', 'ABCD-1234567-8'])
      expect((await bench.owner.refused(dutyApi.addImportEntry, entry({ number }))).status).toBe(422);
  });

  test('a table of imports: whole entries are taken, broken ones named by row', async () => {
    const csv = [
      'entry number,date,port,sku,quantity,value,duty',
      'XYZ-7654321-0,2026-02-01,Oakland,LM-H1,10,"1,378.00",400.05',
      'XYZ-7654321-0,2026-02-01,Oakland,LM-H1,5,189.00,54.60',
      'XYZ-7654321-1,2026-02-01,Oakland,NOPE,5,189.00,54.60',
      'XYZ-7654321-2,2026-02-01,Oakland,LM-H1,-5,189.00,54.60',
      'XYZ-7654321-3,2026-02-01,Oakland,LM-H1,5,189.005,54.60',
    ].join('\n');
    const form = new FormData();
    form.append('file', new Blob([csv], { type: 'text/csv' }), 'imports.csv');
    const answer = await bench.owner.fetch(`/v1/import-entries/file?brand_id=${bench.brand.id}`, {
      method: 'POST',
      body: form,
    });
    const { added, failed } = (await answer.json()) as { added: number; failed: { row: number; code: string }[] };
    expect(added).toBe(1);
    expect(failed.map(({ row, code }) => [row, code])).toEqual([
      [4, 'import_entry.sku_unknown'],
      [5, 'import_entry.unreadable'],
      [6, 'import_entry.unreadable'],
    ]);
    const { rows } = await bench.owner.call(dutyApi.importEntries, {
      query: { brand_id: bench.brand.id, q: 'XYZ7654321' },
    });
    expect(rows[0]!.duty.amount).toBe(45_465);
  });

  test('a rate of our own may not stand beside itself', async () => {
    const body = {
      hts: '8508.11',
      origin: 'CN',
      kind: 'section_301' as const,
      rate: 0,
      from: '2026-01-01',
      to: null,
      label: 'Exclusion',
      source_url: null,
      checked_on: null,
    };
    const made = await bench.owner.call(dutyApi.addRate, { body });
    expect((await bench.owner.refused(dutyApi.addRate, { body: { ...body, from: '2026-06-01' } })).code).toBe(
      'duty_rate.overlaps',
    );
    expect(
      (await bench.owner.refused(dutyApi.addRate, { body: { ...body, from: '2026-06-01', to: '2026-05-01' } })).code,
    ).toBe('duty_rate.ends_before_start');
    const found = await bench.owner.call(dutyApi.lookup, {
      query: { hts: '8508.11.0000', origin: 'CN', on: '2026-08-01' },
    });
    expect(found.total).toBe(0);
    await bench.owner.call(dutyApi.removeRate, { params: { id: made.id! } });
    expect(
      (await bench.owner.call(dutyApi.lookup, { query: { hts: '8508110000', origin: 'CN', on: '2026-08-01' } })).total,
    ).toBe(2_500);
  });
});
