import { accounts, inbox, orders } from '@recoup/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Client, type FrontDoor, openFrontDoor } from '../../../test/front-door.ts';
import { inWorkspace } from '../../platform/db.ts';
import { type Buyer, buyerOf } from '../testing/buyer.ts';
import { indexEverything } from './index-said.ts';
import { forgetSaid } from './said.store.ts';

let door: FrontDoor;
let buyer: Buyer;
let brandId: string;

beforeAll(async () => {
  door = await openFrontDoor();
  brandId = (await door.makeBrand()).id;
  buyer = await buyerOf(door, brandId);
  await buyer.write('Hello, the Lámpara flickers when I turn the switch.', { subject: 'Flickering' });
  await buyer.write('我的台灯不亮了，请问可以退货吗？', { from: '王小明' });
  await buyer.write('My parcel 1Z999AA10123456784 is late. Phone (512) 555-0100', { from: 'Bo Chen' });
  await door.drain();
});

const find = async (q: string, by: Client = door.owner) =>
  (await by.call(inbox.search, { query: { q } })).rows.map(({ excerpt }) =>
    excerpt.replaceAll('\u0001', '[').replaceAll('\u0002', ']'),
  );

test.each([
  ['flickers', ['Hello, the Lámpara [flickers] when I turn the switch.']],
  ['lampara SWITCH', ['Hello, the [Lámpara] flickers when I turn the [switch].']],
  ['台灯', ['我的[台灯]不亮了，请问可以退货吗？']],
  ['退货吗', ['我的台灯不亮了，请问可以[退货吗]？']],
  ['1z999aa1', ['My parcel [1Z999AA1]0123456784 is late. Phone (512) 555-0100']],
  ['+1 512-555-0100', ['My parcel 1Z999AA10123456784 is late. Phone (512) 555-0100']],
  ['kayak', []],
  ['???', []],
])('«%s» finds %j', async (q, found) => {
  expect(await find(q)).toEqual(found);
});

test('a conversation is found by its code, with and without dashes, by its name and its address', async () => {
  const { conversation } = (await door.owner.call(inbox.search, { query: { q: 'flickers' } })).rows[0]!;
  for (const q of [
    conversation.code,
    conversation.code.replaceAll('-', '').toLowerCase(),
    'dana.whitfield@buyers.example',
  ]) {
    const { rows } = await door.owner.call(inbox.search, { query: { q } });
    expect(rows.map((row) => [row.conversation.id, row.message_id])).toEqual([[conversation.id, null]]);
  }
  const byName = await door.owner.call(inbox.search, { query: { q: 'Whitfield' } });
  expect(byName.rows.map((row) => row.conversation.id)).toEqual([conversation.id]);
});

test('a conversation is found by the order it is about, from the moment somebody says so', async () => {
  const order = {
    external_id: 'o-1',
    number: '#W-20377',
    placed_at: '2026-11-01T10:00:00Z',
    currency: 'USD',
    customer: { external_id: 'c', name: 'Dana Whitfield' },
    lines: [{ external_id: 'l', sku: 'LAMP', title: 'Lamp', quantity: 1, unit_price: 12_900 }],
  };
  await door.owner.call(orders.upsert, { query: { brand_id: brandId }, body: { orders: [order] } });
  const { rows } = await door.owner.call(orders.list, { query: { brand_id: brandId } });
  const { conversation_id: id } = await buyer.write('It is broken', { from: 'Eve' });
  await door.drain();
  expect(await find('W20377')).toEqual([]);
  await door.owner.call(inbox.link, { params: { id }, body: { order_id: rows[0]!.id } });
  await door.drain();
  expect((await door.owner.call(inbox.search, { query: { q: 'w-20377' } })).rows[0]!.conversation.id).toBe(id);
});

test('notes and answers are found, too', async () => {
  const { conversation_id: id, message_id } = await buyer.write('Do you have kangaroos?', { from: 'Fay' });
  await door.owner.call(inbox.note, { params: { id }, body: { text: 'Sells wallabies, not kangaroos' } });
  const body = { text: 'We have platypuses.', seen_message_id: message_id };
  await door.owner.call(inbox.reply, { params: { id }, body });
  await door.drain();
  expect(await find('wallabies')).toEqual(['Sells [wallabies], not kangaroos']);
  expect(await find('platypus')).toEqual(['We have [platypus]es.']);
});

