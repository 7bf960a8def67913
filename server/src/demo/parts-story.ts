/** The demo's spare parts, what lies counted at both sites, and buyers who got a part instead of a return. */
import {
  type BodyIn,
  type Brand,
  orders,
  outbound,
  type PartRow,
  partsApi,
  type Reason,
  returns,
  stockLevels,
} from '@recoup/contract';
import { DAY, HOUR, later } from './clock.ts';
import type { Person } from './door.ts';
import type { Cast } from './lives.ts';
import { type BrandKey, goods, towns } from './story.ts';

type Told = PartRow & { brand: BrandKey; photo: string; at: [dallas: number, losangeles: number]; bin: string };
const broken = (detail: string) => ({ reason: 'damaged-or-defective' as const, detail });
const missing = (detail: string | null) => ({ reason: 'missing-parts-or-accessories' as const, detail });
const R7 = 'LM-R7-WHT';
const R5 = 'LM-R5-WHT';
const HALO = 'LM-HALO-BLK';
const HALO_BRASS = 'LM-HALO-BRS';
const GLOW = 'LM-GLOW-WHT';
const CRISP5 = 'TV-CRISP5-BLK';
const CRISP4 = 'TV-CRISP4-BLK';

const catalogue: Told[] = [
  {
    brand: 'lumora',
    sku: 'LM-P-WHEEL',
    title: 'Drive wheel',
    title_zh: '驱动轮',
    title_es: 'Rueda motriz',
    price: 14_90,
    unit_cost: 3_60,
    weight_g: 180,
    hts_code: '8508.70.0000',
    fits: [
      { product: R7, per_product: 2 },
      { product: R5, per_product: 2 },
    ],
    mends: [broken('stops_or_circles'), broken('brush_or_wheel_stuck')],
    photo: 'wheel.jpg',
    at: [42, 26],
    bin: 'P-01-2',
  },
  {
    brand: 'lumora',
    sku: 'LM-P-BRUSH',
    title: 'Side brushes, a pair',
    title_zh: '边刷（一对）',
    title_es: 'Cepillos laterales, un par',
    price: 9_90,
    unit_cost: 1_20,
    weight_g: 60,
    fits: [
      { product: R7, per_product: 1 },
      { product: R5, per_product: 1 },
    ],
    mends: [broken('brush_or_wheel_stuck'), missing(null)],
    photo: 'part_brush.jpg',
    at: [120, 75],
    bin: 'P-01-3',
  },
  {
    brand: 'lumora',
    sku: 'LM-P-DOCK',
    title: 'Power adapter of the dock',
    title_zh: '充电座电源适配器',
    title_es: 'Adaptador de la base de carga',
    price: 19_90,
    unit_cost: 4_80,
    weight_g: 240,
    fits: [
      { product: R7, per_product: 1 },
      { product: R5, per_product: 1 },
    ],
    mends: [broken('wont_charge_or_dock'), missing('charger_or_cable_missing')],
    photo: 'part_dock.jpg',
    at: [0, 0],
    bin: 'P-01-4',
  },
  {
    brand: 'lumora',
    sku: 'LM-P-FILTER',
    title: 'HEPA filter',
    title_zh: 'HEPA 滤网',
    title_es: 'Filtro HEPA',
    price: 7_90,
    unit_cost: 90,
    weight_g: 35,
    fits: [
      { product: R7, per_product: 1 },
      { product: R5, per_product: 1 },
    ],
    mends: [broken('weak_suction')],
    photo: 'part_filter.jpg',
    at: [90, 140],
    bin: 'P-01-5',
  },
  {
    brand: 'lumora',
    sku: 'LM-P-SHADE',
    title: 'Glass shade of the Halo',
    title_zh: 'Halo 玻璃灯罩',
    title_es: 'Pantalla de vidrio Halo',
    price: 24_00,
    unit_cost: 5_10,
    weight_g: 720,
    fits: [{ product: HALO, per_product: 1 }],
    mends: [broken('shade_or_glass_broken')],
    photo: 'part_shade.jpg',
    at: [16, 9],
    bin: 'P-02-1',
  },
  {
    brand: 'lumora',
    sku: 'LM-P-BULB',
    title: 'LED bulb and screws',
    title_zh: 'LED 灯泡和螺丝包',
    title_es: 'Foco LED y tornillos',
    price: 6_50,
    unit_cost: 85,
    weight_g: 70,
    fits: [
      { product: HALO, per_product: 1 },
      { product: GLOW, per_product: 1 },
    ],
    mends: [missing('bulb_or_screws_missing'), broken('wont_light')],
    photo: 'part_bulb.jpg',
    at: [64, 40],
    bin: 'P-02-2',
  },
  {
    brand: 'lumora',
    sku: 'LM-P-BASE',
    title: 'Glow base with dimmer',
    title_zh: 'Glow 调光底座',
    title_es: 'Base Glow con atenuador',
    price: 16_00,
    unit_cost: 4_20,
    weight_g: 610,
    fits: [{ product: GLOW, per_product: 1 }],
    mends: [broken('flickers')],
    photo: 'lamp_base.jpg',
    at: [12, 6],
    bin: 'P-02-3',
  },
  {
    brand: 'tavola',
    sku: 'TV-P-BASKET5',
    title: 'Basket, 5 qt',
    title_zh: '炸篮，5 夸脱',
    title_es: 'Canasta, 5 qt',
    price: 22_00,
    unit_cost: 5_90,
    weight_g: 860,
    fits: [{ product: CRISP5, per_product: 1 }],
    mends: [broken('coating_peels'), missing('lid_or_basket_missing')],
    photo: 'part_basket.jpg',
    at: [18, 11],
    bin: 'P-03-1',
  },
  {
    brand: 'tavola',
    sku: 'TV-P-BASKET4',
    title: 'Basket, 4 qt',
    title_zh: '炸篮，4 夸脱',
    title_es: 'Canasta, 4 qt',
    price: 19_00,
    unit_cost: 5_20,
    weight_g: 740,
    fits: [{ product: CRISP4, per_product: 1 }],
    mends: [broken('coating_peels'), missing('lid_or_basket_missing')],
    photo: 'part_basket.jpg',
    at: [14, 8],
    bin: 'P-03-2',
  },
  {
    brand: 'tavola',
    sku: 'CR4-PLT',
    title: 'Crisper plate, 4 qt',
    title_zh: '炸篮烤盘，4 夸脱',
    title_es: 'Rejilla de la canasta, 4 qt',
    price: 9_00,
    unit_cost: 2_10,
    weight_g: 340,
    fits: [{ product: CRISP4, per_product: 1 }],
    mends: [broken('coating_peels'), missing(null)],
    photo: 'part_plate.jpg',
    at: [96, 214],
    bin: 'P-03-4',
  },
  {
    brand: 'tavola',
    sku: 'TV-P-GASKET',
    title: 'Drawer gasket',
    title_zh: '抽屉密封圈',
    title_es: 'Junta del cajón',
    price: 5_50,
    unit_cost: 70,
    weight_g: 40,
    fits: [
      { product: CRISP5, per_product: 1 },
      { product: CRISP4, per_product: 1 },
    ],
    mends: [broken('leaks')],
    photo: 'part_gasket.jpg',
    at: [50, 50],
    bin: 'P-03-3',
  },
];

