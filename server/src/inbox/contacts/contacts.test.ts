/** What staff do with contacts: find, change, join and part them. */
import { inbox, orders } from '@recoup/contract';
import { expect, test } from 'vitest';
import { openFrontDoor } from '../../../test/front-door.ts';
import { openLine } from '../../../test/message-service.ts';
import { inWorkspace } from '../../platform/db.ts';
import { doublesOf } from './doubles.read.ts';

const door = await openFrontDoor();
const { owner } = door;
const line = await openLine(door, { kind: 'sms' });
const social = await openLine(door, { kind: 'social' }, { brandId: line.brandId });
const agent = await door.as('agent');
let count = 0;

const read = (id: string) => owner.call(inbox.read, { params: { id } });
async function writes(from: { name?: string; email?: string; phone?: string } = {}, by = line) {
  const id = await by.told({ from: { id: `c-${++count}`, name: null, email: null, phone: null, ...from } });
  return { id, contact: (await read(id)).contact };
}
const contactsFound = async (q: string) =>
  (await agent.call(inbox.contacts, { query: { q } })).rows.map(({ id }) => id);
const doubles = (id: string) => inWorkspace(door.ctx(), (tx) => doublesOf(tx, door.ctx(), id));

test('a contact is found by the beginning of a name, an address, and a number however it is typed', async () => {
  const { contact } = await writes({ name: 'Zoë Whitfield', email: 'zoe@first.example', phone: '+1 (512) 555-0111' });
  for (const q of ['zoe w', 'ZOE@first', '512 555 0111', '+15125550111']) {
    expect([q, await contactsFound(q)]).toEqual([q, [contact.id]]);
  }
  expect(await contactsFound('whitfield nobody')).toEqual([]);
  const page = await agent.call(inbox.contacts, { query: { brand_id: line.brandId, limit: 1 } });
  expect(page.rows).toHaveLength(1);
});

test('staff change what we know, and say which customer it is', async () => {
  const { contact } = await writes({ name: 'Dana' });
  await owner.call(orders.upsert, {
    query: { brand_id: line.brandId },
    body: {
      orders: [
        {
          external_id: 'c-1001',
          number: 'C-1001',
          placed_at: '2026-11-01T12:00:00Z',
          currency: 'USD',
          customer: { external_id: 'cc', name: 'Dana Whitfield', email: 'dana@cc.example' },
          lines: [{ external_id: 'l', sku: 'LAMP', title: 'Lamp', quantity: 1, unit_price: 12_900 }],
          payments: [],
        },
      ],
    },
  });
  const [customer] = (await owner.call(orders.customers, { query: { q: 'dana@cc' } })).rows;
  const body = { name: 'Dana W.', language: 'es' as const, note: 'Likes lamps', customer_id: customer!.id };
  const changed = await agent.call(inbox.changeContact, { params: { id: contact.id }, body });
  expect(changed).toMatchObject({
    name: 'Dana W.',
    language: 'es',
    note: 'Likes lamps',
    customer: { name: 'Dana Whitfield' },
  });
  const other = await door.makeBrand();
  const theirs = await openLine(door, { kind: 'sms' }, { brandId: other.id });
  const foreign = await writes({}, theirs);
  const refused = await agent.refused(inbox.changeContact, {
    params: { id: foreign.contact.id },
    body: { customer_id: customer!.id },
  });
  expect(refused.code).toBe('customer.not_found');
});

test('two that are one are joined, and stand as they stood when it is taken back', async () => {
  const one = await writes({ name: 'Dana', phone: '+15125550121' });
  const two = await writes({ name: 'Dana (web)', email: 'dana@two.example' }, social);
  await owner.call(inbox.changeContact, { params: { id: two.contact.id }, body: { note: 'From the fair' } });
  const before = [await read(one.id), await read(two.id)].map(({ contact }) => contact);

  const joined = await agent.call(inbox.mergeContacts, {
    params: { id: one.contact.id },
    body: { other_id: two.contact.id },
  });
  expect(joined).toMatchObject({ id: one.contact.id, conversations: 2, note: 'From the fair' });
  expect(joined.points).toHaveLength(before[0]!.points.length + before[1]!.points.length);
  expect((await read(two.id)).contact.id).toBe(one.contact.id);
  // Whoever writes by an address that went over is the one they became.
  const again = await social.told({ from: { id: `c-${count}`, name: null, email: null, phone: null } });
  expect((await read(again)).contact.id).toBe(one.contact.id);
  expect((await agent.call(inbox.contacts, { query: { q: 'dana (web)' } })).rows).toEqual([]);

  const undo = { params: { id: one.contact.id }, body: { join_id: joined.join_id } };
  await agent.call(inbox.undoContactMerge, undo);
  const { conversations: _, ...first } = before[0]!;
  expect((await read(one.id)).contact).toMatchObject(first);
  expect((await read(two.id)).contact).toMatchObject({ ...before[1]!, conversations: 1 });
  expect((await agent.refused(inbox.undoContactMerge, undo)).code).toBe('join.too_late');
});

