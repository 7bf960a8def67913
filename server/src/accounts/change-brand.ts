import type { Brand, newBrand } from '@recoup/contract';
import type { z } from 'zod';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { brandAnswer, lockBrand, updateBrand } from './brands.store.ts';
import { checkLogo } from './create-brand.ts';

/** A manager changes a brand's name, look, languages, time zone or support address. Throws `brand.not_found`, `file.not_found`. */
export function changeBrand(
  ctx: Ctx,
  id: string,
  change: Partial<Omit<z.output<typeof newBrand>, 'slug' | 'currency'>>,
): Promise<Brand> {
  return inWorkspace(ctx, async (tx) => {
    if (!(await lockBrand(tx, id))) throw new Refusal('brand.not_found');
    await checkLogo(tx, ctx, change.look);
    const row = await updateBrand(tx, id, change);
    const data = { fields: Object.keys(change) };
    await record(tx, ctx, [{ type: 'brand.changed', subject: { kind: 'brand', id }, brand_id: id, data }]);
    return brandAnswer(ctx.config, row);
  });
}
