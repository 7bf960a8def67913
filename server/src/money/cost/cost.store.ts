import type { CostLine, Way } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { type Account, costAccounts } from '../ledger/ledger.ts';
import type { BookedLine } from './cost.ts';
import { reckonedLines } from './reckoned.ts';

type Row = Omit<BookedLine, 'from' | 'facts'> & {
  memo: string;
  basis: { from?: CostLine['from']; facts?: Record<string, unknown> };
};

/** What the ledger holds for a return on cost accounts, line by line, oldest first. */
export async function bookedFor(tx: Tx, ctx: Ctx, returnId: string): Promise<BookedLine[]> {
  const found = await sql<Row>`
    select e.id as entry_id, l.account, l.amount, e.currency, e.unit_id, e.at, e.memo, e.basis
    from ledger_entries e join ledger_lines l on l.workspace_id = e.workspace_id and l.entry_id = e.id
    where e.workspace_id = ${ctx.workspaceId} and e.return_id = ${returnId} and l.account = any (${[...costAccounts]})
    order by e.at, e.id, l.position`.execute(tx);
  return found.rows.map(({ memo, basis, ...row }) => ({
    ...row,
    from: basis.from ?? 'event',
    facts: { memo, ...basis.facts },
  }));
}

/** What is booked so far on an account for a return, or for a unit. */
export async function bookedOn(
  tx: Tx,
  ctx: Ctx,
  account: Account,
  of: { return_id: string } | { unit_id: string },
): Promise<number> {
  const which = 'unit_id' in of ? sql`e.unit_id = ${of.unit_id}` : sql`e.return_id = ${of.return_id}`;
  const found = await sql<{ amount: number }>`
    select coalesce(sum(l.amount), 0)::bigint as amount
    from ledger_entries e join ledger_lines l on l.workspace_id = e.workspace_id and l.entry_id = e.id
    where e.workspace_id = ${ctx.workspaceId} and ${which} and l.account = ${account}`.execute(tx);
  return found.rows[0]!.amount;
}

export type LineFacts = {
  id: string;
  variant_id: string | null;
  /** What the buyer paid for the whole order line before tax, and its pieces. */
  paid: number;
  pieces: number;
  unit_cost: number | null;
};
export type OrderFacts = { total: number; pieces: number };

/** What the goods of a return were sold for and what they cost the brand, in the order's currency; a cost kept in another currency is not known here. */
export async function saleOf(
  tx: Tx,
  ctx: Ctx,
  at: { id: string; order_id: string; currency: string },
): Promise<{ order: OrderFacts; lines: Map<string, LineFacts> }> {
  const order = await sql<OrderFacts>`
    select o.total, (select coalesce(sum(l.quantity), 0)::int from order_lines l where l.workspace_id = o.workspace_id and l.order_id = o.id) as pieces
    from orders o where o.workspace_id = ${ctx.workspaceId} and o.id = ${at.order_id}`.execute(tx);
  const lines = await sql<LineFacts>`
    select r.id, r.variant_id, l.quantity * l.unit_price - l.discount as paid, l.quantity as pieces,
      case when v.currency = ${at.currency} then v.unit_cost end as unit_cost
    from return_lines r
    join order_lines l on l.workspace_id = r.workspace_id and l.id = r.order_line_id
    left join variants v on v.workspace_id = r.workspace_id and v.id = r.variant_id
    where r.workspace_id = ${ctx.workspaceId} and r.return_id = ${at.id}`.execute(tx);
  return { order: order.rows[0]!, lines: new Map(lines.rows.map((line) => [line.id, line])) };
}

