import type { Brand } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { brandAnswer, lockBrand, updateBrand } from './brands.store.ts';

/** A manager closes a brand to new orders and returns; what runs goes on. Closing it twice changes nothing. Throws `brand.not_found`. */
export function archiveBrand(ctx: Ctx, id: string): Promise<Brand> {
  return inWorkspace(ctx, async (tx) => {
    const brand = await lockBrand(tx, id);
    if (!brand) throw new Refusal('brand.not_found');
    if (brand.archived_at) return brandAnswer(ctx.config, brand);
    const row = await updateBrand(tx, id, { archived_at: ctx.now });
    await record(tx, ctx, [{ type: 'brand.archived', subject: { kind: 'brand', id }, brand_id: id }]);
    return brandAnswer(ctx.config, row);
  });
}