/** New goods that replacements and exchanges leave from. */
const shelves: Record<string, [dallas: number, losangeles: number]> = {
  [R7]: [44, 30],
  [R5]: [28, 18],
  [HALO]: [36, 22],
  [HALO_BRASS]: [14, 9],
  [GLOW]: [30, 24],
  [CRISP5]: [30, 20],
  [CRISP4]: [22, 16],
};

/** Parts with their pictures, and the count of both sites. */
export async function stockParts(owner: Person, brandIds: Record<BrandKey, Brand>, end: Date): Promise<void> {
  for (const brand of Object.keys(brandIds) as BrandKey[]) {
    const query = { brand_id: brandIds[brand].id };
    const own = catalogue.filter((part) => part.brand === brand);
    const rows = own.map(({ brand: _, photo: __, at: ___, bin: ____, ...part }) => part);
    await owner.call(partsApi.upsert, { query, body: { parts: rows } });
    const { rows: made } = await owner.call(partsApi.list, { query });
    for (const part of made) {
      const { photo } = own.find(({ sku }) => sku === part.sku)!;
      await owner.call(partsApi.setPhoto, { params: { id: part.id }, body: { file_id: await owner.photo(photo) } });
    }
    const counted = [
      ...own.map(({ sku, at, bin }) => ({ sku, at, bin })),
      ...goods
        .filter((one) => one.brand === brand)
        .flatMap(({ product }, n) =>
          product.variants.map(({ sku }, place) => ({ sku, at: shelves[sku]!, bin: `N-0${n + 1}-${place + 1}` })),
        ),
    ];
    const soon = new Date(end.getTime() + 9 * DAY).toISOString().slice(0, 10);
    const levels = counted.flatMap(({ sku, at: [dallas, losangeles], bin }) => [
      { sku, site: 'DAL', on_hand: dallas, bin, ...(dallas === 0 ? { expected_quantity: 60, expected_on: soon } : {}) },
      { sku, site: 'LAX', on_hand: losangeles, bin },
    ]);
    const answer = await owner.call(stockLevels.set, { query, body: { levels } });
    if (answer.failed > 0) throw new Error(`stock of ${brand}: ${JSON.stringify(answer.errors)}`);
  }
}

