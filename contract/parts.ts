/** Spare parts: what they are, which products they fit, which problems they mend; and how many of every counted good lie at a site. */
import { z } from 'zod';
import {
  byId,
  currency,
  day,
  id,
  instant,
  line,
  money,
  named,
  page,
  pageQuery,
  positiveMinor,
  reason,
} from './common.ts';
import { endpoint } from './endpoint.ts';
import { actor } from './events.ts';
import { upsertAnswer } from './orders.ts';

const sku = line(80);
const quantity = z.int().min(1).max(1_000_000);

/** A problem a part mends: a reason, and where it is named the finer word within it; null mends every detail of the reason. */
export const mends = z.object({ reason, detail: line(200).nullable() });
export type Mends = z.output<typeof mends>;

const partFields = {
  sku,
  title: line(200),
  title_zh: line(200).nullable().optional(),
  title_es: line(200).nullable().optional(),
  /** What a buyer would pay for it; minor units of `currency`, the brand's where left out. */
  price: positiveMinor.nullable().optional(),
  unit_cost: positiveMinor.nullable().optional(),
  currency: currency.optional(),
  weight_g: z.int().min(0).max(1_000_000).nullable().optional(),
  hts_code: z
    .string()
    .regex(/^[\d.]{4,14}$/)
    .nullable()
    .optional(),
  origin_country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .optional(),
};
export const partInput = z.object({
  ...partFields,
  /** Which products it fits, and how many of it one product has. */
  fits: z.array(z.object({ product_id: id, per_product: z.int().min(1).max(1000).default(1) })).max(500),
  mends: z.array(mends).max(200),
});
export type PartInput = z.output<typeof partInput>;
/** As programs and files send it: the product by its external id, or by the SKU of one of its variants. */
export const partRow = z.object({
  ...partFields,
  fits: z
    .array(z.object({ product: line(120), per_product: z.int().min(1).max(1000).default(1) }))
    .max(500)
    .optional(),
  mends: z.array(mends).max(200).optional(),
  archived: z.boolean().optional(),
});
export type PartRow = z.output<typeof partRow>;

/** What lies at one site: free is what is on hand and not reserved. */
export const stockAtSite = z.object({
  site: named,
  on_hand: z.int(),
  reserved: z.int(),
  free: z.int(),
  expected_quantity: z.int().nullable(),
  expected_on: day.nullable(),
  bin: z.string().nullable(),
});
export const part = z.object({
  id,
  version: z.int(),
  brand: named,
  sku: z.string(),
  title: z.string(),
  title_zh: z.string().nullable(),
  title_es: z.string().nullable(),
  photo_url: z.string().nullable(),
  thumb_url: z.string().nullable(),
  price: money.nullable(),
  unit_cost: money.nullable(),
  currency,
  weight_g: z.int().nullable(),
  hts_code: z.string().nullable(),
  origin_country: z.string().nullable(),
  fits: z.array(
    z.object({
      product: z.object({ id, title: z.string(), title_zh: z.string().nullable(), category: z.string() }),
      per_product: z.int(),
      thumb_url: z.string().nullable(),
    }),
  ),
  mends: z.array(mends),
  stock: z.array(stockAtSite),
  archived_at: instant.nullable(),
  updated_at: instant,
});
export type Part = z.output<typeof part>;

/** Counted goods: new goods of a variant, or a part. */
export const goodsRef = z.object({ kind: z.enum(['variant', 'part']), id });
export type GoodsRef = z.output<typeof goodsRef>;
export const stockWhy = z.enum(['count', 'receive', 'reserve', 'release', 'ship', 'use', 'adjust']);
export type StockWhy = z.output<typeof stockWhy>;
export const stockLevel = z.object({
  id,
  site: named,
  brand: named,
  goods: goodsRef.extend({
    sku: z.string(),
    title: z.string(),
    title_zh: z.string().nullable(),
    thumb_url: z.string().nullable(),
  }),
  on_hand: z.int(),
  reserved: z.int(),
  free: z.int(),
  expected_quantity: z.int().nullable(),
  expected_on: day.nullable(),
  bin: z.string().nullable(),
  changed_at: instant,
});
export type StockLevel = z.output<typeof stockLevel>;
/** One change of a level; rows are only ever added. */
export const stockChange = z.object({
  id,
  why: stockWhy,
  /** To on hand and to reserved, signed; and what it was afterwards. */
  on_hand_change: z.int(),
  reserved_change: z.int(),
  on_hand: z.int(),
  reserved: z.int(),
  note: z.string().nullable(),
  outbound: z.object({ id, code: z.string() }).nullable(),
  at: instant,
  by: actor,
});
export type StockChange = z.output<typeof stockChange>;

/** One row of a bulk set or a file. What is left out stays as it is. */
export const stockSet = z.object({
  sku,
  /** The site's code, `DFW`. */
  site: line(40),
  on_hand: z.int().min(0).max(10_000_000).optional(),
  expected_quantity: z.int().min(0).max(10_000_000).nullable().optional(),
  expected_on: day.nullable().optional(),
  bin: line(40).nullable().optional(),
});
export type StockSet = z.output<typeof stockSet>;

