/** What the assistant's figures are counted from; what they mean is written out in docs/assistant.md. */
import type { FlowKey, HandOverReason } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';

/** Days of each brand's own zone, the last one whole. */
export type Asked = { from: string; to: string; brand_id?: string };

/** A conversation that began in the time; none is spam, and what was joined into another counts there. */
export type Counted = {
  id: string;
  turns: number;
  /** A person of ours wrote to the buyer. */
  person: boolean;
  handed: boolean;
  open_matters: number;
  /** Resolved or closed. */
  over: boolean;
  first_flow: FlowKey | null;
  /** Goods of its order came back, or are to come, since it began. */
  goods_back: boolean;
  /** Of a person, after it was handed over for the last time. */
  replies_after: number;
};

export async function countedConversations(tx: Tx, ctx: Ctx, { from, to, brand_id }: Asked): Promise<Counted[]> {
  const ws = ctx.workspaceId;
  const brand = brand_id ? sql`and c.brand_id = ${brand_id}` : sql``;
  const byPerson = sql`m.kind = 'message' and m.direction = 'out' and m.author->>'kind' = 'staff' and m.automatic is null
    and m.state not in ('scheduled', 'cancelled', 'failed')`;
  const { rows } = await sql<Counted>`
    select c.id, t.turns, c.state in ('resolved', 'closed') as over, f.first_flow, f.handed_at is not null as handed,
      f.open_matters, exists (select from messages m where m.workspace_id = ${ws} and m.conversation_id = c.id and ${byPerson}) as person,
      exists (select from returns r where r.workspace_id = ${ws} and r.order_id = c.order_id and r.goods_back and r.requested_at >= c.created_at
        and r.stage not in ('declined', 'cancelled', 'expired')) as goods_back,
      case when f.handed_at is null then 0 else (select count(*)::int from messages m where m.workspace_id = ${ws}
        and m.conversation_id = c.id and ${byPerson} and m.at >= f.handed_at) end as replies_after
    from conversations c
    join brands b on b.workspace_id = c.workspace_id and b.id = c.brand_id
    cross join lateral (select count(*)::int as turns from assistant_turns t where t.workspace_id = ${ws} and t.conversation_id = c.id
      and cardinality(t.message_ids) > 0) t
    cross join lateral (select (array_agg(x.flow order by x.began_at, x.id))[1] as first_flow,
      max(x.ended_at) filter (where x.ending = 'handed_over') as handed_at,
      (count(*) filter (where x.ending = 'open'))::int as open_matters
      from assistant_matters x where x.workspace_id = ${ws} and x.conversation_id = c.id) f
    where c.workspace_id = ${ws} and c.merged_into is null and not c.spam ${brand}
      and c.created_at >= ${from}::date - interval '1 day' and c.created_at < ${to}::date + interval '2 days'
      and (c.created_at at time zone b.time_zone)::date between ${from}::date and ${to}::date`.execute(tx);
  return rows;
}

export type EndedMatter = {
  flow: FlowKey;
  ending: 'open' | 'settled' | 'answered' | 'handed_over' | 'left';
  because: HandOverReason | null;
  complete: boolean | null;
  count: number;
};

/** The problems of these conversations, by flow and how they ended. */
export async function endedMatters(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<EndedMatter[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<EndedMatter>`
    select flow, ending, because, complete, count(*)::int as count from assistant_matters
    where workspace_id = ${ctx.workspaceId} and conversation_id = any (${[...ids]}::uuid[])
    group by flow, ending, because, complete`.execute(tx);
  return rows;
}

/** How many messages of buyers were understood or not; a tapped answer needs no understanding. */
export async function understoodTurns(
  tx: Tx,
  ctx: Ctx,
  ids: readonly string[],
): Promise<{ heard: number; abstained: number }> {
  if (ids.length === 0) return { heard: 0, abstained: 0 };
  const { rows } = await sql<{ heard: number; abstained: number }>`
    select count(*)::int as heard, (count(*) filter (where t.why->'understood'->>'intent' is null))::int as abstained
    from assistant_turns t
    where t.workspace_id = ${ctx.workspaceId} and t.conversation_id = any (${[...ids]}::uuid[]) and t.why->'understood' <> 'null'
      and not exists (select from messages m where m.workspace_id = t.workspace_id and m.id = any (t.heard_ids) and m.choice is not null)`.execute(
    tx,
  );
  return rows[0]!;
}

export type Done = { kind: string; count: number; amount: number; currency: string };

/** What the assistant did in these conversations: a remedy by its kind, else the act. */
export async function actsDone(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<Done[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Done>`
    select coalesce(promised->'card'->>'remedy', act) as kind, currency, count(*)::int as count, sum(amount)::bigint as amount
    from assistant_confirmations
    where workspace_id = ${ctx.workspaceId} and conversation_id = any (${[...ids]}::uuid[]) and state = 'done'
    group by 1, 2 order by 3 desc, 1, 2`.execute(tx);
  return rows;
}

/**
 * What the model cost in the time, in millionths of a US dollar. Spending is kept by month; a month that is not asked for
 * whole counts by its days, of those that have passed.
 */
export async function modelSpending(tx: Tx, ctx: Ctx, { from, to, brand_id }: Asked): Promise<number> {
  const brand = brand_id ? sql`and s.brand_id = ${brand_id}` : sql``;
  const { rows } = await sql<{ spent: number | null }>`
    select round(sum(s.micro_usd * greatest(0, least(${to}::date, last.day) - greatest(${from}::date, s.month) + 1)
      / (last.day - s.month + 1)::numeric))::bigint as spent
    from model_spending s join brands b on b.workspace_id = s.workspace_id and b.id = s.brand_id
    cross join lateral (select least((s.month + interval '1 month' - interval '1 day')::date,
      greatest(s.month, (${ctx.now}::timestamptz at time zone b.time_zone)::date)) as day) last
    where s.workspace_id = ${ctx.workspaceId} ${brand} and s.month <= ${to}::date
      and s.month > ${from}::date - interval '1 month'`.execute(tx);
  return rows[0]?.spent ?? 0;
}

/** The brands whose figures these are. */
export async function brandsAsked(
  tx: Tx,
  ctx: Ctx,
  brandId: string | undefined,
): Promise<{ id: string; currency: string; time_zone: string }[]> {
  let find = tx
    .selectFrom('brands')
    .select(['id', 'currency', 'time_zone'])
    .where('workspace_id', '=', ctx.workspaceId);
  if (brandId !== undefined) find = find.where('id', '=', brandId);
  return find.orderBy('id').execute();
}
