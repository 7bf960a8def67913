/** What the figures of the inbox are counted from. Each statement begins at an index over time; what they mean is written out in docs/inbox.md. */
import type { ChannelKind, ClockKind } from '@recoup/contract';
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';

export type Span = { from: Date; to: Date };
export type Asked = Span & { brand_id?: string; team_id?: string; staff_id?: string };

/** Conversations `c` that count: no spam, and what was joined into another counts there. */
const real = sql`c.merged_into is null and not c.spam`;
const no = sql``;
/** Of a brand, a team, a person's hands. */
const held = ({ brand_id, team_id, staff_id }: Asked): RawBuilder<unknown> => sql`
  ${brand_id ? sql`and c.brand_id = ${brand_id}` : no} ${team_id ? sql`and c.team_id = ${team_id}` : no}
  ${staff_id ? sql`and c.assignee_id = ${staff_id}` : no}`;
const within = (column: RawBuilder<unknown>, { from, to }: Span) => sql`${column} >= ${from} and ${column} < ${to}`;
/** A message `m` that a person of ours sent. */
const byPerson = sql`m.kind = 'message' and m.direction = 'out' and m.author->>'kind' = 'staff' and m.automatic is null
  and m.state not in ('scheduled', 'cancelled', 'failed')`;
const byBuyer = sql`m.kind = 'message' and m.direction = 'in' and m.automatic is null`;

export type ByChannel = { channel: ChannelKind; conversations: number };
export async function conversationsByChannel(tx: Tx, ctx: Ctx, asked: Asked): Promise<ByChannel[]> {
  const { rows } = await sql<ByChannel>`
    select h.kind as channel, count(*)::int as conversations
    from conversations c join channels h on h.workspace_id = c.workspace_id and h.id = c.channel_id
    where c.workspace_id = ${ctx.workspaceId} and ${within(sql`c.created_at`, asked)} and ${real} ${held(asked)}
    group by h.kind order by 2 desc, 1`.execute(tx);
  return rows;
}

/** Messages of buyers, and of people of ours; with `staff_id`, of that person. */
export async function messagesSaid(tx: Tx, ctx: Ctx, asked: Asked): Promise<{ messages_in: number; replies: number }> {
  const { staff_id, ...others } = asked;
  const { rows } = await sql<{ messages_in: number; replies: number }>`
    select count(*) filter (where ${byBuyer} ${staff_id ? sql`and c.assignee_id = ${staff_id}` : no})::int as messages_in,
      count(*) filter (where ${byPerson} ${staff_id ? sql`and m.author->>'id' = ${staff_id}` : no})::int as replies
    from messages m join conversations c on c.workspace_id = m.workspace_id and c.id = m.conversation_id
    where m.workspace_id = ${ctx.workspaceId} and ${within(sql`m.at`, asked)} and ${real} ${held(others)}`.execute(tx);
  return rows[0]!;
}

export type Resolutions = { resolved: number; answered: number; first_contact: number; one_touch: number };
/**
 * Conversations resolved in the time. Of those resolved for the first time, in which a person had answered: how many took
 * one round of answers (nothing of the buyer's between), how many one message, neither opened again within seven days.
 */
export async function resolutions(tx: Tx, ctx: Ctx, asked: Asked): Promise<Resolutions> {
  const { rows } = await sql<Resolutions>`
    with settled as (
      select e.subject_id, min(e.id::text)::uuid as event_id, min(e.at) as at from events e
      where e.workspace_id = ${ctx.workspaceId} and e.type = 'conversation.resolved' and ${within(sql`e.at`, asked)}
      group by e.subject_id
    ), counted as (
      select s.*, c.id, not exists (select from events b where b.workspace_id = c.workspace_id and b.subject_kind = 'conversation'
          and b.subject_id = c.id and b.id < s.event_id and b.type = 'conversation.resolved') as is_first,
        not exists (select from events r where r.workspace_id = c.workspace_id and r.subject_kind = 'conversation'
          and r.subject_id = c.id and r.id > s.event_id and r.type = 'conversation.reopened' and r.at < s.at + interval '7 days') as stayed
      from settled s join conversations c on c.workspace_id = ${ctx.workspaceId} and c.id = s.subject_id
      where ${real} ${held(asked)}
    ), said as (
      select k.id, count(*) filter (where not buyer)::int as replies,
        count(*) filter (where not buyer and (before is null or before))::int as rounds
      from counted k cross join lateral (
        select m.direction = 'in' as buyer, lag(m.direction = 'in') over (order by m.id) as before from messages m
        where m.workspace_id = ${ctx.workspaceId} and m.conversation_id = k.id and m.at <= k.at and ((${byBuyer}) or (${byPerson}))
      ) as m
      where k.is_first group by k.id
    )
    select count(*)::int as resolved, count(*) filter (where k.is_first and s.replies > 0)::int as answered,
      count(*) filter (where k.is_first and s.rounds = 1 and k.stayed)::int as first_contact,
      count(*) filter (where k.is_first and s.replies = 1 and k.stayed)::int as one_touch
    from counted k left join said s on s.id = k.id`.execute(tx);
  return rows[0]!;
}

