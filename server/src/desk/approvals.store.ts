/** What waits for a second person: remedies above a limit, refunds and goodwill above the brand's. One statement. */
import type { AnswerOf, Approval, QueryOf, remediesApi } from '@recoup/contract';
import { sql } from 'kysely';
import { moneyDefaults, movesOfCredit, refundMoves } from '../money/index.ts';
import { type Ctx, may, samePerson } from '../platform/ctx.ts';
import { pageOf, readCursor } from '../platform/cursor.ts';
import type { Tx } from '../platform/db.ts';
import { whyNotApprove } from '../returns/index.ts';
import { photoOf } from '../uploads/index.ts';

type Asker = NonNullable<Approval['asked_by']> & { personId?: string | null };
type Row = Omit<Approval, 'amount' | 'photos' | 'moves' | 'asked_by' | 'asked_at' | 'due_at'> & {
  amount: number;
  currency: string;
  asked_by: Asker | null;
  asked_at: Date;
  due_at: Date | null;
  photos: { id: string; key: string; thumb_key: string | null; caption: string | null; added_at: string }[];
};

const people = sql`jsonb_build_object('id', b.id, 'name', b.name) as brand, jsonb_build_object('id', o.id, 'number', o.number) as "order",
  jsonb_build_object('id', c.id, 'name', c.name) as customer`;
const joined = sql`join brands b on b.workspace_id = r.workspace_id and b.id = r.brand_id
  join orders o on o.workspace_id = r.workspace_id and o.id = r.order_id
  join customers c on c.workspace_id = r.workspace_id and c.id = r.customer_id`;
const linesOf = (returnId: ReturnType<typeof sql>) => sql`left join lateral (
  select (array_agg(x.title order by x.position))[1] as title, array_agg(distinct x.remedy) as remedies, sum(x.gives)::bigint as gives,
    (array_agg(x.comment order by x.position) filter (where x.comment is not null))[1] as comment
  from return_lines x where x.workspace_id = r.workspace_id and x.return_id = ${returnId}) l on true`;
const photosOf = (returnId: ReturnType<typeof sql>) => sql`coalesce((
  select jsonb_agg(jsonb_build_object('id', f.id, 'key', f.key, 'thumb_key', f.thumb_key, 'caption', x.caption, 'added_at', x.added_at) order by x.added_at, f.id)
  from return_files x join files f on f.workspace_id = x.workspace_id and f.id = x.file_id
  where x.workspace_id = r.workspace_id and x.return_id = ${returnId} and f.type like 'image/%'), '[]')`;

const returnsAsked = (ctx: Ctx) => sql`
  select 'return' as kind, r.id, r.code, ${people}, jsonb_build_object('id', r.id, 'code', r.code) as return,
    l.title, l.remedies, l.gives as amount, r.currency, r.asked_by, coalesce(e.at, r.requested_at) as asked_at,
    coalesce(r.override_reason, l.comment) as note,
    (select coalesce(jsonb_agg(w), '[]') from jsonb_array_elements(r.verdict->'because') w where w->>'rule' in ('limit', 'risk')) as because,
    ${photosOf(sql`r.id`)} as photos, r.decide_by as due_at
  from returns r ${joined} ${linesOf(sql`r.id`)}
  left join lateral (select max(e.at) as at from events e
    where e.workspace_id = r.workspace_id and e.return_id = r.id and e.type = 'return.approval_asked') e on true
  where r.workspace_id = ${ctx.workspaceId} and r.stage = 'requested'
    and exists (select from unnest(r.review) code where code like 'limit.%')`;

/** The brand's own limit, as it is now. */
const above = sql`case when m.brand_id is null then ${moneyDefaults.second_person_above}::bigint else m.second_person_above end`;
const aboveBrands = (
  remedy: ReturnType<typeof sql>,
) => sql`jsonb_build_array(jsonb_build_object('rule', 'limit', 'code', 'limit.per_case',
  'facts', jsonb_build_object('remedy', ${remedy}, 'value', jsonb_build_object('amount', r.amount, 'currency', r.currency),
    'limit', case when ${above} is not null then jsonb_build_object('amount', ${above}, 'currency', r.currency) end)))`;

const refundsAsked = (ctx: Ctx) => sql`
  select 'refund' as kind, r.id, r.code, ${people},
    case when t.id is not null then jsonb_build_object('id', t.id, 'code', t.code) end as return,
    coalesce(l.title, o.number) as title, coalesce(l.remedies, array[r.kind]) as remedies, r.amount, r.currency, r.asked_by,
    coalesce(r.asked_at, r.owed_at) as asked_at, coalesce(t.override_reason, l.comment) as note,
    ${aboveBrands(sql`r.kind`)} as because,
    ${photosOf(sql`r.return_id`)} as photos, r.due_at
  from refunds r ${joined} ${linesOf(sql`r.return_id`)}
  left join returns t on t.workspace_id = r.workspace_id and t.id = r.return_id
  left join money_settings m on m.workspace_id = r.workspace_id and m.brand_id = r.brand_id
  where r.workspace_id = ${ctx.workspaceId} and r.state = 'owed' and r.needs_second and r.asked_by is not null and r.approved_by is null`;

