/**
 * The whole life of a return over HTTP, beside the same SQL statements run bare with pg in the same run; and the lists
 * staff live in, at 10,000 and at 200,000 orders.
 *
 *   npm run bench -- returns            everything
 *   npm run bench -- returns --quick    fewer lives, lists at 10,000 and 30,000 orders
 *
 * The floor: lives are led one after the other inside this process on a copy of the database, and every statement the
 * app's connections send is written down with its values. Those statements, in the same order within each life, are then
 * run by `pg` alone on another copy of the same database at the same concurrency. What the floor leaves out is HTTP,
 * checking, deciding, and the queue's own bookkeeping; so the ratio says what the product adds to its SQL.
 */
import { inspections, moneyApi, orders, returns, warehouse } from '@recoup/contract';
import pg from 'pg';
import { inParallel, measure, type Place, quantile, report, round } from './lib/place.ts';
import {
  type Caller,
  caller,
  intoProcess,
  makeShop,
  openInside,
  orderLines,
  overHttp,
  type Shop,
  sellOrders,
} from './lib/shop.ts';

const quick = process.argv.includes('--quick');
const LIVES = quick ? 200 : 1_000;
const FLOOR_LIVES = quick ? 60 : 200;
const WIDTH = 8;
const SMALL = 10_000;
const LARGE = quick ? 30_000 : 200_000;

type Line = { order: string; line: string };
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

/** Request, approve, receive, inspect, decide, refund: every call a client makes. `wait` lets the queue's work appear. */
async function life(
  asker: Caller,
  approver: Caller,
  shop: Shop,
  { order, line }: Line,
  wait: () => Promise<void>,
): Promise<void> {
  const asked = await asker(returns.request, {
    params: { id: order },
    body: { lines: [{ order_line_id: line, quantity: 1, reason: 'changed-my-mind', remedy: 'refund' }] },
  });
  const at = { params: { id: asked.id } };
  await approver(returns.approve, { ...at, body: {} });
  const parcel = await asker(warehouse.arrive, { body: { site_id: shop.siteId, return_id: asked.id } });
  const expected = parcel.lines[0]!;
  const { unit } = await asker(warehouse.count, {
    params: { id: parcel.id },
    body: { scan_id: crypto.randomUUID(), return_line_id: expected.return_line_id },
  });
  await asker(warehouse.close, { params: { id: parcel.id }, body: {} });
  let run = await asker(inspections.start, { params: { id: unit.id } });
  while (run.next !== null) {
    const step = run.sop.steps.find((one) => one.key === run.next)!;
    const answer = step.answers.find((one) => one.tone === 'good' && !one.photo) ?? step.answers[0];
    run = await asker(inspections.answer, {
      params: { id: run.id },
      body: { step: step.key, answer: answer?.key ?? null, note: step.kind === 'choice' ? null : 'none' },
    });
  }
  await asker(inspections.finish, { params: { id: run.id } });
  const { suggested } = await asker(inspections.reckon, { params: { id: unit.id } });
  await asker(inspections.decide, { params: { id: unit.id }, body: { disposition: suggested } });
  for (;;) {
    await wait();
    const { rows } = await asker(moneyApi.refunds, { query: { return_id: asked.id } });
    const owed = rows.find((one) => one.state === 'owed');
    if (!owed) continue;
    await asker(moneyApi.send, { params: { id: owed.id }, body: {} });
    await asker(moneyApi.markPaid, { params: { id: owed.id }, body: { reference: `ref-${owed.code}` } });
    return;
  }
}

type Statement = { text: string; values: unknown[] };

/** Leads lives one by one inside this process and writes down what the app's connections sent for each. */
async function capture(place: Place, database: string, shop: Shop, lines: readonly Line[]): Promise<Statement[][]> {
  const { product, db, close } = await openInside(place.url(database), place.folder);
  let written: Statement[] = [];
  // A transaction is written down whole when it commits: two connections at work do not mingle.
  db.pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    let open: Statement[] | null = null;
    client.query = ((first: unknown, second: unknown, ...rest: unknown[]) => {
      if (typeof first === 'string') {
        const one = { text: first, values: Array.isArray(second) ? second : [] };
        if (first.startsWith('begin')) open = [one];
        else if (open) open.push(one);
        else written.push(one);
        if (first === 'commit' && open) written.push(...open);
        if (first === 'commit' || first === 'rollback') open = null;
      }
      return query(first, second, ...rest);
    }) as typeof client.query;
  });
  const send = intoProcess(product);
  const [asker, approver] = [caller(send, bearer(shop.keys.asker)), caller(send, bearer(shop.keys.approver))];
  const lives: Statement[][] = [];
  for (const line of lines) {
    written = [];
    await life(asker, approver, shop, line, () => product.drain());
    await product.drain(); // what the last step set off belongs to this life too
    lives.push(written);
  }
  await close();
  return lives;
}

