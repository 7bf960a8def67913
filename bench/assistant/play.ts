/** Plays many cases at once against the running product: everybody says their next thing, the jobs run, everybody reads. */
import { type AnswerOf, type ChatMessage, chat, chatAssistant, portal } from '@recoup/contract';
import sharp from 'sharp';
import { inParallel } from '../lib/place.ts';
import type { Caller } from '../lib/shop.ts';
import type { BuyerCase } from './case.ts';
import type { Door } from './door.ts';
import { type Buyer, filled, type Move, nextMove } from './player.ts';
import { isReturned, type Owned, SHOP, type Shop, sell, type Wish } from './shop.ts';

export type Line = { who: 'buyer' | 'assistant' | 'event'; text: string };
export type Played = {
  case: BuyerCase;
  orders: readonly Owned[];
  stranger: Owned | null;
  conversationId: string;
  talk: Line[];
  /** Times the buyer spoke or tapped. */
  turns: number;
  /** The buyer would have gone on. */
  ranOut: boolean;
  lastText: string;
};

type Place = { door: Door; shop: Shop };
type Seat = Buyer & {
  at: Caller;
  headers: Record<string, string>;
  conversation: string | null;
  assistant: boolean;
  news: ChatMessage[];
  lastSeen: string | undefined;
  talk: Line[];
  turns: number;
  over: boolean;
  ranOut: boolean;
};

/** Requests at once: as many as the machine has use for. */
const WIDTH = 6;
let photo: Promise<Buffer> | null = null;
let said = 0;

export type SoldOrders = { own: Owned[][]; strangers: (Owned | null)[] };

/** The orders of cases, made before anything is said. */
export async function ordersFor(place: Place, cases: readonly BuyerCase[]): Promise<SoldOrders> {
  const wishes: (Wish & { of: number; what: 'own' | 'stranger' })[] = [];
  cases.forEach((one, of) => {
    const keys = [one.order, ...one.also_bought].filter((key) => key !== null);
    for (const key of keys) wishes.push({ key, email: `buyer${of}@mail.example`, buyer: of, of, what: 'own' });
    if (one.stranger)
      wishes.push({ key: one.stranger, email: `stranger${of}@mail.example`, buyer: of + 3, of, what: 'stranger' });
  });
  const sold = await sell(place.door, place.shop.brandId, wishes);
  const own = cases.map((): Owned[] => []);
  const strangers = cases.map((): Owned | null => null);
  sold.forEach((order, n) => {
    const { of, what } = wishes[n]!;
    if (what === 'own') own[of]!.push(order);
    else strangers[of] = order;
  });
  await askForReturns(
    place,
    sold.filter(({ key }) => isReturned(key)),
  );
  return { own, strangers };
}

/** What buyers asked for on the return pages before the talk began. */
async function askForReturns({ door }: Place, orders: readonly Owned[]): Promise<void> {
  for (const order of orders) {
    const guest = door.at({ 'x-forwarded-for': '10.254.0.1' });
    const { token } = await guest(portal.findOrder, {
      params: { slug: 'lumora' },
      body: { number: order.number, proof: order.email },
    });
    const buyer = door.at({ authorization: `Bearer ${token}`, 'x-forwarded-for': '10.254.0.1' });
    const lines = order.lines.map(({ id }) => {
      return { order_line_id: id, quantity: 1, reason: 'changed-my-mind' as const, remedy: 'refund' as const };
    });
    await buyer(portal.request, { body: { lines } });
  }
  await door.drain();
}

/** Plays the cases to their ends; `tell` hears how far it is. */
export async function playAll(
  place: Place,
  cases: readonly BuyerCase[],
  orders: SoldOrders,
  tell: (line: string) => void = () => {},
): Promise<Played[]> {
  const seats = await sit(place, cases, orders);
  for (let wave = 1; ; wave += 1) {
    const active = seats.filter(({ over }) => !over);
    if (active.length === 0) break;
    const moves = new Map<Seat, Move[]>();
    for (const seat of active) {
      const move = seat.conversation === null ? first(seat) : await next(seat);
      if (move.length === 0) seat.over = true;
      else moves.set(seat, move);
    }
    await inParallel([...moves], WIDTH, async ([seat, all]) => {
      for (const move of all) await make(place, seat, move);
    });
    await place.door.drain();
    await inParallel([...moves.keys()], WIDTH, (seat) => read(seat));
    tell(`wave ${wave}: ${moves.size} buyers`);
  }
  return seats.map((seat) => ({
    case: seat.case,
    orders: seat.orders,
    stranger: seat.stranger,
    conversationId: seat.conversation!,
    talk: seat.talk,
    turns: seat.turns,
    ranOut: seat.ranOut,
    lastText: seat.talk.findLast(({ who }) => who === 'assistant')?.text ?? '',
  }));
}

