import { type Refund as RefundOnTheWire, type RefundWait, refundWait } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { pageOf, readCursor } from '../../platform/cursor.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { RefundIntent } from '../gateways/gateway.ts';
import { MANUAL, movesOf, type RefundState } from './refund.ts';
import { DEFAULT_SETTINGS, ours } from './refunds.store.ts';

type Who = { kind: 'staff' | 'api_key' | 'buyer' | 'system'; id: string | null; name: string };
type Row = {
  id: string;
  code: string;
  version: number;
  kind: 'refund' | 'store_credit' | 'keep_it';
  amount: number;
  currency: string;
  parts: { code: string; amount: number; facts?: Record<string, unknown> }[];
  state: RefundState;
  gateway: string;
  reference: string | null;
  failure: string | null;
  failure_text: string | null;
  failure_facts: Record<string, unknown>;
  bounced_at: Date | null;
  goes_at: Date | null;
  waits_for: RefundWait | null;
  second_person_above: number | null;
  needs_second: boolean;
  asked_by: Who | null;
  asked_at: Date | null;
  approved_by: Who | null;
  due_at: Date | null;
  owed_at: Date;
  sending_at: Date | null;
  sent_at: Date | null;
  sent_by: Who | null;
  brand_id: string;
  brand: string;
  order_id: string;
  order_number: string;
  return_id: string | null;
  return_code: string | null;
  customer_id: string;
  customer: string;
  title: string | null;
  payment_label: string | null;
  payment_left: number | null;
  credit_code: string | null;
  return_stage: string | null;
  units: number | null;
  accepted: number | null;
  other_open: boolean;
  disputes: string[] | null;
  verdict: string | null;
};

/** What an open refund waits for. */
const waits = sql`case
  when r.state = 'failed' then 'failed'
  when r.state = 'sending' then case when r.gateway = ${sql.lit(MANUAL)} then 'hand' else 'company' end
  when r.state = 'owed' then case when r.needs_second and r.approved_by is null then 'second_person' when r.goes_at is not null then 'itself' else 'person' end
end`;
const rows = sql`
  select r.id, r.code, r.version, r.kind, r.amount, r.currency, r.parts, r.state, r.gateway, r.reference, r.failure, r.failure_text, r.failure_facts, r.bounced_at, r.goes_at,
    ${waits} as waits_for, case when m.workspace_id is null then ${sql.lit(DEFAULT_SETTINGS.second_person_above)} else m.second_person_above end as second_person_above, r.needs_second, r.asked_by, r.asked_at,
    r.approved_by, r.due_at, r.owed_at, r.sending_at, r.sent_at, r.sent_by, r.brand_id, b.name as brand, r.order_id, o.number as order_number,
    r.return_id, t.code as return_code, t.stage as return_stage, t.verdict->>'answer' as verdict, r.customer_id, c.name as customer,
    l.title, l.units, l.accepted, p.label as payment_label, p.amount - p.refunded as payment_left, s.code as credit_code,
    exists (select from refunds x where x.workspace_id = r.workspace_id and x.order_id = r.order_id and x.id <> r.id and x.state in ('owed', 'sending')) as other_open,
    (select array_agg(d.code order by d.id) from disputes d where d.workspace_id = r.workspace_id and d.order_id = r.order_id and r.kind <> 'store_credit'
      and (d.payment_id is null or r.payment_id is null or d.payment_id = r.payment_id) and d.state <> 'won') as disputes
  from refunds r
  join brands b on b.workspace_id = r.workspace_id and b.id = r.brand_id
  join orders o on o.workspace_id = r.workspace_id and o.id = r.order_id
  join customers c on c.workspace_id = r.workspace_id and c.id = r.customer_id
  left join returns t on t.workspace_id = r.workspace_id and t.id = r.return_id
  left join payments p on p.workspace_id = r.workspace_id and p.id = r.payment_id
  left join store_credits s on s.workspace_id = r.workspace_id and s.refund_id = r.id
  left join money_settings m on m.workspace_id = r.workspace_id and m.brand_id = r.brand_id
  left join lateral (
    select (array_agg(x.title order by x.position))[1] as title, sum(x.quantity)::int as units, sum(x.accepted)::int as accepted
    from return_lines x where x.workspace_id = r.workspace_id and x.return_id = r.return_id) l on true`;

