/** The shop buyers of the cases bought from: lamps, vacuums and kitchen things, with parts, articles, stock and a policy. Invented. */
import {
  accounts,
  assistant,
  type BodyIn,
  inboxSetup,
  type OrderInput,
  orders,
  type PartRow,
  type PolicyRules,
  type ProductInput,
  partsApi,
  policies,
  startingPolicy,
  stockLevels,
} from '@recoup/contract';
import type { Door } from './door.ts';

/** A Tuesday, one in the afternoon where the brand is. */
export const NOW = '2026-11-10T19:00:00Z';
export const SHOP = 'https://lumora.example';
const DAY = 86_400_000;

const made = { options: {}, currency: 'USD', origin_country: 'CN', warranty_months: 12 };
const one = (
  sku: string,
  title: string,
  title_zh: string,
  category: string,
  price: number,
  unit_cost: number,
  weight_g: number,
  more: object = {},
): ProductInput => ({
  external_id: sku,
  title,
  title_zh,
  category,
  variants: [{ ...made, external_id: sku, sku, title: 'Standard', price, unit_cost, weight_g, ...more }],
});
const several = (
  key: string,
  title: string,
  title_zh: string,
  category: string,
  price: number,
  unit_cost: number,
  weight_g: number,
  variants: [sku: string, title: string, options: Record<string, string>][],
): ProductInput => ({
  external_id: key,
  title,
  title_zh,
  category,
  variants: variants.map(([sku, name, options]) => ({
    ...made,
    external_id: sku,
    sku,
    title: name,
    options,
    price,
    unit_cost,
    weight_g,
  })),
});

export const goods: ProductInput[] = [
  several('halo', 'Halo floor lamp', 'Halo 落地灯', 'lamp', 129_00, 37_80, 6900, [
    ['LM-HALO-BLK', 'Black', { Colour: 'Black' }],
    ['LM-HALO-BRS', 'Brass', { Colour: 'Brass' }],
  ]),
  one('LM-GLOW-WHT', 'Glow bedside lamp', 'Glow 床头灯', 'lamp', 49_00, 13_60, 1350),
  one('LM-R5-WHT', 'Sweep R5 robot vacuum', 'Sweep R5 扫地机器人', 'vacuum', 159_00, 58_20, 4310),
  one('LM-R9-WHT', 'Sweep R9 robot vacuum', 'Sweep R9 扫地机器人', 'vacuum', 389_00, 131_00, 6100),
  one('TV-CRISP4-BLK', 'Crisp 4 qt air fryer', 'Crisp 4 夸脱空气炸锅', 'kitchen', 69_99, 23_70, 4700),
  one('TV-KETTLE', 'Boil kettle', 'Boil 电热水壶', 'kitchen', 39_00, 11_20, 1100),
  one('TV-GRIND', 'Grind coffee grinder', 'Grind 咖啡磨豆机', 'kitchen', 35_00, 10_40, 1500),
  several('apron', 'Linen apron', '亚麻围裙', 'kitchen', 24_00, 5_10, 300, [
    ['TV-APRON-S', 'Small', { Size: 'Small' }],
    ['TV-APRON-M', 'Medium', { Size: 'Medium' }],
    ['TV-APRON-L', 'Large', { Size: 'Large' }],
  ]),
];

