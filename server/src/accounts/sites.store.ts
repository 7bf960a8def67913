import { address, type Site } from '@recoup/contract';
import type { Selectable } from 'kysely';
import type { Sites } from '../platform/db.generated.ts';
import type { Tx } from '../platform/db.ts';

export type SiteRow = Selectable<Sites>;
export type SiteBrandRow = { brand_id: string; categories: string[] | null };

export function siteAnswer(row: SiteRow, brands: readonly SiteBrandRow[]): Site {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    time_zone: row.time_zone,
    address: address.parse(row.address),
    latitude: row.latitude,
    longitude: row.longitude,
    brands: brands.map(({ brand_id, categories }) => ({ brand_id, categories })),
    archived_at: row.archived_at?.toISOString() ?? null,
  };
}

export function listSites(tx: Tx): Promise<SiteRow[]> {
  return tx.selectFrom('sites').selectAll().orderBy('code').execute();
}

export function findSite(tx: Tx, id: string): Promise<SiteRow | undefined> {
  return tx.selectFrom('sites').selectAll().where('id', '=', id).executeTakeFirst();
}

export function lockSite(tx: Tx, id: string): Promise<SiteRow | undefined> {
  return tx.selectFrom('sites').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
}

/** Which brands the sites take, of those the actor may see (the join with brands is what hides the others). */
export function brandsOfSites(
  tx: Tx,
  siteIds: readonly string[],
): Promise<{ site_id: string; brand_id: string; categories: string[] | null }[]> {
  if (siteIds.length === 0) return Promise.resolve([]);
  return tx
    .selectFrom('site_brands')
    .innerJoin('brands', (join) =>
      join
        .onRef('brands.workspace_id', '=', 'site_brands.workspace_id')
        .onRef('brands.id', '=', 'site_brands.brand_id'),
    )
    .select(['site_brands.site_id', 'site_brands.brand_id', 'site_brands.categories'])
    .where('site_brands.site_id', 'in', siteIds)
    .orderBy('brands.name')
    .execute();
}

/** Sites open to returns of this brand and category, whatever the actor's own sites. */
export function sitesTaking(tx: Tx, brandId: string, category: string | null): Promise<SiteRow[]> {
  return tx
    .selectFrom('sites')
    .innerJoin('site_brands', (join) =>
      join.onRef('site_brands.workspace_id', '=', 'sites.workspace_id').onRef('site_brands.site_id', '=', 'sites.id'),
    )
    .selectAll('sites')
    .where('site_brands.brand_id', '=', brandId)
    .where('sites.archived_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('site_brands.categories', 'is', null),
        ...(category === null ? [] : [eb(eb.val(category), '=', eb.fn.any('site_brands.categories'))]),
      ]),
    )
    .orderBy('sites.code')
    .execute();
}

/** Undefined when the code is taken in this workspace. */
export function insertSite(tx: Tx, row: Omit<SiteRow, 'archived_at'>): Promise<SiteRow | undefined> {
  return tx
    .insertInto('sites')
    .values({ ...row, address: JSON.stringify(row.address), archived_at: null })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'code']).doNothing())
    .returningAll()
    .executeTakeFirst();
}

export function updateSite(
  tx: Tx,
  id: string,
  change: Partial<Pick<SiteRow, 'name' | 'time_zone' | 'address' | 'latitude' | 'longitude' | 'archived_at'>>,
): Promise<SiteRow> {
  const { address: place, ...plain } = change;
  return tx
    .updateTable('sites')
    .set({ ...plain, ...(place === undefined ? {} : { address: JSON.stringify(place) }), id })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Makes the site take exactly `brands`, of those named in `among` (the ones the actor may see); others stay as they are. */
export async function setSiteBrands(
  tx: Tx,
  workspaceId: string,
  siteId: string,
  brands: readonly SiteBrandRow[],
  among: readonly string[],
): Promise<void> {
  if (among.length > 0) {
    await tx.deleteFrom('site_brands').where('site_id', '=', siteId).where('brand_id', 'in', among).execute();
  }
  if (brands.length === 0) return;
  const rows = brands.map((one) => ({ workspace_id: workspaceId, site_id: siteId, ...one }));
  await tx.insertInto('site_brands').values(rows).execute();
}