test('pages are walked newest first without a gap or a double, also where the word is in every message', async () => {
  for (let n = 0; n < 7; n++) await buyer.write(`zebra number ${n}`, { from: `Zoe${n}`, subject: 'stripes' });
  await door.drain();
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await door.owner.call(inbox.search, {
      query: { q: 'zebra', limit: 3, ...(cursor ? { cursor } : {}) },
    });
    seen.push(...page.rows.map((row) => row.excerpt.at(-1)!));
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  expect(seen).toEqual(['6', '5', '4', '3', '2', '1', '0']);
});

describe('who may find what', () => {
  test('somebody of one brand finds nothing of another, whatever brand they ask for', async () => {
    const other = await door.makeBrand();
    const agent = await door.as('agent', { brandIds: [other.id] });
    expect(await find('flickers', agent)).toEqual([]);
    const { rows } = await agent.call(inbox.search, { query: { q: 'flickers', brand_id: brandId } });
    expect(rows).toEqual([]);
    const ours = await door.as('agent', { brandIds: [brandId] });
    expect(await find('flickers', ours)).toHaveLength(1);
    const theirs = await door.owner.call(inbox.search, { query: { q: 'flickers', brand_id: other.id } });
    expect(theirs.rows).toEqual([]);
  });

  test('another workspace finds nothing', async () => {
    const another = await door.anotherWorkspace();
    expect(await find('flickers', another.owner)).toEqual([]);
    expect(await find('台灯', another.owner)).toEqual([]);
  });

  test('who may not read the inbox may not look into it', async () => {
    const key = await door.withKey(['orders.read']);
    expect((await key.refused(inbox.search, { query: { q: 'x' } })).code).toBe('permission.not_allowed');
    expect((await door.owner.call(accounts.me)).permissions).toContain('inbox.read');
  });
});

test('what is erased is found no more, and writing everything anew finds it all again', async () => {
  const { conversation_id, message_id } = await buyer.write('An ocelot, please', { from: 'Gus' });
  await door.drain();
  expect(await find('ocelot')).toHaveLength(1);
  await inWorkspace(door.ctx(), (tx) => forgetSaid(tx, door.ctx(), [message_id, conversation_id]));
  expect(await find('ocelot')).toEqual([]);
  await indexEverything(door.ctx());
  await indexEverything(door.ctx());
  expect(await find('ocelot')).toHaveLength(1);
});

test('quotes and operators of the database are only words', async () => {
  for (const q of ["' | 'x", "a'b\\", '!(a & b) <-> c', ':*', "'); drop table said; --"]) await find(q);
  expect(await find('flickers')).toHaveLength(1);
});

test('after a merge a message is found in the conversation it stands in, and after taking it back where it stood before', async () => {
  const one = await buyer.write('The quokka is torn', { from: 'Hal' });
  const other = await buyer.write('The numbat is missing', { from: 'Hal2' });
  await door.drain();
  const foundIn = async (q: string) =>
    (await door.owner.call(inbox.search, { query: { q } })).rows
      .filter((row) => row.message_id !== null)
      .map((row) => row.conversation.id);
  const body = { other_id: other.conversation_id };
  const merged = await door.owner.call(inbox.merge, { params: { id: one.conversation_id }, body });
  await door.drain();
  expect(await foundIn('numbat')).toEqual([one.conversation_id]);
  const undo = { params: { id: one.conversation_id }, body: { join_id: merged.joins[0]!.id } };
  await door.owner.call(inbox.undoJoin, undo);
  await door.drain();
  expect(await foundIn('numbat')).toEqual([other.conversation_id]);
});

test('a conversation is found by the name its contact has now', async () => {
  const { conversation_id: id } = await buyer.write('Hello there', { from: 'Ivan Old' });
  await door.drain();
  const { contact } = await door.owner.call(inbox.read, { params: { id } });
  await door.owner.call(inbox.changeContact, { params: { id: contact.id }, body: { name: 'Ivan Newname' } });
  await door.drain();
  const { rows } = await door.owner.call(inbox.search, { query: { q: 'newname' } });
  expect(rows.map((row) => row.conversation.id)).toEqual([id]);
});
