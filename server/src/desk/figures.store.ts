import type { Home } from '@recoup/contract';
import { sql } from 'kysely';
import { type Ctx, may } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';

type Figure = Home['figures'][number];
type Holder = Home['holders'][number];

/** Days are counted back from now in whole 24 hours, so that the last value is as full as the others. Money is in the workspace's currency; other currencies stand in the insights. */
export async function figuresFor(tx: Tx, ctx: Ctx, at: { brand_id?: string }): Promise<Figure[]> {
  const brand = at.brand_id ? sql`and brand_id = ${at.brand_id}` : sql``;
  const money = may(ctx.actor, 'money.read');
  const found = await sql<{
    currency: string;
    asked: number[];
    without: number[];
    sent: number[];
    recovered: number[];
  }>`
    with days as (select n, ${ctx.now}::timestamptz - (n + 1) * interval '24 hours' as since, ${ctx.now}::timestamptz - n * interval '24 hours' as until from generate_series(13, 0, -1) n),
    home as (select currency from workspaces where workspace_id = ${ctx.workspaceId})
    select (select currency from home) as currency,
      array_agg((select count(*)::int from returns where workspace_id = ${ctx.workspaceId} and requested_at > d.since and requested_at <= d.until ${brand}) order by n desc) as asked,
      array_agg((select count(*)::int from returns where workspace_id = ${ctx.workspaceId} and requested_at > d.since and requested_at <= d.until and not goods_back ${brand}) order by n desc) as without,
      array_agg((select coalesce(sum(amount), 0)::float8 from refunds where workspace_id = ${ctx.workspaceId} and state = 'sent' and currency = (select currency from home) and sent_at > d.since and sent_at <= d.until ${brand}) order by n desc) as sent,
      array_agg((select coalesce(sum(recovered), 0)::float8 from units where workspace_id = ${ctx.workspaceId} and stage = 'gone' and currency = (select currency from home) and gone_at > d.since and gone_at <= d.until ${brand}) order by n desc) as recovered
    from days d`.execute(tx);
  const row = found.rows[0]!;
  const week = (series: number[]) => series.slice(-7).reduce((a, b) => a + b, 0);
  const inMoney = (code: Figure['code'], series: number[]): Figure => ({
    code,
    value: week(series),
    money: { amount: week(series), currency: row.currency },
    series,
  });
  const asked = week(row.asked);
  return [
    { code: 'returns_asked', value: asked, money: null, series: row.asked },
    {
      code: 'settled_without_goods',
      value: asked === 0 ? 0 : week(row.without) / asked,
      money: null,
      series: row.asked.map((all, i) => (all === 0 ? 0 : row.without[i]! / all)),
    },
    ...(money ? [inMoney('refunds_sent', row.sent), inMoney('recovered', row.recovered)] : []),
  ];
}

/** Who holds how much work, and how much of it is late: requests past their clock, parcels and units older than a day, refunds past their promise. */
export async function holdersOf(tx: Tx, ctx: Ctx): Promise<Holder[]> {
  const found = await sql<{ kind: Holder['kind']; name: string; waiting: number; late: number; oldest: Date | null }>`
    select 'desk' as kind, b.name, count(*)::int as waiting, count(*) filter (where r.decide_by < ${ctx.now})::int as late, min(r.requested_at) as oldest
      from returns r join brands b on b.workspace_id = r.workspace_id and b.id = r.brand_id
      where r.workspace_id = ${ctx.workspaceId} and r.stage = 'requested' group by b.name
    union all
    select 'dock', s.name, count(p.id)::int, count(p.id) filter (where p.arrived_at < ${ctx.now}::timestamptz - interval '24 hours')::int, min(p.arrived_at)
      from sites s left join parcels p on p.workspace_id = s.workspace_id and p.site_id = s.id and p.stage = 'arrived'
      where s.workspace_id = ${ctx.workspaceId} and s.archived_at is null group by s.name
    union all
    select 'bench', s.name, count(u.id)::int, count(u.id) filter (where u.arrived_at < ${ctx.now}::timestamptz - interval '24 hours')::int, min(u.arrived_at)
      from sites s left join units u on u.workspace_id = s.workspace_id and u.site_id = s.id and u.stage in ('arrived', 'inspected')
      where s.workspace_id = ${ctx.workspaceId} and s.archived_at is null group by s.name
    union all
    select 'money', b.name, count(*)::int, count(*) filter (where f.due_at < ${ctx.now})::int, min(f.owed_at)
      from refunds f join brands b on b.workspace_id = f.workspace_id and b.id = f.brand_id
      where f.workspace_id = ${ctx.workspaceId} and f.state in ('owed', 'failed') group by b.name`.execute(tx);
  const seen = found.rows.filter((row) => row.kind !== 'money' || may(ctx.actor, 'money.read'));
  return seen.map((row) => ({ ...row, oldest: row.oldest?.toISOString() ?? null }));
}

/** The way into a new workspace; null once every step is done. */
export async function firstSteps(tx: Tx, ctx: Ctx): Promise<Home['first_steps']> {
  const found = await sql<{
    brand: string | null;
    policy: string | null;
    order: string | null;
    site: string | null;
    staff: number;
    first_return: string | null;
  }>`
    select (select name from brands where workspace_id = ${ctx.workspaceId} limit 1) as brand,
      (select p.name from policies p join policy_versions v on v.workspace_id = p.workspace_id and v.policy_id = p.id and v.published_at is not null where p.workspace_id = ${ctx.workspaceId} limit 1) as policy,
      (select number from orders where workspace_id = ${ctx.workspaceId} limit 1) as "order",
      (select name from sites where workspace_id = ${ctx.workspaceId} limit 1) as site,
      (select count(*)::int from (select 1 from staff where workspace_id = ${ctx.workspaceId} limit 2) x) as staff,
      (select code from returns where workspace_id = ${ctx.workspaceId} limit 1) as first_return`.execute(tx);
  const { brand, policy, order, site, staff, first_return } = found.rows[0]!;
  const step = (code: NonNullable<Home['first_steps']>[number]['code'], fact: string | null) => ({
    code,
    done: fact !== null,
    facts: fact === null ? {} : { name: fact },
  });
  const steps = [
    step('brand', brand),
    step('policy', policy),
    step('site', site),
    step('orders', order),
    { code: 'staff' as const, done: staff > 1, facts: {} },
    step('first_return', first_return),
  ];
  return steps.every((one) => one.done) ? null : steps;
}
