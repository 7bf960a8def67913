import type { Waiting } from '@recoup/contract';
import { type RawBuilder, sql } from 'kysely';
import { type Ctx, may } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';

type Kind = Waiting['kind'];
type Row = {
  kind: Kind;
  subject_kind: Waiting['subject']['kind'];
  id: string;
  code: string;
  who: string | null;
  title: string | null;
  facts: Record<string, unknown>;
  amount: number | null;
  currency: string | null;
  site_id: string | null;
  site: string | null;
  brand_id: string | null;
  brand: string | null;
  due: Date | null;
  since: Date;
  of_kind: number;
};

const firstLine = sql`left join lateral (
  select (array_agg(x.title order by x.position))[1] as title, sum(x.quantity)::int as units, (array_agg(x.reason order by x.position))[1] as reason,
    (array_agg(x.remedy order by x.position))[1] as remedy, sum(x.gives)::bigint as gives,
    sum((x.offer->'amount'->>'amount')::bigint)::bigint as value
  from return_lines x where x.workspace_id = r.workspace_id and x.return_id = r.id) l on true`;
const unitFrom = sql`from units u
  left join sites s on s.workspace_id = u.workspace_id and s.id = u.site_id
  left join brands b on b.workspace_id = u.workspace_id and b.id = u.brand_id
  left join returns r on r.workspace_id = u.workspace_id and r.id = u.return_id`;
const unitColumns = (
  since: RawBuilder<unknown>,
) => sql`'unit' as subject_kind, u.id, u.lpn as code, null::text as who, u.title,
  jsonb_build_object('arrival', u.arrival, 'grade', u.grade, 'disposition', u.disposition, 'return_code', r.code, 'sku', u.sku) as facts,
  null::bigint as amount, null::text as currency, u.site_id, s.name as site, u.brand_id, b.name as brand, null::timestamptz as due, ${since} as since`;
// Money of an order that was called off goes back without a return.
const refundFrom = sql`from refunds f
  join orders o on o.workspace_id = f.workspace_id and o.id = f.order_id
  left join returns r on r.workspace_id = f.workspace_id and r.id = f.return_id
  join customers c on c.workspace_id = f.workspace_id and c.id = f.customer_id
  join brands b on b.workspace_id = f.workspace_id and b.id = f.brand_id ${firstLine}`;
const refundColumns = sql`'refund' as subject_kind, f.id, f.code, c.name as who, coalesce(l.title, o.number) as title,
  jsonb_build_object('kind', f.kind, 'return_code', r.code, 'failure', f.failure, 'asked_by', f.asked_by->>'name') as facts,
  f.amount, f.currency, null::uuid as site_id, null::text as site, f.brand_id, b.name as brand, f.due_at as due, f.owed_at as since`;

// Goods that are owed leave within two days of being asked for.
const outboundRows = sql`'outbound' as subject_kind, o.id, o.code, c.name as who, l.title,
  jsonb_build_object('remedy', o.remedy, 'state', o.state, 'waits_for', o.waits_for, 'return_code', r.code,
    'label_failed', o.state = 'packed' and exists (select from labels lb where lb.workspace_id = o.workspace_id and lb.outbound_id = o.id
      and lb.state = 'failed') and not exists (select from labels lb where lb.workspace_id = o.workspace_id and lb.outbound_id = o.id
      and lb.state in ('wanted', 'made'))) as facts,
  null::bigint as amount, null::text as currency, o.site_id, s.name as site, o.brand_id, b.name as brand,
  o.opened_at + interval '48 hours' as due, o.opened_at as since
  from outbound_orders o join returns r on r.workspace_id = o.workspace_id and r.id = o.return_id
  join customers c on c.workspace_id = r.workspace_id and c.id = r.customer_id
  join brands b on b.workspace_id = o.workspace_id and b.id = o.brand_id
  left join sites s on s.workspace_id = o.workspace_id and s.id = o.site_id
  left join lateral (select (array_agg(x.title order by x.position))[1] as title from outbound_lines x
    where x.workspace_id = o.workspace_id and x.outbound_id = o.id) l on true`;

/** A person and a key they made are one: `samePerson`, for rows. */
const notAskedBy = ({ actor: { id, personId } }: Ctx, asked: RawBuilder<unknown>) => {
  const people = [id, personId].filter((one) => typeof one === 'string');
  return sql`not coalesce(${asked}->>'id' = any (${people}) or ${asked}->>'personId' = any (${people}), false)`;
};

