import type { Address } from '@recoup/contract';
import type { SiteFacts } from '../accounts/index.ts';
import { type Point, whereIs } from './us-places.ts';

const EARTH_KM = 6371;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Great-circle distance in kilometres (haversine). */
export function distanceKm(a: Point, b: Point): number {
  const north = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2;
  const east = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  const h = north + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * east;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

function pointOf({ latitude, longitude, address }: SiteFacts): Point | null {
  return latitude !== null && longitude !== null ? { latitude, longitude } : whereIs(address);
}

/**
 * The site nearest to where the parcel comes from, as the crow flies from the middle of the buyer's state. The first
 * one where that is not known, or where no site says where it is; null without sites.
 */
export function nearestSite<S extends SiteFacts>(sites: readonly S[], from: Address | null): S | null {
  const start = from && whereIs(from);
  const far = (site: S) => {
    const place = pointOf(site);
    return start && place ? distanceKm(start, place) : Number.POSITIVE_INFINITY;
  };
  return sites.reduce<S | null>((best, site) => (best && far(best) <= far(site) ? best : site), null);
}
