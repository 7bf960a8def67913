/**
 * How long each carrier lets one file a claim, and what it covers where no value was declared. Dated data: carriers change
 * these, and none could be read at its own site when this was written, so each row names the account it was read in
 * (`first_hand: false`). What a carrier's own letter says goes before any of this: the last day of a claim can be set by hand.
 */
import type { ClaimKind, ClaimRule, Money } from '@recoup/contract';
import { addDays, dayIn } from '../../platform/clock.ts';

export type Destination = 'domestic' | 'international';
export type CarrierRule = Omit<ClaimRule, 'counted_from'> & { destination: Destination };

const READ = '2026-11-22';
const HUNDRED: Money = { amount: 10_000, currency: 'USD' };
type From = Pick<CarrierRule, 'source' | 'source_url'>;
const FEDEX: From = {
  source: 'ShipOpti: Parcel claim FAQs, FedEx',
  source_url: 'https://support.shipopti.com/portal/en/kb/articles/parcel-claim-faqs',
};
const UPS: From = {
  source: 'ICC Logistics on the UPS Service Guide: notice of claims',
  source_url: 'https://icclogistics.com/?p=2738',
};
const UPS_ABROAD: From = {
  source: 'ShipOpti: Parcel claim FAQs, UPS',
  source_url: 'https://support.shipopti.com/portal/en/kb/articles/parcel-clai',
};
/** The days stand in the Domestic Mail Manual 609.1; the cover in EasyPost’s account of it. */
const USPS: From = {
  source: 'EasyPost: USPS claims; days as in USPS Domestic Mail Manual 609',
  source_url: 'https://docs.easypost.com/markdown/docs/carrier-claims/usps-claims.md',
};

const row = (
  carrier: string,
  destination: Destination,
  kind: ClaimKind,
  days: number,
  from: CarrierRule['from'],
  read: From,
  included: Money | null = HUNDRED,
): CarrierRule => ({ carrier, destination, kind, days, from, included, ...read, checked_on: READ, first_hand: false });

export const carrierRules: readonly CarrierRule[] = [
  row('fedex', 'domestic', 'damage', 60, 'delivered', FEDEX),
  row('fedex', 'domestic', 'missing_contents', 60, 'delivered', FEDEX),
  // Nine months after FedEx took it; the shortest nine months have 273 days.
  row('fedex', 'domestic', 'loss', 273, 'shipped', FEDEX),
  row('fedex', 'international', 'damage', 21, 'delivered', FEDEX),
  row('fedex', 'international', 'missing_contents', 21, 'delivered', FEDEX),
  row('fedex', 'international', 'loss', 273, 'shipped', FEDEX),
  row('ups', 'domestic', 'damage', 60, 'delivered', UPS),
  row('ups', 'domestic', 'missing_contents', 60, 'delivered', UPS),
  // From the day it should have come, which nobody here knows; from the day it left is never too late.
  row('ups', 'domestic', 'loss', 60, 'shipped', UPS),
  row('ups', 'international', 'damage', 14, 'delivered', UPS_ABROAD),
  row('ups', 'international', 'missing_contents', 14, 'delivered', UPS_ABROAD),
  row('usps', 'domestic', 'damage', 60, 'shipped', USPS),
  row('usps', 'domestic', 'missing_contents', 60, 'shipped', USPS),
  row('usps', 'domestic', 'loss', 60, 'shipped', USPS),
];

/** A carrier's name as shops write it (`FedEx Home Delivery`, `UPS Ground`, `US Postal Service`), as the rules call it; null for others. */
export function carrierKey(name: string): string | null {
  const plain = name.toLowerCase();
  if (/fed\s*ex|federal express/.test(plain)) return 'fedex';
  if (/\busps\b|u\.?s\.? postal|postal service/.test(plain)) return 'usps';
  return /\bups\b|united parcel/.test(plain) ? 'ups' : null;
}

/** Days count in the brand's time zone. */
export type Way = { carrier: string; destination: Destination; shipped_at: Date | null; delivered_at: Date | null };

/**
 * The rule a claim stands under, and its last day in the brand's time zone. Where the delivery is not known the days are
 * counted from the shipping day, which comes earlier: never too late. Both null for a carrier without a rule.
 */
export function fileBy(way: Way, kind: ClaimKind, zone: string): { rule: ClaimRule | null; day: string | null } {
  const key = carrierKey(way.carrier);
  const found = carrierRules.find(
    (one) => one.carrier === key && one.kind === kind && one.destination === way.destination,
  );
  if (!found) return { rule: null, day: null };
  const counted_from =
    found.from === 'delivered' && way.delivered_at ? 'delivered' : way.shipped_at ? ('shipped' as const) : null;
  const from = counted_from === 'delivered' ? way.delivered_at : way.shipped_at;
  const { destination: _, ...rule } = found;
  return { rule: { ...rule, counted_from }, day: from && addDays(dayIn(zone, from), rule.days) };
}
