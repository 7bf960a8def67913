/** What the figures of calls are counted from; what they mean is written out in docs/calls.md. */
import type { CallFailure, FiguresBy } from '@recoup/contract';
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { DEFAULT_SETTINGS } from '../settings/default-settings.ts';

/** Days of each brand's own zone, the last one whole. */
export type Asked = { from: string; to: string; brand_id?: string; by: FiguresBy };

const KEYS: Record<FiguresBy, RawBuilder<string | null>> = {
  country: sql`o.address->>'country'`,
  network: sql`p.browser->>'network'`,
  browser: sql`nullif(p.browser->>'name', '')`,
  relay: sql`case (c.quality->>'relayed')::boolean when true then 'relayed' when false then 'direct' end`,
  region: sql`c.quality->>'region'`,
  day: sql`(c.asked_at at time zone b.time_zone)::date::text`,
};

/** The calls that were asked for in the time, but for those still to come; whom the buyer waited for, how long, and what it was like. */
function askedFor(ctx: Ctx, { from, to, brand_id, by }: Asked): RawBuilder<unknown> {
  const brand = brand_id ? sql`and c.brand_id = ${brand_id}` : sql``;
  return sql`select c.id, ${KEYS[by]} as key, c.stage,
      case when c.stage = 'ended' then extract(epoch from c.ended_at - c.answered_at) end as seconds,
      (c.quality->>'score')::numeric as score, (c.quality->>'minutes')::int as measured, (c.quality->>'bad_minutes')::int as bad,
      (c.quality->>'relayed')::boolean as relayed,
      c.stage in ('live', 'ended') or (c.stage = 'missed' and c.ended_because <> 'no_show') as came,
      c.origin not in ('thread', 'call_back') and not c.call_back as waited,
      case when c.origin not in ('thread', 'call_back') and not c.call_back
        then extract(epoch from c.answered_at - coalesce(c.waits_since, c.asked_at)) end as wait,
      coalesce((s.settings->>'ring_seconds')::int, ${DEFAULT_SETTINGS.ring_seconds}::int) as ring_seconds
    from calls c
    join brands b on b.workspace_id = c.workspace_id and b.id = c.brand_id
    left join call_settings s on s.workspace_id = c.workspace_id and s.brand_id = c.brand_id
    left join orders o on o.workspace_id = c.workspace_id and o.id = c.order_id
    left join lateral (select p.browser from call_parts p where p.workspace_id = c.workspace_id and p.call_id = c.id
      and p.kind = 'buyer' and p.browser is not null order by p.joined_at desc nulls last, p.id desc limit 1) p on true
    where c.workspace_id = ${ctx.workspaceId} ${brand} and c.stage <> 'scheduled'
      and c.asked_at >= ${from}::date - interval '1 day' and c.asked_at < ${to}::date + interval '2 days'
      and (c.asked_at at time zone b.time_zone)::date between ${from}::date and ${to}::date`;
}

export type CountedRow = {
  all: boolean;
  key: string | null;
  calls: number;
  minutes: number;
  score: number | null;
  measured: number;
  bad: number;
  known_way: number;
  relayed: number;
  came: number;
  missed: number;
  waited: number;
  in_ring: number;
  waits: [number, number] | null;
};

/** By the key, and all together, which is there also where nothing was counted. */
export async function countedCalls(tx: Tx, ctx: Ctx, asked: Asked): Promise<CountedRow[]> {
  const { rows } = await sql<CountedRow>`with a as (${askedFor(ctx, asked)})
    select grouping(key) = 1 as "all", key, count(*)::int as calls,
      round(coalesce(sum(seconds), 0) / 60)::int as minutes, round(avg(score), 2)::float8 as score,
      coalesce(sum(measured), 0)::int as measured, coalesce(sum(bad), 0)::int as bad,
      count(relayed)::int as known_way, (count(*) filter (where relayed))::int as relayed,
      (count(*) filter (where came))::int as came, (count(*) filter (where came and stage = 'missed'))::int as missed,
      (count(*) filter (where came and waited))::int as waited,
      (count(*) filter (where came and waited and wait <= ring_seconds))::int as in_ring,
      percentile_cont(array[0.5, 0.9]) within group (order by wait::float8) as waits
    from a group by grouping sets ((key), ()) order by 1 desc, ${
      asked.by === 'day' ? sql`key` : sql`count(*) desc, key nulls last`
    }`.execute(tx);
  return rows;
}

export type FailedRow = { all: boolean; key: string | null; reason: CallFailure; count: number };
export async function failedCalls(tx: Tx, ctx: Ctx, asked: Asked): Promise<FailedRow[]> {
  const { rows } = await sql<FailedRow>`with a as (${askedFor(ctx, asked)})
    select grouping(a.key) = 1 as "all", a.key, f.reason, count(*)::int as count
    from call_failures f join a on a.id = f.call_id where f.workspace_id = ${ctx.workspaceId}
    group by grouping sets ((a.key, f.reason), (f.reason)) order by 4 desc, 3`.execute(tx);
  return rows;
}
