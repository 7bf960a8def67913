/**
 * The demo: a workspace that tells a story, made by the product's own verbs through its own API, in story time.
 * Two brands, two sites, five months of orders, and returns at every stage when the story stops, which is now.
 */
import {
  accounts,
  type Brand,
  inbox,
  type OrderInput,
  orders,
  policies as policiesApi,
  type Site,
  warehouse,
} from '@recoup/contract';
import { createUser, createWorkspace } from '../accounts/index.ts';
import { openProduct, type Product } from '../app.ts';
import type { Config } from '../platform/config.ts';
import type { Database } from '../platform/db.ts';
import { systemCtx } from '../platform/jobs.ts';
import { openLog } from '../platform/log.ts';
import { tellApprovals } from './approvals-story.ts';
import { settleAssistant, tellNights } from './assistant-story.ts';
import { calendar, DAY, dice, later } from './clock.ts';
import { person, signIn } from './door.ts';
import { bringGoodsIn } from './imports-story.ts';
import { ask, type Cast, type Life } from './lives.ts';
import { tellMoney } from './money-story.ts';
import { sendParts, stockParts } from './parts-story.ts';
import { tellPayments } from './payments-story.ts';
import { watchQueue } from './queue.ts';
import {
  type BrandKey,
  brands,
  family,
  given,
  goods,
  PASSWORD,
  policies,
  type SiteKey,
  sites,
  staff,
  towns,
  troubles,
} from './story.ts';
import { setUpInbox } from './talk-tools.ts';
import { type Desk, openChats, tellTalks } from './talks.ts';

const MONTHS = 5;
const ORDERS = 300;

export type Demo = {
  workspaceId: string;
  password: string;
  people: { name: string; email: string; role: string }[];
  portal: { url: string; order: string; zip: string }[];
};

