/** Where the assistant answers, and what becomes of talks that rest: by mail, by the clock, and after a card was tapped. */
import {
  type AssistantSettings,
  assistant,
  type BodyIn,
  type BodyOf,
  chatAssistant,
  inboxSetup,
} from '@recoup/contract';
import { io } from 'socket.io-client';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openMail } from './testing/mail.ts';
import { openShop, type Shop } from './testing/shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
}, 60_000);
let minutes = 0;
beforeEach(() => {
  minutes += 11;
  shop.door.setNow(new Date(Date.parse('2026-11-10T18:00:00Z') + minutes * 60_000));
});
const later = (hours: number) => shop.door.setNow(new Date(shop.door.now().getTime() + hours * 3_600_000));

async function putOn(brandId: string, answers: AssistantSettings['answers']): Promise<void> {
  const query = { brand_id: brandId };
  const { model, ...now } = await shop.owner.call(assistant.settings, { query });
  const { key_set: _, spent_this_month: __, ...kept } = model;
  const body: BodyOf<(typeof assistant)['changeSettings']> = { ...now, answers, model: kept };
  await shop.owner.call(assistant.changeSettings, { query, body });
}

describe('by mail', () => {
  test('several mails get one answer, in words alone, under a line that says who writes', async () => {
    const mail = await openMail(shop);
    await putOn(mail.brand_id, { email: 'always' });
    await mail.from('dana', 'Hello there');
    const id = await mail.from('dana', 'I want to return my lamp');
    await shop.door.drain();
    const [answer, ...more] = await mail.out(id);
    expect(more).toEqual([]);
    expect(answer).toMatchObject({ state: 'sent', author: { kind: 'assistant' }, card: null, choices: [] });
    expect(answer!.text).toContain('order number');
    expect(answer!.text).toMatch(/writes automatically\. Ask for a person at any time, and one answers you\.$/);
  });

  test('a holiday notice is answered by nobody, and two machines stop', async () => {
    const mail = await openMail(shop);
    await putOn(mail.brand_id, { email: 'always' });
    const id = await mail.from('robot', 'I want to return my lamp');
    await shop.door.drain();
    await mail.from('robot', 'I am out of the office', 'auto_reply');
    await shop.door.drain();
    expect(await mail.out(id)).toHaveLength(1);
    // One that does not say that it is a machine, and answers everything.
    for (let n = 0; n < 12; n += 1) {
      await mail.from('robot', `Your message ${n} was received, where is my order?`);
      await shop.door.drain();
    }
    expect((await mail.out(id)).length).toBeLessThanOrEqual(6);
    expect((await mail.read(id)).holder.kind).toBe('nobody');
  });
});

const NINE_TO_FIVE: BodyIn<typeof inboxSetup.addCalendar> = {
  name: 'New York office',
  time_zone: 'America/New_York',
  weekly: (['mon', 'tue', 'wed', 'thu', 'fri'] as const).map((day) => ({ day, from: '09:00', to: '17:00' })),
};

