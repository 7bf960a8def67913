/** An outbound desk with parts and stock, and returns that owe something, for the tests of goods out. */
import {
  type BodyIn,
  type OutboundDetail,
  type OutboundRow,
  orders,
  outbound,
  type Part,
  partsApi,
  returns,
  type StockLevel,
  stockLevels,
} from '@recoup/contract';
import { newId } from '../../../platform/ids.ts';
import { type Dock, HALO, openDock } from '../../testing/dock.ts';

type Goods = { kind: 'variant' | 'part'; id: string };
type AskLine = BodyIn<typeof returns.request>['lines'][number];
export type Desk = Dock & {
  /** A glass shade for the lamp, which mends broken ones; 80 g, 2.10 each. */
  shade: Part;
  lamp: string;
  part(change?: Partial<BodyIn<typeof partsApi.create>>): Promise<Part>;
  receive(goods: Goods, quantity: number, siteId?: string): Promise<StockLevel>;
  level(goods: Goods, siteId?: string): Promise<StockLevel | undefined>;
  /** An approved return of one lamp, for which this is given. */
  owed(
    line: Partial<AskLine>,
    change?: { quantity?: number; address?: object },
  ): Promise<{ id: string; code: string; lineId: string }>;
  shadeOwed(change?: { quantity?: number; address?: object }): Promise<{ id: string; code: string; lineId: string }>;
  ordersOf(returnId: string): Promise<OutboundRow[]>;
  out(returnId: string): Promise<OutboundDetail>;
  pick(order: { id: string }, code: string): Promise<OutboundDetail>;
  /** Picked by the codes given, packed, and its label made. */
  packed(order: { id: string }, codes?: string[]): Promise<OutboundDetail>;
};

export async function openDesk(): Promise<Desk> {
  const dock = await openDock();
  const { owner, brand, door, site, andre } = dock;
  await owner.call(orders.upsertProducts, {
    query: { brand_id: brand.id },
    body: {
      products: [
        {
          external_id: 'p-h1',
          title: 'Halo lamp',
          title_zh: 'Halo 台灯',
          category: 'lamp',
          variants: [
            {
              external_id: 'v-h1',
              sku: 'LM-H1',
              price: 12_900,
              unit_cost: 3_100,
              currency: 'USD',
              weight_g: 2_000,
              upc: '036000291469',
            },
            {
              external_id: 'v-h1b',
              sku: 'LM-H1-BLK',
              price: 14_900,
              unit_cost: 3_400,
              currency: 'USD',
              weight_g: 2_000,
            },
          ],
        },
      ],
    },
  });
  const { rows } = await owner.call(orders.products, { query: { brand_id: brand.id, q: 'Halo' } });
  const lampProduct = rows.find(({ external_id }) => external_id === 'p-h1')!;
  let count = 0;
  const part: Desk['part'] = (change = {}) => {
    count += 1;
    return owner.call(partsApi.create, {
      query: { brand_id: brand.id },
      body: {
        sku: `PT-${count}`,
        title: 'Glass shade',
        title_zh: '玻璃灯罩',
        price: 1_200,
        unit_cost: 210,
        weight_g: 80,
        fits: [{ product_id: lampProduct.id }],
        mends: [
          { reason: 'damaged-or-defective', detail: 'shade_or_glass_broken' },
          { reason: 'missing-parts-or-accessories', detail: null },
        ],
        ...change,
      },
    });
  };
  await dock.publish(brand, (rules) => {
    rules.remedies.repair = true;
    rules.evidence_for = [];
    rules.ask_person = { above: null, from_nth_return: null, late_days: 0 };
    rules.exchange = { ships: 'on_receipt', unsecured_up_to: 100_000 };
  });
  const shade = await part();

  const desk: Desk = {
    ...dock,
    shade,
    lamp: await dock.variant('LM-H1'),
    part,
    async receive(goods, quantity, siteId = site.id) {
      const level = await owner.call(stockLevels.receive, { body: { site_id: siteId, goods, quantity } });
      await door.drain();
      return level;
    },
    async level({ kind, id }, siteId = site.id) {
      const query = { site_id: siteId, ...(kind === 'part' ? { part_id: id } : { variant_id: id }) };
      return (await owner.call(stockLevels.list, { query })).rows[0];
    },
    async owed(line, { quantity = 1, address } = {}) {
      const order = await dock.order([{ ...HALO, quantity }], address ? { address } : {});
      const lines = dock
        .ask(order)
        .map((one) => ({ ...one, quantity, reason: 'missing-parts-or-accessories' as const, ...line }));
      const body = { lines, override_reason: 'Test' };
      const made = await owner.call(returns.request, { params: { id: order.id }, body });
      const {
        id,
        code,
        lines: asked,
      } = made.stage === 'requested'
        ? await owner.call(returns.approve, { params: { id: made.id }, body: { reason: 'Test' } })
        : made;
      await door.drain();
      return { id, code, lineId: asked[0]!.id };
    },
    shadeOwed: (change) =>
      desk.owed(
        { remedy: 'spare_part', choice: { parts: [{ part_id: shade.id, quantity: change?.quantity ?? 1 }] } },
        change,
      ),
    async ordersOf(returnId) {
      return (await owner.call(outbound.list, { query: { return_id: returnId } })).rows;
    },
    async out(returnId) {
      const [row] = await desk.ordersOf(returnId);
      return owner.call(outbound.get, { params: { id: row!.id } });
    },
    async pick({ id }, code) {
      return (await andre.call(outbound.pick, { params: { id }, body: { code, scan_id: newId() } })).outbound;
    },
    async packed({ id }, codes) {
      for (const code of codes ?? [shade.sku]) await desk.pick({ id }, code);
      await andre.call(outbound.pack, { params: { id }, body: { weight_g: 240 } });
      await door.drain();
      return andre.call(outbound.get, { params: { id } });
    },
  };
  return desk;
}
