/** Tells the demo's conversations: buyers write by their own channels, staff answer at their desks, each at its time. */
import { createHmac } from 'node:crypto';
import { type AnswerOf, type Brand, type BuyerLanguage, chat, inbox, inboxSetup, orders } from '@recoup/contract';
import { openChannel, takeMessage } from '../inbox/index.ts';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { type Calendar, DAY, later } from './clock.ts';
import type { Person } from './door.ts';
import { type BrandKey, brands, goods, towns } from './story.ts';
import { type Agent, type Talk, type Turn, talks } from './talk-story.ts';

export type ShopChat = { key: string; secret: string };
export type Desk = {
  on: Calendar;
  end: Date;
  owner: Person;
  agents: Record<Agent, { person: Person; id: string }>;
  brands: Record<BrandKey, Brand>;
  mail: Record<BrandKey, string>;
  /** The chat on each brand's shop: its key, and the secret the shop signs its buyers in with. */
  chat: Record<BrandKey, ShopChat>;
  visitor: Person;
  buyer(token: string): Person;
  settle(): Promise<void>;
  /** The product itself, at the story's time: mail servers hand their mails to it. */
  ctx(): Ctx;
};

/** A fresh secret for the chat of every brand; the one before counts no more. */
export async function openChats(owner: Person, brandsMade: Record<BrandKey, Brand>): Promise<Desk['chat']> {
  const { rows } = await owner.call(inboxSetup.channels);
  const opened = {} as Desk['chat'];
  for (const name of Object.keys(brandsMade) as BrandKey[]) {
    const { id, key } = rows.find((row) => row.kind === 'chat' && row.brand.id === brandsMade[name].id)!;
    opened[name] = { key: key!, secret: (await owner.call(inboxSetup.newSecret, { params: { id } })).secret };
  }
  return opened;
}

/** Puts every conversation on the calendar; what would lie after the end never happens. */
export async function tellTalks(desk: Desk): Promise<number> {
  const { rows } = await desk.owner.call(inboxSetup.channels);
  const ofBrand = (key: BrandKey, kind: string) =>
    rows.find((row) => row.kind === kind && row.brand.id === desk.brands[key].id)!;
  talks.forEach((talk, n) => {
    const line = {
      n,
      ...desk.chat[talk.brand],
      phone: ofBrand(talk.brand, 'phone').id,
    };
    const told: Told = { desk, talk, line, email: emailOf(talk.name, n), orderId: null, id: null, say: null };
    const start = later(desk.end, -talk.ago);
    if (talk.order) desk.on.at(later(start, -1), () => buy(told));
    let at = start;
    talk.turns.forEach((turn, place) => {
      at = later(at, turn.after / 60);
      desk.on.at(at, () => take(told, turn, `talk-${n}-${place}`));
    });
  });
  return talks.length;
}

type Told = {
  desk: Desk;
  talk: Talk;
  line: { n: number; key: string; secret: string; phone: string };
  email: string;
  orderId: string | null;
  id: string | null;
  /** How the buyer writes on, once a chat is open. */
  say: Person | null;
};

const emailOf = (name: string, n: number) =>
  `${
    name
      .normalize('NFD')
      .toLowerCase()
      .replace(/[^a-z ]/g, '')
      .trim()
      .replaceAll(' ', '.') || 'buyer'
  }${40 + n}@mail.example`;

async function buy(told: Told): Promise<void> {
  const { desk, talk, line, email } = told;
  const { brand, name, language, order } = talk;
  told.orderId = await buyOrder(desk, { brand, name, language: language ?? 'en', n: line.n, email, order: order! });
}

type Buying = {
  brand: BrandKey;
  name: string;
  language: BuyerLanguage;
  /** Gives the order a town, a street and a serial of its own. */
  n: number;
  email: string;
  /** `days` null: it has not left. */
  order: { number: string; sku: string; days: number | null };
};

