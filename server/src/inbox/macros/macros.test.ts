import { accounts, type BodyIn, inbox, inboxSetup, orders } from '@recoup/contract';
import { beforeAll, expect, test } from 'vitest';
import { type FrontDoor, openFrontDoor } from '../../../test/front-door.ts';
import { type Buyer, buyerOf } from '../testing/buyer.ts';

let door: FrontDoor;
let buyer: Buyer;
let brandId: string;
let orderId: string;

beforeAll(async () => {
  door = await openFrontDoor();
  brandId = (await door.makeBrand({ name: 'Lumora' })).id;
  buyer = await buyerOf(door, brandId);
  const order = {
    external_id: 'o-1',
    number: '#W-20377',
    placed_at: '2026-11-02T18:00:00Z',
    currency: 'USD',
    customer: { external_id: 'c', name: 'Dana Whitfield' },
    lines: [{ external_id: 'l', sku: 'LAMP', title: 'Lamp', quantity: 2, unit_price: 12_900 }],
  };
  await door.owner.call(orders.upsert, { query: { brand_id: brandId }, body: { orders: [order] } });
  orderId = (await door.owner.call(orders.list, { query: { brand_id: brandId } })).rows[0]!.id;
});

const add = (body: Partial<BodyIn<typeof inboxSetup.addMacro>>) =>
  door.owner.call(inboxSetup.addMacro, { body: { name: 'Macro', ...body } });

test('a macro is filled in for a conversation, in the buyer’s language and in the agent’s', async () => {
  const macro = await add({
    name: 'About an order',
    body: {
      en: 'Hi {{ contact.first_name }}, {{ order.number }} ({{ order.items }}, {{ order.total }}). {{ agent.first_name }}, {{ brand.name }}',
      zh: '{{ contact.name }}您好，订单 {{ order.number }} 共 {{ order.total }}。',
    },
  });
  const { conversation_id: id } = await buyer.write('Where is my order, please?');
  await door.owner.call(inbox.link, { params: { id }, body: { order_id: orderId } });
  const agent = await door.as('agent');
  await agent.call(accounts.changeMe, { body: { language: 'zh' } });
  const asked = { params: { id: macro.id }, body: { conversation_id: id } };
  expect(await agent.call(inboxSetup.fillMacro, asked)).toEqual({
    text: 'Hi Dana, #W-20377 (2 × Lamp, $258.00). agent, Lumora',
    language: 'en',
    mine: 'Dana Whitfield您好，订单 #W-20377 共 $258.00。',
    actions: [],
    missing: [],
  });
});

test('what has no value here is named and left out', async () => {
  const macro = await add({ body: { en: 'Return {{ return.code }}{% if order %} of {{ order.number }}{% endif %}.' } });
  const { conversation_id } = await buyer.write('Hello, can I return it?', { from: 'Bo' });
  const filled = await door.owner.call(inboxSetup.fillMacro, { params: { id: macro.id }, body: { conversation_id } });
  expect(filled).toMatchObject({ text: 'Return .', missing: ['return.code'] });
});

test('words that cannot be read are refused when they are written', async () => {
  const refused = (en: string) => door.owner.refused(inboxSetup.addMacro, { body: { name: 'x', body: { en } } });
  expect(await refused('{{ order.password }}')).toMatchObject({
    code: 'macro.words_broken',
    details: { unknown: 'order.password', language: 'en' },
  });
  expect((await refused('{% if order %}')).code).toBe('macro.words_broken');
});

test('what a macro names must be there', async () => {
  const gone = '0199a700-0000-7000-8000-000000000001';
  const refused = async (body: Partial<BodyIn<typeof inboxSetup.addMacro>>) =>
    (await door.owner.refused(inboxSetup.addMacro, { body: { name: 'x', ...body } })).code;
  expect(await refused({ brand_id: gone })).toBe('brand.not_found');
  expect(await refused({ conditions: [{ on: 'business_hours', calendar_id: gone, is: true }] })).toBe(
    'calendar.not_found',
  );
  expect(await refused({ actions: [{ do: 'assign', staff_id: gone, team_id: null }] })).toBe('staff.not_found');
  expect(await refused({ actions: [{ do: 'assign', staff_id: null, team_id: gone }] })).toBe('team.not_found');
  expect(await refused({ actions: [{ do: 'reply', macro_id: gone }] })).toBe('macro.not_found');
});