/** How far it has come when the story stops; null: as far as the warehouse gets. */
type Fate = 'delivered' | 'on_its_way' | 'packed' | 'picked' | 'to_pick';
type Wish = {
  days: number;
  sku: string;
  part: string;
  reason: Reason;
  detail: string;
  says: string;
  name: string;
  fate: Fate;
};
const wish = (
  days: number,
  name: string,
  sku: string,
  part: string,
  of: { reason: Reason; detail: string | null },
  says: string,
  fate: Fate,
): Wish => ({
  ...{ days, name, sku, part, says, fate },
  reason: of.reason,
  detail: of.detail!,
});

const wishes: Wish[] = [
  wish(
    24,
    'Maya Castillo',
    R7,
    'LM-P-WHEEL',
    broken('stops_or_circles'),
    'It drives in circles, the left wheel does not turn.',
    'delivered',
  ),
  wish(
    17,
    'Owen Barrett',
    HALO,
    'LM-P-SHADE',
    broken('shade_or_glass_broken'),
    'The glass arrived cracked. The rest is fine.',
    'delivered',
  ),
  wish(
    11,
    'Priya Nair',
    CRISP5,
    'TV-P-BASKET5',
    missing('lid_or_basket_missing'),
    'There was no basket in the box.',
    'delivered',
  ),
  wish(
    6,
    'Jonas Keller',
    R5,
    'LM-P-BRUSH',
    broken('brush_or_wheel_stuck'),
    'One side brush is bent and rattles.',
    'delivered',
  ),
  wish(
    3,
    'Lena Brooks',
    GLOW,
    'LM-P-BULB',
    missing('bulb_or_screws_missing'),
    'No bulb and no screws in the bag.',
    'on_its_way',
  ),
  wish(1.6, 'Carlos Medina', HALO, 'LM-P-SHADE', broken('shade_or_glass_broken'), 'Shade broke on the way.', 'packed'),
  wish(
    1.1,
    'Grant Ellis',
    R7,
    'LM-P-WHEEL',
    broken('stops_or_circles'),
    'Stops after a minute and says wheel error.',
    'picked',
  ),
  wish(
    0.9,
    'Sofia Reyes',
    R5,
    'LM-P-DOCK',
    broken('wont_charge_or_dock'),
    'The dock has no light and it does not charge.',
    'to_pick',
  ),
  wish(
    0.7,
    'Aaron Webb',
    CRISP4,
    'TV-P-BASKET4',
    broken('coating_peels'),
    'The coating of the basket peels after two weeks.',
    'to_pick',
  ),
  wish(
    0.4,
    'Naomi Fisher',
    R7,
    'LM-P-FILTER',
    broken('weak_suction'),
    'It picks up nothing since last week.',
    'to_pick',
  ),
];

/** Buyers who need a part: they ask, Grace says yes, and the docks send it. */
export function sendParts(cast: Cast, owner: Person, brandIds: Record<BrandKey, Brand>): void {
  wishes.forEach((one, n) => {
    const brand = goods.find(({ product }) => product.variants[0]!.sku === one.sku)!.brand;
    const asks = new Date(cast.end.getTime() - one.days * DAY);
    const order = orderOf(one, n, asks);
    cast.on.at(later(asks, -60), async () => {
      const query = { brand_id: brandIds[brand].id };
      const answer = await owner.call(orders.upsert, { query, body: { orders: [order] } });
      if (answer.failed > 0) throw new Error(`order ${order.number}: ${JSON.stringify(answer.errors)}`);
    });
    cast.on.at(asks, () => settle(cast, brandIds[brand].id, one, order.number));
  });
}