/** Where each kind of work is found, and who does it. Every source reads a partial index or a short stage, never a whole table. */
const sources: { kind: Kind; permission: string; rows: (ctx: Ctx) => RawBuilder<unknown> }[] = [
  {
    kind: 'approve',
    permission: 'returns.decide',
    rows: (ctx) => sql`'return' as subject_kind, r.id, r.code, c.name as who, l.title,
      jsonb_build_object('review', r.review, 'reason', l.reason, 'units', l.units) as facts, l.value as amount, r.currency,
      null::uuid as site_id, null::text as site, r.brand_id, b.name as brand, r.decide_by as due, r.requested_at as since
      from returns r join customers c on c.workspace_id = r.workspace_id and c.id = r.customer_id
      join brands b on b.workspace_id = r.workspace_id and b.id = r.brand_id ${firstLine}
      where r.workspace_id = ${ctx.workspaceId} and r.stage = 'requested'
        and not exists (select from unnest(r.review) code where code like 'limit.%')`,
  },
  {
    kind: 'receive',
    permission: 'warehouse.receive',
    rows: (ctx) => sql`'parcel' as subject_kind, p.id, p.code, c.name as who, coalesce(l.title, p.tracking) as title,
      jsonb_build_object('tracking', p.tracking, 'return_code', r.code, 'blind', p.blind) as facts, null::bigint as amount, null::text as currency,
      p.site_id, s.name as site, p.brand_id, b.name as brand, p.arrived_at + interval '24 hours' as due, p.arrived_at as since
      from parcels p join sites s on s.workspace_id = p.workspace_id and s.id = p.site_id
      left join brands b on b.workspace_id = p.workspace_id and b.id = p.brand_id
      left join returns r on r.workspace_id = p.workspace_id and r.id = p.return_id
      left join customers c on c.workspace_id = r.workspace_id and c.id = r.customer_id ${firstLine}
      where p.workspace_id = ${ctx.workspaceId} and p.stage = 'arrived'`,
  },
  {
    kind: 'blind_parcel',
    permission: 'warehouse.receive',
    rows: (
      ctx,
    ) => sql`'parcel' as subject_kind, p.id, p.code, null::text as who, (select min(u.title) from units u where u.workspace_id = p.workspace_id and u.parcel_id = p.id) as title,
      jsonb_build_object('tracking', p.tracking) as facts, null::bigint as amount, null::text as currency,
      p.site_id, s.name as site, p.brand_id, b.name as brand, null::timestamptz as due, p.unpacked_at as since
      from parcels p join sites s on s.workspace_id = p.workspace_id and s.id = p.site_id
      left join brands b on b.workspace_id = p.workspace_id and b.id = p.brand_id
      where p.workspace_id = ${ctx.workspaceId} and p.stage = 'unpacked' and p.blind and p.return_id is null`,
  },
  {
    kind: 'inspect',
    permission: 'warehouse.inspect',
    rows: (ctx) =>
      sql`${unitColumns(sql`u.arrived_at`)} ${unitFrom} where u.workspace_id = ${ctx.workspaceId} and u.stage = 'arrived'`,
  },
  {
    kind: 'acceptance',
    permission: 'warehouse.override',
    rows: (ctx) =>
      sql`${unitColumns(sql`u.inspected_at`)} ${unitFrom} where u.workspace_id = ${ctx.workspaceId} and u.stage in ('inspected', 'decided', 'ready') and u.acceptance = 'ask'`,
  },
  {
    kind: 'decide',
    permission: 'warehouse.decide',
    rows: (ctx) =>
      sql`${unitColumns(sql`u.inspected_at`)} ${unitFrom} where u.workspace_id = ${ctx.workspaceId} and u.stage = 'inspected'`,
  },
  {
    kind: 'put_away',
    permission: 'warehouse.stock',
    rows: (ctx) =>
      sql`${unitColumns(sql`u.decided_at`)} ${unitFrom} where u.workspace_id = ${ctx.workspaceId} and u.stage = 'decided'`,
  },
  {
    kind: 'refund',
    permission: 'money.send',
    rows: (ctx) =>
      sql`${refundColumns} ${refundFrom} where f.workspace_id = ${ctx.workspaceId} and f.state = 'owed' and not (f.needs_second and f.asked_by is not null)`,
  },
  {
    kind: 'second_person',
    permission: 'money.approve',
    rows: (
      ctx,
    ) => sql`${refundColumns} ${refundFrom} where f.workspace_id = ${ctx.workspaceId} and f.state = 'owed' and f.needs_second and f.asked_by is not null
      and ${notAskedBy(ctx, sql`f.asked_by`)}
    union all select 'return', r.id, r.code, c.name, l.title,
      jsonb_build_object('remedy', l.remedy, 'return_code', r.code, 'asked_by', r.asked_by->>'name'),
      l.gives, r.currency, null::uuid, null::text, r.brand_id, b.name, r.decide_by, r.requested_at
      from returns r join customers c on c.workspace_id = r.workspace_id and c.id = r.customer_id
      join brands b on b.workspace_id = r.workspace_id and b.id = r.brand_id ${firstLine}
      where r.workspace_id = ${ctx.workspaceId} and r.stage = 'requested' and exists (select from unnest(r.review) code where code like 'limit.%')
      and ${notAskedBy(ctx, sql`r.asked_by`)}
    union all select 'store_credit', s.id, '', c.name, s.reason, jsonb_build_object('remedy', 'store_credit', 'asked_by', s.asked_by->>'name'),
      s.amount, s.currency, null::uuid, null::text, s.brand_id, b.name, null::timestamptz, s.created_at
      from store_credits s join customers c on c.workspace_id = s.workspace_id and c.id = s.customer_id
      join brands b on b.workspace_id = s.workspace_id and b.id = s.brand_id
      where s.workspace_id = ${ctx.workspaceId} and s.state = 'asked' and ${notAskedBy(ctx, sql`s.asked_by`)}`,
  },
  {
    kind: 'dispute',
    permission: 'money.send',
    rows: (ctx) => sql`'dispute' as subject_kind, d.id, d.code, c.name as who, o.number as title,
      jsonb_build_object('reason', d.reason, 'kind', d.kind) as facts, d.amount, d.currency, null::uuid as site_id, null::text as site,
      d.brand_id, b.name as brand, d.due_by as due, d.opened_at as since
      from disputes d join customers c on c.workspace_id = d.workspace_id and c.id = d.customer_id
      join brands b on b.workspace_id = d.workspace_id and b.id = d.brand_id
      join orders o on o.workspace_id = d.workspace_id and o.id = d.order_id
      where d.workspace_id = ${ctx.workspaceId} and d.state = 'needs_response' and d.sending <> 'sending'`,
  },
  {
    kind: 'charge',
    permission: 'money.ask',
    rows: (ctx) => sql`'charge' as subject_kind, x.id, x.code, c.name as who, x.title,
      jsonb_build_object('purpose', x.purpose, 'state', x.state, 'capture_due', x.capture_due, 'failure', x.failure) as facts, x.amount, x.currency,
      null::uuid as site_id, null::text as site, x.brand_id, b.name as brand, x.hold_until as due, coalesce(x.paid_at, x.asked_at, x.wanted_at) as since
      from charges x join customers c on c.workspace_id = x.workspace_id and c.id = x.customer_id
      join brands b on b.workspace_id = x.workspace_id and b.id = x.brand_id
      where x.workspace_id = ${ctx.workspaceId} and x.state in ('failed', 'expired', 'authorized') and (x.state <> 'authorized' or x.capture_due)`,
  },
  {
    kind: 'refund_failed',
    permission: 'money.send',
    rows: (ctx) => sql`${refundColumns} ${refundFrom} where f.workspace_id = ${ctx.workspaceId} and f.state = 'failed'`,
  },
  {
    kind: 'exchange',
    permission: 'returns.write',
    // What is owed in goods and nobody sends: no outbound order is open for it, or there is no stock for one.
    rows: (ctx) => sql`'return' as subject_kind, r.id, r.code, c.name as who, x.title,
      jsonb_build_object('remedy', x.remedy, 'units', x.accepted) as facts, null::bigint as amount, null::text as currency,
      null::uuid as site_id, null::text as site, r.brand_id, b.name as brand, null::timestamptz as due, coalesce(r.received_at, r.approved_at, r.requested_at) as since
      from returns r join return_lines x on x.workspace_id = r.workspace_id and x.return_id = r.id
      join customers c on c.workspace_id = r.workspace_id and c.id = r.customer_id
      join brands b on b.workspace_id = r.workspace_id and b.id = r.brand_id
      left join lateral (select q.id, q.waits_for from outbound_orders q where q.workspace_id = x.workspace_id and q.return_line_id = x.id
        and q.state in ('waiting', 'reserved', 'picked', 'packed') limit 1) q on true
      where r.workspace_id = ${ctx.workspaceId} and r.stage in ('approved', 'in_transit', 'received')
        and x.remedy in ('exchange', 'replacement', 'spare_part', 'repair') and x.replacement_sent_at is null
        and (x.accepted > 0 or x.offer->>'ships' = 'now' or not (x.offer->>'goods_back')::boolean)
        and (q.id is null or q.waits_for = 'stock')`,
  },
  {
    kind: 'send',
    permission: 'warehouse.stock',
    rows: (ctx) => sql`${outboundRows} where o.workspace_id = ${ctx.workspaceId}
      and (o.state in ('reserved', 'picked', 'packed') or (o.state = 'waiting' and o.waits_for = 'repair'))`,
  },
  {
    kind: 'answer',
    permission: 'inbox.write',
    // Mine or nobody's, open, and its promise runs out within four hours or has.
    rows: (ctx) => sql`'conversation' as subject_kind, c.id, c.code, k.name as who, c.subject as title,
      jsonb_build_object('clock', c.clock_kind, 'channel', h.kind, 'mine', c.assignee_id is not null) as facts, null::bigint as amount, null::text as currency,
      null::uuid as site_id, null::text as site, c.brand_id, b.name as brand, c.clock_by as due, coalesce(c.last_buyer_at, c.created_at) as since
      from conversations c join contacts k on k.workspace_id = c.workspace_id and k.id = c.contact_id
      join channels h on h.workspace_id = c.workspace_id and h.id = c.channel_id
      join brands b on b.workspace_id = c.workspace_id and b.id = c.brand_id
      where c.workspace_id = ${ctx.workspaceId} and c.state = 'open' and c.merged_into is null and not c.spam and c.snoozed_until is null
        and c.clock_by <= ${new Date(ctx.now.getTime() + 4 * 3_600_000)}
        and (c.holder = 'nobody' or c.assignee_id = ${ctx.actor.kind === 'staff' ? ctx.actor.id : null})`,
  },
];

