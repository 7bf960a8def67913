import type { QueryIn, returns } from '@recoup/contract';
import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { openFrontDoor } from '../../test/front-door.ts';
import { scansOf } from '../../test/plans.ts';
import { inWorkspace } from '../platform/db.ts';
import { loadReturn, returnsOfOrder } from './return.read.ts';
import { askingBuyer, markReminded, overdueToShip } from './returns.store.ts';
import { countReturns, listReturns, type ReturnQuery } from './returns-list.read.ts';

const RETURNS = 40_000;
const BIG = ['returns', 'return_lines', 'orders', 'customers', 'events', 'labels', 'refunds'];
const door = await openFrontDoor();
const brand = await door.makeBrand();
const rare = await door.makeBrand();
const site = await door.makeSite({ brands: [{ brand_id: brand.id, categories: null }] });

/** Years of returns, nearly all of them done, and some dozens in every open stage. */
beforeAll(async () => {
  const owner = new pg.Client({ connectionString: door.ownerUrl });
  await owner.connect();
  const ws = door.workspaceId;
  await owner.query(
    `insert into customers (workspace_id, id, brand_id, external_id, name, name_key, last_key, email, email_key)
     select $1, gen_random_uuid(), $2, 'c' || n, 'Buyer ' || n, 'buyer ' || md5(n::text), md5(n::text), n || '@example.com', n || '@example.com'
     from generate_series(1, 10000) n`,
    [ws, brand.id],
  );
  await owner.query(
    `insert into orders (workspace_id, id, brand_id, external_id, number, number_key, channel, customer_id, placed_at, currency,
       items_total, discount_total, shipping_total, tax_total, total)
     select $1, gen_random_uuid(), $2, 'o' || n, '#' || n, n::text, 'shop', c.id, now(), 'USD', 100, 0, 0, 0, 100
     from generate_series(1, ${RETURNS}) n join customers c on c.external_id = 'c' || (1 + n % 10000)`,
    [ws, brand.id],
  );
  await owner.query(
    `insert into order_lines (workspace_id, id, order_id, external_id, sku, title, quantity, unit_price)
     select workspace_id, gen_random_uuid(), id, 'l', 'SKU-1', 'Thing', 1, 100 from orders`,
  );
  await owner.query(
    `insert into returns (workspace_id, id, code, brand_id, order_id, customer_id, site_id, source, stage, verdict, currency, freight_paid_by,
       decide_by, ship_by, requested_at, approved_at, received_at, ended_at)
     select $1, gen_random_uuid(), 'RMA-' || n, case when n % 8000 = 0 then $2::uuid else $3::uuid end, o.id, o.customer_id, $4, 'staff', stage,
       '{"answer":"yes","because":[],"until":null,"warranty":false}', 'USD', 'seller', at + interval '1 day', (at + interval '14 days')::date, at,
       case when stage not in ('requested', 'declined') then at end, case when stage in ('received', 'closed') then at end,
       case when stage in ('closed', 'declined', 'cancelled', 'expired') then at + interval '9 days' end
     from (select n, now() - n * interval '1 hour' as at,
       case when n <= 40 then 'requested' when n <= 90 then 'approved' when n <= 140 then 'in_transit' when n <= 190 then 'received'
         when n % 20 = 0 then 'declined' when n % 20 = 1 then 'expired' else 'closed' end as stage from generate_series(1, ${RETURNS}) n) x
     join orders o on o.external_id = 'o' || n`,
    [ws, rare.id, brand.id, site.id],
  );
  await owner.query(
    `insert into return_lines (workspace_id, id, return_id, order_line_id, sku, title, quantity, received, accepted, reason, remedy, offer)
     select r.workspace_id, gen_random_uuid(), r.id, l.id, 'SKU-1', 'Thing', 1, case when r.received_at is null then 0 else 1 end,
       case when r.stage = 'closed' then 1 else 0 end, case when r.code like '%999' then 'too-big' else 'changed-my-mind' end, 'refund',
       '{"kind":"refund","amount":{"amount":100,"currency":"USD"},"parts":[],"to":null,"goods_back":true,"by":null,"freight_paid_by":"seller","paid":100,"policy_version_id":null,"asked":{"opened":true,"before":0}}'
     from returns r join order_lines l on l.workspace_id = r.workspace_id and l.order_id = r.order_id`,
  );
  await owner.query(
    `insert into events (workspace_id, id, at, type, subject_kind, subject_id, actor, brand_id, order_id, return_id)
     select workspace_id, gen_random_uuid(), requested_at, 'return.requested', 'return', id, '{}', brand_id, order_id, id from returns`,
  );
  await owner.query('vacuum analyze returns, return_lines, orders, order_lines, customers, events');
  await owner.end();
});

