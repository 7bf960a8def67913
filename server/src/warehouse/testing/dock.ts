/** A dock with people at it, and returns brought to each stage by the verbs themselves, for the tests of goods. */
import { type AnswerOf, type BodyIn, orders, type Parcel, returns, type Unit, warehouse } from '@recoup/contract';
import { type Client, ProblemError } from '../../../test/front-door.ts';
import { type Bought, type Order, openWorld, type World } from '../../returns/testing/world.ts';
import type { BinPurpose } from '../places.ts';

export type Promised = { id: string; code: string; order: Order };
export type Scan = Partial<BodyIn<typeof warehouse.count>>;
export type Dock = World & {
  /** Another site of the same brand. */
  losAngeles: World['site'];
  andre: Client;
  bella: Client;
  /** Works in Los Angeles only. */
  mina: Client;
  manager: Client;
  /** An approved return of these goods, with its label. */
  promised(bought?: Bought[], change?: Record<string, unknown>): Promise<Promised>;
  arrive(of: Partial<BodyIn<typeof warehouse.arrive>>, who?: Client): Promise<Parcel>;
  count(parcel: Pick<Parcel, 'id'>, scan: Scan, who?: Client): Promise<AnswerOf<typeof warehouse.count>>;
  close(parcel: Pick<Parcel, 'id'>, who?: Client): Promise<Parcel>;
  /** Arrived, everything promised counted, and closed. */
  takenIn(of: Promised): Promise<{ parcel: Parcel; units: Unit[] }>;
  bin(purpose: BinPurpose, siteId?: string): Promise<string>;
  unit(id: string, who?: Client): Promise<AnswerOf<typeof warehouse.unit>>;
  /** Product of the catalogue by SKU. */
  variant(sku: string): Promise<string>;
  later(minutes: number): void;
};

export const R7 = { sku: 'LM-R7-WHT', title: 'Sweep R7 robot vacuum', unit_price: 28_900 };
export const HALO = { sku: 'LM-H1', title: 'Halo lamp', unit_price: 12_900 };
/** Three lamps of one order. */
export const THREE = [{ ...HALO, quantity: 3 }];

const CATALOGUE = [
  {
    external_id: 'p-r7',
    title: 'Sweep R7 robot vacuum',
    title_zh: 'Sweep R7 扫地机器人',
    category: 'vacuum',
    variants: [
      {
        external_id: 'v-r7',
        sku: 'LM-R7-WHT',
        upc: '036000291452',
        fnsku: 'X001ABCDEF',
        price: 28_900,
        unit_cost: 9_200,
        currency: 'USD',
        tracks_serial: true,
        lithium_battery: true,
        resale: { A: 23_900, B: 20_900, C: 13_200, D: 4_000 },
      },
    ],
  },
  {
    external_id: 'p-h1',
    title: 'Halo lamp',
    category: 'lamp',
    variants: [{ external_id: 'v-h1', sku: 'LM-H1', price: 12_900, unit_cost: 3_100, currency: 'USD' }],
  },
];

/** Serials of an order's vacuums, as the shop sends them with the delivery. */
export function withSerials(...serials: string[]) {
  return {
    fulfilments: [
      {
        external_id: 'f',
        shipped_at: '2026-11-04T12:00:00Z',
        delivered_at: '2026-11-07T12:00:00Z',
        lines: [{ line_external_id: 'l0', quantity: Math.max(1, serials.length), serials }],
      },
    ],
  };
}

export async function openDock(): Promise<Dock> {
  const world = await openWorld();
  const { door, owner, site, brand } = world;
  await owner.call(orders.upsertProducts, { query: { brand_id: brand.id }, body: { products: CATALOGUE } });
  const losAngeles = await door.makeSite({
    name: 'Los Angeles',
    brands: [{ brand_id: brand.id, categories: ['none'] }],
  });
  await door.drain();
  const andre = await door.as('warehouse', { siteIds: [site.id] });

  const dock: Dock = {
    ...world,
    losAngeles,
    andre,
    bella: await door.as('warehouse', { siteIds: [site.id] }),
    mina: await door.as('warehouse', { siteIds: [losAngeles.id] }),
    manager: await door.as('manager'),
    async promised(bought = [HALO], change = {}) {
      const order = await world.order(bought, change);
      const lines = world.ask(order).map((line, at) => ({ ...line, quantity: bought[at]?.quantity ?? 1 }));
      const { id, code } = await requested(order, lines);
      await door.drain();
      return { id, code, order };
    },
    arrive: (of, who = andre) => who.call(warehouse.arrive, { body: { site_id: site.id, ...of } }),
    count: (parcel, scan, who = andre) =>
      who.call(warehouse.count, { params: { id: parcel.id }, body: { scan_id: crypto.randomUUID(), ...scan } }),
    close: (parcel, who = andre) => who.call(warehouse.close, { params: { id: parcel.id }, body: {} }),
    async takenIn(of) {
      const parcel = await dock.arrive({ return_id: of.id });
      for (const line of parcel.lines) {
        for (let n = 0; n < line.expected; n++) {
          await dock.count(parcel, { return_line_id: line.return_line_id, serial: line.serials[n] });
        }
      }
      const closed = await dock.close(parcel);
      return { parcel: closed, units: closed.units };
    },
    async bin(purpose, siteId = site.id) {
      const { rows } = await owner.call(warehouse.bins, { query: { site_id: siteId, purpose } });
      return rows[0]!.id;
    },
    unit: (id, who = owner) => who.call(warehouse.unit, { params: { id } }),
    async variant(sku) {
      const { rows } = await owner.call(orders.products, { query: { brand_id: brand.id, q: sku } });
      return rows.flatMap(({ variants }) => variants).find((variant) => variant.sku === sku)!.id;
    },
    later(minutes) {
      door.setNow(new Date(door.now().getTime() + minutes * 60_000));
    },
  };
  return dock;

  async function requested(order: Order, lines: ReturnType<World['ask']>) {
    const made = await owner.call(returns.request, {
      params: { id: order.id },
      body: { lines, override_reason: 'Test' },
    });
    if (made.stage === 'requested') {
      return owner.call(returns.approve, { params: { id: made.id }, body: { reason: 'Test' } });
    }
    return made;
  }
}

/** What became of calls made at once: how many went through, and the codes of the others. */
export async function atOnce(calls: readonly (() => Promise<unknown>)[]): Promise<{ done: number; codes: string[] }> {
  const all = await Promise.allSettled(calls.map((call) => call()));
  const refused = all.filter((one) => one.status === 'rejected').map(({ reason }) => reason);
  const codes = refused.map((reason) => (reason instanceof ProblemError ? reason.problem.code : String(reason)));
  return { done: all.length - refused.length, codes: [...new Set(codes)] };
}