const missing = 'missing-parts-or-accessories' as const;
const broken = 'damaged-or-defective' as const;
const part = (
  sku: string,
  title: string,
  title_zh: string,
  title_es: string,
  unit_cost: number,
  fits: string[],
  mends: PartRow['mends'],
): PartRow => ({
  ...{ sku, title, title_zh, title_es, price: unit_cost * 4, unit_cost, weight_g: 200, mends },
  fits: fits.map((product) => ({ product, per_product: 1 })),
});
const parts: PartRow[] = [
  part(
    'LM-P-SCREWS',
    'Screw set',
    '螺丝包',
    'Juego de tornillos',
    60,
    ['LM-HALO-BLK', 'LM-GLOW-WHT'],
    [{ reason: missing, detail: null }],
  ),
  part(
    'LM-P-SHADE',
    'Glass shade',
    '玻璃灯罩',
    'Pantalla de vidrio',
    5_10,
    ['LM-HALO-BLK'],
    [
      { reason: missing, detail: null },
      { reason: broken, detail: 'shade_or_glass_broken' },
    ],
  ),
  part(
    'LM-P-BULB',
    'LED bulb',
    'LED 灯泡',
    'Foco LED',
    85,
    ['LM-HALO-BLK', 'LM-GLOW-WHT'],
    [{ reason: missing, detail: null }],
  ),
  part(
    'LM-P-BRUSH',
    'Side brushes, a pair',
    '边刷（一对）',
    'Cepillos laterales, un par',
    1_20,
    ['LM-R5-WHT', 'LM-R9-WHT'],
    [
      { reason: missing, detail: null },
      { reason: broken, detail: 'brush_or_wheel_stuck' },
    ],
  ),
  part(
    'LM-P-DOCK',
    'Power adapter of the dock',
    '充电座电源适配器',
    'Adaptador de la base de carga',
    4_80,
    ['LM-R5-WHT'],
    [{ reason: missing, detail: null }],
  ),
  part(
    'CR4-PLT',
    'Crisper plate',
    '炸篮烤盘',
    'Rejilla de la canasta',
    2_10,
    ['TV-CRISP4-BLK'],
    [{ reason: missing, detail: null }],
  ),
];
/** The adapter is out of stock. */
const counted = (sku: string) => (sku === 'LM-P-DOCK' ? 0 : 5_000);