/** Somebody of the story bought something, which came so many days before the story stops. Answers the order's id. */
export async function buyOrder(desk: Desk, { brand, name, language, n, email, order }: Buying): Promise<string> {
  const { number, sku, days } = order;
  const variant = goods
    .flatMap((one) => one.product.variants.map((v) => ({ ...v, of: one.product.title })))
    .find((v) => v.sku === sku)!;
  const delivered = days === null ? null : new Date(desk.end.getTime() - days * DAY);
  const placed = later(delivered ?? desk.end, delivered ? -80 : -5);
  const town = towns[n % towns.length]!;
  const query = { brand_id: desk.brands[brand].id };
  const serials = variant.tracks_serial ? [`${sku.slice(3, 5)}-2607-${String(500 + n)}`] : [];
  const answer = await desk.owner.call(orders.upsert, {
    query,
    body: {
      orders: [
        {
          external_id: `talk-${number}`,
          number,
          channel: 'shop',
          placed_at: placed.toISOString(),
          currency: 'USD',
          email,
          address: {
            name,
            line1: `${200 + n * 13} Oak St`,
            city: town.city,
            region: town.region,
            postal_code: town.postal_code,
            country: 'US',
          },
          customer: { name, email, language },
          lines: [{ external_id: '1', sku, title: variant.of, quantity: 1, unit_price: variant.price! }],
          payments: [
            {
              external_id: `talk-pay-${number}`,
              method: 'card',
              label: 'Visa ending 4021',
              amount: variant.price!,
              paid_at: placed.toISOString(),
            },
          ],
          fulfilments: delivered
            ? [
                {
                  external_id: '1',
                  carrier: 'UPS',
                  tracking: `1Z84A2E703${20_000_000 + n * 331}`,
                  shipped_at: later(placed, 20).toISOString(),
                  delivered_at: delivered.toISOString(),
                  lines: [
                    { line_external_id: '1', quantity: 1, serials, ...(variant.tracks_batch ? { batch: '2607' } : {}) },
                  ],
                },
              ]
            : [],
        },
      ],
    },
  });
  if (answer.failed > 0) throw new Error(`order ${number}: ${JSON.stringify(answer.errors)}`);
  const { rows } = await desk.owner.call(orders.list, { query: { ...query, q: number } });
  return rows.find((row) => row.number === number)!.id;
}

async function take(told: Told, turn: Turn, id: string): Promise<void> {
  if (turn.by === 'buyer') await buyerWrites(told, turn, id);
  else await staffWork(told, turn.by, turn);
  await told.desk.settle();
}

async function buyerWrites(told: Told, turn: Extract<Turn, { by: 'buyer' }>, id: string): Promise<void> {
  const { channel } = told.talk;
  if (channel === 'chat') return chats(told, turn, id);
  if (channel === 'phone' && told.id === null) return calls(told, turn);
  if (channel === 'form' && told.id === null) return fillsIn(told, turn, id);
  return mails(told, turn, id);
}

/** The shop's page has the widget, and the shop says who is signed in. */
async function chats(told: Told, { says, photos = [] }: Extract<Turn, { by: 'buyer' }>, id: string): Promise<void> {
  const { desk, talk, line, email } = told;
  if (!told.say) {
    const issued_at = desk.on.now().toISOString();
    const who = `shop-${line.n}`;
    const signature = createHmac('sha256', line.secret).update(`${who}\n${email}\n${issued_at}`).digest('hex');
    const { token } = await desk.visitor.call(chat.session, {
      params: { key: line.key },
      body: { language: talk.language ?? 'en', identity: { id: who, email, name: talk.name, issued_at, signature } },
    });
    told.say = desk.buyer(token);
  }
  const file_ids: string[] = [];
  for (const photo of photos) file_ids.push(await told.say.photo(photo, chat.upload.path));
  const { conversation } = await told.say.call(chat.say, {
    body: {
      conversation_id: told.id,
      client_id: id,
      text: says,
      file_ids,
      ...(told.id === null && told.orderId ? { order_id: told.orderId } : {}),
    },
  });
  told.id = conversation.id;
}

async function calls(told: Told, { says }: { says: string }): Promise<void> {
  const { desk, talk, line } = told;
  const made = await desk.agents.luis.person.call(inbox.start, {
    body: {
      channel_id: line.phone,
      ...(told.orderId ? { order_id: told.orderId } : { to: '+15205550134' }),
      name: talk.name,
      subject: talk.subject ?? says.slice(0, 60),
      text: says,
      direction: 'in',
    },
  });
  told.id = made.id;
}

