import { orders } from '@recoup/contract';
import type { Book } from './sample.ts';

const DAY = 86_400_000;

export const ordersBook: Book = {
  async make(door, { brand }) {
    const query = { brand_id: brand! };
    const lamp = { external_id: 'v-lamp', sku: 'FIRST-LAMP', price: 12_900 };
    const product = { external_id: 'p-lamp', title: 'Lamp of the first', category: 'lamp', variants: [lamp] };
    await door.owner.call(orders.upsertProducts, { query, body: { products: [product] } });
    const ago = (days: number) => new Date(door.now().getTime() - days * DAY).toISOString();
    const order = (n: number) => ({
      external_id: `o-${n}`,
      number: `FIRST-${n}`,
      placed_at: ago(8),
      currency: 'USD',
      customer: { external_id: 'c-1', name: 'Dana of the first', email: 'dana@first.example' },
      address: { line1: '1 Elm St', city: 'Plano', region: 'TX', postal_code: '75024', country: 'US' },
      lines: [{ external_id: 'l', sku: lamp.sku, title: product.title, quantity: 2, unit_price: 12_900 }],
      payments: [{ external_id: 'p', method: 'card', label: 'Visa 4417', amount: 25_800 }],
      fulfilments: [
        { external_id: 'f', shipped_at: ago(6), delivered_at: ago(3), lines: [{ line_external_id: 'l', quantity: 2 }] },
      ],
    });
    await door.owner.call(orders.upsert, { query, body: { orders: [order(1), order(2)] } });
    const { rows } = await door.owner.call(orders.list, { query });
    const [first, second] = await Promise.all(
      ['FIRST-1', 'FIRST-2'].map((number) => {
        const { id } = rows.find((row) => row.number === number)!;
        return door.owner.call(orders.get, { params: { id } });
      }),
    );
    const products = await door.owner.call(orders.products, { query });
    return {
      order: first!.id,
      orderLine: first!.lines[0]!.id,
      otherOrder: second!.id,
      otherOrderLine: second!.lines[0]!.id,
      customer: first!.customer.id,
      product: products.rows[0]!.id,
      variant: products.rows[0]!.variants[0]!.id,
    };
  },
  samples: {
    get_orders: ({ brand, customer }) => ({ query: { brand_id: brand!, customer_id: customer! } }),
    get_orders_id_cancellation: ({ order }) => ({ params: { id: order! } }),
    post_orders_id_cancel: ({ order }) => ({ params: { id: order! }, body: { reason: 'other' } }),
    post_orders_id_mail_receipt: ({ order }) => ({ params: { id: order! } }),
    get_orders_id_receipt_pdf: ({ order }) => ({ params: { id: order! } }),
    get_orders_id: ({ order }) => ({ params: { id: order! } }),
    get_products: ({ brand }) => ({ query: { brand_id: brand! } }),
    get_products_id: ({ product }) => ({ params: { id: product! } }),
    patch_variants_id: ({ variant }) => ({ params: { id: variant! }, body: { price: 1 } }),
    post_products_id_photo: ({ product, file }) => ({ params: { id: product! }, body: { file_id: file! } }),
    get_customers_id: ({ customer }) => ({ params: { id: customer! } }),
    get_customers: ({ brand }) => ({ query: { brand_id: brand! } }),
    get_categories: ({ brand }) => ({ query: { brand_id: brand! } }),
    post_orders_bulk: ({ brand }) => ({ query: { brand_id: brand! }, body: { orders: [ROW] } }),
    post_orders_ndjson: ({ brand }) => ({
      query: { brand_id: brand! },
      body: JSON.stringify(ROW),
      type: 'application/x-ndjson',
    }),
    post_products_bulk: ({ brand }) => ({ query: { brand_id: brand! }, body: { products: [PRODUCT] } }),
    post_products_ndjson: ({ brand }) => ({
      query: { brand_id: brand! },
      body: JSON.stringify(PRODUCT),
      type: 'application/x-ndjson',
    }),
    post_customers_bulk: ({ brand }) => ({
      query: { brand_id: brand! },
      body: { customers: [{ external_id: 'spy', name: 'Spy', email: 'spy@example.com' }] },
    }),
  },
};

const ROW = {
  external_id: 'o-1',
  number: 'SPY-1',
  placed_at: '2026-01-01T00:00:00Z',
  currency: 'USD',
  customer: { external_id: 'spy', name: 'Spy', email: 'spy@example.com' },
  lines: [{ external_id: 'l', sku: 'FIRST-LAMP', title: 'Lamp', quantity: 1, unit_price: 1 }],
};
const PRODUCT = { external_id: 'p-lamp', title: 'Theirs', category: 'x', variants: [{ external_id: 'v', sku: 'SPY' }] };
