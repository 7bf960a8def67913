import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import type { VariantChange } from './change-variant.ts';

/** Returns the variant's brand. Throws `variant.not_found`. */
export async function updateVariant(tx: Tx, ctx: Ctx, id: string, change: VariantChange): Promise<string> {
  const { resale, ...plain } = change;
  const prices = {
    resale_a: resale?.A,
    resale_b: resale?.B,
    resale_c: resale?.C,
    resale_d: resale?.D,
  };
  const row = await tx
    .updateTable('variants')
    .set({ ...plain, ...prices, updated_at: ctx.now })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .returning('brand_id')
    .executeTakeFirst();
  if (!row) throw new Refusal('variant.not_found');
  return row.brand_id;
}

/** Returns the product's brand. Throws `product.not_found`. */
export async function setPhoto(tx: Tx, ctx: Ctx, id: string, fileId: string): Promise<string> {
  const row = await tx
    .updateTable('products')
    .set({ photo_file_id: fileId, updated_at: ctx.now })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .returning('brand_id')
    .executeTakeFirst();
  if (!row) throw new Refusal('product.not_found');
  return row.brand_id;
}
