import type { ImportEntry } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { pageOf, readCursor } from '../../platform/cursor.ts';
import type { Tx } from '../../platform/db.ts';
import { claimBy, type ImportLine } from './drawback.ts';

type LineRow = {
  id: string;
  variant_id: string;
  sku: string;
  quantity: number;
  claimed: number;
  value: number;
  duty: number;
};
type EntryRow = {
  id: string;
  brand_id: string;
  brand: string;
  number: string;
  on: string;
  port: string;
  currency: string;
  created_at: Date;
  lines: LineRow[];
};

const entryOf = (row: EntryRow): ImportEntry => {
  const money = (amount: number) => ({ amount, currency: row.currency });
  return {
    id: row.id,
    brand: { id: row.brand_id, name: row.brand },
    number: row.number,
    on: row.on,
    port: row.port,
    claim_by: claimBy(row.on),
    lines: row.lines.map(({ value, duty, ...line }) => ({ ...line, value: money(value), duty: money(duty) })),
    duty: money(row.lines.reduce((sum, line) => sum + line.duty, 0)),
    created_at: row.created_at.toISOString(),
  };
};

const columns = sql`
  e.id, e.brand_id, b.name as brand, e.number, to_char(e.entered_on, 'YYYY-MM-DD') as "on", e.port, e.currency, e.created_at,
  (select json_agg(json_build_object('id', l.id, 'variant_id', l.variant_id, 'sku', l.sku, 'quantity', l.quantity,
    'claimed', l.claimed, 'value', l.value, 'duty', l.duty) order by l.position)
    from import_lines l where l.workspace_id = e.workspace_id and l.entry_id = e.id) as lines`;
const tables = sql`import_entries e join brands b on b.workspace_id = e.workspace_id and b.id = e.brand_id`;

export async function findEntry(tx: Tx, ctx: Ctx, id: string): Promise<ImportEntry | undefined> {
  const found = await sql<EntryRow>`
    select ${columns} from ${tables} where e.workspace_id = ${ctx.workspaceId} and e.id = ${id}`.execute(tx);
  return found.rows[0] && entryOf(found.rows[0]);
}

export async function listEntries(
  tx: Tx,
  ctx: Ctx,
  query: { cursor?: string; limit: number; brand_id?: string; q?: string },
) {
  const after = readCursor(query.cursor, ['at', 'id']);
  const number = query.q?.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  const where = [
    sql`e.workspace_id = ${ctx.workspaceId}`,
    ...(after ? [sql`(e.entered_on, e.id) < (${after[0]}::date, ${after[1]}::uuid)`] : []),
    ...(query.brand_id ? [sql`e.brand_id = ${query.brand_id}`] : []),
    ...(number ? [sql`position(${number} in replace(e.number, '-', '')) > 0`] : []),
  ];
  const found = await sql<EntryRow>`
    select ${columns} from ${tables} where ${sql.join(where, sql` and `)}
    order by e.entered_on desc, e.id desc limit ${query.limit + 1}`.execute(tx);
  const { rows, next_cursor } = pageOf(found.rows, query.limit, (row) => [row.on, row.id]);
  return { rows: rows.map(entryOf), next_cursor };
}

export type NewEntry = { id: string; brand_id: string; number: string; on: string; port: string; currency: string };
export type NewLine = { id: string; variant_id: string; sku: string; quantity: number; value: number; duty: number };

/** False where an entry of that number is here already. */
export async function insertEntry(tx: Tx, ctx: Ctx, entry: NewEntry, lines: readonly NewLine[]): Promise<boolean> {
  const { on, ...rest } = entry;
  const made = await tx
    .insertInto('import_entries')
    .values({ workspace_id: ctx.workspaceId, ...rest, entered_on: on, created_at: ctx.now })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'number']).doNothing())
    .executeTakeFirst();
  if (made.numInsertedOrUpdatedRows !== 1n) return false;
  const shared = { workspace_id: ctx.workspaceId, brand_id: entry.brand_id, entry_id: entry.id };
  await tx
    .insertInto('import_lines')
    .values(lines.map((line, position) => ({ ...shared, position, ...line })))
    .execute();
  return true;
}

export async function variantsBySku(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  skus: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('variants')
    .select(['id', 'sku'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brandId)
    .where('sku', 'in', [...skus])
    .execute();
  return new Map(rows.map((row) => [row.sku, row.id]));
}

/** Import lines of these products, held to the end of the transaction where units are set against them. */
export async function linesOf(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  variantIds: readonly string[],
  how: 'read' | 'hold',
): Promise<ImportLine[]> {
  if (variantIds.length === 0) return [];
  const found = await sql<ImportLine>`
    select l.id, l.entry_id, e.number, to_char(e.entered_on, 'YYYY-MM-DD') as "on", l.variant_id, l.quantity, l.claimed, l.duty
    from import_lines l join import_entries e on e.workspace_id = l.workspace_id and e.id = l.entry_id
    where l.workspace_id = ${ctx.workspaceId} and l.brand_id = ${brandId} and l.variant_id = any (${[...variantIds]}::uuid[])
    order by l.id ${how === 'hold' ? sql`for update of l` : sql``}`.execute(tx);
  return found.rows;
}

/** `pieces` more of each line are named in claims, or fewer. */
export async function moveClaimed(tx: Tx, ctx: Ctx, moves: ReadonlyMap<string, number>): Promise<void> {
  for (const [id, pieces] of [...moves].sort(([a], [b]) => a.localeCompare(b))) {
    await sql`update import_lines set claimed = claimed + ${pieces}
      where workspace_id = ${ctx.workspaceId} and id = ${id}`.execute(tx);
  }
}
