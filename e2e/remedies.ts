/** Goods of the journeys with remedies: a lamp of their own in two finishes, its screws, and what lies on the shelf in Dallas. */
import { expect } from '@playwright/test';
import { accounts, orders, partsApi, stockLevels } from '@recoup/contract';
import type { Office } from './product.ts';

export type Lamp = { black: string; brass: string; screws: string };
let made = Math.floor(Math.random() * 9_000) + 1_000;

/** Black for 129.00, brass for 149.00, and a screw kit that mends missing screws; eight of each in Dallas. */
export async function stockLamp(by: Office): Promise<Lamp> {
  made += 1;
  const lamp: Lamp = { black: `ARC-${made}-BLK`, brass: `ARC-${made}-BRS`, screws: `ARC-${made}-SCR` };
  const { brands } = await by.call(accounts.me);
  const query = { brand_id: brands.find(({ slug }) => slug === 'lumora')!.id };
  const variant = (sku: string, finish: string, price: number) => ({
    external_id: sku,
    sku,
    title: finish,
    options: { finish },
    price,
    unit_cost: 3_000,
    weight_g: 4_200,
  });
  const answers = [
    await by.call(orders.upsertProducts, {
      query,
      body: {
        products: [
          {
            external_id: `arc-${made}`,
            title: `Arc lamp ${made}`,
            category: 'lamp',
            variants: [variant(lamp.black, 'black', 12_900), variant(lamp.brass, 'brass', 14_900)],
          },
        ],
      },
    }),
    await by.call(partsApi.upsert, {
      query,
      body: {
        parts: [
          {
            sku: lamp.screws,
            title: `Screw kit ${made}`,
            price: 300,
            unit_cost: 40,
            weight_g: 60,
            fits: [{ product: lamp.black }],
            mends: [{ reason: 'missing-parts-or-accessories', detail: 'bulb_or_screws_missing' }],
          },
        ],
      },
    }),
    await by.call(stockLevels.set, {
      query,
      body: {
        levels: [
          { sku: lamp.screws, site: 'DAL', on_hand: 8, bin: 'P-01-2' },
          { sku: lamp.black, site: 'DAL', on_hand: 8, bin: 'A-04-1' },
          { sku: lamp.brass, site: 'DAL', on_hand: 8, bin: 'A-04-2' },
        ],
      },
    }),
  ];
  for (const { errors } of answers) expect(errors).toEqual([]);
  return lamp;
}
