import type { ImportJob, importPreview, importSettings } from '@recoup/contract';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { pageOf, readCursor } from '../../platform/cursor.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';

type Preview = z.output<typeof importPreview>;

/** How the file is read, and what a reading of it came to; kept with the import, so that looking at it costs nothing. */
export type Reckoning = {
  headers: string[];
  columns: Preview['columns'];
  settings: z.output<typeof importSettings>;
  rows: string[][];
  would: Preview['would'];
  problems: Preview['problems'];
  missing_fields: Preview['missing_fields'];
};

export type Import = {
  id: string;
  brand_id: string;
  brand: string;
  kind: ImportJob['kind'];
  what: ImportJob['what'];
  file_id: string;
  file_name: string;
  file_key: string;
  file_type: string;
  reckoning: Reckoning;
  state: ImportJob['state'];
  total: number | null;
  done: number;
  created_rows: number;
  updated_rows: number;
  unchanged_rows: number;
  failed_rows: number;
  failure: string | null;
  started_by: string;
  created_at: Date;
  finished_at: Date | null;
};

const IMPORT = sql`
  select i.id, i.brand_id, b.name as brand, i.kind, i.what, i.file_id, i.file_name, f.key as file_key, f.type as file_type,
    i.mapping as reckoning, i.state, i.total, i.done, i.created_rows, i.updated_rows, i.unchanged_rows, i.failed_rows, i.failure,
    i.started_by, i.created_at, i.finished_at, i.created_at::text as sort
  from imports i join brands b on b.workspace_id = i.workspace_id and b.id = i.brand_id
  join files f on f.workspace_id = i.workspace_id and f.id = i.file_id`;

/** Throws `import.not_found`. With `lock` the import is held to the end of the transaction. */
export async function loadImport(tx: Tx, ctx: Ctx, id: string, { lock = false } = {}): Promise<Import> {
  const { rows } = await sql<Import>`${IMPORT} where i.workspace_id = ${ctx.workspaceId} and i.id = ${id}
    ${lock ? sql`for no key update of i` : sql``}`.execute(tx);
  if (!rows[0]) throw new Refusal('import.not_found');
  return rows[0];
}

/** An import is mapped and started once. Throws `import.already_started`. */
export function checkNotStarted(job: Pick<Import, 'state'>): void {
  if (job.state !== 'mapping') throw new Refusal('import.already_started', { state: job.state });
}

export async function listImports(tx: Tx, ctx: Ctx, query: { cursor?: string; limit: number }) {
  const key = readCursor(query.cursor, ['at', 'id']);
  const after = key ? sql`and (i.created_at, i.id) < (${key[0]}::timestamptz, ${key[1]}::uuid)` : sql``;
  const { rows } = await sql<Import & { sort: string }>`${IMPORT} where i.workspace_id = ${ctx.workspaceId} ${after}
    order by i.created_at desc, i.id desc limit ${query.limit + 1}`.execute(tx);
  const page = pageOf(rows, query.limit, (row) => [row.sort, row.id]);
  return { rows: page.rows.map(importAnswer), next_cursor: page.next_cursor };
}

export function importAnswer(job: Import): ImportJob {
  return {
    id: job.id,
    brand: { id: job.brand_id, name: job.brand },
    kind: job.kind,
    what: job.what,
    file_name: job.file_name,
    state: job.state,
    total: job.total,
    done: job.done,
    created_rows: job.created_rows,
    updated_rows: job.updated_rows,
    unchanged_rows: job.unchanged_rows,
    failed_rows: job.failed_rows,
    failure: job.failure,
    started_by: job.started_by,
    created_at: job.created_at.toISOString(),
    finished_at: job.finished_at?.toISOString() ?? null,
  };
}

type NewImport = Pick<Import, 'id' | 'brand_id' | 'kind' | 'what' | 'file_id' | 'file_name' | 'reckoning' | 'total'>;
export async function insertImport(tx: Tx, ctx: Ctx, { reckoning, ...row }: NewImport): Promise<void> {
  await tx
    .insertInto('imports')
    .values({
      ...row,
      workspace_id: ctx.workspaceId,
      mapping: JSON.stringify(reckoning),
      state: 'mapping',
      started_by: ctx.actor.name,
      created_at: ctx.now,
    })
    .execute();
}

export async function updateImport(
  tx: Tx,
  ctx: Ctx,
  id: string,
  { reckoning, ...change }: Partial<Pick<Import, 'reckoning' | 'state' | 'total' | 'failure' | 'finished_at'>>,
): Promise<void> {
  await tx
    .updateTable('imports')
    .set({ ...change, ...(reckoning ? { mapping: JSON.stringify(reckoning) } : {}) })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

export type Progress = { created: number; updated: number; unchanged: number; failed: number };

/**
 * Books a batch, if the import still runs and stands where this worker left it. False otherwise: somebody stopped it, or
 * another worker goes on with it.
 */
export async function bookProgress(tx: Tx, ctx: Ctx, id: string, from: number, part: Progress): Promise<boolean> {
  const rows = part.created + part.updated + part.unchanged + part.failed;
  const { numAffectedRows } = await sql`
    update imports set done = done + ${rows}::int, created_rows = created_rows + ${part.created}::int, updated_rows = updated_rows + ${part.updated}::int,
      unchanged_rows = unchanged_rows + ${part.unchanged}::int, failed_rows = failed_rows + ${part.failed}::int
    where workspace_id = ${ctx.workspaceId} and id = ${id} and state = 'running' and done = ${from}`.execute(tx);
  return numAffectedRows === 1n;
}

export type LeftOut = { row: number; code: string; field: string | null; message: string; cells: string[] };

/** Keeps rows that were left out; a row told before stays as it is. */
export async function insertLeftOut(tx: Tx, ctx: Ctx, id: string, rows: readonly LeftOut[]): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto('import_errors')
    .values(
      rows.map(({ row, cells, ...why }) => ({
        ...why,
        workspace_id: ctx.workspaceId,
        import_id: id,
        row_number: row,
        row: JSON.stringify(cells),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Rows left out after row `after`, in the order of the file. */
export async function leftOut(tx: Tx, ctx: Ctx, id: string, after: number, limit: number): Promise<LeftOut[]> {
  const rows = await tx
    .selectFrom('import_errors')
    .select(['row_number', 'code', 'field', 'message', 'row'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('import_id', '=', id)
    .where('row_number', '>', after)
    .orderBy('row_number')
    .limit(limit)
    .execute();
  return rows.map(({ row_number, row, ...why }) => ({ ...why, row: row_number, cells: row as string[] }));
}

export async function problemsOf(tx: Tx, ctx: Ctx, id: string): Promise<Preview['problems']> {
  const { rows } = await sql<Preview['problems'][number]>`
    select code, field, count(*)::int as rows, min(row_number) as example_row, (array_agg(message order by row_number))[1] as message
    from import_errors where workspace_id = ${ctx.workspaceId} and import_id = ${id}
    group by code, field order by rows desc, example_row limit 50`.execute(tx);
  return rows;
}

/** Imports that should be under way but told nothing since `before`. */
export async function standingStill(tx: Tx, ctx: Ctx, before: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select i.id from imports i where i.workspace_id = ${ctx.workspaceId} and i.state in ('queued', 'running')
      and not exists (select from events e where e.workspace_id = i.workspace_id and e.subject_kind = 'import' and e.subject_id = i.id and e.at >= ${before})`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}