/** Makes the demo workspace. `say` hears how far it is. Nothing is made where one exists already. */
export async function seedDemo({
  config,
  db,
  say = () => {},
}: {
  config: Config;
  db: Database;
  say?: (line: string) => void;
}): Promise<Demo | null> {
  const log = openLog('silent');
  const end = new Date();
  const start = new Date(end.getTime() - MONTHS * 30 * DAY);
  const on = calendar(end);
  let clock = () => start;
  const product = await openProduct({ config, db, log, clock: () => clock(), web: true, worker: true });
  const queue = await watchQueue(config.databaseUrl);
  try {
    const { workspaceId } = await createWorkspace(
      { db, config, log, now: start },
      { name: 'Lumora Home', kind: 'brand', currency: 'USD', demo: true, owner: { ...staff[0]!, password: PASSWORD } },
    );
    const ctx = systemCtx(product.services, workspaceId);
    const owner = await signIn(product, staff[0]!.email, PASSWORD, config.publicUrl);
    say('brands, sites and people');
    const brandIds = {} as Record<BrandKey, Brand>;
    for (const key of Object.keys(brands) as BrandKey[])
      brandIds[key] = await owner.call(accounts.createBrand, { body: brands[key] });
    const siteIds = {} as Record<SiteKey, Site>;
    const takes = Object.values(brandIds).map((brand) => ({ brand_id: brand.id, categories: null }));
    for (const key of Object.keys(sites) as SiteKey[])
      siteIds[key] = await owner.call(accounts.createSite, { body: { ...sites[key], brands: takes } });
    for (const one of staff.slice(1)) {
      const at = one.sites?.map((key) => siteIds[key].id) ?? null;
      await createUser(ctx, {
        email: one.email,
        name: one.name,
        role: one.role,
        language: one.language,
        timeZone: one.timeZone,
        brandIds: null,
        siteIds: at,
        password: PASSWORD,
      });
    }
    for (const { brand, ...policy } of policies) {
      const draft = await owner.call(policiesApi.create, { body: { ...policy, brand_id: brandIds[brand].id } });
      await owner.call(policiesApi.publish, { params: { id: draft.id } });
    }
    await sellGoods(owner, brandIds);
    await bringGoodsIn(owner, brandIds, start);
    await stockParts(owner, brandIds, end);
    await queue.settle();

    const signed = async (key: string) =>
      signIn(product, staff.find((one) => one.key === key)!.email, PASSWORD, config.publicUrl);
    const { secret } = await owner.call(accounts.createApiKey, {
      body: { name: 'Carrier webhook', scopes: ['tracking.write'], brand_ids: null },
    });
    const cast: Cast = {
      on,
      dice: dice(20_377),
      settle: queue.settle,
      people: {
        helen: await signed('helen'),
        grace: await signed('grace'),
        luis: await signed('luis'),
        andre: await signed('andre'),
        mina: await signed('mina'),
        tasha: await signed('tasha'),
      },
      carrier: person(product, { authorization: `Bearer ${secret}` }),
      visitor: person(product, {}),
      buyer: (token) => person(product, { authorization: `Bearer ${token}` }),
      siteIds: { dallas: siteIds.dallas.id, losangeles: siteIds.losangeles.id },
      end,
    };
    const colleagues = await owner.call(inbox.colleagues);
    const agent = (key: 'grace' | 'luis' | 'helen') => {
      const { name } = staff.find((one) => one.key === key)!;
      return { person: cast.people[key], id: colleagues.staff.find((one) => one.name === name)!.id };
    };
    const agents = { grace: agent('grace'), luis: agent('luis'), helen: agent('helen') };
    say('the inbox: promises, teams, macros, rules and articles');
    const mail = await setUpInbox(owner, agents, brandIds);
    const lives = sell(cast, owner, brandIds, start, end);
    blindParcels(cast, siteIds, end);
    sendParts(cast, owner, brandIds);
    tellMoney({ on, end, owner, people: cast.people, brandId: brandIds.lumora.id, settle: queue.settle });
    tellPayments({ on, end, owner, people: cast.people, brandId: brandIds.lumora.id, settle: queue.settle });
    tellApprovals({ on, end, owner, people: cast.people, brandId: brandIds.lumora.id, settle: queue.settle });
    const { buyer, visitor } = cast;
    const desk: Desk = {
      ...{ on, end, owner, agents, brands: brandIds, mail, visitor, buyer },
      chat: await openChats(owner, brandIds),
      settle: queue.settle,
      ctx: () => systemCtx(product.services, workspaceId),
    };
    const told = await tellTalks(desk);
    tellNights(desk);
    everyHour(cast, product, workspaceId);
    clock = on.now;
    say(`${ORDERS} orders, ${lives} returns and ${told} conversations, day by day`);
    await on.run(async () => {
      await queue.settle();
      await daily(product, workspaceId);
    });
    clock = () => end;
    await byTheClock(product, workspaceId);
    await queue.settle();
    await settleAssistant(desk);
    return {
      workspaceId,
      password: PASSWORD,
      people: staff.map(({ name, email, role }) => ({ name, email, role })),
      portal: samples,
    };
  } finally {
    await queue.close();
    await product.close();
  }
}

const samples: Demo['portal'] = [];

async function sellGoods(owner: Awaited<ReturnType<typeof signIn>>, brandIds: Record<BrandKey, Brand>): Promise<void> {
  for (const key of Object.keys(brands) as BrandKey[]) {
    const own = goods.filter((one) => one.brand === key);
    await owner.call(orders.upsertProducts, {
      query: { brand_id: brandIds[key].id },
      body: { products: own.map((one) => one.product) },
    });
    const { rows } = await owner.call(orders.products, { query: { brand_id: brandIds[key].id } });
    for (const one of own) {
      const product = rows.find((row) => row.external_id === one.product.external_id)!;
      await owner.call(orders.setProductPhoto, {
        params: { id: product.id },
        body: { file_id: await owner.photo(one.photo) },
      });
    }
  }
}

