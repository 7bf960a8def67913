import type { BodyOf, dutyApi, ImportEntry } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import { dayIn } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { findEntry, insertEntry, variantsBySku } from './imports.store.ts';

export type GivenEntry = BodyOf<(typeof dutyApi)['addImportEntry']>;

/** Throws `import_entry.not_found`. */
export async function readImportEntry(tx: Tx, ctx: Ctx, id: string): Promise<ImportEntry> {
  const found = await findEntry(tx, ctx, id);
  if (!found) throw new Refusal('import_entry.not_found');
  return found;
}

/**
 * Staff enter goods that came into the United States, with the duty paid line by line, in the brand's currency.
 * Throws `brand.not_found`, `import_entry.twice`, `import_entry.in_future`, `import_entry.sku_unknown` with the SKUs.
 */
export function enterImport(ctx: Ctx, given: GivenEntry): Promise<ImportEntry> {
  return inWorkspace(ctx, async (tx) => readImportEntry(tx, ctx, await enter(tx, ctx, given)));
}

/** The same in a transaction that is open; answers the id. */
export async function enter(tx: Tx, ctx: Ctx, given: GivenEntry): Promise<string> {
  const { currency, timeZone } = await brandOf(tx, given.brand_id);
  if (given.on > dayIn(timeZone, ctx.now)) throw new Refusal('import_entry.in_future', { on: given.on });
  const variants = await variantsBySku(
    tx,
    ctx,
    given.brand_id,
    given.lines.map(({ sku }) => sku),
  );
  const unknown = [...new Set(given.lines.map(({ sku }) => sku).filter((sku) => !variants.has(sku)))];
  if (unknown.length > 0) throw new Refusal('import_entry.sku_unknown', { skus: unknown });
  const { lines, ...entry } = given;
  const id = newId();
  const rows = lines.map((line) => ({ ...line, id: newId(), variant_id: variants.get(line.sku)! }));
  if (!(await insertEntry(tx, ctx, { ...entry, id, currency }, rows)))
    throw new Refusal('import_entry.twice', { number: given.number });
  const duty = { amount: lines.reduce((sum, line) => sum + line.duty, 0), currency };
  const subject = { kind: 'import_entry', id };
  await record(tx, ctx, [
    {
      type: 'import_entry.added',
      subject,
      brand_id: given.brand_id,
      data: { number: given.number, on: given.on, duty },
    },
  ]);
  return id;
}