type Words = readonly [title: string, body: string];
type Article = { slug: string; category: string; skus: string[]; intents: string[]; en: Words; zh: Words };
const lamps = ['LM-HALO-BLK', 'LM-HALO-BRS'];
const articles: Article[] = [
  {
    ...{ slug: 'join-wi-fi', category: 'First steps', skus: [...lamps, 'LM-R5-WHT', 'LM-R9-WHT'] },
    intents: ['cannot-use', 'wont_pair', 'setup_help'],
    en: [
      'Joining your Wi-Fi',
      'Our lamps and robots use **2.4 GHz** Wi-Fi.\n\n1. Open the app and tap **Add**.\n2. Hold the button for five seconds until the light blinks.\n3. Choose your network and type its password.\n\nIf your router offers 5 GHz under the same name, switch it off for a minute.',
    ],
    zh: [
      '连接 Wi-Fi',
      '我们的灯具和扫地机器人使用 **2.4 GHz** Wi-Fi 网络。\n\n1. 打开 App，点击**添加**。\n2. 长按按钮五秒，直到指示灯闪烁。\n3. 选择网络并输入密码。\n\n如果路由器的 5 GHz 与 2.4 GHz 同名，请暂时关闭 5 GHz。',
    ],
  },
  {
    ...{ slug: 'clean-the-brush', category: 'Care', skus: ['LM-R5-WHT', 'LM-R9-WHT'], intents: [] },
    en: [
      'Cleaning the brush and the wheels of the robot vacuum',
      'How to clean the robot vacuum, once a week:\n\n- Lift out the main brush and cut away hair with the blade on the cover.\n- Pull the side brush off and wipe its axle.\n- Turn each wheel by hand; it should spin freely.',
    ],
    zh: [
      '清洁扫地机器人的滚刷和轮子',
      '扫地机器人每周清洁一次：\n\n- 取出主刷，用盖板上的刀片割掉缠绕的头发。\n- 拔下边刷，擦净轴心。\n- 用手转动每个轮子，应能自由转动。',
    ],
  },
  {
    ...{ slug: 'first-use-smell', category: 'First steps', skus: ['TV-CRISP4-BLK'], intents: [] },
    en: [
      'Air fryer: cleaning and first use',
      'Wash the basket of the air fryer by hand or in the dishwasher. Before the first use run the air fryer empty at 400 °F for 20 minutes with a window open; a light smell of plastic in the first minutes is oil from the making.',
    ],
    zh: [
      '空气炸锅：清洗和首次使用',
      '空气炸锅的炸篮可以手洗，也可以放进洗碗机。首次使用前请开窗，空烧 200 °C 20 分钟；最初几分钟的轻微塑料味是生产用油挥发。',
    ],
  },
  {
    ...{ slug: 'shipping', category: 'Orders', skus: [], intents: ['shipping_cost'] },
    en: [
      'Shipping: cost and time',
      'Shipping is free for orders over $50; below that shipping costs $5.95. We ship to all fifty states, not abroad. Orders leave within one working day and arrive in three to five days.',
    ],
    zh: [
      '运费和配送时间',
      '订单满 50 美元免运费，不满 50 美元运费 5.95 美元。美国五十个州都可以配送，暂不支持寄往国外。订单一个工作日内发货，三到五天送达。',
    ],
  },
  {
    ...{ slug: 'halo-dimming', category: 'Products', skus: lamps, intents: ['product_question'] },
    en: [
      'Halo floor lamp: bulb, height and dimming',
      'The Halo floor lamp takes an E26 LED bulb of up to 12 W, which is in the box. The Halo is 49 inches tall. The lamp can be dimmed in the app and with the knob on the stem; it does not work with wall dimmers.',
    ],
    zh: [
      'Halo 落地灯：灯泡、高度和调光',
      'Halo 落地灯使用 E26 接口的 LED 灯泡，最大 12 瓦，随灯附送。Halo 高度为 125 厘米。可以在 App 里或用灯杆上的旋钮调光，不支持墙壁调光器。',
    ],
  },
  {
    ...{ slug: 'pet-hair', category: 'Products', skus: ['LM-R5-WHT'], intents: ['product_question'] },
    en: [
      'Sweep R5: pet hair, carpets and battery',
      'The Sweep R5 robot vacuum picks up pet hair on hard floors and carpets up to 0.6 inches. The battery of the Sweep R5 lasts 110 minutes and charges in four hours.',
    ],
    zh: [
      'Sweep R5：宠物毛发、地毯和电池',
      'Sweep R5 扫地机器人可以清理硬地板和 1.5 厘米以下地毯上的宠物毛发。Sweep R5 的电池续航 110 分钟，充电四小时。',
    ],
  },
  {
    ...{ slug: 'warranty', category: 'Orders', skus: [], intents: [] },
    en: [
      'How long is the warranty?',
      'All our products have a warranty of 12 months from delivery. The warranty covers faults of material and making, not wear or accidents.',
    ],
    zh: ['保修期多久', '我们所有商品从签收起保修 12 个月。保修涵盖材料和制造缺陷，不包括磨损和人为损坏。'],
  },
];

const line = (external_id: string, sku: string, change: Partial<OrderInput['lines'][number]> = {}) => {
  const product = goods.find(({ variants }) => variants.some((variant) => variant.sku === sku))!;
  const variant = product.variants.find((each) => each.sku === sku)!;
  const title = product.variants.length > 1 ? `${product.title}, ${variant.title}` : product.title;
  return {
    external_id,
    sku,
    title,
    quantity: 1,
    unit_price: variant.price!,
    tax: 0,
    discount: 0,
    final_sale: false,
    ...change,
  };
};
type Told = {
  lines: ReturnType<typeof line>[];
  /** Days ago. */
  placed: number;
  shipped?: number;
  delivered?: number;
  cancelled?: number;
  pays?: { method: string; label: string };
  /** A return of all of it was asked for already. */
  returned?: boolean;
};
const delivered = (days: number, ...skus: string[]): Told => ({
  lines: skus.map((sku, n) => line(`l${n}`, sku)),
  ...{ placed: days + 5, shipped: days + 4, delivered: days },
});
const unshipped = (...skus: string[]): Told => ({ lines: skus.map((sku, n) => line(`l${n}`, sku)), placed: 0.3 });
const onTheWay = (days: number, sku: string): Told => ({
  ...{ lines: [line('l0', sku)], placed: days + 1, shipped: days },
});

