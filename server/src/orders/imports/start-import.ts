import { type Ctx, may } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { useFiles } from '../../uploads/index.ts';
import { openBrand } from '../bulk/open-brand.ts';
import type { What } from './column-names.ts';
import { insertImport, loadImport } from './imports.store.ts';
import { type Preview, previewOf } from './preview.ts';
import { guessReading, reckon } from './reckon.ts';

/**
 * Staff open an uploaded file for import: it is read whole and counted, and how its columns are meant is guessed.
 * Nothing of it is written. Returns the preview.
 *
 * Throws `brand.not_found`, `brand.archived`, `file.not_found`, `import.empty`, `import.unreadable`, what reading a table
 * throws (`file.…`), and `permission.not_allowed` for products without the right to them.
 */
export async function startImport(
  ctx: Ctx,
  { brand_id, file_id, what }: { brand_id: string; file_id: string; what: What },
): Promise<Preview> {
  if (what === 'products' && !may(ctx.actor, 'products.write')) {
    throw new Refusal('permission.not_allowed', { needs: 'products.write' });
  }
  const { brand, file } = await inWorkspace(ctx, async (tx) => {
    const [found] = await useFiles(tx, ctx, [file_id], { kinds: ['sheet'] });
    return { brand: await openBrand(tx, brand_id), file: found! };
  });
  const source = { file_key: file.key, file_type: file.type };
  const { kind, columns, settings } = await guessReading(ctx.config, source, what);
  const { reckoning, total } = await reckon(ctx.config, source, what, brand, columns, settings);
  const id = newId();
  return inWorkspace(ctx, async (tx) => {
    await insertImport(tx, ctx, { id, brand_id, kind, what, file_id, file_name: file.name, reckoning, total });
    await record(tx, ctx, [
      { type: 'import.opened', subject: { kind: 'import', id }, brand_id, data: { file_name: file.name, kind, what } },
    ]);
    return previewOf(await loadImport(tx, ctx, id));
  });
}
