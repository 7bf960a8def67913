import { orders as api, type Brand, files, type Uploaded } from '@recoup/contract';
import sharp from 'sharp';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { type FrontDoor, openFrontDoor } from '../../../test/front-door.ts';
import { aBrand, lampProduct, type ProductSent } from '../testing/rows.ts';

let door: FrontDoor;
let brand: Brand;
let shops = 0;
beforeAll(async () => {
  door = await openFrontDoor();
});
beforeEach(async () => {
  shops += 1;
  brand = await aBrand(door.owner, `shop-${shops}`);
});

const send = (products: unknown[]) =>
  door.owner.call(api.upsertProducts, { query: { brand_id: brand.id }, body: { products } });
const list = async () => (await door.owner.call(api.products, { query: { brand_id: brand.id } })).rows;
const usd = (amount: number) => ({ amount, currency: 'USD' });
const withVariant = (over: Partial<ProductSent['variants'][number]>, product: Partial<ProductSent> = {}) =>
  lampProduct({ ...product, variants: [{ external_id: 'lamp-1', sku: 'LAMP-1', ...over }] });

it('a product comes in with its variants, and a second time changes nothing', async () => {
  expect(await send([lampProduct()])).toMatchObject({ created: 1, errors: [] });
  const [product] = await list();
  expect(product).toMatchObject({
    title: 'Desk lamp',
    title_zh: '台灯',
    category: 'lamps',
    variants: [
      {
        sku: 'LAMP-1',
        title: 'Desk lamp',
        upc: '012345678905',
        price: usd(4999),
        unit_cost: usd(1800),
        tracks_serial: true,
        hygiene: false,
        resale: { A: null, B: null, C: null, D: null },
      },
    ],
  });
  expect(await send([lampProduct()])).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
});

it("the shop's next sync keeps what people entered here", async () => {
  await send([lampProduct()]);
  const [product] = await list();
  const id = product!.variants[0]!.id;
  const changed = await door.owner.call(api.changeVariant, {
    params: { id },
    body: { unit_cost: 2100, hygiene: true, resale: { A: 4000, B: 3000, C: null }, warranty_months: 24 },
  });
  expect(changed).toMatchObject({
    unit_cost: usd(2100),
    hygiene: true,
    resale: { A: usd(4000), B: usd(3000), C: null },
  });
  expect(await send([withVariant({ price: 5499, options: { Color: 'Black', Size: 'L' } })])).toMatchObject({
    updated: 1,
  });
  const [after] = await list();
  expect(after!.variants).toMatchObject([
    {
      id,
      price: usd(5499),
      unit_cost: usd(2100),
      hygiene: true,
      warranty_months: 24,
      upc: '012345678905',
      title: 'Black / L',
    },
  ]);
  expect(await send([withVariant({ resale: { B: null } })])).toMatchObject({ updated: 1 });
  expect((await list())[0]!.variants[0]).toMatchObject({
    resale: { A: usd(4000), B: null },
    options: { Color: 'Black' },
  });
});

it('a variant left out stays, and one may move to another product', async () => {
  await send([
    lampProduct({
      variants: [
        { external_id: 'v1', sku: 'S1' },
        { external_id: 'v2', sku: 'S2' },
      ],
    }),
  ]);
  expect(await send([lampProduct({ variants: [{ external_id: 'v1', sku: 'S1' }] })])).toMatchObject({ unchanged: 1 });
  await send([lampProduct({ external_id: 'other', variants: [{ external_id: 'v2', sku: 'S2' }] })]);
  const variants = new Map((await list()).map((product) => [product.external_id, product.variants.map((v) => v.sku)]));
  expect(variants).toEqual(
    new Map([
      ['lamp', ['S1']],
      ['other', ['S2']],
    ]),
  );
});

