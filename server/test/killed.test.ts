/** kill −9 of the real process where it hurts, and two processes on one database: nothing is lost, nothing happens twice. */
import {
  type AnswerOf,
  inspections,
  ledgerApi,
  moneyApi,
  type orders,
  type Refund,
  returns,
  type Unit,
  warehouse,
} from '@recoup/contract';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inWorkspace } from '../src/platform/db.ts';
import { acceptUnits, takeIn } from '../src/returns/index.ts';
import { LAMP, openWorld, type World } from '../src/returns/testing/world.ts';
import type { Client } from './front-door.ts';
import { type Company, openCompany } from './killed/company.ts';
import { type ServerProcess, startServer } from './killed/server-process.ts';

let world: World;
let company: Company;
const running: ServerProcess[] = [];

beforeAll(async () => {
  world = await openWorld();
  world.door.setNow(new Date()); // the processes' clock is the machine's
});

async function open(): Promise<void> {
  company = await openCompany();
}
async function close(): Promise<void> {
  for (const server of running.splice(0)) await server.kill();
  await company.close();
}

async function start(): Promise<ServerProcess> {
  const server = await startServer(world.door, company.url);
  running.push(server);
  return server;
}

/** Looks until it is there; a test that waits in vain ends at its own limit. */
async function until<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function asOwner<T extends object>(statement: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: world.door.ownerUrl });
  await client.connect();
  try {
    return (await client.query<T>(statement, values)).rows;
  } finally {
    await client.end();
  }
}

/** A worker that starts takes over the jobs of dead ones, but only locks that are older than a moment. */
const aMinuteLater = () =>
  asOwner(
    "update graphile_worker._private_jobs set locked_at = locked_at - interval '1 minute' where locked_at is not null",
  );

const eventsOf = async (type: string, subjectId: string) =>
  (await asOwner('select id from events where type = $1 and subject_id = $2', [type, subjectId])).length;
const jobsLeft = async () =>
  (await asOwner('select id from graphile_worker.jobs where attempts < max_attempts and run_at <= now()')).length;
const settled = () => until(async () => (await jobsLeft()) === 0);

/** A return whose goods came and were accepted; the running server's worker makes its refund owed. */
async function accepted(bought = LAMP, change: Record<string, unknown> = {}): Promise<{ id: string; refund: Refund }> {
  const order = await world.order([bought], change);
  const made = await world.owner.call(returns.request, {
    params: { id: order.id },
    body: { lines: world.ask(order), override_reason: 'Test' },
  });
  const whole =
    made.stage === 'requested'
      ? await world.owner.call(returns.approve, { params: { id: made.id }, body: { reason: 'Test' } })
      : made;
  const ctx = world.door.ctx();
  const lineId = whole.lines[0]!.id;
  await inWorkspace(ctx, (tx) =>
    takeIn(tx, ctx, whole.id, { siteId: world.site.id, lines: [{ line_id: lineId, received: 1 }] }),
  );
  await inWorkspace(ctx, (tx) =>
    acceptUnits(tx, ctx, { returnId: whole.id, returnLineId: lineId, accepted: 1, rejected: 0 }),
  );
  const refund = await until(async () => (await refundsOf(whole.id))[0]);
  return { id: whole.id, refund };
}
const refundsOf = async (id: string) =>
  (await world.owner.call(moneyApi.refunds, { query: { return_id: id } })).rows as Refund[];
const ledgerOf = async (id: string) => (await world.owner.call(ledgerApi.entries, { query: { return_id: id } })).rows;