const query = (change: QueryIn<(typeof returns)['list']>): ReturnQuery =>
  ({ view: 'all', sort: 'newest', limit: 50, ...change }) as ReturnQuery;
const cursorAt = (hours: number) =>
  Buffer.from(
    JSON.stringify([new Date(Date.now() - hours * 3_600_000).toISOString(), '00000000-0000-0000-0000-000000000000']),
  ).toString('base64url');

const dayAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

describe('at forty thousand returns', () => {
  it.each<[string, QueryIn<(typeof returns)['list']>]>([
    ['the newest', {}],
    ['a page far down', { cursor: cursorAt(30_000) }],
    ['what needs a decision', { view: 'needs_decision', sort: 'clock' }],
    ['what is late', { view: 'late' }],
    ['what is on the way', { view: 'on_the_way' }],
    ['what lies at a dock', { view: 'at_dock' }],
    ['what is owed', { view: 'refund_owed' }],
    ['what was closed this week', { view: 'closed_week' }],
    ['all by clock', { sort: 'clock' }],
    ['a brand with few', { brand_id: rare.id }],
    ['a stage', { stage: ['declined'] }],
    ['a code', { q: 'RMA-777' }],
    ['an order number', { q: '#31234' }],
    ['a name', { q: 'buyer c4ca4238' }],
    ['a mail', { q: '777@example.com' }],
    ['nothing', { q: 'nobody at all' }],
    ['a rare reason', { reason: ['too-big'] }],
    ['days long ago', { asked_from: dayAgo(1_000), asked_to: dayAgo(998), sort: 'oldest' }],
  ])('%s is found without reading the table', async (_what, change) => {
    const ctx = door.ctx();
    const scans = await scansOf(ctx, BIG, (tx) => listReturns(tx, ctx, query(change)));
    for (const scan of scans) {
      if (scan.table === 'refunds' || scan.table === 'labels') continue;
      expect(scan, scan.sql.slice(0, 400)).not.toMatchObject({ type: 'Seq Scan' });
      expect(scan.read, `${scan.type} on ${scan.table}: ${scan.sql.slice(0, 300)}`).toBeLessThan(2_500);
    }
  });

  it('the counts read what is open, not what is done', async () => {
    const ctx = door.ctx();
    const scans = await scansOf(ctx, BIG, (tx) => countReturns(tx, ctx, {}));
    for (const { type, read, table } of scans) {
      expect(type).not.toBe('Seq Scan');
      expect(read, table).toBeLessThan(1_000);
    }
  });

  it('one return, its order’s, and the hourly jobs read what they need', async () => {
    const ctx = door.ctx();
    const [one] = (await inWorkspace(ctx, (tx) => listReturns(tx, ctx, query({ limit: 1, cursor: cursorAt(5_000) }))))
      .rows;
    const works = [
      scansOf(ctx, BIG, (tx) => loadReturn(tx, ctx, one!.id)),
      scansOf(ctx, BIG, (tx) => loadReturn(tx, ctx, one!.code)),
      scansOf(ctx, BIG, (tx) => returnsOfOrder(tx, ctx, one!.order.id)),
      scansOf(ctx, BIG, (tx) => askingBuyer(tx, ctx, brand.id, one!.customer.id)),
      scansOf(ctx, BIG, (tx) => overdueToShip(tx, ctx, 500)),
      scansOf(ctx, BIG, (tx) => markReminded(tx, ctx, 3, 500)),
    ];
    for (const scan of (await Promise.all(works)).flat()) {
      if (scan.table === 'refunds' || scan.table === 'labels') continue;
      expect(scan, scan.sql.slice(0, 300)).not.toMatchObject({ type: 'Seq Scan' });
      expect(scan.read, `${scan.type} on ${scan.table}`).toBeLessThan(300);
    }
  });
});
