import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { useFiles } from '../uploads/index.ts';
import { type Product, readProduct } from './products.read.ts';
import { setPhoto } from './products.store.ts';

/** Staff set the picture of a product. Throws `product.not_found`, `file.not_found`, `file.type_not_allowed`. */
export function setProductPhoto(ctx: Ctx, id: string, fileId: string): Promise<Product> {
  return inWorkspace(ctx, async (tx) => {
    await useFiles(tx, ctx, [fileId], { kinds: ['photo'] });
    const brand_id = await setPhoto(tx, ctx, id, fileId);
    await record(tx, ctx, [{ type: 'product.photo_set', subject: { kind: 'product', id }, brand_id }]);
    return readProduct(tx, ctx, id);
  });
}
