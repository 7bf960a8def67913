import type { Brand, newBrand } from '@recoup/contract';
import type { z } from 'zod';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace, type Tx } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { brandAnswer, insertBrand, takePublicName, usePicture } from './brands.store.ts';
import { checkSeesAllBrands } from './scope.ts';

/**
 * A manager opens a brand; its slug is its address on the web, one of a kind in the installation.
 * Throws `brand.slug_taken`, `file.not_found` for a logo that was not uploaded here, `permission.not_allowed` for somebody who may see only some brands.
 */
export function createBrand(ctx: Ctx, brand: z.output<typeof newBrand>): Promise<Brand> {
  checkSeesAllBrands(ctx.actor);
  return inWorkspace(ctx, async (tx) => {
    const id = newId();
    await checkLogo(tx, ctx, brand.look);
    const row = await insertBrand(tx, { ...brand, id, workspace_id: ctx.workspaceId, created_at: ctx.now });
    if (!(await takePublicName(tx, brand.slug, ctx.workspaceId, id))) throw new Refusal('brand.slug_taken');
    const data = { name: brand.name, slug: brand.slug };
    await record(tx, ctx, [{ type: 'brand.opened', subject: { kind: 'brand', id }, brand_id: id, data }]);
    return brandAnswer(ctx.config, row);
  });
}

/** Throws `file.not_found` unless the logo, where there is one, is a picture somebody uploaded in this workspace. */
export async function checkLogo(tx: Tx, ctx: Ctx, look: { logo_file_id: string | null } | undefined): Promise<void> {
  const logo = look?.logo_file_id;
  if (logo && !(await usePicture(tx, logo, ctx.now))) throw new Refusal('file.not_found', { file_id: logo });
}
