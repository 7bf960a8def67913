/** The demo's nights: what the assistant answers while people sleep, what it hands them in the morning, and what it was taught. All names are invented. */
import { createHmac } from 'node:crypto';
import { assistant, type BuyerLanguage, chat, chatAssistant, inbox } from '@recoup/contract';
import { linesOf, shippedTalks } from '../assistant/index.ts';
import { later } from './clock.ts';
import type { Person } from './door.ts';
import { buyOrder, type Desk } from './talks.ts';

type Word =
  | { says: string; photo?: string }
  /** A short answer below the assistant's words, by its value; where it is not among them the words are said. */
  | { taps: string; else: string }
  | { card: 'yes' | 'no' };
type Night = {
  name: string;
  language: BuyerLanguage;
  order: { number: string; sku: string; days: number };
  /** Hours before the story stops. */
  ago: number;
  words: readonly Word[];
  /** What an agent says in the morning that it was about. */
  taught?: string;
};

const HALO = 'LM-HALO-BLK';
const GLOW = 'LM-GLOW-WHT';
const R7 = 'LM-R7-WHT';
const R5 = 'LM-R5-WHT';

const nights: readonly Night[] = [
  {
    name: '周敏',
    language: 'zh',
    order: { number: '#20462', sku: HALO, days: 2 },
    ago: 10,
    words: [{ says: '这个灯连不上我家的wifi，试了好几次了' }, { says: '换成2.4G就连上了，谢谢！' }],
  },
  {
    name: 'Hannah Brooks',
    language: 'en',
    order: { number: '#20463', sku: HALO, days: 4 },
    ago: 9,
    words: [{ says: 'the little screws for the bulb were not in the box' }, { card: 'yes' }, { says: 'great, thanks' }],
  },
  {
    name: 'Marcus Reed',
    language: 'en',
    order: { number: '#20464', sku: R5, days: 1 },
    ago: 34,
    words: [{ says: 'where is my order? I was home all day' }, { taps: 'yes_found', else: 'Yes, I have it' }],
  },
  {
    name: 'Lucía Campos',
    language: 'es',
    order: { number: '#20465', sku: GLOW, days: 6 },
    ago: 33,
    words: [
      { says: 'Quiero devolver la lámpara, no me gusta el color' },
      { taps: 'refund', else: 'Mi dinero de vuelta' },
      { card: 'yes' },
    ],
  },
  {
    name: 'Brent Keller',
    language: 'en',
    order: { number: '#20466', sku: GLOW, days: 8 },
    ago: 8,
    words: [
      { says: 'The base has a scratch. I want 100% of my money back and I keep the lamp.', photo: 'lamp_base.jpg' },
      { says: 'no. full refund and I keep it, or I write a bad review' },
      { says: 'that is not enough, I want all of it' },
    ],
    taught: 'item_damaged',
  },
  {
    name: 'Alice Monroe',
    language: 'en',
    order: { number: '#20467', sku: R7, days: 12 },
    ago: 7,
    words: [{ says: 'There is smoke coming out of the charging dock!!' }],
  },
];

/** Puts the nights on the calendar; call `settleAssistant` once the story has stopped. */
export function tellNights(desk: Desk): void {
  nights.forEach((night, n) => {
    const start = later(desk.end, -night.ago);
    const email = `night${n + 1}@mail.example`;
    let say: { person: Person; orderId: string; conversationId: string | null } | null = null;
    desk.on.at(later(start, -1), async () => {
      const orderId = await buyOrder(desk, {
        brand: 'lumora',
        name: night.name,
        language: night.language,
        n: 60 + n,
        email,
        order: night.order,
      });
      say = { person: await signedIn(desk, night, email, n), orderId, conversationId: null };
    });
    night.words.forEach((word, place) => {
      desk.on.at(later(start, place / 30), async () => {
        // Only this night's buyer meets it, until the story stops and it is on for everybody.
        if (place === 0) await answers(desk, 'always');
        await speak(desk, say!, word, `night-${n}-${place}`);
        if (place === night.words.length - 1) await answers(desk, 'never');
      });
    });
    if (night.taught) desk.on.at(later(start, 3), () => teach(desk, say!.conversationId!, night.taught!));
  });
}

/** From the end of the story on the assistant answers Lumora's chat, with talks kept by which a change is tried. */
export async function settleAssistant(desk: Desk): Promise<void> {
  await answers(desk, 'always');
  const buyer = { brand: 'lumora', name: 'Test Buyer', language: 'en', email: 'try@lumora.example' } as const;
  const orderIds = {
    delivered: await buyOrder(desk, { ...buyer, n: 68, order: { number: '#20468', sku: HALO, days: 4 } }),
    not_shipped: await buyOrder(desk, { ...buyer, n: 69, order: { number: '#20469', sku: HALO, days: null } }),
  };
  for (const talk of shippedTalks) {
    await desk.owner.call(assistant.saveTalk, {
      body: {
        brand_id: desk.brands.lumora.id,
        name: talk.name,
        language: talk.language,
        order_id: talk.order && orderIds[talk.order],
        turns: linesOf(talk),
      },
    });
  }
}

async function answers(desk: Desk, when: 'always' | 'never'): Promise<void> {
  const query = { brand_id: desk.brands.lumora.id };
  const { model, ...settings } = await desk.owner.call(assistant.settings, { query });
  const { key_set: _, spent_this_month: __, ...kept } = model;
  const body = { ...settings, answers: { ...settings.answers, chat: when }, model: kept };
  await desk.owner.call(assistant.changeSettings, { query, body });
}

async function signedIn(desk: Desk, night: Night, email: string, n: number): Promise<Person> {
  const { key, secret } = desk.chat.lumora;
  const issued_at = desk.on.now().toISOString();
  const id = `shop-night-${n}`;
  const signature = createHmac('sha256', secret).update(`${id}\n${email}\n${issued_at}`).digest('hex');
  const identity = { id, email, name: night.name, issued_at, signature };
  const { token } = await desk.visitor.call(chat.session, {
    params: { key },
    body: { language: night.language, identity },
  });
  return desk.buyer(token);
}

async function speak(
  desk: Desk,
  at: { person: Person; orderId: string; conversationId: string | null },
  word: Word,
  id: string,
): Promise<void> {
  const { person } = at;
  const last = at.conversationId
    ? (await person.call(chat.messages, { params: { id: at.conversationId } })).rows.findLast((one) => !one.mine)
    : undefined;
  if ('card' in word) {
    if (last?.card?.state === 'open') {
      await person.call(chatAssistant.answerCard, { params: { id: last.card.id }, body: { yes: word.card === 'yes' } });
    }
  } else {
    const choice = 'taps' in word ? last?.choices.find(({ value }) => value === word.taps) : undefined;
    const file_ids = 'says' in word && word.photo ? [await person.photo(word.photo, chat.upload.path)] : [];
    const { conversation } = await person.call(chat.say, {
      body: {
        conversation_id: at.conversationId,
        client_id: id,
        text: 'says' in word ? word.says : (choice?.words ?? word.else),
        ...(choice ? { choice: choice.value } : {}),
        file_ids,
        ...(at.conversationId === null ? { order_id: at.orderId } : {}),
      },
    });
    at.conversationId = conversation.id;
  }
  await desk.settle();
}

async function teach(desk: Desk, conversationId: string, intent: string): Promise<void> {
  const { person } = desk.agents.grace;
  const { items } = await person.call(inbox.thread, { params: { id: conversationId } });
  const first = items.find((item) => item.kind === 'message' && item.message.direction === 'in');
  if (first) await person.call(assistant.correct, { params: { id: first.id }, body: { intent } });
}