async function sit(
  { door, shop }: Place,
  cases: readonly BuyerCase[],
  { own, strangers }: SoldOrders,
): Promise<Seat[]> {
  const seats: Seat[] = [];
  await inParallel(
    cases.map((one, n) => ({ one, n })),
    WIDTH,
    async ({ one, n }) => {
      const headers = { origin: SHOP, 'x-forwarded-for': `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}` };
      const begun: AnswerOf<typeof chat.session> = await door.at(headers)(chat.session, {
        params: { key: shop.channelKey },
        body: { language: one.language },
      });
      const chatting = { ...headers, authorization: `Bearer ${begun.token}` };
      const mine = own[n]!;
      seats[n] = {
        case: one,
        orders: mine,
        stranger: strangers[n] ?? null,
        left: [...one.later],
        played: new Map(),
        mailbox: () => newestCode(door, mine[0]?.email ?? 'nobody'),
        at: door.at(chatting),
        headers: chatting,
        conversation: null,
        assistant: true,
        news: [],
        lastSeen: undefined,
        talk: [],
        turns: 0,
        over: false,
        ranOut: false,
      };
    },
  );
  return seats;
}

async function newestCode(door: Door, email: string): Promise<string | null> {
  const [mail] = await door.rows<{ subject: string; body_text: string }>(
    `select subject, body_text from mails where workspace_id = $1 and to_address = $2 and template = 'chat_code' order by created_at desc, id desc limit 1`,
    [door.workspaceId, email],
  );
  return /\b\d{6}\b/.exec(`${mail?.subject}\n${mail?.body_text}`)?.[0] ?? null;
}

const first = (seat: Seat): Move[] =>
  seat.case.opening.map((text) => {
    const photo = text.startsWith('[photo]');
    return { do: 'say', text: filled(seat, text.replace('[photo]', '').trim()), ...(photo && { photo }) };
  });

async function next(seat: Seat): Promise<Move[]> {
  const move = await nextMove(seat, { news: seat.news, assistant: seat.assistant });
  if (!move) return [];
  if (seat.turns >= seat.case.patience) {
    seat.ranOut = true;
    return [];
  }
  return [move];
}

async function make({ door }: Place, seat: Seat, move: Move): Promise<void> {
  seat.turns += 1;
  if (move.do === 'card') {
    const card = await seat.at(chatAssistant.answerCard, { params: { id: move.id }, body: { yes: move.yes } });
    seat.talk.push({ who: 'buyer', text: `[${move.yes ? 'yes' : 'no'}: ${card.title} → ${card.state}]` });
    return;
  }
  const file_ids = move.photo ? [await upload(door, seat)] : [];
  said += 1;
  const sent = await seat.at(chat.say, {
    body: {
      conversation_id: seat.conversation,
      client_id: `bench-${String(said).padStart(8, '0')}`,
      text: move.text,
      ...(move.choice ? { choice: move.choice } : {}),
      file_ids,
    },
  });
  seat.conversation = sent.conversation.id;
  seat.lastSeen = sent.message.id;
  const tapped = move.choice ? ` [${move.choice}]` : '';
  seat.talk.push({ who: 'buyer', text: `${move.text}${tapped}${move.photo ? ' [photo]' : ''}` });
}

async function upload(door: Door, seat: Seat): Promise<string> {
  photo ??= sharp({ create: { width: 60, height: 40, channels: 3, background: '#88aa99' } })
    .jpeg()
    .toBuffer();
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(await photo)], { type: 'image/jpeg' }), 'photo.jpg');
  const answer = await fetch(door.url + chat.upload.path, { method: 'POST', headers: seat.headers, body: form });
  if (!answer.ok) throw new Error(`upload: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { id: string }).id;
}

/** What was said since, by whoever; the cards as they stand now. */
async function read(seat: Seat): Promise<void> {
  const id = seat.conversation!;
  const { rows } = await seat.at(chat.messages, {
    params: { id },
    query: { limit: 100, ...(seat.lastSeen ? { after: seat.lastSeen } : {}) },
  });
  const { rows: mine } = await seat.at(chat.conversations);
  seat.assistant = mine.find((one) => one.id === id)?.assistant ?? false;
  seat.news = rows.filter((row) => !row.mine);
  for (const row of seat.news)
    seat.talk.push({ who: row.author.kind === 'assistant' ? 'assistant' : 'event', text: shown(row) });
  seat.lastSeen = rows.at(-1)?.id ?? seat.lastSeen;
}

function shown({ text, card, choices }: ChatMessage): string {
  const below = card
    ? ` {${card.kind} ${card.state}: ${[card.title, card.value, card.detail].filter(Boolean).join(' · ')}}`
    : '';
  const taps = choices.length > 0 ? ` <${choices.map(({ words }) => words).join(' | ')}>` : '';
  return `${text}${below}${taps}`;
}
