/** Calls as lists and pages show them. */
import type { AnswerOf, CallPart, CallRow, CallStage, calls, QueryOf } from '@recoup/contract';
import { type RawBuilder, sql } from 'kysely';
import { afterPrefix, nameKey, numberKey } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { Call } from './call.ts';

export type LoadedGoods = {
  order_id: string;
  order_number: string;
  order_line_id: string | null;
  title: string | null;
  sku: string | null;
  photo_key: string | null;
};
export type LoadedCall = Call & {
  brand: CallRow['brand'];
  conversation: CallRow['conversation'];
  buyer_name: string;
  buyer_zone: string | null;
  place: string | null;
  staff: CallRow['staff'];
  goods: LoadedGoods | null;
  verdict: CallRow['verdict'];
  stills: number;
  recorded: boolean;
  parts: LoadedPart[];
  /** Where it rings now. */
  rings: string[];
  sort: string;
};
export type LoadedPart = Pick<CallPart, 'id' | 'kind' | 'mode' | 'name' | 'staff_id' | 'language' | 'knocks'> & {
  joined_at: string | null;
  left_at: string | null;
  refused_at: string | null;
  invited_at: string | null;
  here_until: string | null;
};

const COLUMNS = sql`c.*,
  jsonb_build_object('id', b.id, 'name', b.name) as brand,
  jsonb_build_object('id', v.id, 'code', v.code, 'subject', v.subject) as conversation,
  k.name as buyer_name, coalesce(c.time_zone, k.time_zone) as buyer_zone,
  case when o.id is not null then concat_ws(', ', nullif(o.address->>'city', ''), nullif(o.address->>'region', '')) end as place,
  case when s.id is not null then jsonb_build_object('id', s.id, 'name', s.name) end as staff,
  case when o.id is not null then jsonb_build_object('order_id', o.id, 'order_number', o.number, 'order_line_id', l.id, 'title', l.title,
    'sku', l.sku, 'photo_key', coalesce(f.thumb_key, f.key)) end as goods,
  (select d.verdict from verdicts d where d.workspace_id = c.workspace_id and d.call_id = c.id and d.replaced_by is null
    order by d.at desc, d.id desc limit 1) as verdict,
  (select count(*)::int from call_stills t where t.workspace_id = c.workspace_id and t.call_id = c.id and t.removed_at is null) as stills,
  exists (select from call_recordings r where r.workspace_id = c.workspace_id and r.call_id = c.id and r.state in ('joining', 'ready')) as recorded,
  coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'kind', p.kind, 'mode', p.mode, 'name', p.name, 'staff_id', p.staff_id,
      'language', p.language, 'knocks', p.knocks, 'joined_at', p.joined_at, 'left_at', p.left_at, 'refused_at', p.refused_at,
      'invited_at', p.invited_at, 'here_until', p.here_until) order by p.id)
    from call_parts p where p.workspace_id = c.workspace_id and p.call_id = c.id), '[]') as parts,
  coalesce((select jsonb_agg(r.staff_id) from call_rings r where r.workspace_id = c.workspace_id and r.call_id = c.id
    and r.answer = 'rings'), '[]') as rings`;
// Of an order with one line that line is meant.
const JOINED = sql`join brands b on b.workspace_id = c.workspace_id and b.id = c.brand_id
  join conversations v on v.workspace_id = c.workspace_id and v.id = c.conversation_id
  join contacts k on k.workspace_id = c.workspace_id and k.id = c.contact_id
  left join staff s on s.workspace_id = c.workspace_id and s.id = c.staff_id
  left join orders o on o.workspace_id = c.workspace_id and o.id = c.order_id
  left join lateral (select l.id, l.title, l.sku, l.variant_id from order_lines l where l.workspace_id = c.workspace_id and l.order_id = o.id
    and (l.id = c.order_line_id or (c.order_line_id is null and not exists (select from order_lines x
      where x.workspace_id = l.workspace_id and x.order_id = l.order_id and x.id <> l.id))) limit 1) l on true
  left join variants a on a.workspace_id = c.workspace_id and a.id = l.variant_id
  left join products p on p.workspace_id = a.workspace_id and p.id = a.product_id
  left join files f on f.workspace_id = p.workspace_id and f.id = p.photo_file_id`;

async function load(
  tx: Tx,
  from: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
  key: RawBuilder<unknown> = sql`c.asked_at`,
): Promise<LoadedCall[]> {
  const { rows } = await sql<LoadedCall>`with c as materialized (${from})
    select ${COLUMNS}, ${key}::text as sort from c ${JOINED} order by ${order}`.execute(tx);
  return rows;
}

/** One call; undefined where it is not there. */
export async function loadCall(tx: Tx, ctx: Ctx, id: string): Promise<LoadedCall | undefined> {
  const [row] = await load(
    tx,
    sql`select * from calls where workspace_id = ${ctx.workspaceId} and id = ${id}`,
    sql`c.id`,
  );
  return row;
}