function orderOf(one: Wish, n: number, asks: Date) {
  const { product } = goods.find((each) => each.product.variants[0]!.sku === one.sku)!;
  const price = product.variants[0]!.price!;
  const town = towns[n % towns.length]!;
  const tax = Math.round((price * town.tax) / 10_000);
  const ago = (hours: number) => new Date(asks.getTime() - hours * HOUR).toISOString();
  return {
    external_id: `shop-${20_700 + n}`,
    number: `#${20_700 + n}`,
    channel: 'shop',
    placed_at: ago(10 * 24),
    currency: 'USD',
    email: `${one.name.toLowerCase().replace(' ', '.')}@mail.example`,
    address: {
      name: one.name,
      line1: `${310 + n * 17} Maple Ave`,
      city: town.city,
      region: town.region,
      postal_code: town.postal_code,
      country: 'US',
    },
    customer: {
      name: one.name,
      email: `${one.name.toLowerCase().replace(' ', '.')}@mail.example`,
      language: 'en' as const,
    },
    lines: [{ external_id: '1', sku: one.sku, title: product.title, quantity: 1, unit_price: price, tax }],
    payments: [
      {
        external_id: `pay-${20_700 + n}`,
        method: 'card',
        label: `Visa ending ${4100 + n * 7}`,
        amount: price + tax,
        paid_at: ago(10 * 24),
      },
    ],
    fulfilments: [
      {
        external_id: '1',
        carrier: 'UPS',
        tracking: `1Z84A2E709${10_000_000 + n * 911}`,
        shipped_at: ago(9 * 24),
        delivered_at: ago(5 * 24),
        lines: [{ line_external_id: '1', quantity: 1 }],
      },
    ],
  };
}

async function settle(cast: Cast, brandId: string, one: Wish, number: string): Promise<void> {
  const { grace } = cast.people;
  const { rows } = await grace.call(orders.list, { query: { brand_id: brandId, q: number } });
  const order = await grace.call(orders.get, { params: { id: rows[0]!.id } });
  const { rows: parts } = await grace.call(partsApi.list, { query: { brand_id: brandId, q: one.part } });
  const line: BodyIn<typeof returns.request>['lines'][number] = {
    order_line_id: order.lines[0]!.id,
    quantity: 1,
    reason: one.reason,
    detail: one.detail,
    comment: one.says,
    remedy: 'spare_part',
    choice: { parts: [{ part_id: parts[0]!.id, quantity: 1 }] },
    file_ids: [await grace.photo(parts[0]!.sku === 'LM-P-SHADE' ? 'lamp_crack.jpg' : 'carton.jpg')],
  };
  const asked = await grace.call(returns.request, { params: { id: order.id }, body: { lines: [line] } });
  if (asked.stage === 'requested') {
    await cast.people.helen.call(returns.approve, {
      params: { id: asked.id },
      body: { reason: 'A part puts it right.' },
    });
  }
  await cast.settle();
  await sendWhatLeaves(cast, asked.id, one.fate);
}

/** The docks pick, pack and hand over what is reserved for a return, in the hours that follow. */
export async function sendWhatLeaves(cast: Cast, returnId: string, fate: Fate = 'delivered'): Promise<void> {
  const { on, dice } = cast;
  const { rows } = await cast.people.helen.call(outbound.list, { query: { return_id: returnId } });
  for (const row of rows.filter(({ state }) => state === 'reserved')) {
    if (fate === 'to_pick') continue;
    const operator = row.site!.id === cast.siteIds.losangeles ? cast.people.mina : cast.people.andre;
    const at = { params: { id: row.id } };
    on.at(later(on.now(), dice.between(3, 14)), async () => {
      for (const line of row.lines)
        for (const take of line.takes)
          for (let n = 0; n < take.quantity; n++)
            await operator.call(outbound.pick, {
              ...at,
              body: { code: take.unit?.lpn ?? line.sku, scan_id: crypto.randomUUID() },
            });
      if (fate === 'picked') return;
      const goodsWeigh = (await operator.call(outbound.get, at)).expected_weight_g ?? 900;
      await operator.call(outbound.pack, { ...at, body: { weight_g: goodsWeigh + 120 } });
      await cast.settle();
      if (fate === 'packed') return;
      on.at(later(on.now(), dice.between(1, 4)), async () => {
        const { tracking } = await operator.call(outbound.ship, { ...at, body: {} });
        if (fate === 'on_its_way') return;
        on.at(later(on.now(), dice.between(40, 80)), async () => {
          const event = {
            tracking: tracking!,
            code: 'delivered' as const,
            at: on.now().toISOString(),
            place: row.place ?? undefined,
          };
          await cast.carrier.call(returns.track, { body: { events: [event] } });
        });
      });
    });
  }
}