/** What buyers of the cases bought; each case has one of its own. `_N`: delivered so many days ago. */
export const bought: Record<string, Told> = {
  lamp_3: delivered(3, 'LM-HALO-BLK'),
  lamp_20: delivered(20, 'LM-HALO-BLK'),
  lamp_33: delivered(33, 'LM-HALO-BLK'),
  lamp_90: delivered(90, 'LM-HALO-BLK'),
  lamp_200: delivered(200, 'LM-HALO-BLK'),
  lamp_500: delivered(500, 'LM-HALO-BLK'),
  lamp_gift: { ...delivered(4, 'LM-HALO-BLK'), pays: { method: 'gift_card', label: 'Gift card' } },
  glow_3: delivered(3, 'LM-GLOW-WHT'),
  glow_20: delivered(20, 'LM-GLOW-WHT'),
  vacuum_3: delivered(3, 'LM-R5-WHT'),
  vacuum_20: delivered(20, 'LM-R5-WHT'),
  vacuum_90: delivered(90, 'LM-R5-WHT'),
  vacuum_300: delivered(300, 'LM-R5-WHT'),
  vacuum_500: delivered(500, 'LM-R5-WHT'),
  dear_5: delivered(5, 'LM-R9-WHT'),
  fryer_3: delivered(3, 'TV-CRISP4-BLK'),
  fryer_20: delivered(20, 'TV-CRISP4-BLK'),
  fryer_90: delivered(90, 'TV-CRISP4-BLK'),
  kettle_3: delivered(3, 'TV-KETTLE'),
  grinder_final: { ...delivered(4, 'TV-GRIND'), lines: [line('l0', 'TV-GRIND', { final_sale: true })] },
  apron_5: delivered(5, 'TV-APRON-M'),
  lamp_fryer_5: delivered(5, 'LM-HALO-BLK', 'TV-CRISP4-BLK'),
  glow_kettle_5: delivered(5, 'LM-GLOW-WHT', 'TV-KETTLE'),
  three_5: delivered(5, 'LM-GLOW-WHT', 'TV-KETTLE', 'TV-APRON-M'),
  lamp_unshipped: unshipped('LM-HALO-BLK'),
  fryer_unshipped: unshipped('TV-CRISP4-BLK'),
  two_unshipped: unshipped('LM-GLOW-WHT', 'TV-KETTLE'),
  dear_unshipped: unshipped('LM-R9-WHT'),
  lamp_moving: onTheWay(2, 'LM-HALO-BLK'),
  fryer_moving: onTheWay(3, 'TV-CRISP4-BLK'),
  lamp_late: onTheWay(8, 'LM-HALO-BLK'),
  vacuum_lost: onTheWay(16, 'LM-R5-WHT'),
  lamp_cancelled: { ...unshipped('LM-HALO-BLK'), cancelled: 0.1 },
  glow_returned: { ...delivered(6, 'LM-GLOW-WHT'), returned: true },
};

const towns = [
  { city: 'Plano', region: 'TX', postal_code: '75024' },
  { city: 'Tulsa', region: 'OK', postal_code: '74114' },
  { city: 'Pasadena', region: 'CA', postal_code: '91106' },
  { city: 'Portland', region: 'OR', postal_code: '97214' },
  { city: 'Chicago', region: 'IL', postal_code: '60618' },
  { city: 'Brooklyn', region: 'NY', postal_code: '11215' },
];
const names = [
  'Dana Whitfield',
  'Owen Pratt',
  'Lena Ortiz',
  'Priya Raman',
  'Hal Brandt',
  'Wei Zhang',
  'Bea Collins',
  'Kofi Mensah',
];

