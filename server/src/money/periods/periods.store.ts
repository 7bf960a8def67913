import type { Account, Period } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';

export type Balance = { account: Account; currency: string; moved: number; end: number };
export type PeriodRow = {
  month: string;
  starts_at: Date;
  ends_at: Date;
  time_zone: string;
  entries: number;
  balances: Balance[];
  closed_at: Date;
  closed_by: NonNullable<Period['closed_by']>;
};

/** Holds the books of a brand alone to the end of the transaction; whoever books meanwhile waits. */
export async function holdBooks(tx: Tx, ctx: Ctx, brandId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('books ' || ${ctx.workspaceId}::uuid || ${brandId}::uuid, 0))`.execute(
    tx,
  );
}

export async function closedMonths(tx: Tx, ctx: Ctx, brandId: string): Promise<PeriodRow[]> {
  const rows = await tx
    .selectFrom('periods')
    .select(['month', 'starts_at', 'ends_at', 'time_zone', 'entries', 'balances', 'closed_at', 'closed_by'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brandId)
    .orderBy('month', 'desc')
    .execute();
  return rows as unknown as PeriodRow[];
}

export async function insertPeriod(tx: Tx, ctx: Ctx, brandId: string, row: PeriodRow): Promise<void> {
  const { balances, closed_by, ...rest } = row;
  await tx
    .insertInto('periods')
    .values({
      workspace_id: ctx.workspaceId,
      brand_id: brandId,
      ...rest,
      balances: JSON.stringify(balances),
      closed_by: JSON.stringify(closed_by),
    })
    .execute();
}

/** Entries of a brand by month of its zone. */
export async function entriesByMonth(tx: Tx, ctx: Ctx, brandId: string, zone: string): Promise<Map<string, number>> {
  const found = await sql<{ month: string; entries: number }>`
    select to_char(at at time zone ${zone}, 'YYYY-MM') as month, count(*)::int as entries from ledger_entries
    where workspace_id = ${ctx.workspaceId} and brand_id = ${brandId} group by 1`.execute(tx);
  return new Map(found.rows.map((row) => [row.month, row.entries]));
}

export async function imbalanceOf(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  until: Date,
): Promise<{ currency: string; amount: number }[]> {
  const found = await sql<{ currency: string; amount: number }>`
    select e.currency, sum(l.amount)::bigint as amount
    from ledger_entries e join ledger_lines l on l.workspace_id = e.workspace_id and l.entry_id = e.id
    where e.workspace_id = ${ctx.workspaceId} and e.brand_id = ${brandId} and e.at < ${until}
    group by e.currency having sum(l.amount) <> 0`.execute(tx);
  return found.rows;
}

/** Codes of refunds asked for before the month ended whose outcome is not known, or that failed and wait for a person. */
export async function stuckRefunds(tx: Tx, ctx: Ctx, brandId: string, until: Date): Promise<string[]> {
  const rows = await tx
    .selectFrom('refunds')
    .select('code')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brandId)
    .where('state', 'in', ['sending', 'failed'])
    .where('sending_at', '<', until)
    .orderBy('id')
    .limit(1_000)
    .execute();
  return rows.map((row) => row.code);
}

/** Codes of charges a payment company was asked to take or release before the month ended, without an answer yet. */
export async function stuckCharges(tx: Tx, ctx: Ctx, brandId: string, until: Date): Promise<string[]> {
  const rows = await tx
    .selectFrom('charges')
    .select('code')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brandId)
    .where('doing', 'is not', null)
    .where('wanted_at', '<', until)
    .orderBy('id')
    .limit(1_000)
    .execute();
  return rows.map((row) => row.code);
}

/** Amounts that events of the month told and that the books do not hold yet. */
export async function unbookedEvents(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  month: { starts: Date; ends: Date },
): Promise<number> {
  const found = await sql<{ count: number }>`
    select count(*)::int as count from events v
    where v.workspace_id = ${ctx.workspaceId} and v.brand_id = ${brandId} and v.at >= ${month.starts} and v.at < ${month.ends}
      and case v.type
        when 'label.made' then coalesce((v.data->'cost'->>'amount')::bigint, 0) <> 0
        when 'label.voided' then coalesce((v.data->'cost'->>'amount')::bigint, 0) <> 0
        when 'unit.inspected' then coalesce((v.data->'cost'->>'amount')::bigint, 0) <> 0
        when 'unit.gone' then coalesce((v.data->'recovered'->>'amount')::bigint, 0) <> 0
        when 'outbound.shipped' then coalesce((v.data->'goods_cost'->>'amount')::bigint, 0) <> 0
        else false end
      and not exists (
        select from ledger_entries e where e.workspace_id = v.workspace_id and e.cause = v.type || ':' || v.id)`.execute(
    tx,
  );
  return found.rows[0]!.count;
}

/** What moved on every account in a month, and where it stood at its end. */
export async function balancesOf(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  month: { starts: Date; ends: Date },
): Promise<Balance[]> {
  const found = await sql<Balance>`
    select l.account, e.currency, coalesce(sum(l.amount) filter (where e.at >= ${month.starts}), 0)::bigint as moved,
      sum(l.amount)::bigint as "end"
    from ledger_entries e join ledger_lines l on l.workspace_id = e.workspace_id and l.entry_id = e.id
    where e.workspace_id = ${ctx.workspaceId} and e.brand_id = ${brandId} and e.at < ${month.ends}
    group by 1, 2 order by 1, 2`.execute(tx);
  return found.rows;
}
