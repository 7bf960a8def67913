import type { UpsertAnswer } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { openBrand } from '../bulk/open-brand.ts';
import { sheetRows } from '../bulk/sheet-rows.ts';
import { partColumns, partOfCells } from './part-columns.ts';
import { type Mode, upsertParts } from './upsert-parts.ts';

/**
 * Staff load a parts list from a CSV or Excel sheet, in English or Chinese columns; safe to do twice. `check` says what
 * would happen. Amounts are decimal, in the row's currency or else the brand's.
 *
 * Throws `brand.not_found`, `brand.archived`, `file.not_found`, `import.columns_missing`, and what reading a table throws.
 */
export async function importParts(ctx: Ctx, brandId: string, fileId: string, mode: Mode): Promise<UpsertAnswer> {
  const brand = await inWorkspace(ctx, (tx) => openBrand(tx, brandId));
  const columns = { names: partColumns, needed: ['sku'] as const };
  const rows = sheetRows(ctx, fileId, columns, (cell) => partOfCells(cell, brand.currency));
  return upsertParts(ctx, brandId, rows, mode);
}