export type Owned = {
  key: string;
  id: string;
  number: string;
  email: string;
  zip: string;
  tracking: string;
  lines: { id: string; sku: string; title: string }[];
};

/** One order, as the shop's own program would send it. */
function rowOf(key: string, n: number, email: string, name: string) {
  const told = bought[key];
  if (!told) throw new Error(`the shop knows no order ${key}`);
  const ago = (days: number) => new Date(new Date(NOW).getTime() - days * DAY).toISOString();
  const { lines, placed, shipped, delivered: came, cancelled, pays } = told;
  const number = `#${40_000 + n}`;
  return {
    external_id: `order-${n}`,
    number,
    placed_at: ago(placed),
    ...(cancelled !== undefined && { cancelled_at: ago(cancelled) }),
    currency: 'USD',
    email,
    address: { name, line1: `${100 + n} Elm St`, ...towns[n % towns.length]!, country: 'US' },
    customer: { external_id: `c-${email}`, name, email },
    lines,
    payments: [
      {
        external_id: 'pay',
        ...(pays ?? { method: 'card', label: 'Visa ending 4417' }),
        amount: lines.reduce((sum, { unit_price, quantity }) => sum + unit_price * quantity, 0),
      },
    ],
    fulfilments:
      shipped === undefined
        ? []
        : [
            {
              external_id: 'f',
              carrier: 'UPS',
              tracking: `1Z84A2E7${(90_000_000 + n * 7).toString().padStart(10, '0')}`,
              shipped_at: ago(shipped),
              ...(came !== undefined && { delivered_at: ago(came) }),
              lines: lines.map((each) => ({ line_external_id: each.external_id, quantity: each.quantity })),
            },
          ],
  };
}

export type Wish = { key: string; email: string; buyer: number };

/** Sells what the cases need; answers it in the same order. */
export async function sell(door: Door, brandId: string, wishes: readonly Wish[], from = 101): Promise<Owned[]> {
  const rows = wishes.map(({ key, email, buyer }, n) => rowOf(key, from + n, email, names[buyer % names.length]!));
  for (let start = 0; start < rows.length; start += 500) {
    const query = { brand_id: brandId };
    const answer = await door.owner(orders.upsert, { query, body: { orders: rows.slice(start, start + 500) } });
    if (answer.failed > 0) throw new Error(JSON.stringify(answer.errors[0]));
  }
  const found = await door.rows<{ id: string; number: string; zip: string }>(
    `select id, number, address->>'postal_code' as zip from orders where workspace_id = $1 and brand_id = $2`,
    [door.workspaceId, brandId],
  );
  const lines = await door.rows<{ id: string; order_id: string; sku: string; title: string }>(
    'select l.id, l.order_id, l.sku, l.title from order_lines l join orders o on o.workspace_id = l.workspace_id and o.id = l.order_id where l.workspace_id = $1 and o.brand_id = $2',
    [door.workspaceId, brandId],
  );
  const byNumber = new Map(found.map((row) => [row.number, row]));
  return wishes.map(({ key, email }, n) => {
    const row = byNumber.get(rows[n]!.number)!;
    return {
      ...{ key, id: row.id, number: row.number, email, zip: row.zip },
      tracking: rows[n]!.fulfilments[0]?.tracking ?? '',
      lines: lines.filter(({ order_id }) => order_id === row.id),
    };
  });
}
export const isReturned = (key: string): boolean => bought[key]?.returned === true;

export type Shop = { brandId: string; channelKey: string };

