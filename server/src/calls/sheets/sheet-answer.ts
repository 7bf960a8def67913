import { type DiagnosisSheet, faultsOf, type SheetStep, type sheetVersion } from '@recoup/contract';
import type { z } from 'zod';
import { brandOf } from '../../accounts/index.ts';
import { type Ctx, may } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { fileUrl } from '../../uploads/index.ts';
import { countRuns, liveVersions, namesOf, type SheetRow, sheetsOf, type VersionRow } from './sheets.store.ts';

const DAYS = 90;
type Move = DiagnosisSheet['moves'][number];

/** What may be done with a sheet. Pure. */
export function movesOf(sheet: Pick<SheetRow, 'archived_at' | 'draft' | 'version'>, ctx: Pick<Ctx, 'actor'>): Move[] {
  if (!may(ctx.actor, 'settings.write')) return [];
  if (sheet.archived_at) return ['archive'];
  const draft = sheet.draft !== null;
  return [
    'edit',
    ...(draft && faultsOf(sheet.draft!.steps).length === 0 ? (['publish'] as const) : []),
    ...(draft && sheet.version > 0 ? (['discard'] as const) : []),
    ...(sheet.version > 0 ? (['restore'] as const) : []),
    'archive',
  ];
}

export const versionAnswer = ({
  version,
  steps,
  published_at,
  published_by,
}: VersionRow): z.output<typeof sheetVersion> => ({
  version,
  steps,
  published_at: published_at.toISOString(),
  published_by,
});

/** Addresses of the pictures that steps name, by file. */
export async function picturesOf(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  steps: readonly SheetStep[],
): Promise<Record<string, string>> {
  const file_ids = steps.flatMap(({ picture_file_id }) => picture_file_id ?? []);
  if (file_ids.length === 0) return {};
  const { files } = await namesOf(tx, ctx, { brand_id: brandId, product_ids: [], file_ids });
  return Object.fromEntries(files.map(({ id, key }) => [id, fileUrl(ctx, key)]));
}

/** Sheets as screens show them, live and draft. */
export async function answerSheets(tx: Tx, ctx: Ctx, rows: readonly SheetRow[]): Promise<DiagnosisSheet[]> {
  const ids = rows.map(({ id }) => id);
  const live = await liveVersions(tx, ctx, ids);
  const runs = await countRuns(tx, ctx, ids, new Date(ctx.now.getTime() - DAYS * 86_400_000));
  const answers: DiagnosisSheet[] = [];
  for (const row of rows) {
    const brand = await brandOf(tx, row.brand_id);
    const version = live.get(row.id);
    const steps = [...(version?.steps ?? []), ...(row.draft?.steps ?? [])];
    const product_ids = [...new Set([...row.for_products, ...(row.draft?.for.product_ids ?? [])])];
    const { products } = await namesOf(tx, ctx, { brand_id: row.brand_id, product_ids, file_ids: [] });
    answers.push({
      id: row.id,
      brand: { id: brand.id, name: brand.name },
      name: row.name,
      for: {
        product_ids: row.for_products,
        categories: row.for_categories,
        reasons: row.for_reasons as DiagnosisSheet['for']['reasons'],
      },
      live: version ? versionAnswer(version) : null,
      draft_version: row.draft_version,
      draft: row.draft && { version: row.draft_version, ...row.draft, faults: faultsOf(row.draft.steps) },
      pictures: await picturesOf(tx, ctx, row.brand_id, steps),
      products,
      runs: runs.get(row.id) ?? { begun: 0, ended: 0, outcomes: {} },
      archived_at: row.archived_at?.toISOString() ?? null,
      updated_at: row.updated_at.toISOString(),
      moves: movesOf(row, ctx),
    });
  }
  return answers;
}

/** One sheet as it stands. Throws `sheet.not_found`. */
export async function answerSheet(tx: Tx, ctx: Ctx, id: string): Promise<DiagnosisSheet> {
  const [sheet] = await answerSheets(tx, ctx, await sheetsOf(tx, ctx, { id }));
  if (!sheet) throw new Refusal('sheet.not_found');
  return sheet;
}