export type Quantiles = { p50: number; p90: number };
/** Seconds from the buyer's first message to a person's first answer after it, of conversations begun in the time. A logged call counts for none. */
export async function firstReplies(tx: Tx, ctx: Ctx, asked: Asked): Promise<Quantiles | null> {
  const { rows } = await sql<{ q: number[] | null }>`
    select percentile_cont(array[0.5, 0.9]) within group (order by extract(epoch from r.at - b.at)) as q
    from conversations c
    cross join lateral (select m.id, m.at from messages m join channels h on h.workspace_id = m.workspace_id and h.id = m.channel_id
      where m.workspace_id = c.workspace_id and m.conversation_id = c.id and ${byBuyer} and h.kind <> 'phone' order by m.id limit 1) b
    cross join lateral (select m.at from messages m
      where m.workspace_id = c.workspace_id and m.conversation_id = c.id and m.id > b.id and ${byPerson} order by m.id limit 1) r
    where c.workspace_id = ${ctx.workspaceId} and ${within(sql`c.created_at`, asked)} and ${real} ${held(asked)}`.execute(
    tx,
  );
  return quantiles(rows[0]?.q);
}

export type Handled = Span & { conversation_id: string; brand_id: string };
/**
 * The stretches of work that ended in an answer of a person in the time: from the oldest message it answers, or from when
 * that person was given the conversation after that message, to the answer.
 */
export async function handled(tx: Tx, ctx: Ctx, asked: Asked): Promise<Handled[]> {
  const { staff_id, ...others } = asked;
  const { rows } = await sql<Handled>`
    select c.id as conversation_id, c.brand_id, greatest(b.at, g.at) as "from", m.at as "to"
    from messages m join conversations c on c.workspace_id = m.workspace_id and c.id = m.conversation_id
    left join lateral (select p.id from messages p where p.workspace_id = m.workspace_id and p.conversation_id = m.conversation_id and p.id < m.id
      and p.kind = 'message' and p.direction = 'out' and p.author->>'kind' = 'staff' and p.automatic is null
      and p.state not in ('scheduled', 'cancelled', 'failed') order by p.id desc limit 1) p on true
    cross join lateral (select i.at from messages i where i.workspace_id = m.workspace_id and i.conversation_id = m.conversation_id and i.id < m.id
      and (p.id is null or i.id > p.id) and i.kind = 'message' and i.direction = 'in' and i.automatic is null order by i.id limit 1) b
    left join lateral (select e.at from events e where e.workspace_id = m.workspace_id and e.subject_kind = 'conversation'
      and e.subject_id = m.conversation_id and e.type = 'conversation.assigned' and e.id < m.id and e.at < m.at
      and e.data->>'staff_id' = m.author->>'id' and e.data->>'because' <> 'reply' order by e.id desc limit 1) g on true
    where m.workspace_id = ${ctx.workspaceId} and ${within(sql`m.at`, asked)} and ${byPerson} and ${real} ${held(others)}
      ${staff_id ? sql`and m.author->>'id' = ${staff_id}` : no}`.execute(tx);
  return rows;
}

export type Kept = { kind: ClockKind; policy: string; met: number; breached: number; running: number };
/** Promises that began in the time, by kind and policy. */
export async function promisesKept(tx: Tx, ctx: Ctx, { brand_id, team_id, staff_id, ...span }: Asked): Promise<Kept[]> {
  const { rows } = await sql<Kept>`
    select q.kind, q.policy_name as policy, count(*) filter (where q.state = 'met')::int as met,
      count(*) filter (where q.state in ('breached', 'breached_then_met'))::int as breached,
      count(*) filter (where q.state in ('running', 'paused'))::int as running
    from sla_clocks q where q.workspace_id = ${ctx.workspaceId} and ${within(sql`q.started_at`, span)}
      ${brand_id ? sql`and q.brand_id = ${brand_id}` : no} ${team_id ? sql`and q.team_id = ${team_id}` : no}
      ${staff_id ? sql`and q.assignee_id = ${staff_id}` : no}
    group by q.kind, q.policy_name order by q.kind, q.policy_name`.execute(tx);
  return rows;
}

export type Answers = { kind: 'csat' | 'nps'; answers: number; good: number; bad: number };
/** Answers to surveys that were asked in the time: `good` are 4–5 of CSAT and 9–10 of NPS, `bad` 1–2 and 0–6. */
export async function surveyAnswers(tx: Tx, ctx: Ctx, { staff_id, ...asked }: Asked): Promise<Answers[]> {
  const { rows } = await sql<Answers>`
    select s.kind, count(*)::int as answers,
      count(*) filter (where s.score >= case s.kind when 'csat' then 4 else 9 end)::int as good,
      count(*) filter (where s.score <= case s.kind when 'csat' then 2 else 6 end)::int as bad
    from surveys s join conversations c on c.workspace_id = s.workspace_id and c.id = s.conversation_id
    where s.workspace_id = ${ctx.workspaceId} and ${within(sql`s.asked_at`, asked)} and s.answered_at is not null
      ${staff_id ? sql`and s.staff_id = ${staff_id}` : no} ${held(asked)}
    group by s.kind`.execute(tx);
  return rows;
}

export function quantiles(found: readonly number[] | null | undefined): Quantiles | null {
  const [p50, p90] = found ?? [];
  return p50 === undefined || p90 === undefined ? null : { p50: Math.round(p50), p90: Math.round(p90) };
}