function shown(ctx: Ctx, row: Row): RefundOnTheWire {
  const money = (amount: number) => ({ amount, currency: row.currency });
  const at = (date: Date | null) => date?.toISOString() ?? null;
  const checks = [
    {
      code: 'goods_checked',
      // An order called off before it left has no goods to check.
      ok: row.return_id === null || row.kind === 'keep_it' || (row.accepted ?? 0) > 0,
      facts: { accepted: row.accepted, units: row.units, keeps: row.kind === 'keep_it' },
    },
    { code: 'inside_policy', ok: row.return_id === null || row.verdict === 'yes', facts: { verdict: row.verdict } },
    // What is owed is reserved on the payment already, so what is left may be zero but never less.
    {
      code: 'not_above_paid',
      ok: row.payment_left === null || row.payment_left >= 0,
      facts: { left: row.payment_left === null ? null : money(row.payment_left) },
    },
    { code: 'no_other_open', ok: !row.other_open, facts: {} },
    { code: 'no_dispute', ok: row.disputes === null, facts: { disputes: row.disputes ?? [] } },
  ];
  return {
    id: row.id,
    code: row.code,
    version: row.version,
    brand: { id: row.brand_id, name: row.brand },
    kind: row.kind,
    return: row.return_id && row.return_code ? { id: row.return_id, code: row.return_code } : null,
    order: { id: row.order_id, number: row.order_number },
    customer: { id: row.customer_id, name: row.customer },
    title: row.title ?? row.order_number,
    amount: money(row.amount),
    parts: row.parts.map(({ code, amount, facts }) => ({ code, amount: money(amount), ...(facts ? { facts } : {}) })),
    to: row.payment_label,
    state: row.state,
    gateway: row.gateway,
    reference: row.reference,
    failure: row.failure,
    failure_text: row.failure_text,
    failure_facts: row.failure_facts,
    bounced_at: at(row.bounced_at),
    waits_for: row.waits_for,
    goes_at: row.state === 'owed' ? at(row.goes_at) : null,
    second_person_above: row.second_person_above === null ? null : money(row.second_person_above),
    needs_second: row.needs_second,
    asked_by: row.asked_by,
    asked_at: at(row.asked_at),
    approved_by: row.approved_by,
    due_at: at(row.due_at),
    owed_at: row.owed_at.toISOString(),
    sending_at: at(row.sending_at),
    sent_at: at(row.sent_at),
    sent_by: row.sent_by,
    credit_code: row.credit_code,
    checks,
    moves: movesOf(row, ctx.actor),
  };
}

/** Throws `refund.not_found`. */
export async function readRefund(tx: Tx, ctx: Ctx, id: string): Promise<RefundOnTheWire> {
  const found = await sql<Row>`${rows} where r.workspace_id = ${ctx.workspaceId} and r.id = ${id}`.execute(tx);
  if (!found.rows[0]) throw new Refusal('refund.not_found');
  return shown(ctx, found.rows[0]);
}

export type RefundQuery = {
  cursor?: string;
  limit: number;
  state?: RefundState[];
  waits_for?: RefundWait[];
  brand_id?: string;
  return_id?: string;
  q?: string;
};

/** Newest owed first; those that wait for something, the earliest deadline first. `q` finds by refund code, return code, order number or the beginning of a name. */
export async function listRefunds(tx: Tx, ctx: Ctx, query: RefundQuery) {
  const after = readCursor(query.cursor, ['at', 'id']);
  const byClock = (query.waits_for?.length ?? 0) > 0;
  const clock = sql`coalesce(r.due_at, 'infinity'::timestamptz)`;
  const where = [
    sql`r.workspace_id = ${ctx.workspaceId}`,
    ...(after && byClock ? [sql`(${clock}, r.id) > (${after[0]}::timestamptz, ${after[1]}::uuid)`] : []),
    ...(after && !byClock ? [sql`(r.owed_at, r.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`] : []),
    ...(byClock ? [sql`r.state in ('owed', 'sending', 'failed') and ${waits} = any (${query.waits_for})`] : []),
    ...(query.state?.length ? [sql`r.state = any (${query.state})`] : []),
    ...(query.brand_id ? [sql`r.brand_id = ${query.brand_id}`] : []),
    ...(query.return_id ? [sql`r.return_id = ${query.return_id}`] : []),
    ...(query.q
      ? [
          sql`(r.code = ${query.q.toUpperCase()} or t.code = ${query.q.toUpperCase()} or o.number = ${query.q} or c.name ilike ${`${query.q.replace(/[%_\\]/g, '\\$&')}%`})`,
        ]
      : []),
  ];
  const found =
    await sql<Row>`${rows} where ${sql.join(where, sql` and `)} order by ${byClock ? sql`${clock}, r.id` : sql`r.owed_at desc, r.id desc`} limit ${query.limit + 1}`.execute(
      tx,
    );
  const { rows: some, next_cursor } = pageOf(found.rows, query.limit, (row) => [
    byClock ? (row.due_at?.toISOString() ?? 'infinity') : row.owed_at.toISOString(),
    row.id,
  ]);
  return { rows: some.map((row) => shown(ctx, row)), next_cursor };
}

