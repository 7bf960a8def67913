import { orders, type Part, partsApi, stockLevels, type Uploaded } from '@recoup/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { partsFor } from '../../orders/index.ts';
import { inWorkspace } from '../../platform/db.ts';
import { openWorld, type World } from '../../returns/testing/world.ts';

let world: World;
let lamp: string;
beforeAll(async () => {
  world = await openWorld();
  const { rows } = await world.owner.call(orders.products, { query: { brand_id: world.brand.id } });
  lamp = rows.find(({ external_id }) => external_id === 'p-h1')!.id;
});
const query = () => ({ brand_id: world.brand.id });
const shade = (change = {}) => ({
  sku: 'SH-1',
  title: 'Glass shade',
  title_zh: '玻璃灯罩',
  price: 1_200,
  unit_cost: 210,
  fits: [{ product_id: lamp, per_product: 2 }],
  mends: [{ reason: 'damaged-or-defective' as const, detail: 'shade_or_glass_broken' }],
  ...change,
});
const found = (reason: 'damaged-or-defective' | 'cannot-use' | 'missing-parts-or-accessories', detail: string | null) =>
  inWorkspace(world.door.ctx(), (tx) => partsFor(tx, world.door.ctx(), lamp, reason, detail));

async function sheet(text: string): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob([text], { type: 'text/csv' }), 'parts.csv');
  const answer = await world.owner.fetch('/v1/files', { method: 'POST', body: form });
  return ((await answer.json()) as Uploaded).id;
}

