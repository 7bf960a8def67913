/** What staff do with conversations, through the front door. */
import { inbox } from '@recoup/contract';
import { describe, expect, test } from 'vitest';
import { openFrontDoor } from '../../../test/front-door.ts';
import { openMailroom } from '../clocks/testing/mailroom.ts';

const door = await openFrontDoor();
const room = await openMailroom(door);
const { agent, buyerWrites } = room;
let buyers = 0;
const newBuyer = () => `buyer-${++buyers}`;
const opened = (text?: string) => buyerWrites(newBuyer(), text);
const at = (id: string) => ({ params: { id } });
const HOUR = 3_600_000;
const later = (hours: number) => new Date(door.now().getTime() + hours * HOUR).toISOString();
const thread = async (id: string) => (await agent.call(inbox.thread, at(id))).items;
const types = async (id: string) =>
  (await thread(id)).map((item) =>
    item.kind === 'event' ? item.event.type : `${item.message.direction} ${item.message.text}`,
  );
const lastMessage = async (id: string) =>
  (await thread(id)).findLast((item) => item.kind === 'message' && item.message.kind === 'message')?.id ?? null;
const reply = async (id: string, text: string, more: object = {}) =>
  agent.call(inbox.reply, { ...at(id), body: { text, seen_message_id: await lastMessage(id), ...more } });

