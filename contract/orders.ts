/** Products, customers, orders, and how they come in. */
import { z } from 'zod';
import {
  address,
  buyerLanguage,
  byId,
  channel,
  currency,
  day,
  id,
  instant,
  line,
  list,
  money,
  named,
  page,
  pageQuery,
  photo,
  positiveMinor,
} from './common.ts';
import { endpoint } from './endpoint.ts';
import { timelineEvent } from './events.ts';

const tag = 'Orders';
const staff = { tag, access: 'staff' } as const;
const externalId = line(120);
const sku = line(80);

/** Resale price by grade, minor units of the variant's currency; what a unit of that grade fetches in the brand's own open-box channel. */
export const resale = z
  .object({
    A: positiveMinor.nullable(),
    B: positiveMinor.nullable(),
    C: positiveMinor.nullable(),
    D: positiveMinor.nullable(),
  })
  .partial();

export const variantInput = z.object({
  external_id: externalId,
  sku,
  title: line(200).optional(),
  options: z.record(line(60), line(120)).default({}),
  upc: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  ean: z
    .string()
    .regex(/^\d{8}(\d{5})?$/)
    .optional(),
  asin: z
    .string()
    .regex(/^[A-Z0-9]{10}$/)
    .optional(),
  fnsku: z
    .string()
    .regex(/^[A-Z0-9]{10}$/)
    .optional(),
  price: positiveMinor.optional(),
  unit_cost: positiveMinor.optional(),
  currency: currency.optional(),
  weight_g: z.int().min(0).max(1_000_000).optional(),
  length_mm: z.int().min(0).max(100_000).optional(),
  width_mm: z.int().min(0).max(100_000).optional(),
  height_mm: z.int().min(0).max(100_000).optional(),
  hts_code: z
    .string()
    .regex(/^[\d.]{4,14}$/)
    .optional(),
  origin_country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  tracks_serial: z.boolean().optional(),
  tracks_batch: z.boolean().optional(),
  warranty_months: z.int().min(0).max(240).optional(),
  lithium_battery: z.boolean().optional(),
  hygiene: z.boolean().optional(),
  final_sale: z.boolean().optional(),
  recalled: z.boolean().optional(),
  resale: resale.optional(),
});
export const productInput = z.object({
  external_id: externalId,
  title: line(200),
  title_zh: line(200).optional(),
  category: line(80).default('general'),
  variants: z.array(variantInput).min(1).max(250),
});
export type ProductInput = z.output<typeof productInput>;

export const customerInput = z.object({
  external_id: externalId.optional(),
  name: line(160),
  email: z.email().max(200).optional(),
  phone: line(40).optional(),
  language: buyerLanguage.default('en'),
  address: address.optional(),
});
export type CustomerInput = z.output<typeof customerInput>;
export const orderInput = z.object({
  external_id: externalId,
  number: line(60),
  channel: channel.default('shop'),
  placed_at: instant,
  cancelled_at: instant.optional(),
  currency,
  email: z.email().max(200).optional(),
  /** Where it was shipped. */
  address: address.optional(),
  customer: customerInput,
  shipping: positiveMinor.default(0),
  lines: z
    .array(
      z.object({
        external_id: externalId,
        sku,
        title: line(200),
        quantity: z.int().min(1).max(10_000),
        unit_price: positiveMinor,
        /** For the whole line. */
        discount: positiveMinor.default(0),
        tax: positiveMinor.default(0),
        final_sale: z.boolean().default(false),
      }),
    )
    .min(1)
    .max(500),
  payments: z
    .array(
      z.object({
        external_id: externalId,
        method: line(40),
        label: line(80),
        amount: positiveMinor,
        /** What has gone back of it already, as the shop knows. What we know of only ever grows. */
        refunded: positiveMinor.default(0),
        paid_at: instant.optional(),
      }),
    )
    .max(20)
    .default([]),
  fulfilments: z
    .array(
      z.object({
        external_id: externalId,
        carrier: line(40).optional(),
        tracking: line(80).optional(),
        shipped_at: instant.optional(),
        delivered_at: instant.optional(),
        lines: z
          .array(
            z.object({
              line_external_id: externalId,
              quantity: z.int().min(1).max(10_000),
              serials: z.array(line(80)).max(10_000).default([]),
              batch: line(80).optional(),
            }),
          )
          .min(1)
          .max(500),
      }),
    )
    .max(50)
    .default([]),
});
export type OrderInput = z.output<typeof orderInput>;

