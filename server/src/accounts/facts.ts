import { type Address, address, type BuyerLanguage, brandLook } from '@recoup/contract';
import type { z } from 'zod';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { findBrand, listBrands } from './brands.store.ts';
import { findSite, type SiteRow, sitesTaking } from './sites.store.ts';
import { findStaff } from './staff.store.ts';

/** A brand as other modules know it. `timeZone` is where its days and business hours are counted. */
export type BrandFacts = {
  id: string;
  slug: string;
  name: string;
  timeZone: string;
  currency: string;
  supportEmail: string | null;
  look: z.output<typeof brandLook>;
  languages: BuyerLanguage[];
  archivedAt: Date | null;
};

/** One brand, of those the transaction's actor may see. Throws `brand.not_found`. */
export async function brandOf(tx: Tx, id: string): Promise<BrandFacts> {
  const row = await findBrand(tx, id);
  if (!row) throw new Refusal('brand.not_found');
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    timeZone: row.time_zone,
    currency: row.currency,
    supportEmail: row.support_email,
    look: brandLook.parse(row.look),
    languages: row.languages as BuyerLanguage[],
    archivedAt: row.archived_at,
  };
}

/** The brands that are not closed, of those the transaction's actor may see. */
export async function openBrands(tx: Tx): Promise<string[]> {
  return (await listBrands(tx)).filter((row) => row.archived_at === null).map(({ id }) => id);
}

/** A warehouse site as other modules know it. */
export type SiteFacts = {
  id: string;
  code: string;
  name: string;
  timeZone: string;
  address: Address;
  latitude: number | null;
  longitude: number | null;
  archivedAt: Date | null;
};

function siteFacts(row: SiteRow): SiteFacts {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    timeZone: row.time_zone,
    address: address.parse(row.address),
    latitude: row.latitude,
    longitude: row.longitude,
    archivedAt: row.archived_at,
  };
}

/** One site of the workspace. Throws `site.not_found`. */
export async function siteOf(tx: Tx, id: string): Promise<SiteFacts> {
  const row = await findSite(tx, id);
  if (!row) throw new Refusal('site.not_found');
  return siteFacts(row);
}

/** The open sites that take goods of this brand and category (null: of no category), by code. Which is nearest is shipping's to say. */
export async function sitesFor(tx: Tx, brandId: string, category: string | null): Promise<SiteFacts[]> {
  return (await sitesTaking(tx, brandId, category)).map(siteFacts);
}

/** What to call a member of staff; null for somebody unknown. */
export async function staffName(tx: Tx, id: string): Promise<string | null> {
  return (await findStaff(tx, id))?.name ?? null;
}