async function fillsIn(told: Told, { says }: { says: string }, id: string): Promise<void> {
  const { desk, talk, email } = told;
  await desk.visitor.call(chat.form, {
    params: { slug: brands[talk.brand].slug },
    body: {
      name: talk.name,
      email,
      subject: talk.subject ?? 'A question',
      text: says,
      language: talk.language ?? 'en',
      client_id: id,
      ...(talk.order ? { order_number: talk.order.number } : {}),
    },
  });
  const { rows } = await desk.owner.call(inbox.contacts, { query: { q: email } });
  told.id = (await desk.owner.call(inbox.list, { query: { view: 'all', shelf: 'any', contact_id: rows[0]!.id } }))
    .rows[0]!.id;
  if (told.orderId) await desk.owner.call(inbox.link, { params: { id: told.id }, body: { order_id: told.orderId } });
}

/** A mail as the brand's mail server hands it over; its pictures come along. */
async function mails(told: Told, { says, photos = [] }: Extract<Turn, { by: 'buyer' }>, id: string): Promise<void> {
  const { desk, talk, email } = told;
  const files: { file_id: string; content_id: null }[] = [];
  for (const photo of photos) files.push({ file_id: await desk.owner.photo(photo), content_id: null });
  const ctx = desk.ctx();
  const channel = await inWorkspace(ctx, (tx) => openChannel(tx, ctx, desk.mail[talk.brand]));
  const messageId = `<${id}@mail.example>`;
  const taken = await takeMessage(ctx, {
    channel,
    external_id: messageId,
    sender: {
      name: talk.name,
      points: [{ kind: 'email', value: email, proved: true }],
      language: talk.language ?? 'en',
    },
    author: 'buyer',
    conversation_id: told.id,
    thread_ids: [],
    known_as: [messageId],
    subject: talk.subject ?? null,
    text: says,
    html: null,
    quoted: null,
    signature: null,
    language: talk.language ?? 'en',
    files,
    automatic: null,
    envelope: { from: email, to: [brands[talk.brand].support_email], cc: [], message_id: messageId, spoofed: false },
    raw_file_id: null,
    at: desk.on.now(),
  });
  const isFirst = told.id === null;
  told.id = taken.conversation_id;
  if (isFirst && told.orderId && told.id) {
    await desk.owner.call(inbox.link, { params: { id: told.id }, body: { order_id: told.orderId } });
  }
}

async function staffWork(told: Told, by: Agent, turn: Exclude<Turn, { by: 'buyer' }>): Promise<void> {
  const { desk } = told;
  const { person, id: me } = desk.agents[by];
  const params = { id: told.id! };
  const { items } = await person.call(inbox.thread, { params });
  const seen = items.findLast((item) => item.kind === 'message')!.id;
  await person.call(inbox.seen, { params, body: { message_id: seen } });
  if ('says' in turn) {
    const original = turn.original ? { original: { text: turn.original, language: 'zh' } } : {};
    await person.call(inbox.reply, {
      params,
      body: { text: turn.says, ...original, after: turn.leaves ?? 'waiting', seen_message_id: seen },
    });
    return;
  }
  if ('notes' in turn) {
    const mentions = (turn.mentions ?? []).map((key) => desk.agents[key].id);
    await person.call(inbox.note, { params, body: { text: turn.notes, mentions } });
    return;
  }
  await does(told, person, me, turn);
}

async function does(
  { desk, id }: Told,
  person: Person,
  me: string,
  turn: Extract<Turn, { does: string }>,
): Promise<void> {
  const params = { id: id! };
  switch (turn.does) {
    case 'resolve':
      await person.call(inbox.resolve, { params, body: {} });
      return;
    case 'spam':
      await person.call(inbox.spam, { params, body: { spam: true } });
      return;
    case 'take':
      await person.call(inbox.assign, { params, body: { staff_id: me } });
      return;
    case 'tag': {
      const { tags }: AnswerOf<typeof inbox.read> = await person.call(inbox.read, { params });
      await person.call(inbox.setTags, { params, body: { tags: [...new Set([...tags, ...turn.tags])] } });
      return;
    }
    case 'name':
      await person.call(inbox.setSubject, { params, body: { subject: turn.subject } });
      return;
    case 'urgent':
    case 'high':
      await person.call(inbox.setPriority, { params, body: { priority: turn.does } });
      return;
    case 'snooze':
      await person.call(inbox.snooze, { params, body: { until: later(desk.end, turn.hours).toISOString() } });
      return;
    case 'remind':
      await person.call(inbox.remind, { params, body: { at: later(desk.end, turn.hours).toISOString() } });
  }
}