/** What became of each row, in the order sent. `row` counts from 1. */
export const upsertAnswer = z.object({
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  failed: z.int(),
  errors: z.array(
    z.object({
      row: z.int(),
      external_id: z.string().nullable(),
      code: z.string(),
      field: z.string().nullable(),
      message: z.string(),
    }),
  ),
});
export type UpsertAnswer = z.output<typeof upsertAnswer>;

export const variant = z.object({
  id,
  product_id: id,
  sku: z.string(),
  title: z.string(),
  product: z.string(),
  product_zh: z.string().nullable(),
  category: z.string(),
  options: z.record(z.string(), z.string()),
  upc: z.string().nullable(),
  ean: z.string().nullable(),
  asin: z.string().nullable(),
  fnsku: z.string().nullable(),
  price: money.nullable(),
  unit_cost: money.nullable(),
  weight_g: z.int().nullable(),
  size_mm: z.tuple([z.int(), z.int(), z.int()]).nullable(),
  hts_code: z.string().nullable(),
  origin_country: z.string().nullable(),
  tracks_serial: z.boolean(),
  tracks_batch: z.boolean(),
  warranty_months: z.int().nullable(),
  lithium_battery: z.boolean(),
  hygiene: z.boolean(),
  final_sale: z.boolean(),
  recalled: z.boolean(),
  resale: z.object({ A: money.nullable(), B: money.nullable(), C: money.nullable(), D: money.nullable() }),
  photo_url: z.string().nullable(),
  brand: named,
});
export type Variant = z.output<typeof variant>;
export const product = z.object({
  id,
  brand: named,
  external_id: z.string(),
  title: z.string(),
  title_zh: z.string().nullable(),
  category: z.string(),
  photo_url: z.string().nullable(),
  variants: z.array(variant),
});

export const orderRow = z.object({
  id,
  number: z.string(),
  brand: named,
  channel: z.string(),
  customer: named,
  placed_at: instant,
  delivered_at: instant.nullable(),
  cancelled_at: instant.nullable(),
  total: money,
  units: z.int(),
  /** The first line's title. */
  title: z.string(),
  photo_url: z.string().nullable(),
  returns: z.int(),
});
export const orderLine = z.object({
  id,
  variant_id: id.nullable(),
  sku: z.string(),
  title: z.string(),
  photo_url: z.string().nullable(),
  category: z.string(),
  quantity: z.int(),
  /** Promised back by returns that still stand. */
  return_quantity: z.int(),
  unit_price: money,
  discount: money,
  tax: money,
  final_sale: z.boolean(),
  delivered_at: instant.nullable(),
  serials: z.array(z.string()),
  batch: z.string().nullable(),
});
export const order = z.object({
  id,
  number: z.string(),
  external_id: z.string(),
  brand: named,
  channel: z.string(),
  customer: z.object({
    id,
    name: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    language: buyerLanguage,
  }),
  address: address.nullable(),
  placed_at: instant,
  cancelled_at: instant.nullable(),
  items_total: money,
  discount_total: money,
  shipping_total: money,
  tax_total: money,
  total: money,
  lines: z.array(orderLine),
  payments: z.array(
    z.object({ id, method: z.string(), label: z.string(), amount: money, refunded: money, paid_at: instant }),
  ),
  fulfilments: z.array(
    z.object({
      id,
      carrier: z.string().nullable(),
      tracking: z.string().nullable(),
      shipped_at: instant.nullable(),
      delivered_at: instant.nullable(),
    }),
  ),
  timeline: z.array(timelineEvent),
});
export type Order = z.output<typeof order>;

export const customer = z.object({
  id,
  brand: named,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  language: buyerLanguage,
  address: address.nullable(),
  since: instant,
  orders: z.array(orderRow),
  /** Per currency. */
  spent: z.array(money),
  orders_count: z.int(),
  returns_count: z.int(),
});

