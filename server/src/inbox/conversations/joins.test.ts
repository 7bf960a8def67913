/** Merging and splitting conversations, and taking it back. */
import { inbox } from '@recoup/contract';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { openFrontDoor } from '../../../test/front-door.ts';
import { inWorkspace } from '../../platform/db.ts';
import { openMailroom } from '../clocks/testing/mailroom.ts';

const door = await openFrontDoor();
const room = await openMailroom(door, 'email');
const { agent, buyerWrites } = room;
let buyers = 0;
const newBuyer = () => `buyer-${++buyers}`;
const at = (id: string) => ({ params: { id } });
const read = (id: string) => agent.call(inbox.read, at(id));
const thread = async (id: string) => (await agent.call(inbox.thread, at(id))).items;
const said = async (id: string) =>
  (await thread(id)).flatMap((item) => (item.kind === 'message' ? [item.message.text] : []));
const merge = (id: string, other_id: string) => agent.call(inbox.merge, { ...at(id), body: { other_id } });
const undo = (id: string, join_id: string) => agent.call(inbox.undoJoin, { ...at(id), body: { join_id } });

/** Everything the database says of some conversations: their rows, messages, mail threads and reminders. */
async function everything(...ids: string[]) {
  const tables: [string, string][] = [
    ['conversations', 'id'],
    ['messages', 'conversation_id'],
    ['mail_threads', 'conversation_id'],
    ['reminders', 'conversation_id'],
    ['message_files', 'message_id'],
  ];
  return inWorkspace(door.ctx(), async (tx) => {
    const found: Record<string, unknown> = {};
    for (const [table, column] of tables.slice(0, 4)) {
      const { rows } = await sql<{ row: Record<string, unknown> }>`select to_jsonb(x) as row from ${sql.table(table)} x
        where ${sql.ref(column)} = any (${ids}::uuid[]) order by to_jsonb(x)::text`.execute(tx);
      // The version counts changes, and taking something back is one.
      found[table] = rows.map(({ row: { version: _, ...row } }) => row);
    }
    return found;
  });
}

/** Two conversations about one problem: one answered and waiting, one new with a note, a reminder and tags. */
async function twoOfOne() {
  const first = await buyerWrites(newBuyer(), 'My lamp flickers.');
  await room.answer(first);
  const who = newBuyer();
  const second = await buyerWrites(who, 'Still flickers, by the way.');
  await buyerWrites(who, 'Hello?');
  await agent.call(inbox.note, { ...at(second), body: { text: 'Same person as before.' } });
  await agent.call(inbox.setTags, { ...at(second), body: { tags: ['flicker'] } });
  await agent.call(inbox.setPriority, { ...at(second), body: { priority: 'high' } });
  await agent.call(inbox.remind, { ...at(second), body: { at: '2030-01-01T00:00:00Z' } });
  await agent.call(inbox.assign, { ...at(second), body: { staff_id: agent.id } });
  return { first, second, who };
}