/** Calls in these stages, of one brand where it is named, who waits longest first. */
export function callsIn(
  tx: Tx,
  ctx: Ctx,
  stages: readonly CallStage[],
  { brandId, before }: { brandId?: string; before?: Date },
): Promise<LoadedCall[]> {
  const brand = brandId ? sql` and brand_id = ${brandId}` : sql``;
  const soon = before ? sql` and (scheduled_for is null or scheduled_for < ${before})` : sql``;
  return load(
    tx,
    sql`select * from calls where workspace_id = ${ctx.workspaceId} and stage = any (${stages as string[]}::text[])${brand}${soon}
      order by asked_at limit 200`,
    sql`c.call_back, coalesce(c.scheduled_for, c.waits_since, c.asked_at), c.id`,
  );
}

/** Calls, newest first, or those agreed on, the soonest first; one more than asked where there is more. */
export function listCalls(
  tx: Tx,
  ctx: Ctx,
  query: QueryOf<typeof calls.list>,
  after: readonly (string | number | null)[] | null,
): Promise<LoadedCall[]> {
  const where = [sql`c.workspace_id = ${ctx.workspaceId}`];
  if (query.brand_id) where.push(sql`c.brand_id = ${query.brand_id}`);
  if (query.stage?.length) where.push(sql`c.stage = any (${query.stage}::text[])`);
  if (query.staff_id) where.push(sql`c.staff_id = ${query.staff_id}`);
  if (query.conversation_id) where.push(sql`c.conversation_id = ${query.conversation_id}`);
  if (query.order_id) where.push(sql`c.order_id = ${query.order_id}`);
  if (query.from) where.push(sql`c.asked_at >= ${query.from}`);
  if (query.to) where.push(sql`c.asked_at < ${query.to}`);
  if (query.verdict?.length)
    where.push(sql`exists (select from verdicts d where d.workspace_id = c.workspace_id and d.call_id = c.id
      and d.replaced_by is null and d.verdict = any (${query.verdict}::text[]))`);
  if (query.q) where.push(found(query.q));
  if (query.agreed_to) {
    where.push(sql`c.scheduled_for < ${query.agreed_to}`);
    if (after) where.push(sql`(c.scheduled_for, c.id) > (${after[0]}::timestamptz, ${after[1]}::uuid)`);
    return load(
      tx,
      sql`select c.* from calls c where ${sql.join(where, sql` and `)} order by c.scheduled_for, c.id limit ${query.limit + 1}`,
      sql`c.scheduled_for, c.id`,
      sql`c.scheduled_for`,
    );
  }
  if (after) where.push(sql`(c.asked_at, c.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`);
  return load(
    tx,
    sql`select c.* from calls c where ${sql.join(where, sql` and `)} order by c.asked_at desc, c.id desc limit ${query.limit + 1}`,
    sql`c.asked_at desc, c.id desc`,
  );
}

/** How many calls each view of the list holds. A link that nobody opened yet is neither agreed on nor waited for. */
export async function countCalls(tx: Tx, ctx: Ctx, query: QueryOf<typeof calls.counts>) {
  const brand = query.brand_id ? sql` and brand_id = ${query.brand_id}` : sql``;
  const { rows } = await sql<AnswerOf<typeof calls.counts>>`select
      count(*) filter (where stage in ('waiting', 'ringing', 'live'))::int as now,
      count(*) filter (where stage = 'scheduled' and scheduled_for < ${query.day_ends})::int as today,
      count(*) filter (where stage = 'scheduled' and scheduled_for < ${query.week_ends})::int as week,
      count(*) filter (where stage = 'missed' and asked_at >= ${query.since})::int as missed,
      count(*) filter (where stage = 'ended' and asked_at >= ${query.since})::int as ended
    from calls where workspace_id = ${ctx.workspaceId}${brand}
      and (asked_at >= ${query.since} or stage in ('waiting', 'ringing', 'live', 'scheduled'))`.execute(tx);
  return rows[0]!;
}

/** By its code, its conversation's or its order's number, or the beginning of the buyer's name. */
function found(q: string): RawBuilder<unknown> {
  const code = q.trim().toUpperCase();
  const name = nameKey(q);
  return sql`(c.code = ${code}
    or exists (select from conversations v where v.workspace_id = c.workspace_id and v.id = c.conversation_id and v.code = ${code})
    or exists (select from orders o where o.workspace_id = c.workspace_id and o.id = c.order_id and o.number_key = ${numberKey(q)})
    or exists (select from contacts k where k.workspace_id = c.workspace_id and k.id = c.contact_id and k.name_key >= ${name}
      and k.name_key < ${afterPrefix(name)}))`;
}
