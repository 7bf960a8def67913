import pg from 'pg';
import { beforeAll, expect, it } from 'vitest';
import { openFrontDoor } from '../../../test/front-door.ts';
import { scansOf } from '../../../test/plans.ts';
import { inWorkspace } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { pastOf } from './history.read.ts';

const ROWS = 60_000;
const BIG = ['learned_problems', 'learned_grades', 'learned_disputes', 'learned_labels'];
const door = await openFrontDoor();
const [busy, quiet] = [await door.makeBrand(), await door.makeBrand()];
const ask = (brandId: string) => ({
  brandId,
  customerId: newId(),
  currency: 'USD',
  reasons: ['damaged-or-defective' as const],
});

/** Two years of a busy brand beside a quiet one. */
beforeAll(async () => {
  const owner = new pg.Client({ connectionString: door.ownerUrl });
  await owner.connect();
  const brand = `case when n % 3000 = 0 then $2::uuid else $3::uuid end`;
  const values = [door.workspaceId, quiet.id, busy.id];
  await owner.query(
    `insert into learned_problems (workspace_id, return_line_id, brand_id, return_id, order_id, order_line_id, customer_id, reason, asked_at, shown, chosen)
     select $1, gen_random_uuid(), ${brand}, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(),
       case when n % 4 = 0 then 'damaged-or-defective' else 'changed-my-mind' end, now() - n * interval '15 minutes',
       '{keep_it,replacement,refund}', case when n % 3 = 0 then 'keep_it' else 'refund' end from generate_series(1, ${ROWS}) n`,
    values,
  );
  await owner.query(
    `insert into learned_grades (workspace_id, unit_id, brand_id, reason, grade, seconds, event_id, at)
     select $1, gen_random_uuid(), ${brand}, case when n % 4 = 0 then 'damaged-or-defective' else 'changed-my-mind' end, 'B', 300,
       gen_random_uuid(), now() - n * interval '15 minutes' from generate_series(1, ${ROWS}) n`,
    values,
  );
  await owner.query(
    `insert into learned_disputes (workspace_id, dispute_id, brand_id, order_id, at)
     select workspace_id, gen_random_uuid(), brand_id, order_id, asked_at + interval '20 days' from learned_problems limit 2000`,
  );
  await owner.query(
    `insert into learned_labels (workspace_id, label_id, brand_id, direction, amount, currency, grams, at)
     select $1, gen_random_uuid(), ${brand}, 'back', 900, 'USD', 2000, now() - n * interval '15 minutes' from generate_series(1, ${ROWS}) n`,
    values,
  );
  await owner.query('vacuum analyze');
  await owner.end();
});

it('the past of a busy brand is read through indexes, the newest of it alone, while a page waits', async () => {
  for (const brand of [busy.id, quiet.id]) {
    const scans = await scansOf(door.ctx(), BIG, (tx) => pastOf(tx, door.ctx(), ask(brand)));
    expect(scans.length).toBeGreaterThan(3);
    for (const scan of scans) expect(scan.type, JSON.stringify(scan)).toMatch(/Index|Bitmap/);
    for (const { table, read } of scans) expect(read, table).toBeLessThan(12_000);
  }
  const from = performance.now();
  const past = await inWorkspace(door.ctx(), (tx) => pastOf(tx, door.ctx(), ask(busy.id)));
  expect(performance.now() - from).toBeLessThan(1_500);
  expect(
    past.taken.find(({ remedy, reason }) => remedy === 'keep_it' && reason === 'damaged-or-defective')!.of,
  ).toBeGreaterThan(1_000);
  expect(past.labels).toHaveLength(100);
});