describe('killed', () => {
  beforeEach(open);
  afterEach(close);

  test('between the intent of a refund and the payment company’s answer: it is asked again under the same key and pays once', async () => {
    const first = await start();
    const { id, refund } = await accepted();
    expect(refund.gateway).toBe('card company');
    company.holdBack();
    await first.as(world.owner).call(moneyApi.send, { params: { id: refund.id }, body: {} });
    await company.deed('/refunds');
    await first.kill();
    expect((await refundsOf(id))[0]).toMatchObject({ state: 'sending', reference: null });

    company.answerAgain();
    await aMinuteLater();
    await start();
    const sent = await until(async () => (await refundsOf(id)).find((one) => one.state === 'sent'));
    await settled();
    const paid = company.done.filter(({ path }) => path === '/refunds');
    const asked = company.asked.filter(({ path }) => path === '/refunds');
    expect(paid.map(({ key, body }) => [key, body.amount])).toEqual([[refund.id, refund.amount.amount]]);
    expect(asked.length).toBeGreaterThan(1);
    expect(new Set(asked.map(({ key }) => key))).toEqual(new Set([refund.id]));
    expect(sent.reference).toMatch(/^ch_/);
    expect(await eventsOf('refund.sent', refund.id)).toBe(1);
    const causes = (await ledgerOf(id)).map(({ cause }) => cause);
    expect(causes.filter((cause) => cause === `refund.sent:${refund.id}`)).toHaveLength(1);
    const mails = await asOwner("select id from mails where return_id = $1 and template = 'refund_sent'", [id]);
    expect(mails).toHaveLength(1);
  }, 60_000);

  test('between the wish for a label and the carrier’s answer: one label is bought, booked and mailed', async () => {
    const first = await start();
    const { id } = await world.waiting();
    company.holdBack();
    await first.as(world.owner).call(returns.approve, { params: { id }, body: {} });
    await company.deed('/labels');
    await first.kill();
    expect((await world.owner.call(returns.get, { params: { id } })).label).toMatchObject({ state: 'wanted' });

    company.answerAgain();
    await aMinuteLater();
    await start();
    const { label } = await until(async () => {
      const found = await world.owner.call(returns.get, { params: { id } });
      return found.label?.state === 'made' && found;
    });
    await settled();
    expect(company.done.map(({ path, key }) => [path, key])).toEqual([['/labels', label!.id]]);
    expect(company.asked.length).toBeGreaterThan(1);
    expect(label).toMatchObject({ carrier: 'Parcel company', cost: { amount: 812, currency: 'USD' } });
    expect(await eventsOf('label.made', label!.id)).toBe(1);
    const freight = (await ledgerOf(id)).flatMap(({ lines }) =>
      lines.filter(({ account }) => account === 'return_freight'),
    );
    expect(freight.map(({ amount }) => amount.amount)).toEqual([812]);
    const mails = await asOwner("select id from mails where return_id = $1 and template = 'return_approved'", [id]);
    expect(mails).toHaveLength(1);
  }, 60_000);

  test('in the middle of a bulk import: repeated from the start, every order stands once', async () => {
    const first = await start();
    const rows = Array.from({ length: 1_500 }, (_, n) => ({
      external_id: `bulk-${n}`,
      number: `BULK-${n}`,
      placed_at: '2026-11-01T12:00:00Z',
      currency: 'USD',
      customer: { external_id: `bulk-c-${n % 400}`, name: `Buyer ${n % 400}`, email: `b${n % 400}@example.com` },
      lines: [{ external_id: 'l', sku: LAMP.sku, title: LAMP.title, quantity: 2, unit_price: LAMP.unit_price }],
      payments: [{ external_id: 'p', method: 'card', label: 'Visa ending 4417', amount: LAMP.unit_price * 2 }],
    }));
    const lines = rows.map((row) => JSON.stringify(row));
    const path = `/v1/orders/ndjson?brand_id=${world.brand.id}`;
    const headers = { 'content-type': 'application/x-ndjson' };
    const stood = async () =>
      (await asOwner<{ n: number }>("select count(*)::int as n from orders where number like 'BULK-%'"))[0]!.n;

    // Two thirds are sent, the rest keeps the server waiting.
    const half = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(`${lines.slice(0, 1_000).join('\n')}\n`));
      },
    });
    const init = { method: 'POST', headers, body: half, duplex: 'half' } as RequestInit;
    const cut = first
      .as(world.owner)
      .fetch(path, init)
      .then(
        () => 'answered',
        () => 'cut off',
      );
    const before = await until(stood);
    await first.kill();
    expect(await cut).toBe('cut off');
    expect(before).toBeLessThanOrEqual(1_000);

    const second = await start();
    const again = await second.as(world.owner).fetch(path, { method: 'POST', headers, body: lines.join('\n') });
    const answer = (await again.json()) as AnswerOf<typeof orders.upsertStream>;
    expect(answer).toMatchObject({ failed: 0 });
    const [count] = await asOwner(
      `select count(*)::int as orders, count(distinct o.external_id)::int as distinct_orders,
        (select count(*)::int from order_lines l where l.order_id in (select id from orders where number like 'BULK-%')) as lines,
        (select count(*)::int from payments p where p.order_id in (select id from orders where number like 'BULK-%')) as payments,
        (select count(*)::int from customers where external_id like 'bulk-c-%') as customers
      from orders o where o.number like 'BULK-%'`,
    );
    expect(count).toEqual({ orders: 1_500, distinct_orders: 1_500, lines: 1_500, payments: 1_500, customers: 400 });
  }, 60_000);
});