/** Orders, and which of them come back. Returns how many do. */
function sell(
  cast: Cast,
  owner: Awaited<ReturnType<typeof signIn>>,
  brandIds: Record<BrandKey, Brand>,
  start: Date,
  end: Date,
): number {
  const { on, dice: luck } = cast;
  const shelf = goods.flatMap((one) => Array<(typeof goods)[number]>(one.share).fill(one));
  const span = end.getTime() - start.getTime() - 2 * DAY;
  let lives = 0;
  let lateAsks = 0;
  for (let n = 0; n < ORDERS; n++) {
    // More and more orders toward today, as a growing shop has.
    const placed = new Date(start.getTime() + DAY + span * Math.sqrt((n + luck.next()) / ORDERS));
    const item = luck.pick(shelf);
    const variant = item.product.variants[0]!;
    const name = `${luck.pick(given)} ${luck.pick(family)}`;
    const town = luck.pick(towns);
    const email = `${name.toLowerCase().replace(' ', '.')}${luck.between(1, 99)}@mail.example`;
    const number = `#${20_100 + n}`;
    const quantity = luck.chance(0.06) ? 2 : 1;
    const price = variant.price!;
    const discount = luck.chance(0.2) ? Math.round((price * quantity) / 10) : 0;
    const tax = Math.round(((price * quantity - discount) * town.tax) / 10_000);
    const delivered = later(placed, luck.between(60, 130));
    const batch =
      placed.getTime() > end.getTime() - 80 * DAY ? luck.pick(['2607', '2608', '2608']) : luck.pick(['2603', '2605']);
    const serials = variant.tracks_serial
      ? Array.from(
          { length: quantity },
          (_, i) => `${variant.sku.slice(3, 5)}-${batch}-${String(100 + (n % 800))}-${String(1000 + n * 3 + i)}`,
        )
      : [];
    const order = (isDelivered: boolean): OrderInput => ({
      external_id: `shop-${20_100 + n}`,
      number,
      channel: luck.chance(0.8) ? 'shop' : 'tiktok_shop',
      placed_at: placed.toISOString(),
      currency: 'USD',
      email,
      address: {
        name,
        line1: `${100 + ((n * 37) % 8900)} ${['Preston Rd', 'Oak St', 'Lake Ave', 'Mission Blvd'][n % 4]}`,
        city: town.city,
        region: town.region,
        postal_code: town.postal_code,
        country: 'US',
      },
      customer: { name, email, language: 'en' },
      shipping: 0,
      lines: [
        {
          external_id: '1',
          sku: variant.sku,
          title: `${item.product.title}`,
          quantity,
          unit_price: price,
          discount,
          tax,
          final_sale: false,
        },
      ],
      payments: [
        {
          external_id: `pay-${20_100 + n}`,
          method: 'card',
          label: `${luck.pick(['Visa', 'Visa', 'Mastercard', 'Amex'])} ending ${1000 + ((n * 7919) % 9000)}`,
          amount: price * quantity - discount + tax,
          refunded: 0,
          paid_at: placed.toISOString(),
        },
      ],
      fulfilments: [
        {
          external_id: '1',
          carrier: 'UPS',
          tracking: `1Z84A2E703${String(10_000_000 + n * 7331)}`,
          shipped_at: later(placed, 20).toISOString(),
          ...(isDelivered ? { delivered_at: delivered.toISOString() } : {}),
          lines: [{ line_external_id: '1', quantity, serials, ...(variant.tracks_batch ? { batch } : {}) }],
        },
      ],
    });
    const isDelivered = delivered <= end;
    const body = order(isDelivered);
    on.at(isDelivered ? delivered : later(placed, 1), async () => {
      const answer = await owner.call(orders.upsert, {
        query: { brand_id: brandIds[item.brand].id },
        body: { orders: [body] },
      });
      if (answer.failed > 0) throw new Error(`order ${number}: ${JSON.stringify(answer.errors)}`);
    });
    if (
      isDelivered &&
      delivered.getTime() < end.getTime() - 4 * DAY &&
      samples.length < 3 &&
      n > ORDERS * 0.8 &&
      !samples.some((one) => one.url.includes(item.brand))
    ) {
      samples.push({ url: `/b/${brands[item.brand].slug}`, order: number, zip: town.postal_code });
      continue;
    }
    // The last weeks are busy, so that there is work at every desk, dock and bench.
    const fresh = delivered.getTime() > end.getTime() - 21 * DAY;
    // Defects of batch 2608 are the story's point: that batch comes back twice as often.
    const rate = item.returnRate * (batch === '2608' && item.product.category === 'vacuum' ? 1.9 : 1);
    // A few buyers ask just after their window closed: policy hands those to a person.
    const days = (end.getTime() - delivered.getTime()) / DAY;
    const late = isDelivered && item.product.category !== 'vacuum' && days > 31.5 && days < 36 && lateAsks < 5;
    if (late) lateAsks += 1;
    if (!isDelivered || !(late || luck.chance(fresh ? 0.5 : rate * 0.7))) continue;
    const hours = (end.getTime() - delivered.getTime()) / 3_600_000;
    const after = fresh
      ? luck.between(4, Math.max(5, Math.floor(hours)))
      : luck.between(8, luck.chance(0.15) ? 900 : 260);
    const asksAt = late ? later(end, -luck.between(2, 22)) : later(delivered, after);
    if (asksAt > end) continue;
    lives += 1;
    on.at(asksAt, () =>
      ask(
        cast,
        lifeOf(cast, item, { number, email, asksAt, batch, recent: asksAt.getTime() > end.getTime() - 30 * 3_600_000 }),
      ),
    );
  }
  return lives;
}

