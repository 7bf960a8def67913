/** Where a carrier shows a parcel to the public, by the address its own site uses. */
const PAGES: [name: RegExp, page: (number: string) => string][] = [
  [/\bups\b/i, (number) => `https://www.ups.com/track?tracknum=${number}`],
  [/\bfedex\b/i, (number) => `https://www.fedex.com/fedextrack/?trknbr=${number}`],
  [/\busps\b/i, (number) => `https://tools.usps.com/go/TrackConfirmAction?tLabels=${number}`],
  [/\bdhl\b/i, (number) => `https://www.dhl.com/us-en/home/tracking.html?tracking-id=${number}`],
];

/** Null for a carrier whose page is not known; then the number is shown. */
export function trackingUrl(carrier: string | null, number: string): string | null {
  const page = carrier === null ? undefined : PAGES.find(([name]) => name.test(carrier))?.[1];
  return page ? page(encodeURIComponent(number)) : null;
}
