import { inboxSetup, portal, type Reason, type RemedyKind, remediesApi, returns } from '@recoup/contract';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openBench } from '../src/inspection/testing/bench.ts';
import { relearn } from '../src/money/index.ts';
import { inWorkspace } from '../src/platform/db.ts';
import { newId } from '../src/platform/ids.ts';
import { type RecordedEvent, reactionNamed, record } from '../src/platform/record.ts';
import type { Order } from '../src/returns/testing/world.ts';
import { HALO } from '../src/warehouse/testing/dock.ts';

const bench = await openBench();
const { door, owner, brand } = bench;
const days = (n: number) => bench.later(n * 24 * 60);
const tables = ['learned_problems', 'learned_grades', 'learned_disputes', 'learned_labels'] as const;

async function asked(order: Order, reason: Reason) {
  const body = { lines: [{ order_line_id: order.lines[0]!.id, quantity: 1, reason }] };
  const { lines } = await owner.call(remediesApi.ask, { params: { id: order.id }, body });
  return lines[0]!.remedies;
}
const remedy = async (order: Order, reason: Reason, kind: RemedyKind) =>
  (await asked(order, reason)).find((one) => one.kind === kind)!;
const part = async (order: Order, reason: Reason, kind: RemedyKind, code: string) =>
  (await remedy(order, reason, kind)).parts.find((one) => one.code === code)!;

/** A link of today: those of days ago have run out. */
const linkOf = (order: Order) => door.buyer({ brandId: brand.id, orderId: order.id });

async function take(order: Order, reason: Reason, kind: RemedyKind, shown: RemedyKind[]) {
  const lines = bench.ask(order, { reason, remedy: kind, shown });
  return linkOf(order).call(portal.request, { body: { lines } });
}

/** Everything learned in the workspace, as it lies in the tables. */
function everything() {
  return inWorkspace(door.ctx(), async (tx) => {
    const found: Record<string, unknown[]> = {};
    for (const table of tables) {
      const { rows } = await sql`select * from ${sql.table(table)} t order by t::text`.execute(tx);
      found[table] = rows;
    }
    return found;
  });
}

it('what the bench finds moves what goods are expected to bring, for that product and reason', async () => {
  const order = await bench.order([HALO]);
  expect(await part(order, 'changed-my-mind', 'refund', 'recovery')).toMatchObject({ from: 'prior', count: null });
  for (let n = 0; n < 2; n++) {
    const { unit } = await bench.taken();
    await bench.inspected(unit, { looks: { answer: 'light' } });
  }
  await door.drain();
  const seen = await part(order, 'changed-my-mind', 'refund', 'recovery');
  expect(seen).toMatchObject({ from: 'history', count: 2 });
  // 26 % B was supposed, weighed like 12 units; two of two were B.
  expect((seen.facts.grades as { B: number }).B).toBe(Math.round(((0.26 * 12 + 2) / 14) * 10_000));
  expect((await part(order, 'changed-my-mind', 'refund', 'handling')).from).toBe('history');
  // Of another reason nothing was found yet.
  expect(await part(order, 'arrived-late', 'refund', 'recovery')).toMatchObject({ from: 'prior' });
});

it('what labels cost moves what freight is expected to cost', async () => {
  const order = await bench.order([HALO]);
  expect(await part(order, 'changed-my-mind', 'refund', 'freight_back')).toMatchObject({ from: 'history' });
});

it('what was shown and not taken is less likely to be taken', async () => {
  const before = await remedy(await bench.order([HALO]), 'changed-my-mind', 'store_credit');
  for (let n = 0; n < 3; n++) {
    await take(await bench.order([HALO]), 'changed-my-mind', 'refund', ['store_credit', 'refund']);
  }
  await door.drain();
  const after = await remedy(await bench.order([HALO]), 'changed-my-mind', 'store_credit');
  expect(after.taken_count).toBe(before.taken_count + 3);
  expect(after.taken).toBeLessThan(before.taken);
  expect(after.taken_from).toBe('history');
});