function lifeOf(
  cast: Cast,
  item: (typeof goods)[number],
  of: { number: string; email: string; asksAt: Date; batch: string; recent: boolean },
): Life {
  const luck = cast.dice;
  const category = item.product.category as keyof typeof troubles;
  const trouble =
    of.batch === '2608' && category === 'vacuum' && luck.chance(0.7)
      ? troubles.vacuum[0]
      : luck.pick<(typeof troubles)[keyof typeof troubles][number]>(troubles[category]);
  const fate = luck.next();
  return {
    brand: brands[item.brand].slug,
    number: of.number,
    email: of.email,
    asksAt: of.asksAt,
    says: trouble.says,
    reason: trouble.reason,
    photos: trouble.photos,
    fault: trouble.fault,
    wants: luck.chance(0.5) ? 'refund' : luck.pick(['store_credit', 'keep_it', 'keep_it', 'replacement'] as const),
    benchPhoto: { vacuum: 'vac_bench.jpg', lamp: 'lamp_base.jpg', kitchen: 'fryer_open.jpg' }[category],
    ...(fate < 0.04
      ? { ends: 'cancelled' as const }
      : fate < 0.08
        ? { ends: 'never_sent' as const }
        : fate < 0.2
          ? { ends: 'declined' as const }
          : {}),
    unanswered: of.recent,
  };
}

/** Parcels nobody announced: one is found out, one still lies there. */
function blindParcels(cast: Cast, siteIds: Record<SiteKey, Site>, end: Date): void {
  for (const [days, site, title] of [
    [9, 'dallas', 'Glow bedside lamp, no papers'],
    [0.2, 'losangeles', 'Air fryer in a reused carton'],
  ] as const) {
    cast.on.at(new Date(end.getTime() - days * DAY), async () => {
      const operator = site === 'dallas' ? cast.people.andre : cast.people.mina;
      const parcel = await operator.call(warehouse.arrive, {
        body: { site_id: siteIds[site].id, tracking: `7712${Math.round(days * 1000)}0045`, carrier: 'FedEx' },
      });
      await operator.call(warehouse.count, {
        params: { id: parcel.id },
        body: { scan_id: crypto.randomUUID(), title },
      });
      await operator.call(warehouse.close, {
        params: { id: parcel.id },
        body: { note: 'No label of ours in or on the box.' },
      });
    });
  }
}

/** The jobs that run by the clock, once a day of the story. */
async function daily(product: Product, workspaceId: string): Promise<void> {
  for (const name of ['remind-to-ship', 'expire-returns', 'expire-credits', 'watch-disputes'])
    await product.runJob(name).run(systemCtx(product.services, workspaceId), null);
}

/** While conversations run, promises are looked at every hour: the queue's own clock is ahead of the story's. */
function everyHour({ on, end, settle }: Cast, product: Product, workspaceId: string): void {
  for (let hours = 210; hours > 0; hours -= hours > 60 ? 6 : 1) {
    on.at(later(end, -hours), async () => {
      await byTheClock(product, workspaceId);
      await settle();
    });
  }
}

async function byTheClock(product: Product, workspaceId: string): Promise<void> {
  for (const name of ['sweep-clocks', 'inbox.wake-late', 'inbox.remind-late'])
    await product.runJob(name).run(systemCtx(product.services, workspaceId), null);
}

/** Is there a demo workspace already? */
export async function hasDemo(db: Database): Promise<boolean> {
  const { rows } = await db.pool.query<{ found: boolean }>('select count(*) > 0 as found from list_workspaces()');
  return rows[0]!.found;
}
