import type { DrawbackClaim } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { pageOf, readCursor } from '../../platform/cursor.ts';
import type { Tx } from '../../platform/db.ts';
import { evidenceOf, movesOf } from './drawback.ts';

type UnitRow = {
  unit_id: string;
  lpn: string;
  sku: string;
  title: string;
  number: string;
  on: string;
  gone_at: string;
  amount: number;
  return_id: string | null;
  order_id: string | null;
  import_line_id: string;
  inspected: boolean;
};
export type ClaimRow = {
  id: string;
  brand_id: string;
  brand: string;
  code: string;
  state: DrawbackClaim['state'];
  basis: DrawbackClaim['basis'];
  file_by: string;
  currency: string;
  claimed: number;
  paid: number | null;
  reference: string | null;
  reason: string | null;
  created_at: Date;
  filed_at: Date | null;
  settled_at: Date | null;
  units: UnitRow[];
};

// Whether a unit's condition is on record: its own inspection event.
const columns = sql`
  c.id, c.brand_id, b.name as brand, c.code, c.state, c.basis, to_char(c.file_by, 'YYYY-MM-DD') as file_by, c.currency,
  c.claimed, c.paid, c.reference, c.reason, c.created_at, c.filed_at, c.settled_at,
  (select json_agg(json_build_object('unit_id', u.unit_id, 'lpn', u.lpn, 'sku', u.sku, 'title', u.title, 'number', e.number,
      'on', to_char(e.entered_on, 'YYYY-MM-DD'), 'gone_at', u.gone_at, 'amount', u.amount, 'return_id', u.return_id,
      'order_id', u.order_id, 'import_line_id', u.import_line_id,
      'inspected', exists (select from events v where v.workspace_id = u.workspace_id and v.unit_id = u.unit_id and v.type = 'unit.inspected')
    ) order by u.lpn)
    from drawback_units u
    join import_lines l on l.workspace_id = u.workspace_id and l.id = u.import_line_id
    join import_entries e on e.workspace_id = l.workspace_id and e.id = l.entry_id
    where u.workspace_id = c.workspace_id and u.claim_id = c.id) as units`;
const tables = sql`drawback_claims c join brands b on b.workspace_id = c.workspace_id and b.id = c.brand_id`;

export function claimOf(row: ClaimRow): DrawbackClaim {
  const money = (amount: number) => ({ amount, currency: row.currency });
  const inspected = row.units.filter((unit) => unit.inspected).length;
  const entries = new Set(row.units.map((unit) => unit.number)).size;
  return {
    id: row.id,
    code: row.code,
    brand: { id: row.brand_id, name: row.brand },
    state: row.state,
    basis: row.basis,
    file_by: row.file_by,
    units: row.units.map(({ unit_id, lpn, sku, title, number, on, gone_at, amount, return_id }) => ({
      unit: { id: unit_id, lpn, sku, title },
      entry_number: number,
      on,
      gone_at: new Date(gone_at).toISOString(),
      amount: money(amount),
      return_id,
    })),
    claimed: money(row.claimed),
    paid: row.paid === null ? null : money(row.paid),
    evidence: evidenceOf(row.basis, { state: row.state, entries, units: row.units.length, inspected }),
    reference: row.reference,
    reason: row.reason,
    created_at: row.created_at.toISOString(),
    filed_at: row.filed_at?.toISOString() ?? null,
    settled_at: row.settled_at?.toISOString() ?? null,
    moves: movesOf(row.state),
  };
}

export async function findClaim(tx: Tx, ctx: Ctx, id: string): Promise<ClaimRow | undefined> {
  const found = await sql<ClaimRow>`
    select ${columns} from ${tables} where c.workspace_id = ${ctx.workspaceId} and c.id = ${id}`.execute(tx);
  return found.rows[0];
}

/** Held to the end of the transaction. */
export async function lockClaim(tx: Tx, ctx: Ctx, id: string): Promise<ClaimRow | undefined> {
  await sql`select from drawback_claims where workspace_id = ${ctx.workspaceId} and id = ${id} for update`.execute(tx);
  return findClaim(tx, ctx, id);
}

export async function listClaims(
  tx: Tx,
  ctx: Ctx,
  query: { cursor?: string; limit: number; brand_id?: string; state?: DrawbackClaim['state'][] },
) {
  const after = readCursor(query.cursor, ['at', 'id']);
  const where = [
    sql`c.workspace_id = ${ctx.workspaceId}`,
    ...(after ? [sql`(c.created_at, c.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`] : []),
    ...(query.brand_id ? [sql`c.brand_id = ${query.brand_id}`] : []),
    ...(query.state?.length ? [sql`c.state = any (${query.state})`] : []),
  ];
  const found = await sql<ClaimRow>`
    select ${columns} from ${tables} where ${sql.join(where, sql` and `)}
    order by c.created_at desc, c.id desc limit ${query.limit + 1}`.execute(tx);
  const { rows, next_cursor } = pageOf(found.rows, query.limit, (row) => [row.created_at.toISOString(), row.id]);
  return { rows: rows.map(claimOf), next_cursor };
}

export type NewClaim = Pick<ClaimRow, 'id' | 'brand_id' | 'code' | 'basis' | 'file_by' | 'currency' | 'claimed'>;
export type NewClaimUnit = Omit<UnitRow, 'number' | 'on' | 'inspected' | 'gone_at'> & { gone_at: Date };

export async function insertClaim(tx: Tx, ctx: Ctx, claim: NewClaim, units: readonly NewClaimUnit[]): Promise<void> {
  await tx
    .insertInto('drawback_claims')
    .values({ workspace_id: ctx.workspaceId, ...claim, state: 'draft', created_at: ctx.now })
    .execute();
  const shared = { workspace_id: ctx.workspaceId, claim_id: claim.id, brand_id: claim.brand_id };
  await tx
    .insertInto('drawback_units')
    .values(units.map((unit) => ({ ...shared, ...unit })))
    .execute();
}

type Change = Partial<Pick<ClaimRow, 'state' | 'paid' | 'reference' | 'reason' | 'filed_at' | 'settled_at'>>;
export async function saveClaim(tx: Tx, ctx: Ctx, id: string, change: Change): Promise<void> {
  await tx
    .updateTable('drawback_claims')
    .set(change)
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Its units may be claimed again. */
export async function freeUnits(tx: Tx, ctx: Ctx, claimId: string): Promise<void> {
  await tx
    .updateTable('drawback_units')
    .set({ counts: false })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('claim_id', '=', claimId)
    .execute();
}

export async function claimedUnits(tx: Tx, ctx: Ctx, unitIds: readonly string[]): Promise<Set<string>> {
  if (unitIds.length === 0) return new Set();
  const rows = await tx
    .selectFrom('drawback_units')
    .select('unit_id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('unit_id', 'in', [...unitIds])
    .where('counts', '=', true)
    .execute();
  return new Set(rows.map((row) => row.unit_id));
}