it('the same goods asked for again count as come back, once there was time for it; what was called off does not', async () => {
  const draft = { en: { title: 'First set-up of the lamp', body: 'Connect it, then set the light.' } };
  const made = await owner.call(inboxSetup.addArticle, {
    body: { brand_id: brand.id, slug: 'set-up', skus: [HALO.sku], intents: ['how_to'], draft },
  });
  await owner.call(inboxSetup.publishArticle, { params: { id: made.id } });
  const help = async (order: Order) => {
    const line = {
      ...bench.ask(order, { reason: 'cannot-use', remedy: 'guidance' })[0]!,
      shown: ['guidance' as const],
    };
    const body = { lines: [line], override_reason: 'Told by phone' };
    const { id } = await owner.call(returns.request, { params: { id: order.id }, body });
    await door.drain();
    return id;
  };
  const [again, fine] = [await bench.order([HALO]), await bench.order([HALO])];
  await help(again);
  await help(fine);
  days(2);
  await take(again, 'cannot-use', 'refund', ['refund']);
  const off = await take(fine, 'cannot-use', 'refund', ['refund']);
  await linkOf(fine).call(portal.cancel, { params: { id: off.id } });
  await door.drain();
  days(15);
  // Of two, one came back: 16 % was supposed, weighed like 30 cases.
  const found = await part(await bench.order([HALO]), 'cannot-use', 'guidance', 'comes_back');
  expect(found).toMatchObject({ from: 'history', count: 2 });
  const { taken } = await remedy(await bench.order([HALO]), 'cannot-use', 'guidance');
  expect(found.chance).toBe(Math.round((Math.round(((0.16 * 30 + 1) / 32) * 10_000) * taken) / 10_000));
});

it('a dispute counts against the remedy given before it', async () => {
  const order = await bench.order([HALO]);
  await take(order, 'arrived-late', 'store_credit', ['store_credit', 'refund']);
  const opened = {
    type: 'dispute.opened',
    subject: { kind: 'dispute', id: newId() },
    brand_id: brand.id,
    order_id: order.id,
    data: { code: 'DSP-TEST' },
  };
  days(5);
  await inWorkspace(door.ctx(), (tx) => record(tx, door.ctx(), [opened]));
  await door.drain();
  days(60);
  const found = await part(await bench.order([HALO]), 'arrived-late', 'store_credit', 'dispute');
  expect(found).toMatchObject({ from: 'history' });
  expect(found.count).toBeGreaterThan(0);
});

it('learned again from the events, everything is as it was; told twice and backwards too', async () => {
  await door.drain();
  const before = await everything();
  for (const table of tables) expect(before[table]!.length, table).toBeGreaterThan(0);

  expect(await relearn(door.ctx())).toBeGreaterThan(10);
  expect(await everything()).toEqual(before);

  const learning = reactionNamed('learn-remedies')!;
  const events = await inWorkspace(door.ctx(), async (tx) => {
    for (const table of tables) await tx.deleteFrom(table).execute();
    return tx
      .selectFrom('events')
      .selectAll()
      .where('type', 'in', [...learning.on])
      .orderBy('id', 'desc')
      .execute();
  });
  for (const { subject_kind: kind, subject_id: id, workspace_id: _, ...row } of events) {
    const event = { ...row, subject: { kind, id } } as unknown as RecordedEvent;
    if (!learning.when!(event)) continue;
    await learning.run(door.ctx(), event);
    await learning.run(door.ctx(), event);
  }
  expect(await everything()).toEqual(before);
});

it('another workspace learns nothing of it', async () => {
  const other = await door.anotherWorkspace();
  expect(await relearn(other.ctx)).toBe(0);
  const rows = await inWorkspace(other.ctx, (tx) => tx.selectFrom('learned_problems').selectAll().execute());
  expect(rows).toEqual([]);
});
