/** Rows as a shop would send them, for tests. */
import { accounts, type BodyIn, type Brand, type orderInput, type productInput } from '@recoup/contract';
import type { z } from 'zod';
import type { Client } from '../../../test/front-door.ts';

export type OrderSent = z.input<typeof orderInput>;
export type ProductSent = z.input<typeof productInput>;

export function aBrand(
  owner: Client,
  slug = 'lumora',
  over: Partial<BodyIn<typeof accounts.createBrand>> = {},
): Promise<Brand> {
  return owner.call(accounts.createBrand, {
    body: {
      slug,
      name: slug.charAt(0).toUpperCase() + slug.slice(1),
      time_zone: 'America/Chicago',
      currency: 'USD',
      look: { color: '#1E2A4A', dot: '#1E2A4A' },
      languages: ['en'],
      ...over,
    },
  });
}

/** Two lamps and a bulb, delivered four days after they were bought. 2 × 49.99 − 10.00 + 9.90 + 5.00 shipping + 8.25 tax. */
export function lampOrder(n: number, over: Partial<OrderSent> = {}): OrderSent {
  return {
    external_id: `order-${n}`,
    number: `#${10_000 + n}`,
    channel: 'shop',
    placed_at: '2026-11-01T15:00:00Z',
    currency: 'USD',
    email: `buyer${n}@example.com`,
    address: {
      name: 'Noah Brown',
      line1: '986 Sunset Drive',
      city: 'Denver',
      region: 'CO',
      postal_code: '80279-1204',
      country: 'US',
    },
    customer: { external_id: `customer-${n}`, name: 'Noah Brown', email: `buyer${n}@example.com` },
    shipping: 500,
    lines: [
      { external_id: 'a', sku: 'LAMP-1', title: 'Desk lamp', quantity: 2, unit_price: 4999, discount: 1000, tax: 750 },
      { external_id: 'b', sku: 'BULB-1', title: 'Bulb', quantity: 1, unit_price: 990, tax: 75 },
    ],
    payments: [{ external_id: 'p', method: 'card', label: 'Visa ending 4417', amount: 11_313 }],
    fulfilments: [
      {
        external_id: 'f',
        carrier: 'USPS',
        tracking: `9400${n}`,
        shipped_at: '2026-11-02T15:00:00Z',
        delivered_at: '2026-11-05T18:00:00Z',
        lines: [
          { line_external_id: 'a', quantity: 2, serials: [`SN-${n}-1`, `SN-${n}-2`], batch: 'B26-10' },
          { line_external_id: 'b', quantity: 1 },
        ],
      },
    ],
    ...over,
  };
}

export function lampProduct(over: Partial<ProductSent> = {}): ProductSent {
  return {
    external_id: 'lamp',
    title: 'Desk lamp',
    title_zh: '台灯',
    category: 'lamps',
    variants: [
      {
        external_id: 'lamp-1',
        sku: 'LAMP-1',
        upc: '012345678905',
        fnsku: 'X001ABCDEF',
        price: 4999,
        unit_cost: 1800,
        tracks_serial: true,
      },
    ],
    ...over,
  };
}
