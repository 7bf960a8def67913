/** Diagnosis sheets, their versions and drafts, as they are kept. */
import type { SheetFor, SheetStep, VerdictOf } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';

export type Draft = { name: string; for: SheetFor; steps: SheetStep[] };
export type SheetRow = {
  id: string;
  brand_id: string;
  name: string;
  for_products: string[];
  for_categories: string[];
  for_reasons: string[];
  version: number;
  draft: Draft | null;
  draft_version: number;
  archived_at: Date | null;
  updated_at: Date;
};
export type VersionRow = {
  sheet_id: string;
  version: number;
  steps: SheetStep[];
  published_at: Date;
  published_by: { kind: 'staff' | 'api_key'; id: string | null; name: string };
};

const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
const COLUMNS = sql`s.id, s.brand_id, s.name, s.for_products, s.for_categories, s.for_reasons, s.version, s.draft,
  s.draft_version, s.archived_at, s.updated_at`;

/** Held until the transaction ends. Throws `sheet.not_found`. */
export async function lockSheet(tx: Tx, ctx: Ctx, id: string): Promise<SheetRow> {
  const { rows } = await sql<SheetRow>`select ${COLUMNS} from diagnosis_sheets s
    where s.workspace_id = ${ctx.workspaceId} and s.id = ${id} for no key update`.execute(tx);
  if (!rows[0]) throw new Refusal('sheet.not_found');
  return rows[0];
}

export async function sheetsOf(
  tx: Tx,
  ctx: Ctx,
  of: { brand_id: string; archived: boolean } | { id: string },
): Promise<SheetRow[]> {
  const which =
    'id' in of
      ? sql`s.id = ${of.id}`
      : sql`s.brand_id = ${of.brand_id} and (s.archived_at is not null) = ${of.archived}`;
  const { rows } = await sql<SheetRow>`select ${COLUMNS} from diagnosis_sheets s
    where s.workspace_id = ${ctx.workspaceId} and ${which} order by s.name, s.id limit 500`.execute(tx);
  return rows;
}

export async function insertSheet(tx: Tx, ctx: Ctx, row: Omit<SheetRow, 'archived_at' | 'updated_at'>): Promise<void> {
  await tx
    .insertInto('diagnosis_sheets')
    .values({ ...row, draft: json(row.draft), workspace_id: ctx.workspaceId, updated_at: ctx.now })
    .execute();
}

export async function saveSheet(tx: Tx, ctx: Ctx, id: string, { draft, ...change }: Partial<SheetRow>): Promise<void> {
  await tx
    .updateTable('diagnosis_sheets')
    .set({ ...change, ...(draft === undefined ? {} : { draft: json(draft) }), updated_at: ctx.now })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function insertVersion(
  tx: Tx,
  ctx: Ctx,
  row: Pick<VersionRow, 'sheet_id' | 'version' | 'steps' | 'published_by'> & { brand_id: string },
): Promise<void> {
  await tx
    .insertInto('diagnosis_sheet_versions')
    .values({
      ...row,
      steps: json(row.steps)!,
      published_by: json(row.published_by)!,
      published_at: ctx.now,
      workspace_id: ctx.workspaceId,
    })
    .execute();
}

/** Newest first; only these, where versions are named. */
export async function versionsOf(
  tx: Tx,
  ctx: Ctx,
  sheetIds: readonly string[],
  version?: number,
): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`select v.sheet_id, v.version, v.steps, v.published_at, v.published_by
    from diagnosis_sheet_versions v where v.workspace_id = ${ctx.workspaceId} and v.sheet_id = any (${sheetIds}::uuid[])
    ${version === undefined ? sql`` : sql`and v.version = ${version}`} order by v.version desc`.execute(tx);
  return rows;
}

/** The versions calls use now, by sheet. */
export async function liveVersions(tx: Tx, ctx: Ctx, sheetIds: readonly string[]): Promise<Map<string, VersionRow>> {
  const { rows } = await sql<VersionRow>`select v.sheet_id, v.version, v.steps, v.published_at, v.published_by
    from diagnosis_sheets s join diagnosis_sheet_versions v
      on v.workspace_id = s.workspace_id and v.sheet_id = s.id and v.version = s.version
    where s.workspace_id = ${ctx.workspaceId} and s.id = any (${sheetIds}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.sheet_id, row]));
}

export type RunCounts = { begun: number; ended: number; outcomes: Partial<Record<VerdictOf, number>> };

/** How often each sheet was begun since then, and what it ended in. */
export async function countRuns(
  tx: Tx,
  ctx: Ctx,
  sheetIds: readonly string[],
  since: Date,
): Promise<Map<string, RunCounts>> {
  const { rows } = await sql<{ sheet_id: string; verdict: VerdictOf | null; count: number }>`
    select d.sheet_id, d.outcome->>'verdict' as verdict, count(*)::int as count from diagnoses d
    where d.workspace_id = ${ctx.workspaceId} and d.sheet_id = any (${sheetIds}::uuid[]) and d.began_at >= ${since}
    group by 1, 2`.execute(tx);
  const counts = new Map<string, RunCounts>();
  for (const { sheet_id, verdict, count } of rows) {
    const at = counts.get(sheet_id) ?? { begun: 0, ended: 0, outcomes: {} };
    at.begun += count;
    if (verdict) {
      at.ended += count;
      at.outcomes[verdict] = count;
    }
    counts.set(sheet_id, at);
  }
  return counts;
}

/** Products by id, of this brand alone; and the pictures of files by id. */
export async function namesOf(
  tx: Tx,
  ctx: Ctx,
  of: { brand_id: string; product_ids: readonly string[]; file_ids: readonly string[] },
): Promise<{ products: { id: string; name: string }[]; files: { id: string; key: string }[] }> {
  const { rows } = await sql<{ products: { id: string; name: string }[]; files: { id: string; key: string }[] }>`select
    coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.title) order by p.title) from products p
      where p.workspace_id = ${ctx.workspaceId} and p.brand_id = ${of.brand_id} and p.id = any (${of.product_ids}::uuid[])), '[]') as products,
    coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'key', f.key)) from files f
      where f.workspace_id = ${ctx.workspaceId} and f.id = any (${of.file_ids}::uuid[])), '[]') as files`.execute(tx);
  return rows[0]!;
}