/** Runs the statements bare; lives per second. */
async function floor(url: string, lives: readonly Statement[][]): Promise<number> {
  const clients = await Promise.all(
    Array.from({ length: WIDTH }, async () => {
      const client = new pg.Client({ connectionString: url, options: '-c role=recoup_app -c timezone=UTC' });
      // The cluster stops under a client left open by a failure; the failure itself is what is told.
      client.on('error', () => {});
      await client.connect();
      return client;
    }),
  );
  try {
    const from = performance.now();
    await inParallel(lives, WIDTH, async (statements, lane) => {
      for (const { text, values } of statements)
        await clients[lane]!.query(text, values.length > 0 ? values : undefined);
    });
    return lives.length / ((performance.now() - from) / 1000);
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

/** p50 and p95 of pages of 50, walked by cursor from the newest on, in milliseconds. */
async function lists(call: Caller): Promise<Record<'orders' | 'returns', { p50: number; p95: number }>> {
  const walk = async (next: (cursor: string | undefined) => Promise<{ next_cursor: string | null }>) => {
    const times: number[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 220; page++) {
      const from = performance.now();
      const answer = await next(cursor);
      if (page >= 20) times.push(performance.now() - from);
      cursor = answer.next_cursor ?? undefined;
    }
    return { p50: round(quantile(times, 0.5)), p95: round(quantile(times, 0.95)) };
  };
  return {
    orders: await walk((cursor) => call(orders.list, { query: { limit: 50, cursor } })),
    returns: await walk((cursor) => call(returns.list, { query: { limit: 50, cursor } })),
  };
}

await measure(async (place) => {
  const url = await place.create('shop');
  const shop = await makeShop(url, place.folder);
  const seeding = await place.serve('shop');
  const seller = caller(overHttp(seeding.url), bearer(shop.keys.asker));
  await sellOrders(seller, shop.brandId, 0, SMALL);
  await seeding.stop();
  const analyze = async (address: string) => {
    const client = new pg.Client({ connectionString: address });
    await client.connect();
    await client.query('vacuum analyze');
    await client.end();
  };
  await analyze(url);
  const lines = await orderLines(url, shop.workspaceId, LIVES + FLOOR_LIVES);
  for (const name of ['captured', 'bare', 'served']) await place.create(name, 'shop');

  const statements = await capture(place, 'captured', shop, lines.slice(0, FLOOR_LIVES));
  const bare = await floor(place.url('bare'), statements);

  const server = await place.serve('served');
  const [asker, approver] = [
    caller(overHttp(server.url), bearer(shop.keys.asker)),
    caller(overHttp(server.url), bearer(shop.keys.approver)),
  ];
  // As a patient client asks again: asking without a pause would measure the asking.
  const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 25));
  await inParallel(lines.slice(0, 40), WIDTH, (line) => life(asker, approver, shop, line, pause));
  const times: number[] = [];
  const led = lines.slice(40, 40 + LIVES);
  const from = performance.now();
  await inParallel(led, WIDTH, async (line) => {
    const began = performance.now();
    await life(asker, approver, shop, line, pause);
    times.push(performance.now() - began);
  });
  const perSecond = led.length / ((performance.now() - from) / 1000);
  const memory = server.memory() / 1024 / 1024;

  const rest = await orderLines(place.url('served'), shop.workspaceId, SMALL);
  const ask = async (some: readonly Line[]) =>
    inParallel(some, WIDTH, async ({ order, line }) => {
      await asker(returns.request, {
        params: { id: order },
        body: { lines: [{ order_line_id: line, quantity: 1, reason: 'changed-my-mind', remedy: 'refund' }] },
      });
    });
  await ask(rest.slice(LIVES + FLOOR_LIVES, LIVES + FLOOR_LIVES + 2_000));
  await analyze(place.url('served'));
  const small = await lists(asker);
  await sellOrders(asker, shop.brandId, SMALL, LARGE);
  const more = await orderLines(place.url('served'), shop.workspaceId, LARGE);
  await ask(more.filter(({ order }) => !rest.some((one) => one.order === order)).slice(0, quick ? 2_000 : 12_000));
  await analyze(place.url('served'));
  const large = await lists(asker);
  await server.stop();

  const perLife = statements.reduce((sum, one) => sum + one.length, 0) / statements.length;
  const ratio = perSecond / bare;
  report(
    'returns',
    [
      [
        'whole lives a second, over HTTP',
        `${round(perSecond, 1)} at concurrency ${WIDTH}, ${LIVES} lives, ${SMALL.toLocaleString('en')} orders`,
      ],
      ['a life, p50 and p95', `${round(quantile(times, 0.5), 0)} ms, ${round(quantile(times, 0.95), 0)} ms`],
      ['floor: the same statements bare', `${round(bare, 1)} lives a second, ${round(perLife, 0)} statements a life`],
      ['ratio', `${round(ratio)} (at least 0.35)`],
      ['memory of the server', `${round(memory, 0)} MB (under 300)`],
      [`orders page, p50 and p95, ${SMALL.toLocaleString('en')}`, `${small.orders.p50} ms, ${small.orders.p95} ms`],
      [`orders page, p50 and p95, ${LARGE.toLocaleString('en')}`, `${large.orders.p50} ms, ${large.orders.p95} ms`],
      [`returns page, p50 and p95, ${SMALL.toLocaleString('en')}`, `${small.returns.p50} ms, ${small.returns.p95} ms`],
      [`returns page, p50 and p95, ${LARGE.toLocaleString('en')}`, `${large.returns.p50} ms, ${large.returns.p95} ms`],
    ],
    {
      ratio: round(ratio, 3),
      lives_per_second: round(perSecond, 1),
      life_p50_ms: round(quantile(times, 0.5), 1),
      life_p95_ms: round(quantile(times, 0.95), 1),
      floor_lives_per_second: round(bare, 1),
      statements_per_life: round(perLife, 1),
      memory_mb: round(memory, 1),
      lives: LIVES,
      concurrency: WIDTH,
      lists: { [SMALL]: small, [LARGE]: large },
    },
  );
});