it.each([
  [
    'a SKU another variant carries',
    [lampProduct(), { ...withVariant({ external_id: 'x' }), external_id: 'y' }],
    'product.sku_taken',
    'variants.0.sku',
  ],
  [
    'one variant in two products',
    [lampProduct(), { ...withVariant({}), external_id: 'y' }],
    'product.variant_twice',
    'variants.0.external_id',
  ],
  [
    'a SKU twice in a product',
    [
      lampProduct({ external_id: 'z', variants: [] }),
      lampProduct({
        variants: [
          { external_id: '1', sku: 'S' },
          { external_id: '2', sku: 'S' },
        ],
      }),
    ],
    'product.sku_twice',
    'variants.1.sku',
  ],
  [
    'a UPC of eleven digits',
    [
      lampProduct({ external_id: 'z', variants: [{ external_id: 'z', sku: 'Z' }] }),
      withVariant({ upc: '12345678901' }),
    ],
    'field.invalid_format',
    'variants.0.upc',
  ],
  [
    'a negative weight',
    [lampProduct({ external_id: 'z', variants: [{ external_id: 'z', sku: 'Z' }] }), withVariant({ weight_g: -1 })],
    'field.too_small',
    'variants.0.weight_g',
  ],
])('%s is told with its row', async (_what, rows, code, field) => {
  const answer = await send(rows);
  expect(answer.errors.at(-1)).toMatchObject({ row: 2, code, field });
});

it('SKUs may be handed on from one variant to the next', async () => {
  await send([
    lampProduct({
      variants: [
        { external_id: 'a', sku: 'S1' },
        { external_id: 'b', sku: 'S2' },
      ],
    }),
  ]);
  const answer = await send([
    lampProduct({
      variants: [
        { external_id: 'a', sku: 'S3' },
        { external_id: 'b', sku: 'S2' },
      ],
    }),
    lampProduct({ external_id: 'n', variants: [{ external_id: 'c', sku: 'S1' }] }),
  ]);
  expect(answer).toMatchObject({ created: 1, updated: 1, failed: 0 });
});

it('a product is found by part of its title in either language, and by its codes', async () => {
  await send([
    lampProduct(),
    lampProduct({
      external_id: 'm',
      title: '100% cotton_mat',
      title_zh: undefined,
      category: 'mats',
      variants: [{ external_id: 'm', sku: 'MAT-1' }],
    }),
  ]);
  const found = async (q: string) =>
    (await door.owner.call(api.products, { query: { brand_id: brand.id, q } })).rows.map((row) => row.external_id);
  expect(await found('台')).toEqual(['lamp']);
  expect(await found('desk')).toEqual(['lamp']);
  expect(await found('mat-')).toEqual(['m']);
  expect(await found('x001abcdef')).toEqual(['lamp']);
  expect(await found('100%')).toEqual(['m']);
  expect(await found('%')).toEqual(['m']);
  expect(await found('_')).toEqual(['m']);
  expect((await door.owner.call(api.products, { query: { brand_id: brand.id, category: 'mats' } })).rows).toHaveLength(
    1,
  );
});

it('a product gets its picture', async () => {
  await send([lampProduct()]);
  const [product] = await list();
  const form = new FormData();
  const png = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#383' } })
    .png()
    .toBuffer();
  form.append('file', new Blob([new Uint8Array(png)]), 'lamp.png');
  const file = (await (await door.owner.fetch(files.upload.path, { method: 'POST', body: form })).json()) as Uploaded;
  const params = { id: product!.id };
  const after = await door.owner.call(api.setProductPhoto, { params, body: { file_id: file.id } });
  expect(after.photo_url).toMatch(/^\/v1\/files\//);
  expect((await door.stranger.fetch(after.photo_url!)).headers.get('content-type')).toBe('image/jpeg');
  expect((await door.owner.refused(api.setProductPhoto, { params, body: { file_id: product!.id } })).code).toBe(
    'file.not_found',
  );
  const { owner } = await door.anotherWorkspace();
  expect((await owner.refused(api.product, { params })).code).toBe('product.not_found');
  expect(
    (await owner.refused(api.changeVariant, { params: { id: product!.variants[0]!.id }, body: { hygiene: true } }))
      .code,
  ).toBe('variant.not_found');
});

it('products come as a stream of lines, too', async () => {
  const lines = Array.from({ length: 3 }, (_, n) =>
    JSON.stringify(lampProduct({ external_id: `p${n}`, variants: [{ external_id: `v${n}`, sku: `S${n}` }] })),
  );
  const response = await door.owner.fetch(`${api.upsertProductsStream.path}?brand_id=${brand.id}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: lines.join('\n'),
  });
  expect(await response.json()).toMatchObject({ created: 3, failed: 0 });
});