describe('joining two conversations', () => {
  test('everything said stands in one thread, in order, and its word is ours again', async () => {
    const { first, second } = await twoOfOne();
    const { code } = await read(second);
    const merged = await merge(first, second);
    expect(merged).toMatchObject({ state: 'open', tags: ['flicker'], priority: 'high', unseen: 2 });
    expect(merged.reminders).toHaveLength(1);
    expect(merged.joins).toMatchObject([{ kind: 'merge', with: { id: second, code } }]);
    expect(await said(first)).toEqual([
      'My lamp flickers.',
      'It is on its way.',
      'Still flickers, by the way.',
      'Hello?',
      'Same person as before.',
    ]);
    const gone = await read(second);
    expect(gone).toMatchObject({ merged_into: { id: first }, moves: [] });
    expect(
      (await agent.call(inbox.list, { query: { view: 'all', shelf: 'any', contact_id: gone.contact.id } })).rows,
    ).toEqual([]);
    expect((await agent.refused(inbox.resolve, { ...at(second), body: {} })).code).toBe('conversation.merged');
  });

  test('taken back at once, both stand exactly as they stood', async () => {
    const { first, second } = await twoOfOne();
    const before = await everything(first, second);
    const { joins } = await merge(first, second);
    expect(await everything(first, second)).not.toEqual(before);
    await undo(first, joins[0]!.id);
    expect(await everything(first, second)).toEqual(before);
    expect((await read(first)).joins).toEqual([]);
  });

  test('what came since stays, what came from the other goes back', async () => {
    const { first, second, who } = await twoOfOne();
    const before = await read(second);
    const { joins } = await merge(first, second);
    // An answer to the other's mail comes to where it was joined.
    expect(await buyerWrites(who, 'It stopped!')).toBe(first);
    await agent.call(inbox.setTags, { ...at(first), body: { tags: ['flicker', 'mended'] } });
    await undo(first, joins[0]!.id);
    expect(await said(first)).toEqual(['My lamp flickers.', 'It is on its way.', 'It stopped!']);
    const [a, b] = [await read(first), await read(second)];
    expect(a).toMatchObject({ tags: ['mended'], state: 'open', last: { excerpt: 'It stopped!' } });
    // They wrote, so nobody need be reminded that they did not.
    expect(b).toEqual({ ...before, version: b.version, reminders: [] });
    expect(await buyerWrites(who, 'And again.')).toBe(second);
  });

  test('of two who merge them into each other at once, one does', async () => {
    const { first, second } = await twoOfOne();
    const both = await Promise.allSettled([merge(first, second), merge(second, first)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(String(refused.reason)).toContain('conversation.merged');
  });

  test('of two who take it back at once, one does', async () => {
    const { first, second } = await twoOfOne();
    const before = await everything(first, second);
    const { joins } = await merge(first, second);
    const both = await Promise.allSettled([undo(first, joins[0]!.id), undo(first, joins[0]!.id)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await everything(first, second)).toEqual(before);
  });

  test('three in a row come apart in the order they were joined, last first', async () => {
    const { first, second } = await twoOfOne();
    const third = await buyerWrites(newBuyer(), 'A third one.');
    const before = await everything(first, second, third);
    const inner = (await merge(second, third)).joins[0]!;
    const outer = (await merge(first, second)).joins[0]!;
    expect((await agent.refused(inbox.undoJoin, { ...at(second), body: { join_id: inner.id } })).code).toBe(
      'conversation.merged',
    );
    await undo(first, outer.id);
    await undo(second, inner.id);
    expect(await everything(first, second, third)).toEqual(before);
  });

  test('neither itself nor another brand’s is joined', async () => {
    const { first } = await twoOfOne();
    const elsewhere = await openMailroom(door, 'email');
    const other = await elsewhere.buyerWrites(newBuyer());
    const join = (other_id: string) => agent.refused(inbox.merge, { ...at(first), body: { other_id } });
    expect((await join(first)).code).toBe('conversation.same');
    expect((await join(other)).code).toBe('conversation.other_brand');
  });
});

describe('splitting a conversation', () => {
  async function twoProblems() {
    const who = newBuyer();
    const id = await buyerWrites(who, 'The lamp flickers.');
    await room.answer(id);
    await buyerWrites(who, 'And my kettle leaks.');
    const messages = (await thread(id)).flatMap((item) => (item.kind === 'message' ? [item.message] : []));
    return {
      id,
      who,
      kettle: messages.find(({ text }) => text.includes('kettle'))!.id,
      all: messages.map((one) => one.id),
    };
  }
  const split = (id: string, message_ids: string[]) =>
    agent.call(inbox.split, { ...at(id), body: { message_ids, subject: 'Kettle leaks' } });

  test('the other problem has a conversation of its own, with the same buyer', async () => {
    const { id, kettle } = await twoProblems();
    const { joins } = await split(id, [kettle]);
    const own = joins[0]!.with.id;
    expect(await said(id)).toEqual(['The lamp flickers.', 'It is on its way.']);
    expect(await said(own)).toEqual(['And my kettle leaks.']);
    const [from, into] = [await read(id), await read(own)];
    expect(into).toMatchObject({ subject: 'Kettle leaks', state: 'open', unseen: 1, contact: { id: from.contact.id } });
    expect(from).toMatchObject({ unseen: 0, last: { excerpt: 'It is on its way.' } });
  });

  test('taken back at once, it stands exactly as it stood', async () => {
    const { id, kettle } = await twoProblems();
    const before = await everything(id);
    const { joins } = await split(id, [kettle]);
    await undo(id, joins[0]!.id);
    expect(await everything(id)).toEqual(before);
    expect(await read(joins[0]!.with.id)).toMatchObject({ merged_into: { id } });
  });

  test('what was said there since comes back with it', async () => {
    const { id, kettle } = await twoProblems();
    const { joins } = await split(id, [kettle]);
    const own = joins[0]!.with.id;
    await agent.call(inbox.note, { ...at(own), body: { text: 'Known fault of batch B26.' } });
    await undo(id, joins[0]!.id);
    expect((await said(id)).slice(-2)).toEqual(['And my kettle leaks.', 'Known fault of batch B26.']);
  });

  test('something stays, and only what is here moves', async () => {
    const { id, all } = await twoProblems();
    const other = await twoProblems();
    const refused = (message_ids: string[]) =>
      agent.refused(inbox.split, { ...at(id), body: { message_ids, subject: 'Other' } });
    expect((await refused(all)).code).toBe('conversation.nothing_left');
    expect((await refused([other.kettle])).code).toBe('message.not_found');
  });

  test('a merge is not taken back once its messages moved on', async () => {
    const { first, second } = await twoOfOne();
    const { joins } = await merge(first, second);
    const hello = (await thread(first)).find((item) => item.kind === 'message' && item.message.text === 'Hello?')!;
    await split(first, [hello.id]);
    const { code } = await agent.refused(inbox.undoJoin, { ...at(first), body: { join_id: joins[0]!.id } });
    expect(code).toBe('join.too_late');
    expect((await read(first)).joins.map(({ kind }) => kind)).toEqual(['split']);
  });

  test('a join of others is not found', async () => {
    const { first, second } = await twoOfOne();
    const { joins } = await merge(first, second);
    const { id } = await twoProblems();
    expect((await agent.refused(inbox.undoJoin, { ...at(id), body: { join_id: joins[0]!.id } })).code).toBe(
      'join.not_found',
    );
  });
});

test('buyers write while staff join and part the same conversations: nothing waits for ever, nothing is lost', async () => {
  const { first, second, who } = await twoOfOne();
  const words = Array.from({ length: 8 }, (_, n) => `Word ${n}`);
  const staff = async () => {
    for (let n = 0; n < 4; n++) {
      const { joins } = await merge(first, second);
      await undo(first, joins[0]!.id);
    }
  };
  const buyer = async () => {
    for (const word of words) await buyerWrites(who, word);
  };
  await Promise.all([staff(), buyer()]);
  const all = [...(await said(first)), ...(await said(second))];
  for (const word of words) expect(all.filter((text) => text === word)).toHaveLength(1);
});