export const importKind = z.enum(['shopify_csv', 'shopify_json', 'table']);
/** Our fields a column of a plain table can be mapped to. */
export const importField = z.enum([
  'order.external_id',
  'order.number',
  'order.placed_at',
  'order.currency',
  'order.channel',
  'order.shipping',
  'order.email',
  'order.cancelled_at',
  'customer.name',
  'customer.phone',
  'customer.language',
  'address.line1',
  'address.line2',
  'address.city',
  'address.region',
  'address.postal_code',
  'address.country',
  'line.external_id',
  'line.sku',
  'line.title',
  'line.quantity',
  'line.unit_price',
  'line.discount',
  'line.tax',
  'payment.method',
  'payment.label',
  'payment.amount',
  'fulfilment.carrier',
  'fulfilment.tracking',
  'fulfilment.shipped_at',
  'fulfilment.delivered_at',
  'fulfilment.serials',
  'fulfilment.batch',
  'product.external_id',
  'product.title',
  'product.title_zh',
  'product.category',
  'variant.external_id',
  'variant.sku',
  'variant.title',
  'variant.upc',
  'variant.ean',
  'variant.asin',
  'variant.fnsku',
  'variant.price',
  'variant.unit_cost',
  'variant.currency',
  'variant.weight_g',
  'variant.hts_code',
  'variant.origin_country',
  'variant.warranty_months',
  'variant.lithium_battery',
  'variant.tracks_serial',
  'variant.final_sale',
  'variant.hygiene',
  'variant.resale_a',
  'variant.resale_b',
  'variant.resale_c',
  'variant.resale_d',
]);
export type ImportField = z.output<typeof importField>;
export const importColumn = z.object({
  /** Their header. */
  header: z.string(),
  /** Our field; null: left out. */
  field: importField.nullable(),
  /** How sure the guess is: by the same name, by a known other name (English or Chinese), or not at all. */
  sure: z.enum(['same', 'known', 'none']),
  samples: z.array(z.string()),
});
/** How to read what a table leaves open. Decimal amounts in `currency`; days in `time_zone`. */
export const importSettings = z.object({
  currency: currency.optional(),
  time_zone: z.string().optional(),
  date_order: z.enum(['iso', 'mdy', 'dmy']).default('iso'),
  /** Where no delivery is named: so many days after the order was placed. null: not delivered yet. */
  delivered_after_days: z.int().min(0).max(365).nullable().default(null),
});
export const importJob = z.object({
  id,
  brand: named,
  kind: importKind,
  what: z.enum(['orders', 'products']),
  file_name: z.string(),
  state: z.enum(['mapping', 'queued', 'running', 'done', 'failed', 'cancelled']),
  total: z.int().nullable(),
  done: z.int(),
  created_rows: z.int(),
  updated_rows: z.int(),
  unchanged_rows: z.int(),
  failed_rows: z.int(),
  failure: z.string().nullable(),
  started_by: z.string(),
  created_at: instant,
  finished_at: instant.nullable(),
});
export type ImportJob = z.output<typeof importJob>;
/** What would happen, counted before anything does. */
export const importPreview = z.object({
  job: importJob,
  columns: z.array(importColumn),
  settings: importSettings,
  rows: z.array(z.array(z.string())),
  would: z.object({ orders: z.int(), lines: z.int(), products: z.int(), variants: z.int(), failed: z.int() }),
  /** Errors grouped by kind, with how many rows each and one example. */
  problems: z.array(
    z.object({
      code: z.string(),
      field: z.string().nullable(),
      rows: z.int(),
      example_row: z.int(),
      message: z.string(),
    }),
  ),
  missing_fields: z.array(importField),
});

