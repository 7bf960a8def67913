/** A brand with a policy, a site and orders, made through the front door, for the tests of returns. */
import {
  type BodyIn,
  orders,
  type PolicyRules,
  policies,
  portal,
  type Reason,
  type RemedyKind,
  returns,
  startingPolicy,
} from '@recoup/contract';
import sharp from 'sharp';
import { type Client, type FrontDoor, openFrontDoor } from '../../../test/front-door.ts';

type Brand = Awaited<ReturnType<FrontDoor['makeBrand']>>;
type Site = Awaited<ReturnType<FrontDoor['makeSite']>>;
export type Bought = { sku?: string; title?: string; quantity?: number; unit_price?: number; tax?: number };
export type Order = {
  id: string;
  number: string;
  brandId: string;
  lines: { id: string; sku: string }[];
  buyer: Client;
};
type AskLine = BodyIn<typeof portal.request>['lines'][number];

export const NOON = '2026-11-10T18:00:00Z';
export const BUYER = 'dana@example.com';
export const ZIP = '75024';

export type World = {
  door: FrontDoor;
  brand: Brand;
  site: Site;
  owner: Client;
  /** A delivered order of the brand, three days before now. */
  order(bought?: Bought[], change?: Record<string, unknown>, brand?: Brand): Promise<Order>;
  /** Lines of a request, each for one unit, as a buyer who changed their mind asks. */
  ask(order: Order, change?: Partial<AskLine>): AskLine[];
  /** The buyer asks, and policy says yes. */
  approved(change?: Partial<AskLine>, bought?: Bought[]): Promise<{ order: Order; id: string; code: string }>;
  /** The buyer asks, and a person must look, as the order is worth more than the limit. */
  waiting(order?: Order): Promise<{ order: Order; id: string; code: string }>;
  photo(who: Client): Promise<string>;
  publish(brand: Brand, change: (rules: PolicyRules) => void): Promise<void>;
};

export const VACUUM = { sku: 'LM-R7-WHT', title: 'Sweep R7 robot vacuum', unit_price: 28_900, tax: 2_384 };
export const LAMP = { sku: 'LM-H1', title: 'Halo lamp', unit_price: 12_900, tax: 1_064 };

const CATALOGUE = [
  {
    external_id: 'p-r7',
    title: 'Sweep R7 robot vacuum',
    category: 'vacuum',
    variants: [{ external_id: 'v-r7', sku: 'LM-R7-WHT', price: 28_900, weight_g: 3_600 }],
  },
  {
    external_id: 'p-h1',
    title: 'Halo lamp',
    category: 'lamp',
    variants: [{ external_id: 'v-h1', sku: 'LM-H1', price: 12_900, weight_g: 2_000 }],
  },
];

export async function openWorld(): Promise<World> {
  const door = await openFrontDoor();
  door.setNow(NOON);
  const { owner } = door;
  const brand = await door.makeBrand({ name: 'Lumora', time_zone: 'America/Chicago', languages: ['en', 'zh', 'es'] });
  const site = await door.makeSite({ name: 'Dallas', brands: [{ brand_id: brand.id, categories: null }] });
  let count = 20_000;

  async function publish(of: Brand, change: (rules: PolicyRules) => void) {
    const rules = startingPolicy('USD');
    change(rules);
    const scope = { categories: [], channels: [], skus: [], bought_from: null, bought_to: null };
    const made = await owner.call(policies.create, { body: { brand_id: of.id, name: 'Thirty days', scope, rules } });
    await owner.call(policies.publish, { params: { id: made.id } });
  }

  async function order(bought: Bought[] = [LAMP], change: Record<string, unknown> = {}, of = brand): Promise<Order> {
    count += 1;
    const lines = bought.map((line, i) => ({
      external_id: `l${i}`,
      sku: line.sku ?? 'LM-H1',
      title: line.title ?? 'Halo lamp',
      quantity: line.quantity ?? 1,
      unit_price: line.unit_price ?? 12_900,
      tax: line.tax ?? 0,
    }));
    const total = lines.reduce((sum, line) => sum + line.unit_price * line.quantity + line.tax, 0);
    const days = (n: number) => new Date(door.now().getTime() - n * 86_400_000).toISOString();
    const external_id = `order-${count}`;
    const row = {
      external_id,
      number: `#${count}`,
      placed_at: days(8),
      currency: 'USD',
      email: BUYER,
      address: { line1: '1 Elm St', city: 'Plano', region: 'TX', postal_code: `${ZIP}-1234`, country: 'US' },
      customer: { external_id: `c-${count}`, name: 'Dana Whitfield', email: BUYER },
      lines,
      payments: [{ external_id: 'p', method: 'card', label: 'Visa ending 4417', amount: total }],
      fulfilments: [
        {
          external_id: 'f',
          shipped_at: days(6),
          delivered_at: days(3),
          lines: lines.map((line) => ({ line_external_id: line.external_id, quantity: line.quantity })),
        },
      ],
      ...change,
    };
    const answer = await owner.call(orders.upsert, { query: { brand_id: of.id }, body: { orders: [row] } });
    if (answer.failed > 0) throw new Error(JSON.stringify(answer.errors));
    const found = await owner.call(orders.list, { query: { q: String(row.number), brand_id: of.id } });
    const { id } = found.rows[0]!;
    const whole = await owner.call(orders.get, { params: { id } });
    return {
      id,
      number: whole.number,
      brandId: of.id,
      lines: whole.lines.map((line) => ({ id: line.id, sku: line.sku })),
      buyer: door.buyer({ brandId: of.id, orderId: id }),
    };
  }

  const ask = (of: Order, change: Partial<AskLine> = {}): AskLine[] =>
    of.lines.map((line) => ({
      order_line_id: line.id,
      quantity: 1,
      reason: 'changed-my-mind' as Reason,
      remedy: 'refund' as RemedyKind,
      ...change,
    }));

  await owner.call(orders.upsertProducts, { query: { brand_id: brand.id }, body: { products: CATALOGUE } });
  await publish(brand, (rules) => {
    rules.evidence_for = ['damaged-or-defective'];
    rules.ask_person.from_nth_return = null;
  });

  return {
    door,
    brand,
    site,
    owner,
    order,
    ask,
    publish,
    async approved(change = {}, bought = [LAMP]) {
      const of = await order(bought);
      const { id, code } = await of.buyer.call(portal.request, { body: { lines: ask(of, change) } });
      return { order: of, id, code };
    },
    async waiting(of) {
      const dear = of ?? (await order([{ ...VACUUM, unit_price: 40_000 }]));
      const { id, code } = await dear.buyer.call(portal.request, { body: { lines: ask(dear) } });
      return { order: dear, id, code };
    },
    async photo(who) {
      const image = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#88aa99' } })
        .jpeg()
        .toBuffer();
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(image)], { type: 'image/jpeg' }), 'photo.jpg');
      const path = who.headers.authorization ? '/v1/portal/files' : '/v1/files';
      const response = await who.fetch(path, { method: 'POST', body: form });
      if (!response.ok) throw new Error(await response.text());
      return ((await response.json()) as { id: string }).id;
    },
  };
}

/** The stage of a return, as its page says. */
export async function stageOf(who: Client, id: string): Promise<string> {
  return (await who.call(returns.get, { params: { id } })).stage;
}

/** Units of each line of an order that returns claim now. */
export async function claimed(who: Client, orderId: string): Promise<number[]> {
  return (await who.call(orders.get, { params: { id: orderId } })).lines.map((line) => line.return_quantity);
}