type Settings = Parameters<typeof openBrand>[1];
/** A brand with its chat, whose assistant answers. */
export async function openBrand(
  door: Door,
  of: {
    slug: string;
    name: string;
    rules: PolicyRules;
    proof: 'order' | 'email_code';
    may_offer?: BodyIn<(typeof assistant)['changeSettings']>['may_offer'];
  },
): Promise<Shop> {
  const { owner } = door;
  const brand = await owner(accounts.createBrand, {
    body: {
      ...{ slug: of.slug, name: of.name, time_zone: 'America/Chicago', currency: 'USD' },
      support_email: `help@${of.slug}.example`,
      look: { color: '#1E2A4A', dot: '#F2B13C' },
      languages: ['en', 'zh', 'es'],
    },
  });
  const scope = { categories: [], channels: [], skus: [], bought_from: null, bought_to: null };
  const policy = await owner(policies.create, {
    body: { brand_id: brand.id, name: 'Standard', scope, rules: of.rules },
  });
  await owner(policies.publish, { params: { id: policy.id } });
  const days = (['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const).map((day) => ({
    day,
    from: '08:00',
    to: '20:00',
  }));
  const calendar = await owner(inboxSetup.addCalendar, {
    body: { name: `Support of ${of.name}`, time_zone: 'America/Chicago', weekly: days, holidays: [] },
  });
  const channel = await owner(inboxSetup.addChannel, {
    body: {
      brand_id: brand.id,
      name: 'Widget',
      settings: {
        ...{ kind: 'chat', origins: [SHOP], identity: 'optional', greeting: null, position: 'right' },
        calendar_id: calendar.id,
      },
    },
  });
  const query = { brand_id: brand.id };
  const { model, ...now } = await owner(assistant.settings, { query });
  const { key_set: _, spent_this_month: __, ...kept } = model;
  await owner(assistant.changeSettings, {
    query,
    body: {
      ...now,
      model: kept,
      answers: { chat: 'always' },
      proof: of.proof,
      may_offer: of.may_offer ?? now.may_offer,
      // A day of hundreds of cases must not meet the caps of a usual day.
      caps: { acts_per_conversation: 5, acts_per_day: 100_000, amount_per_day: 100_000_000 },
    },
  });
  return { brandId: brand.id, channelKey: channel.key! };
}
export type BrandSettings = Settings;

export function shopRules(): PolicyRules {
  const start = startingPolicy('USD');
  return {
    ...start,
    evidence_for: ['damaged-or-defective', 'received-the-wrong-item'],
    ask_person: { above: 300_00, from_nth_return: null, late_days: 7 },
    cancellation: { by_buyer: 'until_shipped', within_hours: null },
    disclosure: { posted_before_purchase: true, at_product_page: true },
  };
}

/** The shop as the cases know it: without orders yet. */
export async function openShop(door: Door): Promise<Shop> {
  const { owner } = door;
  const shop = await openBrand(door, { slug: 'lumora', name: 'Lumora', rules: shopRules(), proof: 'email_code' });
  const query = { brand_id: shop.brandId };
  await owner(accounts.createSite, {
    body: {
      ...{ code: 'DAL', name: 'Dallas', time_zone: 'America/Chicago' },
      address: {
        name: 'Lumora Returns',
        line1: '4120 Irving Blvd',
        city: 'Dallas',
        region: 'TX',
        postal_code: '75247',
        country: 'US',
      },
      latitude: 32.8,
      longitude: -96.87,
      brands: [{ brand_id: shop.brandId, categories: null }],
    },
  });
  await owner(orders.upsertProducts, { query, body: { products: goods } });
  await owner(partsApi.upsert, { query, body: { parts } });
  const skus = [...goods.flatMap(({ variants }) => variants.map(({ sku }) => sku)), ...parts.map(({ sku }) => sku)];
  const levels = skus.map((sku, n) => ({ sku, site: 'DAL', on_hand: counted(sku), bin: `A-${n}` }));
  const answer = await owner(stockLevels.set, { query, body: { levels } });
  if (answer.failed > 0) throw new Error(JSON.stringify(answer.errors[0]));
  for (const { en, zh, ...article } of articles) {
    const words = ([title, body]: Words) => ({ title, body });
    const draft = { en: words(en), zh: words(zh) };
    const written = await owner(inboxSetup.addArticle, { body: { brand_id: shop.brandId, ...article, draft } });
    await owner(inboxSetup.publishArticle, { params: { id: written.id } });
  }
  return shop;
}
