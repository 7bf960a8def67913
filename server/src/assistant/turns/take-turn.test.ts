import { type ChatMessage, inbox } from '@recoup/contract';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inWorkspace } from '../../platform/db.ts';
import { openShop, type Shop } from '../testing/talk.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
}, 60_000);
// Limits are counted by minute; each test talks some minutes later than the one before.
let minutes = 0;
beforeEach(() => {
  minutes += 11;
  shop.door.setNow(new Date(Date.parse('2026-11-10T18:00:00Z') + minutes * 60_000));
});

const texts = (messages: readonly ChatMessage[]) => messages.map(({ text }) => text);
test('probe', async () => {
  const order = await shop.order();
  const buyer = await shop.buyer();
  for (const text of ['hi', 'i want to return my lamp', `my order is ${order.number}`, '75024', 'it does not turn on', 'can i talk to a person']) {
    const said = await buyer.ask(text);
    console.log(text, JSON.stringify(said.map(({ text, choices, card }) => [text, choices.map((c) => c.words), card?.title]), null, 1));
  }
  console.log(JSON.stringify(await buyer.assistant(), null, 1).slice(0, 3000));
  const { items } = await shop.agent.call(inbox.thread, { params: { id: buyer.id() } });
  console.log(items.map((i) => (i.kind === 'event' ? [i.event.type, JSON.stringify(i.event.data)] : [i.message.kind, i.message.author.kind, i.message.body])));
});