const tag = 'Parts';
const staff = { tag, access: 'staff' } as const;
const fileBody = z.object({
  file_id: id,
  /** `check` says what would happen and changes nothing. */
  mode: z.enum(['check', 'import']).default('import'),
});
export const partsApi = {
  list: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/parts',
    summary: 'Spare parts by SKU, with stock by site',
    permission: 'orders.read',
    query: pageQuery.extend({
      brand_id: id.optional(),
      q: line(100).optional(),
      product_id: id.optional(),
      reason: reason.optional(),
      detail: line(200).optional(),
      state: z.enum(['active', 'archived', 'all']).default('active'),
    }),
    response: page(part),
  }),
  get: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/parts/:id',
    summary: 'One part',
    permission: 'orders.read',
    params: byId,
    response: part,
    refusals: ['part.not_found'],
  }),
  create: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/parts',
    summary: 'Add a part',
    permission: 'products.write',
    query: z.object({ brand_id: id }),
    body: partInput,
    response: part,
    refusals: ['brand.not_found', 'part.sku_taken', 'product.not_found'],
  }),
  change: endpoint({
    ...staff,
    method: 'PATCH',
    path: '/v1/parts/:id',
    summary: 'Change a part; `fits` and `mends` are replaced whole where they are sent',
    permission: 'products.write',
    params: byId,
    body: partInput.partial(),
    response: part,
    refusals: ['part.not_found', 'part.sku_taken', 'product.not_found'],
  }),
  setPhoto: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/parts/:id/photo',
    summary: 'Set the picture of a part',
    permission: 'products.write',
    params: byId,
    body: z.object({ file_id: id }),
    response: part,
    refusals: ['part.not_found', 'file.not_found'],
  }),
  archive: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/parts/:id/archive',
    summary: 'Stop offering a part; what is promised still leaves',
    permission: 'products.write',
    params: byId,
    response: part,
    refusals: ['part.not_found'],
  }),
  restore: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/parts/:id/restore',
    summary: 'Offer an archived part again',
    permission: 'products.write',
    params: byId,
    response: part,
    refusals: ['part.not_found'],
  }),
  upsert: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/parts/bulk',
    summary: 'Create or update parts by SKU: up to 1,000, good rows kept, bad ones answered with their number',
    permission: 'products.write',
    query: z.object({ brand_id: id }),
    body: z.object({ parts: z.array(z.unknown()).min(1).max(1000) }),
    response: upsertAnswer,
    refusals: ['brand.not_found'],
    perRow: true,
  }),
  /** Columns, English or Chinese: sku, title, title_zh, title_es, price, unit_cost, currency, weight_g, hts_code, origin_country, fits (`LMP-1 x2; LMP-2`), mends (`damaged-or-defective/flickers; missing-parts-or-accessories`). */
  importFile: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/parts/import',
    summary: 'The same from an uploaded CSV or Excel sheet',
    permission: 'products.write',
    query: z.object({ brand_id: id }),
    body: fileBody,
    response: upsertAnswer,
    refusals: ['brand.not_found', 'file.not_found', 'file.unreadable', 'import.columns_missing'],
    perRow: true,
  }),
};

export const stockLevels = {
  list: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/stock-levels',
    summary: 'Counted goods by site, by SKU',
    permission: 'warehouse.read',
    query: pageQuery.extend({
      site_id: id.optional(),
      brand_id: id.optional(),
      kind: z.enum(['variant', 'part']).optional(),
      variant_id: id.optional(),
      part_id: id.optional(),
      q: line(100).optional(),
      /** out: nothing free; wanted: orders wait for it. */
      state: z.enum(['out', 'wanted']).optional(),
    }),
    response: page(stockLevel),
  }),
  changes: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/stock-levels/:id/changes',
    summary: 'What changed a level, newest first',
    permission: 'warehouse.read',
    params: byId,
    query: pageQuery,
    response: page(stockChange),
    refusals: ['stock.not_found'],
  }),
  receive: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/stock-levels/receive',
    summary: 'New goods came in and were counted; orders that wait for them are served, oldest first',
    permission: 'warehouse.stock',
    body: z.object({ site_id: id, goods: goodsRef, quantity, bin: line(40).optional(), note: line(200).optional() }),
    response: stockLevel,
    refusals: ['site.not_found', 'goods.not_found'],
  }),
  adjust: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/stock-levels/adjust',
    summary: 'Put a level right: what was counted, and why it differs. Never below what is reserved',
    permission: 'warehouse.stock',
    body: z.object({
      site_id: id,
      goods: goodsRef,
      on_hand: z.int().min(0).max(10_000_000),
      note: line(200),
      bin: line(40).nullable().optional(),
    }),
    response: stockLevel,
    refusals: ['site.not_found', 'goods.not_found', 'stock.reserved'],
  }),
  expect: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/stock-levels/expect',
    summary: 'More is on its way: how many and when. Null: nothing is',
    permission: 'warehouse.stock',
    body: z.object({
      site_id: id,
      goods: goodsRef,
      expected: z.object({ quantity, on: day }).nullable(),
    }),
    response: stockLevel,
    refusals: ['site.not_found', 'goods.not_found'],
  }),
  set: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/stock-levels/bulk',
    summary: 'Set levels by SKU and site, up to 1,000 rows; good rows kept, bad ones answered with their number',
    permission: 'warehouse.stock',
    query: z.object({ brand_id: id }),
    body: z.object({ levels: z.array(z.unknown()).min(1).max(1000) }),
    response: upsertAnswer,
    refusals: ['brand.not_found'],
    perRow: true,
  }),
  /** Columns, English or Chinese: sku, site, on_hand, expected_quantity, expected_on, bin. */
  importFile: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/stock-levels/import',
    summary: 'The same from an uploaded CSV or Excel sheet',
    permission: 'warehouse.stock',
    query: z.object({ brand_id: id }),
    body: fileBody,
    response: upsertAnswer,
    refusals: ['brand.not_found', 'file.not_found', 'file.unreadable', 'import.columns_missing'],
    perRow: true,
  }),
};
