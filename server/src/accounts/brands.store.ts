import { type Brand, type BuyerLanguage, brandLook } from '@recoup/contract';
import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Config } from '../platform/config.ts';
import type { Brands } from '../platform/db.generated.ts';
import type { Tx } from '../platform/db.ts';

export type BrandRow = Selectable<Brands>;

/** The brand as the API shows it, with the address of its portal. */
export function brandAnswer(config: Config, row: BrandRow): Brand {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    time_zone: row.time_zone,
    currency: row.currency,
    support_email: row.support_email,
    look: brandLook.parse(row.look),
    languages: row.languages as BuyerLanguage[],
    archived_at: row.archived_at?.toISOString() ?? null,
    portal_url: `${config.publicUrl}/b/${row.slug}`,
  };
}

export function listBrands(tx: Tx): Promise<BrandRow[]> {
  return tx.selectFrom('brands').selectAll().orderBy('name').orderBy('id').execute();
}

export function findBrand(tx: Tx, id: string): Promise<BrandRow | undefined> {
  return tx.selectFrom('brands').selectAll().where('id', '=', id).executeTakeFirst();
}

export function lockBrand(tx: Tx, id: string): Promise<BrandRow | undefined> {
  return tx.selectFrom('brands').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
}

export async function insertBrand(tx: Tx, row: Omit<BrandRow, 'archived_at'>): Promise<BrandRow> {
  return tx
    .insertInto('brands')
    .values({ ...row, look: JSON.stringify(row.look), archived_at: null })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** False when the public name is taken by any brand of any workspace. */
export async function takePublicName(tx: Tx, slug: string, workspaceId: string, brandId: string): Promise<boolean> {
  const made = await tx
    .insertInto('public_names')
    .values({ slug, workspace_id: workspaceId, brand_id: brandId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('slug')
    .executeTakeFirst();
  return made !== undefined;
}

export function updateBrand(
  tx: Tx,
  id: string,
  change: Partial<Pick<BrandRow, 'name' | 'time_zone' | 'support_email' | 'look' | 'languages' | 'archived_at'>>,
): Promise<BrandRow> {
  const { look, ...plain } = change;
  return tx
    .updateTable('brands')
    .set({ ...plain, ...(look === undefined ? {} : { look: JSON.stringify(look) }), id: sql`id` })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Marks an uploaded picture as used, so that it is not swept; false when it is none of this workspace's. */
export async function usePicture(tx: Tx, fileId: string, at: Date): Promise<boolean> {
  const used = await tx
    .updateTable('files')
    .set((eb) => ({ used_at: eb.fn.coalesce('used_at', eb.val(at)) }))
    .where('id', '=', fileId)
    .where('type', 'like', 'image/%')
    .returning('id')
    .executeTakeFirst();
  return used !== undefined;
}