const upsertQuery = z.object({ brand_id: id });
export const orders = {
  list: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/orders',
    summary: 'Orders, newest first',
    permission: 'orders.read',
    query: pageQuery.extend({
      brand_id: id.optional(),
      q: line(100).optional(),
      customer_id: id.optional(),
      channel: channel.optional(),
      placed_from: day.optional(),
      placed_to: day.optional(),
      delivered: z.enum(['yes', 'no']).optional(),
    }),
    response: page(orderRow),
  }),
  get: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/orders/:id',
    summary: 'One order',
    permission: 'orders.read',
    params: byId,
    response: order,
    refusals: ['order.not_found'],
  }),
  upsert: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/orders/bulk',
    summary:
      'Create or update orders by external id: a JSON array of up to 1,000, good rows kept, bad ones answered with their number',
    permission: 'orders.write',
    query: upsertQuery,
    body: z.object({ orders: z.array(z.unknown()).min(1).max(1000) }),
    response: upsertAnswer,
    perRow: true,
  }),
  upsertStream: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/orders/ndjson',
    summary: 'The same as NDJSON, one order a line, up to 256 MB',
    permission: 'orders.write',
    query: upsertQuery,
    response: upsertAnswer,
    perRow: true,
    rawBody: 'ndjson',
  }),
  products: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/products',
    summary: 'Products with their variants',
    permission: 'orders.read',
    query: pageQuery.extend({ brand_id: id.optional(), q: line(100).optional(), category: line(80).optional() }),
    response: page(product),
  }),
  product: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/products/:id',
    summary: 'One product',
    permission: 'orders.read',
    params: byId,
    response: product,
    refusals: ['product.not_found'],
  }),
  changeVariant: endpoint({
    ...staff,
    method: 'PATCH',
    path: '/v1/variants/:id',
    summary: 'Change a variant',
    permission: 'products.write',
    params: byId,
    body: variantInput.omit({ external_id: true, sku: true, options: true }).partial(),
    response: variant,
    refusals: ['variant.not_found'],
  }),
  setProductPhoto: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/products/:id/photo',
    summary: 'Set the picture of a product',
    permission: 'products.write',
    params: byId,
    body: z.object({ file_id: id }),
    response: product,
    refusals: ['product.not_found', 'file.not_found'],
  }),
  upsertProducts: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/products/bulk',
    summary: 'Create or update products by external id',
    permission: 'products.write',
    query: upsertQuery,
    body: z.object({ products: z.array(z.unknown()).min(1).max(1000) }),
    response: upsertAnswer,
    perRow: true,
  }),
  upsertProductsStream: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/products/ndjson',
    summary: 'The same as NDJSON',
    permission: 'products.write',
    query: upsertQuery,
    response: upsertAnswer,
    perRow: true,
    rawBody: 'ndjson',
  }),
  customer: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/customers/:id',
    summary: 'One customer with their orders',
    permission: 'orders.read',
    params: byId,
    response: customer,
    refusals: ['customer.not_found'],
  }),
  customers: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/customers',
    summary: 'Customers',
    permission: 'orders.read',
    query: pageQuery.extend({ brand_id: id.optional(), q: line(100).optional() }),
    response: page(
      z.object({
        id,
        name: z.string(),
        email: z.string().nullable(),
        phone: z.string().nullable(),
        brand: named,
        orders: z.int(),
        last_order_at: instant.nullable(),
      }),
    ),
  }),
  upsertCustomers: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/customers/bulk',
    summary: 'Create or update customers by external id, or by e-mail where they have none',
    permission: 'orders.write',
    query: upsertQuery,
    body: z.object({ customers: z.array(z.unknown()).min(1).max(1000) }),
    response: upsertAnswer,
    perRow: true,
  }),
  categories: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/categories',
    summary: 'Categories and channels in use',
    permission: 'orders.read',
    query: z.object({ brand_id: id.optional() }),
    response: z.object({ categories: z.array(z.string()), channels: z.array(z.string()) }),
  }),

  imports: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/imports',
    summary: 'Imports, newest first',
    permission: 'orders.read',
    query: pageQuery,
    response: page(importJob),
  }),
  startImport: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/imports',
    summary: 'Open an uploaded file for import; nothing is written yet',
    permission: 'orders.write',
    body: z.object({ brand_id: id, file_id: id, what: z.enum(['orders', 'products']).default('orders') }),
    response: importPreview,
    refusals: ['import.empty', 'import.unreadable', 'file.not_found'],
  }),
  importPreview: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/imports/:id',
    summary: 'An import: how the file is read, or how far it got',
    permission: 'orders.read',
    params: byId,
    response: importPreview,
    refusals: ['import.not_found'],
  }),
  mapImport: endpoint({
    ...staff,
    method: 'PUT',
    path: '/v1/imports/:id/mapping',
    summary: 'Say which column is which',
    permission: 'orders.write',
    params: byId,
    body: z.object({
      columns: z.array(z.object({ header: z.string(), field: importField.nullable() })).max(200),
      settings: importSettings,
    }),
    response: importPreview,
    refusals: [
      'import.not_found',
      'import.already_started',
      'import.column_unknown',
      'import.field_twice',
      'input.currency',
      'input.time_zone',
    ],
  }),
  runImport: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/imports/:id/run',
    summary: 'Start it; it goes on without you',
    permission: 'orders.write',
    params: byId,
    response: importJob,
    refusals: ['import.not_found', 'import.already_started', 'import.fields_missing'],
  }),
  cancelImport: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/imports/:id/cancel',
    summary: 'Stop an import; what is written stays',
    permission: 'orders.write',
    params: byId,
    response: importJob,
  }),
  importErrors: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/imports/:id/errors.csv',
    summary: 'The rows left out as a file, with a reason column',
    permission: 'orders.read',
    params: byId,
    response: z.unknown(),
    answersFile: 'text/csv',
  }),
};
void list;
void photo;