describe('answering', () => {
  test('an answer reaches the thread, takes the conversation and leaves it waiting', async () => {
    const id = await opened('Where is my lamp?');
    const { conversation, message } = await reply(id, 'It leaves today.');
    expect(conversation).toMatchObject({
      state: 'waiting',
      holder: { kind: 'staff', staff: { id: agent.id } },
      unseen: 0,
    });
    expect(message).toMatchObject({
      text: 'It leaves today.',
      direction: 'out',
      state: 'sent',
      author: { kind: 'staff' },
    });
    expect(await types(id)).toEqual([
      'in Where is my lamp?',
      'conversation.opened',
      'out It leaves today.',
      'conversation.assigned',
      'conversation.waiting',
    ]);
  });

  test('two who answer at once: one answer goes out, the other is told who answered', async () => {
    const id = await opened();
    const seen = await lastMessage(id);
    const helen = await door.as('agent');
    const body = { text: 'It leaves today.', seen_message_id: seen };
    const sent = await Promise.allSettled([
      agent.call(inbox.reply, { ...at(id), body }),
      helen.call(inbox.reply, { ...at(id), body }),
    ]);
    expect(sent.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = sent.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(String(refused.reason)).toContain('conversation.somebody_answered');
    expect(
      (await thread(id)).filter((item) => item.kind === 'message' && item.message.direction === 'out'),
    ).toHaveLength(1);
  });

  test('one who clicks twice sends once', async () => {
    const id = await opened();
    const seen = await lastMessage(id);
    const once = () => agent.call(inbox.reply, { ...at(id), body: { text: 'Today.', seen_message_id: seen } });
    const sent = await Promise.allSettled([once(), once(), once()]);
    expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('what the buyer wrote meanwhile is read first', async () => {
    const who = newBuyer();
    const id = await buyerWrites(who, 'I want to return it.');
    const seen = await lastMessage(id);
    await buyerWrites(who, 'No wait, I found the part!');
    const body = { text: 'Here is your label.', seen_message_id: seen };
    const refused = await agent.refused(inbox.reply, { ...at(id), body });
    expect(refused).toMatchObject({ status: 409, code: 'conversation.buyer_wrote', details: { by: who } });
    expect((await reply(id, 'Glad to hear it.')).conversation.state).toBe('waiting');
  });

  test('who has seen nothing sends nothing', async () => {
    const id = await opened();
    const refused = await agent.refused(inbox.reply, { ...at(id), body: { text: 'Hi', seen_message_id: null } });
    expect(refused.code).toBe('conversation.buyer_wrote');
  });

  test('what the author wrote in Chinese stays beside what the buyer got', async () => {
    const id = await opened();
    const original = { text: '今天发货。', language: 'zh' };
    const { message } = await reply(id, 'It leaves today.', { original });
    expect(message).toMatchObject({
      text: 'It leaves today.',
      language: 'en',
      translations: [{ ...original, by: 'person' }],
    });
  });

  test('nobody sends an English buyer Chinese by mistake; who means it says so', async () => {
    const id = await opened();
    const seen_message_id = await lastMessage(id);
    const body = { text: '今天发货,请放心。', seen_message_id };
    expect((await agent.refused(inbox.reply, { ...at(id), body })).code).toBe('translation.missing');
    const sent = await agent.call(inbox.reply, { ...at(id), body: { ...body, language: 'zh' } });
    expect(sent.message.language).toBe('zh');
  });

  test('answer and resolve in one; the buyer writes again and it is open again', async () => {
    const who = newBuyer();
    const id = await buyerWrites(who);
    expect((await reply(id, 'Done.', { after: 'resolved' })).conversation.state).toBe('resolved');
    await buyerWrites(who, 'It is not.');
    expect(await room.read(id)).toMatchObject({ state: 'open', unseen: 1 });
    expect(await types(id)).toContain('conversation.reopened');
  });

  test('one set for later goes at its time, and only then does the buyer have the next word', async () => {
    const id = await opened();
    door.setNow('2027-11-17T15:00:00Z');
    const { conversation, message } = await reply(id, 'Good morning!', { send_at: '2027-11-17T17:00:00Z' });
    expect([conversation.state, message.state]).toEqual(['open', 'scheduled']);
    await door.drain();
    expect((await room.read(id)).state).toBe('open');
    door.setNow('2027-11-17T17:00:01Z');
    await door.drain();
    expect((await room.read(id)).state).toBe('waiting');
    const sent = (await thread(id)).flatMap((item) =>
      item.kind === 'message' && item.message.direction === 'out' ? [item.message] : [],
    );
    expect(sent).toMatchObject([{ text: 'Good morning!', state: 'sent' }]);
  });

  test('an answer in the past is none', async () => {
    const id = await opened();
    const body = { text: 'Hi', seen_message_id: await lastMessage(id), send_at: later(-1) };
    expect((await agent.refused(inbox.reply, { ...at(id), body })).code).toBe('message.in_the_past');
  });
});

describe('notes, drafts and looking', () => {
  test('a note is for colleagues; who is mentioned finds it until they look', async () => {
    const id = await opened();
    const helen = await door.as('agent');
    const body = { text: 'Could you look at the photos?', mentions: [helen.id!] };
    const { message } = await agent.call(inbox.note, { ...at(id), body });
    expect(message).toMatchObject({ kind: 'note', direction: 'internal', mentions: [{ id: helen.id }] });
    const mentions = { query: { view: 'mentions', shelf: 'any' } } as const;
    expect((await helen.call(inbox.list, mentions)).rows.map((row) => row.id)).toEqual([id]);
    expect((await agent.call(inbox.list, mentions)).rows).toEqual([]);
    await helen.call(inbox.seen, { ...at(id), body: { message_id: message.id } });
    expect((await helen.call(inbox.list, mentions)).rows).toEqual([]);
  });

  test('who may not see the brand is not mentioned', async () => {
    const id = await opened();
    const other = await door.makeBrand();
    const held = await door.as('agent', { brandIds: [other.id] });
    const body = { text: 'Look', mentions: [held.id!] };
    expect((await agent.refused(inbox.note, { ...at(id), body })).code).toBe('staff.not_found');
    expect((await held.refused(inbox.note, { ...at(id), body: { text: 'Hi' } })).code).toBe('conversation.not_found');
  });

  test('a draft survives, for its writer alone, until it is sent or emptied', async () => {
    const id = await opened();
    const helen = await door.as('agent');
    const draft = { text: 'Hi Marisol, sorr', note: false, language: 'en' };
    await agent.call(inbox.saveDraft, { ...at(id), body: draft });
    await agent.call(inbox.saveDraft, { ...at(id), body: { ...draft, text: 'Hi Marisol, sorry' } });
    expect((await agent.call(inbox.read, at(id))).draft).toMatchObject({ text: 'Hi Marisol, sorry', language: 'en' });
    expect((await helen.call(inbox.read, at(id))).draft).toBeNull();
    await reply(id, 'Hi Marisol, sorry!');
    expect((await agent.call(inbox.read, at(id))).draft).toBeNull();
    await helen.call(inbox.saveDraft, { ...at(id), body: draft });
    await helen.call(inbox.saveDraft, { ...at(id), body: { text: '' } });
    expect((await helen.call(inbox.read, at(id))).draft).toBeNull();
  });

  test('what somebody read is no longer unseen', async () => {
    const who = newBuyer();
    const id = await buyerWrites(who, 'One');
    const first = await lastMessage(id);
    await buyerWrites(who, 'Two');
    expect((await room.read(id)).unseen).toBe(2);
    await agent.call(inbox.seen, { ...at(id), body: { message_id: first! } });
    expect((await room.read(id)).unseen).toBe(1);
    await agent.call(inbox.seen, { ...at(id), body: { message_id: (await lastMessage(id))! } });
    expect((await room.read(id)).unseen).toBe(0);
  });
});

describe('putting aside and coming back', () => {
  test('what is put aside leaves the list and wakes at its time, once', async () => {
    door.setNow('2027-11-18T15:00:00Z');
    const id = await opened();
    await agent.call(inbox.snooze, { ...at(id), body: { until: '2027-11-18T18:00:00Z' } });
    const open = { query: { view: 'all', shelf: 'open', contact_id: (await room.read(id)).contact.id } } as const;
    expect((await agent.call(inbox.list, open)).rows).toEqual([]);
    door.setNow('2027-11-18T18:00:01Z');
    await Promise.all([door.drain(), door.runJob('inbox.wake-late'), door.runJob('inbox.wake-late')]);
    expect((await agent.call(inbox.list, open)).rows.map((row) => row.id)).toEqual([id]);
    expect((await types(id)).filter((type) => type === 'conversation.woken')).toHaveLength(1);
  });

  test('what was put aside for longer meanwhile sleeps on', async () => {
    door.setNow('2027-11-18T15:00:00Z');
    const id = await opened();
    await agent.call(inbox.snooze, { ...at(id), body: { until: '2027-11-18T16:00:00Z' } });
    await agent.call(inbox.snooze, { ...at(id), body: { until: '2027-11-19T16:00:00Z' } });
    door.setNow('2027-11-18T16:00:01Z');
    await door.drain();
    expect((await room.read(id)).snoozed_until).toBe('2027-11-19T16:00:00.000Z');
  });

  test('a reminder brings it back where the buyer says nothing, once', async () => {
    door.setNow('2027-11-18T15:00:00Z');
    const id = await opened();
    await reply(id, 'Did the part arrive?');
    const body = { at: '2027-11-20T15:00:00Z', text: 'ask again' };
    expect((await agent.call(inbox.remind, { ...at(id), body })).reminders).toMatchObject([{ text: 'ask again' }]);
    door.setNow('2027-11-20T15:00:01Z');
    await Promise.all([door.drain(), door.runJob('inbox.remind-late'), door.runJob('inbox.remind-late')]);
    expect(await room.read(id)).toMatchObject({ state: 'open', reminders: [] });
    expect((await types(id)).filter((type) => type === 'conversation.reminded')).toHaveLength(1);
    const mentions = await agent.call(inbox.list, { query: { view: 'mentions', shelf: 'any' } });
    expect(mentions.rows.map((row) => row.id)).toContain(id);
  });

  test('a word of the buyer’s, or a second thought, ends a reminder', async () => {
    door.setNow('2027-11-18T15:00:00Z');
    const who = newBuyer();
    const id = await buyerWrites(who);
    const body = { at: '2027-11-20T15:00:00Z' };
    await agent.call(inbox.remind, { ...at(id), body });
    await buyerWrites(who, 'It arrived.');
    expect((await room.read(id)).reminders).toEqual([]);
    const { reminders } = await agent.call(inbox.remind, { ...at(id), body });
    const forgotten = await agent.call(inbox.forgetReminder, { ...at(id), body: { reminder_id: reminders[0]!.id } });
    expect(forgotten.reminders).toEqual([]);
    door.setNow('2027-11-20T15:00:01Z');
    await door.drain();
    expect(await types(id)).not.toContain('conversation.reminded');
  });

  test('nothing is put aside, and nobody reminded, in the past', async () => {
    const id = await opened();
    const refused = await agent.refused(inbox.snooze, { ...at(id), body: { until: later(-1) } });
    expect([refused.status, refused.code]).toEqual([409, 'conversation.in_the_past']);
    expect((await agent.refused(inbox.remind, { ...at(id), body: { at: later(-1) } })).code).toBe(
      'conversation.in_the_past',
    );
  });
});

describe('words, links and many at once', () => {
  test('tags, priority, subject and language are set, and what stays the same is no event', async () => {
    const id = await opened();
    await agent.call(inbox.setTags, { ...at(id), body: { tags: ['missing-part', '缺件', 'missing-part'] } });
    await agent.call(inbox.setTags, { ...at(id), body: { tags: ['missing-part', '缺件'] } });
    await agent.call(inbox.setPriority, { ...at(id), body: { priority: 'urgent' } });
    await agent.call(inbox.setSubject, { ...at(id), body: { subject: 'Crisper plate missing' } });
    const read = await agent.call(inbox.setLanguage, { ...at(id), body: { language: 'es' } });
    expect(read).toMatchObject({
      tags: ['missing-part', '缺件'],
      priority: 'urgent',
      subject: 'Crisper plate missing',
      language: 'es',
    });
    expect((await types(id)).filter((type) => type === 'conversation.tags_set')).toHaveLength(1);
  });

  test('spam stands in its own list and nowhere else, until it is none', async () => {
    const id = await opened();
    const { contact } = await room.read(id);
    const rows = async (view: 'all' | 'spam') =>
      (await agent.call(inbox.list, { query: { view, shelf: 'any', contact_id: contact.id } })).rows.length;
    await agent.call(inbox.spam, { ...at(id), body: { spam: true } });
    expect([await rows('all'), await rows('spam')]).toEqual([0, 1]);
    const body = { text: 'Hi', seen_message_id: await lastMessage(id) };
    expect((await agent.refused(inbox.reply, { ...at(id), body })).code).toBe('conversation.wrong_state');
    await agent.call(inbox.spam, { ...at(id), body: { spam: false } });
    expect([await rows('all'), await rows('spam')]).toEqual([1, 0]);
  });

  test('many at once: each succeeds or fails by itself', async () => {
    const [a, b] = [await opened(), await opened()];
    await agent.call(inbox.resolve, { ...at(b), body: {} });
    const { brand } = await room.read(a);
    const held = await door.as('agent', { brandIds: [(await door.makeBrand()).id] });
    const act = { do: 'resolve' } as const;
    expect(await agent.call(inbox.bulk, { body: { ids: [a, b], act } })).toEqual({
      done: [a],
      failed: [{ id: b, code: 'conversation.wrong_state' }],
    });
    expect(brand.id).toBe(room.brand.id);
    expect(await held.call(inbox.bulk, { body: { ids: [a], act: { do: 'reopen' } } })).toEqual({
      done: [],
      failed: [{ id: a, code: 'conversation.not_found' }],
    });
  });

  test('two who resolve at once: it is resolved once', async () => {
    const id = await opened();
    const both = await Promise.allSettled([1, 2].map(() => agent.call(inbox.resolve, { ...at(id), body: {} })));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await types(id)).filter((type) => type === 'conversation.resolved')).toHaveLength(1);
  });

  test('it is given to a person who may answer here, and to nobody else', async () => {
    const id = await opened();
    const helen = await door.as('agent');
    const viewer = await door.as('viewer');
    const given = await agent.call(inbox.assign, { ...at(id), body: { staff_id: helen.id } });
    expect(given.holder).toMatchObject({ kind: 'staff', staff: { id: helen.id } });
    for (const staff_id of [viewer.id, (await door.as('agent', { brandIds: [(await door.makeBrand()).id] })).id]) {
      expect((await agent.refused(inbox.assign, { ...at(id), body: { staff_id } })).code).toBe('staff.not_found');
    }
    const nobody = await agent.call(inbox.assign, { ...at(id), body: { staff_id: null } });
    expect(nobody.holder.kind).toBe('nobody');
  });
});
