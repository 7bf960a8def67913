/** Messages set for later: they go at their time, or not at all. */
import { inbox } from '@recoup/contract';
import { expect, test } from 'vitest';
import { openFrontDoor } from '../../../test/front-door.ts';
import { openLine, openService } from '../../../test/message-service.ts';
import { inWorkspace } from '../../platform/db.ts';
import { messagesOf } from './messages.read.ts';

const door = await openFrontDoor();
const service = await openService();
const { owner } = door;
const line = await openLine(door, { kind: 'social', post_to: service.url });
const agent = await door.as('agent');
let buyers = 0;

const told = (text = 'Hello') =>
  line.told({ from: { id: `s-${++buyers}`, name: 'Dana', email: null, phone: null }, text });
const messages = (id: string) => inWorkspace(door.ctx(), (tx) => messagesOf(tx, door.ctx(), id, { limit: 50 }));
const inMinutes = (minutes: number) => new Date(door.now().getTime() + minutes * 60_000).toISOString();
const wait = (minutes: number) => door.setNow(inMinutes(minutes));
const read = (id: string) => owner.call(inbox.read, { params: { id } });
async function later(id: string, minutes = 30, text = 'It should be there by now.') {
  const seen_message_id = (await messages(id)).at(-1)!.id;
  const body = { text, seen_message_id, send_at: inMinutes(minutes), after: 'resolved' as const };
  return (await agent.call(inbox.reply, { params: { id }, body })).message;
}

test('it waits, then goes at the end of the thread, under its author’s name, and leaves the conversation as they said', async () => {
  const id = await told();
  const waiting = await later(id);
  expect(waiting).toMatchObject({ state: 'scheduled', send_at: expect.any(String), sent_at: null });
  expect(await read(id)).toMatchObject({ state: 'open', holder: { kind: 'nobody' } });
  await door.drain();
  expect(service.posted.some(({ body }) => body.text === waiting.text)).toBe(false);
  await line.told({ from: { id: `s-${buyers}`, name: 'Dana', email: null, phone: null }, text: 'Still here' });

  wait(31);
  await door.drain();
  const all = await messages(id);
  expect(all.map(({ text }) => text)).toEqual(['Hello', 'Still here', 'It should be there by now.']);
  expect(all.at(-1)).toMatchObject({ state: 'sent', author: { kind: 'staff', id: agent.id } });
  expect(service.posted.filter(({ body }) => body.text === waiting.text)).toHaveLength(1);
  expect(await read(id)).toMatchObject({ state: 'resolved', holder: { kind: 'staff', staff: { id: agent.id } } });
});

test('taken back in time it never goes; taken back too late it is refused', async () => {
  const id = await told();
  const { id: messageId } = await later(id, 30, 'Never mind');
  expect((await agent.call(inbox.cancelMessage, { params: { id: messageId } })).state).toBe('cancelled');
  expect((await agent.refused(inbox.cancelMessage, { params: { id: messageId } })).code).toBe('message.wrong_state');
  wait(31);
  await door.drain();
  expect(service.posted.some(({ body }) => body.text === 'Never mind')).toBe(false);

  await later(id, 5, 'Goes');
  wait(6);
  await door.drain();
  const gone = (await messages(id)).at(-1)!;
  expect((await agent.refused(inbox.cancelMessage, { params: { id: gone.id } })).code).toBe('message.wrong_state');
});

test('it goes once, whoever else runs its job', async () => {
  const id = await told();
  await later(id, 5, 'Once');
  wait(6);
  await Promise.all([door.drain(), door.drain()]);
  await door.drain();
  expect(service.posted.filter(({ body }) => body.text === 'Once')).toHaveLength(1);
});

test('to somebody who was blocked meanwhile it does not go', async () => {
  const id = await told();
  await later(id, 5, 'To a blocked one');
  const { contact } = await read(id);
  await owner.call(inbox.block, { params: { id: contact.id }, body: { blocked: true } });
  wait(6);
  await door.drain();
  expect((await messages(id)).at(-1)).toMatchObject({ state: 'cancelled' });
  expect(service.posted.some(({ body }) => body.text === 'To a blocked one')).toBe(false);
});

test('a time that is past is no time', async () => {
  const id = await told();
  const body = { text: 'x', seen_message_id: (await messages(id)).at(-1)!.id, send_at: inMinutes(-1) };
  expect((await agent.refused(inbox.reply, { params: { id }, body })).code).toBe('message.in_the_past');
});
