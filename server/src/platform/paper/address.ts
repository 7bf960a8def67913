import type { Address } from '@recoup/contract/common';
import { plain } from './type.ts';

/**
 * An address as the carrier reads it, line by line: name, street, city with state and code, and the country where it is
 * not the United States (USPS Publication 28). Empty parts leave no empty line.
 */
export function addressLines(address: Address): string[] {
  const state = [address.region, address.postal_code].filter(Boolean).join(' ');
  // State and code are what sorts a parcel: a long city must not push them off the label.
  const place = address.city.length > 40 ? [address.city, state] : [[address.city, state].filter(Boolean).join(', ')];
  const country =
    address.country === 'US'
      ? ''
      : (new Intl.DisplayNames('en', { type: 'region' }).of(address.country) ?? address.country);
  return [address.name, address.line1, address.line2, ...place, country]
    .map((line) => plain(line ?? ''))
    .filter((line) => line !== '');
}