test('a macro is done: tags, priority, a note, and who has it; all or nothing', async () => {
  const agent = await door.as('agent');
  const macro = await add({
    name: 'Escalate',
    actions: [
      { do: 'add_tags', tags: ['escalated', '缺件'] },
      { do: 'priority', priority: 'urgent' },
      { do: 'assign', staff_id: agent.id, team_id: null },
      { do: 'note', text: 'Look at this first' },
    ],
  });
  const { conversation_id: id } = await buyer.write('A part is missing', { from: 'Cy' });
  await door.owner.call(inboxSetup.applyMacro, { params: { id: macro.id }, body: { conversation_id: id } });
  const at = await door.owner.call(inbox.read, { params: { id } });
  expect(at).toMatchObject({
    tags: ['escalated', '缺件'],
    priority: 'urgent',
    holder: { kind: 'staff', staff: { id: agent.id } },
  });
  const { items } = await door.owner.call(inbox.thread, { params: { id } });
  const note = items.find((item) => item.kind === 'message' && item.message.kind === 'note');
  expect(note).toMatchObject({ message: { text: 'Look at this first', author: { kind: 'staff' } } });
  const { rows } = await door.owner.call(inboxSetup.macros, {});
  expect(rows.find((row) => row.id === macro.id)!.used).toBe(1);

  const twice = await add({
    name: 'Twice',
    actions: [{ do: 'add_tags', tags: ['never'] }, { do: 'resolve' }, { do: 'resolve' }],
  });
  const asked = { params: { id: twice.id }, body: { conversation_id: id } };
  expect((await door.owner.refused(inboxSetup.applyMacro, asked)).code).toBe('conversation.wrong_state');
  expect(await door.owner.call(inbox.read, { params: { id } })).toMatchObject({
    state: 'open',
    tags: ['escalated', '缺件'],
  });
});

test('macros are suggested by what the buyer wrote, and by what they answered before; use is counted', async () => {
  const help = await add({ name: 'It flickers', body: { en: 'Please turn the switch twice when it flickers.' } });
  const other = await add({ name: 'Thanks', body: { en: 'You are welcome.' } });
  const suggested = async (conversation_id: string) =>
    (await door.owner.call(inboxSetup.macros, { query: { conversation_id } })).rows.filter((row) => row.suggested);
  const first = await buyer.write('My new lamp flickers when I turn the switch', { from: 'Di' });
  expect((await suggested(first.conversation_id))[0]!.id).toBe(help.id);

  const odd = await buyer.write('Xylophones resonate beautifully underwater', { from: 'Ed' });
  expect(await suggested(odd.conversation_id)).toEqual([]);
  const body = { text: 'You are welcome.', macro_id: other.id, seen_message_id: odd.message_id };
  await door.owner.call(inbox.reply, { params: { id: odd.conversation_id }, body });
  const again = await buyer.write('Do your xylophones resonate underwater?', { from: 'Fo' });
  const [best] = await suggested(again.conversation_id);
  expect(best).toMatchObject({ id: other.id, used: 1 });
});

test('a macro of another brand, or one put away, is not used here', async () => {
  const elsewhere = await door.makeBrand();
  const theirs = await add({ name: 'Theirs', brand_id: elsewhere.id, body: { en: 'x' } });
  const old = await add({ name: 'Old', body: { en: 'x' } });
  await door.owner.call(inboxSetup.changeMacro, { params: { id: old.id }, body: { name: 'Old', archived: true } });
  const { conversation_id } = await buyer.write('Hello', { from: 'Gi' });
  for (const { id } of [theirs, old]) {
    const asked = { params: { id }, body: { conversation_id } };
    expect((await door.owner.refused(inboxSetup.fillMacro, asked)).code).toBe('macro.not_found');
  }
  const { rows } = await door.owner.call(inboxSetup.macros, { query: { conversation_id } });
  expect(rows.map((row) => row.name)).not.toContain('Theirs');
  expect(rows.map((row) => row.name)).not.toContain('Old');
  const found = await door.owner.call(inboxSetup.macros, { query: { q: 'OLD' } });
  expect(found.rows.map((row) => row.name)).toEqual(['Old']);
});

test('an agent uses macros and writes none', async () => {
  const agent = await door.as('agent');
  expect((await agent.refused(inboxSetup.addMacro, { body: { name: 'x' } })).code).toBe('permission.not_allowed');
});