export type VariantFacts = {
  id: string;
  price: number | null;
  unit_cost: number | null;
  currency: string;
  hts_code: string | null;
  origin_country: string | null;
  sku: string;
};
export async function variantsFor(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<Map<string, VariantFacts>> {
  if (ids.length === 0) return new Map();
  const found = await sql<VariantFacts>`
    select id, price, unit_cost, currency, hts_code, origin_country, sku from variants
    where workspace_id = ${ctx.workspaceId} and id = any (${[...new Set(ids)]}::uuid[])`.execute(tx);
  return new Map(found.rows.map((row) => [row.id, row]));
}

const backOnPayments = async (tx: Tx, ctx: Ctx, returnId: string, states: readonly string[]): Promise<number> => {
  const found = await sql<{ amount: number }>`
    select coalesce(sum(amount), 0)::bigint as amount from refunds
    where workspace_id = ${ctx.workspaceId} and return_id = ${returnId} and kind <> 'store_credit' and state = any (${[...states]})`.execute(
    tx,
  );
  return found.rows[0]!.amount;
};
/** Money of a return that is owed or on its way to the buyer's payment. */
export const owedOnPayments = (tx: Tx, ctx: Ctx, returnId: string) =>
  backOnPayments(tx, ctx, returnId, ['owed', 'sending', 'failed']);
/** Money of a return that reached the buyer's payment. */
export const sentOnPayments = (tx: Tx, ctx: Ctx, returnId: string) => backOnPayments(tx, ctx, returnId, ['sent']);

/** Means over the brand's own bookings of half a year: what a return label and an inspection cost, and how long a unit stays. */
export async function historyOf(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  currency: string,
): Promise<Map<string, { mean: number; count: number }>> {
  const found = await sql<{ name: string; mean: number; count: number }>`
    with recent as (
      select l.account, l.amount, e.memo, e.basis from ledger_entries e
      join ledger_lines l on l.workspace_id = e.workspace_id and l.entry_id = e.id
      where e.workspace_id = ${ctx.workspaceId} and e.brand_id = ${brandId} and e.currency = ${currency}
        and e.at > ${ctx.now}::timestamptz - interval '180 days' and e.at <= ${ctx.now}
        and l.account in ('return_freight', 'storage') and l.amount > 0
    )
    select 'return_freight' as name, round(avg(amount))::int as mean, count(*)::int as count from recent
      where account = 'return_freight' and memo = 'label.made'
    union all
    select 'days_until_gone', round(avg((basis->'facts'->>'days')::int))::int, count(*)::int from recent
      where account = 'storage' and basis->'facts' ? 'days'`.execute(tx);
  return new Map(
    found.rows.filter((row) => row.count > 0).map(({ name, mean, count }) => [name, { mean: Number(mean), count }]),
  );
}

export type Expected = {
  unit_id: string;
  disposition: string;
  lines: ReturnType<typeof reckonedLines>;
};

export async function expectedFor(tx: Tx, ctx: Ctx, returnId: string, currency: string): Promise<Expected[]> {
  const rows = await tx
    .selectFrom('expected_recoveries')
    .select(['unit_id', 'disposition', 'net', 'currency', 'lines'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('return_id', '=', returnId)
    .where('currency', '=', currency)
    .execute();
  return rows.map(({ unit_id, disposition, net, lines }) => ({
    unit_id,
    disposition,
    // A unit decided on before its reckoning was kept line by line has its net alone.
    lines: (lines as Expected['lines'] | null) ?? [{ account: 'resale', amount: -net, facts: { disposition } }],
  }));
}

/** The newest decision about a unit counts. */
export async function expectRecovery(
  tx: Tx,
  ctx: Ctx,
  unit: { unit_id: string; brand_id: string; return_id: string | null },
  way: { disposition: string; net: number; currency: string; lines: Way['lines'] | null },
): Promise<void> {
  const { disposition, net, currency } = way;
  const lines = way.lines === null ? null : JSON.stringify(reckonedLines(way.lines, disposition));
  const row = { ...unit, disposition, net, currency, lines, at: ctx.now };
  const { unit_id: _, ...change } = row;
  await tx
    .insertInto('expected_recoveries')
    .values({ workspace_id: ctx.workspaceId, ...row })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'unit_id']).doUpdateSet(change))
    .execute();
}

export async function expectedOfUnit(tx: Tx, ctx: Ctx, unitId: string): Promise<Expected['lines']> {
  const row = await tx
    .selectFrom('expected_recoveries')
    .select('lines')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('unit_id', '=', unitId)
    .executeTakeFirst();
  return (row?.lines as Expected['lines'] | null) ?? [];
}

/** The unit is gone: what it brought is on the books, nothing more is expected. */
export async function expectNothing(tx: Tx, ctx: Ctx, unitId: string): Promise<void> {
  await tx
    .deleteFrom('expected_recoveries')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('unit_id', '=', unitId)
    .execute();
}