describe('two processes on one database', () => {
  let doors: Client[];
  beforeAll(async () => {
    await open();
    doors = (await Promise.all([start(), start()])).map((server) => server.as(world.owner));
  });

  afterAll(close);
  beforeEach(() => {
    company.done.length = 0;
  });

  /** Eight clicks at once, every other one at the other process. */
  async function clicks(click: (who: Client, n: number) => Promise<unknown>) {
    const all = await Promise.allSettled(Array.from({ length: 8 }, (_, n) => click(doors[n % 2]!, n)));
    const refused = all.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
    expect(refused.filter((reason) => !/^ProblemError: 409 /.test(reason))).toEqual([]);
    return { won: all.length - refused.length, refused };
  }

  test('approve: one yes, one label', async () => {
    const { id } = await world.waiting();
    const { won } = await clicks((who) => who.call(returns.approve, { params: { id }, body: {} }));
    await settled();
    expect(won).toBe(1);
    expect(await eventsOf('return.approved', id)).toBe(1);
    expect(company.done.filter(({ path }) => path === '/labels')).toHaveLength(1);
  }, 60_000);

  test('receive: one open parcel, closed once; decide: one decision', async () => {
    const { id } = await world.approved();
    await settled();
    const opened = new Set<string>();
    await clicks(async (who) =>
      opened.add((await who.call(warehouse.arrive, { body: { site_id: world.site.id, return_id: id } })).id),
    );
    expect(opened.size).toBe(1);
    const [parcelId] = [...opened] as [string];
    expect(await eventsOf('parcel.arrived', parcelId)).toBe(1);

    const parcel = await world.owner.call(warehouse.parcel, { params: { id: parcelId } });
    const scan_id = crypto.randomUUID();
    const units = new Map<string, Unit>();
    await clicks(async (who) => {
      const body = { scan_id, return_line_id: parcel.lines[0]!.return_line_id };
      const { unit } = await who.call(warehouse.count, { params: { id: parcelId }, body });
      units.set(unit.id, unit as Unit);
    });
    expect(units.size).toBe(1);
    const closed = await clicks((who) => who.call(warehouse.close, { params: { id: parcelId }, body: {} }));
    expect(closed.won).toBe(1);
    expect(await eventsOf('parcel.unpacked', parcelId)).toBe(1);
    expect((await world.owner.call(returns.get, { params: { id } })).lines[0]).toMatchObject({ received: 1 });

    const [unitId] = [...units.keys()] as [string];
    await settled();
    const runs = new Set<string>();
    await clicks(async (who) => runs.add((await who.call(inspections.start, { params: { id: unitId } })).id));
    expect(runs.size).toBe(1);
    let run = await world.owner.call(inspections.start, { params: { id: unitId } });
    while (run.next) {
      const step = run.sop.steps.find(({ key }) => key === run.next)!;
      const body = {
        step: step.key,
        answer: step.answers[0]?.key ?? null,
        note: 'fine',
        file_ids: [await world.photo(world.owner)],
      };
      run = await world.owner.call(inspections.answer, { params: { id: run.id }, body });
    }
    const finished = await clicks((who) => who.call(inspections.finish, { params: { id: run.id } }));
    expect(finished.won).toBe(1);
    expect(await eventsOf('unit.inspected', unitId)).toBe(1);
    await settled();
    const { suggested } = await world.owner.call(inspections.reckon, { params: { id: unitId } });
    const decided = await clicks((who) =>
      who.call(inspections.decide, { params: { id: unitId }, body: { disposition: suggested! } }),
    );
    expect(decided.refused).toEqual([]); // all of one mind
    expect(await eventsOf('unit.decided', unitId)).toBe(1);
    expect(await asOwner('select id from decisions where unit_id = $1', [unitId])).toHaveLength(1);
  }, 60_000);

  test('send a refund: one is sent, the payment company pays once', async () => {
    const { id, refund } = await accepted();
    const sent = await clicks((who) => who.call(moneyApi.send, { params: { id: refund.id }, body: {} }));
    expect(sent.won).toBe(1);
    await until(async () => (await refundsOf(id)).find((one) => one.state === 'sent'));
    await settled();
    expect(company.done.filter(({ path }) => path === '/refunds')).toHaveLength(1);
    expect(await eventsOf('refund.sent', refund.id)).toBe(1);
  }, 60_000);

  test('mark as paid: one reference stands, and it is on the books once', async () => {
    const payments = [{ external_id: 'p', method: 'wire', label: 'Bank transfer', amount: LAMP.unit_price + LAMP.tax }];
    const { id, refund } = await accepted(LAMP, { payments });
    expect(refund.gateway).toBe('manual');
    await doors[0]!.call(moneyApi.send, { params: { id: refund.id }, body: {} });
    const { won } = await clicks((who, n) =>
      who.call(moneyApi.markPaid, { params: { id: refund.id }, body: { reference: `wire ${n}` } }),
    );
    expect(won).toBe(1);
    const causes = (await ledgerOf(id)).map(({ cause }) => cause);
    expect(causes.filter((cause) => cause === `refund.sent:${refund.id}`)).toHaveLength(1);
  }, 60_000);
});
