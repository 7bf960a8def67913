import type { Refund as RefundOnTheWire } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { pageOf, readCursor } from '../../platform/cursor.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { RefundIntent } from './gateway.ts';
import { movesOf, type RefundState } from './refund.ts';

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
  verdict: string | null;
};

const rows = sql`
  select r.id, r.code, r.version, r.kind, r.amount, r.currency, r.parts, r.state, r.gateway, r.reference, r.failure, r.needs_second, r.asked_by, r.asked_at,
    r.approved_by, r.due_at, r.owed_at, r.sending_at, r.sent_at, r.sent_by, r.brand_id, b.name as brand, r.order_id, o.number as order_number,
    r.return_id, t.code as return_code, t.stage as return_stage, t.verdict->>'answer' as verdict, r.customer_id, c.name as customer,
    l.title, l.units, l.accepted, p.label as payment_label, p.amount - p.refunded as payment_left, s.code as credit_code,
    exists (select from refunds x where x.workspace_id = r.workspace_id and x.order_id = r.order_id and x.id <> r.id and x.state in ('owed', 'sending')) as other_open
  from refunds r
  join brands b on b.workspace_id = r.workspace_id and b.id = r.brand_id
  join orders o on o.workspace_id = r.workspace_id and o.id = r.order_id
  join customers c on c.workspace_id = r.workspace_id and c.id = r.customer_id
  left join returns t on t.workspace_id = r.workspace_id and t.id = r.return_id
  left join payments p on p.workspace_id = r.workspace_id and p.id = r.payment_id
  left join store_credits s on s.workspace_id = r.workspace_id and s.refund_id = r.id
  left join lateral (
    select (array_agg(x.title order by x.position))[1] as title, sum(x.quantity)::int as units, sum(x.accepted)::int as accepted
    from return_lines x where x.workspace_id = r.workspace_id and x.return_id = r.return_id) l on true`;

function shown(ctx: Ctx, row: Row): RefundOnTheWire {
  const money = (amount: number) => ({ amount, currency: row.currency });
  const at = (date: Date | null) => date?.toISOString() ?? null;
  const checks = [
    {
      code: 'goods_checked',
      ok: row.kind === 'keep_it' || (row.accepted ?? 0) > 0,
      facts: { accepted: row.accepted, units: row.units, keeps: row.kind === 'keep_it' },
    },
    { code: 'inside_policy', ok: row.verdict === 'yes', facts: { verdict: row.verdict } },
    // What is owed is reserved on the payment already, so what is left may be zero but never less.
    {
      code: 'not_above_paid',
      ok: row.payment_left === null || row.payment_left >= 0,
      facts: { left: row.payment_left === null ? null : money(row.payment_left) },
    },
    { code: 'no_other_open', ok: !row.other_open, facts: {} },
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
  brand_id?: string;
  return_id?: string;
  q?: string;
};

/** Newest owed first. `q` finds by refund code, return code, order number or the beginning of a name. */
export async function listRefunds(tx: Tx, ctx: Ctx, query: RefundQuery) {
  const after = readCursor(query.cursor, ['at', 'id']);
  const where = [
    sql`r.workspace_id = ${ctx.workspaceId}`,
    ...(after ? [sql`(r.owed_at, r.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`] : []),
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
    await sql<Row>`${rows} where ${sql.join(where, sql` and `)} order by r.owed_at desc, r.id desc limit ${query.limit + 1}`.execute(
      tx,
    );
  const { rows: some, next_cursor } = pageOf(found.rows, query.limit, (row) => [row.owed_at.toISOString(), row.id]);
  return { rows: some.map((row) => shown(ctx, row)), next_cursor };
}

type CountRow = { state: RefundState; second: boolean; currency: string; refunds: number; amount: number };

/** Open refunds, and those sent since `since` (the beginning of today in UTC). */
export async function countRefunds(tx: Tx, ctx: Ctx, brandId: string | undefined, since: Date) {
  const found = await sql<CountRow>`
    select state, (needs_second and approved_by is null) as second, currency, count(*)::int as refunds, sum(amount)::bigint as amount
    from refunds
    where workspace_id = ${ctx.workspaceId} and (state in ('owed', 'sending', 'failed') or (state = 'sent' and sent_at >= ${since}))
      ${brandId ? sql`and brand_id = ${brandId}` : sql``}
    group by 1, 2, 3`.execute(tx);
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
    second: count((row) => owed(row) && row.second),
    sending: count((row) => row.state === 'sending'),
    failed: count((row) => row.state === 'failed'),
    sent_today: count(sent),
    owed_amounts: amounts(owed),
    sent_today_amounts: amounts(sent),
  };
}

/** What a payment company is asked; null where there is no such refund. */
export async function intentOf(
  tx: Tx,
  ctx: Ctx,
  id: string,
): Promise<(RefundIntent & { state: RefundState; gateway: string }) | null> {
  const found = await sql<RefundIntent & { state: RefundState; gateway: string }>`
    select r.id, r.id || '-' || r.attempts as key, r.code, r.amount, r.currency, r.state, r.gateway, p.external_id as "paymentReference", p.method
    from refunds r left join payments p on p.workspace_id = r.workspace_id and p.id = r.payment_id
    where r.workspace_id = ${ctx.workspaceId} and r.id = ${id}`.execute(tx);
  return found.rows[0] ?? null;
}