test('what cannot be joined is not: oneself, another brand’s, one that is part of another already', async () => {
  const [one, two, three] = [await writes(), await writes(), await writes()];
  const merge = (id: string, other_id: string) =>
    agent.refused(inbox.mergeContacts, { params: { id }, body: { other_id } });
  expect((await merge(one.contact.id, one.contact.id)).code).toBe('contact.same');
  const other = await door.makeBrand();
  const theirs = await writes({}, await openLine(door, { kind: 'sms' }, { brandId: other.id }));
  expect((await merge(one.contact.id, theirs.contact.id)).code).toBe('contact.other_brand');
  const { join_id } = await agent.call(inbox.mergeContacts, {
    params: { id: one.contact.id },
    body: { other_id: two.contact.id },
  });
  expect((await merge(three.contact.id, two.contact.id)).code).toBe('contact.not_found');
  const undo = await agent.refused(inbox.undoContactMerge, { params: { id: three.contact.id }, body: { join_id } });
  expect(undo.code).toBe('join.not_found');
});

test('two who join the same two crosswise at once: one join stands', async () => {
  const [one, two] = [await writes(), await writes()];
  const outcomes = await Promise.allSettled([
    agent.call(inbox.mergeContacts, { params: { id: one.contact.id }, body: { other_id: two.contact.id } }),
    agent.call(inbox.mergeContacts, { params: { id: two.contact.id }, body: { other_id: one.contact.id } }),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('who is blocked under one name stays blocked when joined, and blocking is told once', async () => {
  const [one, two] = [await writes(), await writes()];
  const block = { params: { id: two.contact.id }, body: { blocked: true, reason: 'Threats' } };
  expect((await agent.call(inbox.block, block)).blocked).toMatchObject({ reason: 'Threats' });
  await agent.call(inbox.block, block);
  const events = await inWorkspace(door.ctx(), (tx) =>
    tx
      .selectFrom('events')
      .select('id')
      .where('type', '=', 'contact.blocked')
      .where('subject_id', '=', two.contact.id)
      .execute(),
  );
  expect(events).toHaveLength(1);
  const merged = await agent.call(inbox.mergeContacts, {
    params: { id: one.contact.id },
    body: { other_id: two.contact.id },
  });
  expect(merged.blocked).toMatchObject({ reason: 'Threats' });
  const parted = await agent.call(inbox.undoContactMerge, {
    params: { id: one.contact.id },
    body: { join_id: merged.join_id },
  });
  expect(parted.blocked).toBeNull();
});

test('who may be the same person is pointed out with the reason: a said address that another proved', async () => {
  const real = await writes({ phone: '+15125550131' });
  const said = await writes({ phone: '(512) 555-0131', name: 'Dana' }, social);
  expect((await doubles(real.contact.id)).map(({ id, because }) => [id, because])).toEqual([
    [said.contact.id, 'phone'],
  ]);
  expect((await doubles(said.contact.id)).map(({ id, because }) => [id, because])).toEqual([
    [real.contact.id, 'phone'],
  ]);
  const lonely = await writes();
  expect(await doubles(lonely.contact.id)).toEqual([]);
});

test('another company learns nothing of a contact', async () => {
  const { contact } = await writes();
  const other = await door.anotherWorkspace();
  for (const endpoint of [inbox.contact] as const) {
    expect((await other.owner.refused(endpoint, { params: { id: contact.id } })).code).toBe('contact.not_found');
  }
  const refused = await other.owner.refused(inbox.block, { params: { id: contact.id }, body: { blocked: true } });
  expect(refused.code).toBe('contact.not_found');
});