/** At most this many rows of a kind are shown; the counts are of all. */
const SHOWN = 40;

/** What waits for this actor, the soonest clock first in every kind, and how many of each kind there are. */
export async function waitingFor(
  tx: Tx,
  ctx: Ctx,
  at: { site_id?: string; brand_id?: string },
): Promise<{ waiting: Waiting[]; counts: Record<Kind, number> }> {
  const counts = Object.fromEntries(sources.map(({ kind }) => [kind, 0])) as Record<Kind, number>;
  const mine = sources.filter(({ permission }) => may(ctx.actor, permission));
  if (mine.length === 0) return { waiting: [], counts };
  const here = sql.join(
    [
      sql`true`,
      ...(at.site_id ? [sql`(w.site_id is null or w.site_id = ${at.site_id})`] : []),
      ...(at.brand_id ? [sql`(w.brand_id is null or w.brand_id = ${at.brand_id})`] : []),
    ],
    sql` and `,
  );
  const found = await sql<Row>`${sql.join(
    mine.map(
      ({ kind, rows }) =>
        sql`(select ${sql.lit(kind)} as kind, w.*, (count(*) over ())::int as of_kind from (select ${rows(ctx)}) w where ${here} order by w.due nulls last, w.since limit ${sql.lit(SHOWN)})`,
    ),
    sql` union all `,
  )}`.execute(tx);
  for (const row of found.rows) counts[row.kind] = row.of_kind;
  return { waiting: found.rows.map(shown), counts };
}

function shown(row: Row): Waiting {
  const named = (id: string | null, name: string | null) => (id && name ? { id, name } : null);
  return {
    kind: row.kind,
    subject: { kind: row.subject_kind, id: row.id, code: row.code },
    who: row.who,
    title: row.title ?? row.code,
    facts: row.facts,
    amount: row.amount !== null && row.currency ? { amount: row.amount, currency: row.currency } : null,
    site: named(row.site_id, row.site),
    brand: named(row.brand_id, row.brand),
    by: row.due?.toISOString() ?? null,
    since: row.since.toISOString(),
  };
}