type CountRow = { state: RefundState; waits: RefundWait | null; currency: string; refunds: number; amount: number };

/** Open refunds, and those sent since `since` (the beginning of today in UTC). */
export async function countRefunds(tx: Tx, ctx: Ctx, brandId: string | undefined, since: Date) {
  const found = await sql<CountRow>`
    select r.state, ${waits} as waits, r.currency, count(*)::int as refunds, sum(r.amount)::bigint as amount
    from refunds r
    where r.workspace_id = ${ctx.workspaceId} and (r.state in ('owed', 'sending', 'failed') or (r.state = 'sent' and r.sent_at >= ${since}))
      ${brandId ? sql`and r.brand_id = ${brandId}` : sql``}
    group by 1, 2, 3`.execute(tx);
  const people = await sql<{ people: number }>`
    select count(distinct customer_id)::int as people from refunds
    where workspace_id = ${ctx.workspaceId} and state in ('owed', 'sending', 'failed') ${brandId ? sql`and brand_id = ${brandId}` : sql``}`.execute(
    tx,
  );
  const count = (test: (row: CountRow) => boolean) =>
    found.rows.filter(test).reduce((sum, row) => sum + row.refunds, 0);
  const amounts = (test: (row: CountRow) => boolean) => {
    const sums = new Map<string, number>();
    for (const row of found.rows.filter(test)) sums.set(row.currency, (sums.get(row.currency) ?? 0) + row.amount);
    return [...sums].map(([currency, amount]) => ({ amount, currency }));
  };
  const owed = (row: CountRow) => row.state === 'owed';
  const sent = (row: CountRow) => row.state === 'sent';
  return {
    owed: count(owed),
    second: count((row) => row.waits === 'second_person'),
    waits: Object.fromEntries(refundWait.options.map((wait) => [wait, count((row) => row.waits === wait)])) as Record<
      RefundWait,
      number
    >,
    people: people.rows[0]!.people,
    sending: count((row) => row.state === 'sending'),
    failed: count((row) => row.state === 'failed'),
    sent_today: count(sent),
    owed_amounts: amounts(owed),
    sent_today_amounts: amounts(sent),
  };
}

export type AskedRefund = RefundIntent & {
  state: RefundState;
  gateway: string;
  account_id: string | null;
  brand_id: string;
  payment_id: string | null;
  tries: number;
  reference: string | null;
};

/** What a payment company is asked; null where there is no such refund. */
export async function intentOf(tx: Tx, ctx: Ctx, id: string): Promise<AskedRefund | null> {
  const found = await sql<AskedRefund & { known: number | null; references: string[] }>`
    select r.id, r.id || '-' || r.attempts as key, r.code, r.amount, r.currency, r.state, r.gateway, r.account_id, r.brand_id, r.tries, r.reference,
      p.id as payment_id, p.external_id as "paymentReference", p.method, (p.refunded + p.overdrawn - o.ours - r.unseen_elsewhere)::bigint as known, o.references
    from refunds r left join payments p on p.workspace_id = r.workspace_id and p.id = r.payment_id
    left join lateral (select ${ours('p.id')}) o on p.id is not null
    where r.workspace_id = ${ctx.workspaceId} and r.id = ${id}`.execute(tx);
  const row = found.rows[0];
  if (!row) return null;
  const { known, references, ...intent } = row;
  return { ...intent, ours: references ?? [], elsewhere: known ?? 0 };
}