describe('a part', () => {
  let part: Part;
  it('is added with what it fits and what it mends, and has a picture', async () => {
    part = await world.owner.call(partsApi.create, { query: query(), body: shade() });
    expect(part).toMatchObject({
      sku: 'SH-1',
      currency: 'USD',
      price: { amount: 1_200, currency: 'USD' },
      fits: [{ product: { id: lamp, title: 'Halo lamp' }, per_product: 2 }],
      mends: [{ reason: 'damaged-or-defective', detail: 'shade_or_glass_broken' }],
      stock: [],
    });
    const photo = await world.photo(world.owner);
    const seen = await world.owner.call(partsApi.setPhoto, { params: { id: part.id }, body: { file_id: photo } });
    expect(seen.photo_url).toMatch(/^\/v1\/files\//);
  });

  it('has one SKU in a brand, however it is written', async () => {
    const twice = await world.owner.refused(partsApi.create, { query: query(), body: shade({ sku: ' sh-1 ' }) });
    expect(twice).toMatchObject({ code: 'part.sku_taken' });
  });

  it('is known for the problem it mends, and for no other', async () => {
    expect((await found('damaged-or-defective', 'shade_or_glass_broken')).map(({ sku }) => sku)).toEqual(['SH-1']);
    expect(await found('damaged-or-defective', 'flickers')).toEqual([]);
    expect(await found('damaged-or-defective', null)).toEqual([]);
    const mends = [{ reason: 'damaged-or-defective' as const, detail: null }];
    await world.owner.call(partsApi.change, { params: { id: part.id }, body: { mends } });
    expect((await found('damaged-or-defective', 'flickers')).map(({ sku }) => sku)).toEqual(['SH-1']);
    expect((await found('damaged-or-defective', null)).map(({ per_product }) => per_product)).toEqual([2]);
  });

  it('that is archived is offered no more, until it is restored', async () => {
    await world.owner.call(partsApi.archive, { params: { id: part.id } });
    expect(await found('damaged-or-defective', null)).toEqual([]);
    expect((await world.owner.call(partsApi.list, { query: query() })).rows).toEqual([]);
    expect((await world.owner.call(partsApi.list, { query: { ...query(), state: 'archived' } })).rows).toHaveLength(1);
    await world.owner.call(partsApi.restore, { params: { id: part.id } });
    expect((await world.owner.call(partsApi.list, { query: { ...query(), q: '灯罩' } })).rows).toHaveLength(1);
  });

  it('of another brand’s product is refused', async () => {
    const other = await world.door.makeBrand();
    const refused = await world.owner.refused(partsApi.create, { query: { brand_id: other.id }, body: shade() });
    expect(refused.code).toBe('product.not_found');
  });

  it('shows its stock by site, to who works there', async () => {
    const goods = { kind: 'part' as const, id: part.id };
    await world.owner.call(stockLevels.receive, { body: { site_id: world.site.id, goods, quantity: 4, bin: 'P-01' } });
    const { stock } = await world.owner.call(partsApi.get, { params: { id: part.id } });
    expect(stock).toMatchObject([{ site: { id: world.site.id }, on_hand: 4, free: 4, bin: 'P-01' }]);
  });
});

describe('many parts', () => {
  it('come by API: good rows are kept, bad ones answered with their number, and nothing changes the second time', async () => {
    const parts = [
      {
        sku: 'B-1',
        title: 'Bulb',
        fits: [{ product: 'p-h1' }],
        mends: [{ reason: 'missing-parts-or-accessories', detail: null }],
      },
      { sku: 'B-2', title: 'Foot', fits: [{ product: 'lm-h1', per_product: 4 }] },
      { sku: 'B-3', fits: [{ product: 'NOBODY' }], title: 'Lost' },
      { title: 'No SKU' },
      { sku: 'b-1', title: 'Bulb again' },
    ];
    const first = await world.owner.call(partsApi.upsert, { query: query(), body: { parts } });
    expect(first).toMatchObject({ created: 2, failed: 3 });
    expect(first.errors.map(({ row, code }) => [row, code])).toEqual([
      [3, 'product.unknown'],
      [4, 'field.missing'],
      [5, 'row.repeated'],
    ]);
    const again = await world.owner.call(partsApi.upsert, { query: query(), body: { parts: parts.slice(0, 2) } });
    expect(again).toMatchObject({ created: 0, updated: 0, unchanged: 2, failed: 0 });
    const cheaper = await world.owner.call(partsApi.upsert, {
      query: query(),
      body: { parts: [{ sku: 'B-1', title: 'Bulb', price: 99 }] },
    });
    expect(cheaper).toMatchObject({ updated: 1 });
    const [bulb] = (await world.owner.call(partsApi.list, { query: { ...query(), q: 'B-1' } })).rows;
    expect(bulb).toMatchObject({ price: { amount: 99 }, fits: [{ per_product: 1 }] });
  });

  it('come from a sheet with Chinese columns; checking first changes nothing', async () => {
    const file_id = await sheet(
      '配件编码,英文名,中文名,售价,成本,适用产品,可解决问题\nS-1,Power cord,电源线,￥12.50,3.2,LM-H1 x2,damaged-or-defective/wont_light; cannot-use\nS-2,,没有英文名,1,1,,\n',
    );
    const check = await world.owner.call(partsApi.importFile, { query: query(), body: { file_id, mode: 'check' } });
    expect(check).toMatchObject({ created: 1, failed: 1, errors: [{ row: 3, code: 'field.missing', field: 'title' }] });
    expect((await world.owner.call(partsApi.list, { query: { ...query(), q: 'S-1' } })).rows).toEqual([]);
    await world.owner.call(partsApi.importFile, { query: query(), body: { file_id } });
    const [cord] = (await world.owner.call(partsApi.list, { query: { ...query(), q: 'S-1' } })).rows;
    expect(cord).toMatchObject({
      title_zh: '电源线',
      price: { amount: 1_250 },
      fits: [{ product: { id: lamp }, per_product: 2 }],
      mends: [
        { reason: 'cannot-use', detail: null },
        { reason: 'damaged-or-defective', detail: 'wont_light' },
      ],
    });
    const none = await sheet('colour,size\nred,1\n');
    expect(await world.owner.refused(partsApi.importFile, { query: query(), body: { file_id: none } })).toMatchObject({
      code: 'import.columns_missing',
      details: { missing: ['sku'] },
    });
  });
});