/** Given for no goods, and its code is shown to nobody yet. */
const creditsAsked = (ctx: Ctx) => sql`
  select 'store_credit' as kind, r.id, '—' as code, jsonb_build_object('id', b.id, 'name', b.name) as brand,
    case when o.id is not null then jsonb_build_object('id', o.id, 'number', o.number) end as "order",
    jsonb_build_object('id', c.id, 'name', c.name) as customer, null::jsonb as return, '' as title, array['store_credit'] as remedies,
    r.amount, r.currency, r.asked_by, r.created_at as asked_at, r.reason as note,
    ${aboveBrands(sql`'store_credit'`)} as because, '[]'::jsonb as photos, null::timestamptz as due_at
  from store_credits r join brands b on b.workspace_id = r.workspace_id and b.id = r.brand_id
    join customers c on c.workspace_id = r.workspace_id and c.id = r.customer_id
    left join orders o on o.workspace_id = r.workspace_id and o.id = r.order_id
    left join money_settings m on m.workspace_id = r.workspace_id and m.brand_id = r.brand_id
  where r.workspace_id = ${ctx.workspaceId} and r.state = 'asked'`;

/** Oldest first. Throws `input.cursor`. */
export async function listApprovals(
  tx: Tx,
  ctx: Ctx,
  query: QueryOf<(typeof remediesApi)['approvals']>,
): Promise<AnswerOf<(typeof remediesApi)['approvals']>> {
  const after = readCursor(query.cursor, ['at', 'id']);
  const where = [
    sql`true`,
    ...(query.brand_id ? [sql`w.brand->>'id' = ${query.brand_id}`] : []),
    ...(after ? [sql`(w.asked_at, w.id) > (${after[0]}::timestamptz, ${after[1]}::uuid)`] : []),
  ];
  const { rows } = await sql<Row>`
    select w.* from (${returnsAsked(ctx)} union all ${refundsAsked(ctx)} union all ${creditsAsked(ctx)}) w where ${sql.join(where, sql` and `)}
    order by w.asked_at, w.id limit ${query.limit + 1}`.execute(tx);
  const page = pageOf(rows, query.limit, (row) => [row.asked_at.toISOString(), row.id]);
  return { ...page, rows: page.rows.map((row) => shown(ctx, row)) };
}

function shown(ctx: Ctx, { currency, photos, asked_by, asked_at, due_at, ...row }: Row): Approval {
  return {
    ...row,
    amount: { amount: row.amount, currency },
    asked_by: asked_by && { kind: asked_by.kind, id: asked_by.id, name: asked_by.name },
    asked_at: asked_at.toISOString(),
    due_at: due_at?.toISOString() ?? null,
    photos: photos.map((photo) => photoOf(ctx, { ...photo, added_at: new Date(photo.added_at) })),
    moves: movesOf(ctx, row.kind, asked_by),
  };
}

/** A refund as it waits here, for its own table of ways. */
const waitingRefund = {
  id: '',
  state: 'owed' as const,
  kind: 'refund' as const,
  gateway: '',
  amount: 0,
  needs_second: true,
  approved_by: null,
  failure: null,
};

const waitingCredit = { state: 'asked' as const, redeemed: false, cash_out: false };

/** Nobody says yes to what they asked for themselves. The rules are the returns', the refunds' and the credits' own. */
function movesOf({ actor }: Ctx, kind: Approval['kind'], askedBy: Asker | null): Approval['moves'] {
  if (samePerson(askedBy, actor)) return [];
  if (kind === 'refund') {
    const open = refundMoves({ ...waitingRefund, asked_by: askedBy }, actor);
    return (['approve', 'change_amount'] as const).filter((move) => open.includes(move));
  }
  if (kind === 'store_credit') {
    const open = movesOfCredit({ ...waitingCredit, asked_by: askedBy }, actor);
    return (['approve', 'decline'] as const).filter((move) => open.includes(move));
  }
  const asked = { stage: 'requested', review: ['limit.per_case'], asked_by: askedBy } as const;
  if (!may(actor, 'returns.decide') || whyNotApprove({ ...asked, review: [...asked.review] }, actor)) return [];
  return ['approve', 'decline'];
}