describe('when nobody is there', () => {
  test('outside the hours of the brand it answers first, inside them people do', async () => {
    const mail = await openMail(shop);
    await putOn(mail.brand_id, { email: 'when_away' });
    const { id: calendar_id } = await shop.owner.call(inboxSetup.addCalendar, { body: NINE_TO_FIVE });
    await shop.owner.call(inboxSetup.addSla, {
      body: {
        name: 'Standard',
        calendar_id,
        brand_id: mail.brand_id,
        targets: [
          {
            kind: 'first_reply',
            minutes: 60,
            hours: 'business',
            bot_counts: false,
            pause_while_waiting: false,
            pause_while_snoozed: false,
            reset_on_reopen: false,
            warn_minutes: 30,
            escalate: null,
          },
        ],
      },
    });
    shop.door.setNow('2026-11-11T15:00:00Z'); // Wednesday, 10 o'clock in New York
    const atWork = await mail.from('early', 'where is my order?');
    shop.door.setNow('2026-11-12T03:00:00Z');
    const atNight = await mail.from('late', 'where is my order?');
    await shop.door.drain();
    expect((await mail.read(atWork)).holder.kind).toBe('nobody');
    expect((await mail.read(atNight)).holder.kind).toBe('assistant');
  });

  test('on a chat it answers first until a colleague opens the inbox', async () => {
    await shop.setUp({ answers: { chat: 'when_away' } });
    const alone = await shop.buyer();
    await alone.say('hello');
    expect((await alone.conversation()).holder.kind).toBe('assistant');
    const line = io(shop.door.url, { transports: ['websocket'], extraHeaders: shop.agent.headers, forceNew: true });
    await line.emitWithAck('signal', { conversation_id: alone.id(), what: 'viewing' });
    await vi.waitFor(async () => {
      const accompanied = await shop.buyer();
      await accompanied.say('hello');
      expect((await accompanied.conversation()).holder.kind).toBe('nobody');
    });
    line.close();
    await shop.setUp({ answers: { chat: 'always' } });
  });
});

test('the buyer sees that it writes', async () => {
  const buyer = await shop.buyer();
  await buyer.say('hello');
  const line = io(shop.door.url, {
    transports: ['websocket'],
    auth: { line: 'chat', token: buyer.token },
    extraHeaders: { origin: 'https://lumora.example' },
    forceNew: true,
  });
  const heard: { name: string; who?: unknown }[] = [];
  line.onAny((name: string, data: { who?: unknown; what?: string }) => heard.push({ name, who: data.who }));
  await new Promise<void>((resolve) => line.once('connect', () => resolve()));
  await shop.door.drain();
  await vi.waitFor(() => expect(heard.map(({ name }) => name)).toEqual(expect.arrayContaining(['signal', 'message'])));
  expect(heard[0]).toEqual({ name: 'signal', who: { kind: 'assistant', id: '', name: 'Lumora Assistant' } });
  line.close();
});

describe('after a card', () => {
  test('a yes is carried out and the talk goes on, without a word of the buyer', async () => {
    const order = await shop.order(undefined, { fulfilments: [] });
    const buyer = await shop.buyer();
    await buyer.ask('please cancel my order');
    await buyer.prove(order);
    await shop.door.drain();
    let said = await buyer.all();
    for (const answer of ['I no longer need it', 'yes']) {
      if (said.some(({ card }) => card?.state === 'open')) break;
      await buyer.ask(answer);
      said = await buyer.all();
    }
    const offer = said.findLast(({ card }) => card?.state === 'open');
    expect(offer?.card).toMatchObject({ kind: 'cancel' });
    const before = said.length;
    await buyer.client.call(chatAssistant.answerCard, { params: { id: offer!.card!.id }, body: { yes: true } });
    await shop.door.drain();
    const after = await buyer.all();
    expect(after.find(({ id }) => id === offer!.id)?.card?.state).toBe('done');
    expect(after.slice(before).map(({ author }) => author.kind)).toEqual(['assistant']);
    await shop.door.drain();
    expect(await buyer.all()).toHaveLength(after.length);
    expect((await buyer.assistant()).matters.at(-1)).toMatchObject({ ending: 'settled' });
  });
});

describe('a buyer who says no more', () => {
  test('for a day leaves what was open, and comes back to it', async () => {
    const buyer = await shop.buyer();
    await buyer.ask('I want to return my lamp');
    later(23);
    await shop.door.runJob('assistant.left-alone');
    expect((await buyer.assistant()).matters[0]!.ending).toBe('open');
    later(2);
    await shop.door.runJob('assistant.left-alone');
    expect((await buyer.assistant()).matters[0]!.ending).toBe('left');
    expect((await buyer.conversation()).state).toBe('waiting');
    await buyer.ask('sorry, the order is #99999');
    expect((await buyer.assistant()).matters).toMatchObject([{ flow: 'return', ending: 'open' }]);
  });
});
