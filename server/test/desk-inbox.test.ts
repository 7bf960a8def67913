/** Conversations on the first page and in the search of everything. */
import { desk, inbox, inboxSetup } from '@recoup/contract';
import { expect, test } from 'vitest';
import { openFrontDoor } from './front-door.ts';

const door = await openFrontDoor();
const brand = await door.makeBrand();
const agent = await door.as('agent');
const { id: channel_id } = await door.owner.call(inboxSetup.addChannel, {
  body: { brand_id: brand.id, name: 'Texts', settings: { kind: 'sms' } },
});
const calendar = await door.owner.call(inboxSetup.addCalendar, {
  body: { name: 'Always', time_zone: 'UTC', weekly: [{ day: 'mon', from: '00:00', to: '24:00' }] },
});
await door.owner.call(inboxSetup.addSla, {
  body: {
    name: 'Two hours',
    calendar_id: calendar.id,
    brand_id: brand.id,
    targets: [
      {
        kind: 'first_reply',
        minutes: 120,
        hours: 'always',
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
const log = async (name: string, subject: string) => {
  const { id, code } = await door.owner.call(inbox.start, {
    body: {
      channel_id,
      to: `+1512555${1000 + subject.length}`,
      name,
      subject,
      text: 'Called about it.',
      direction: 'in',
    },
  });
  await door.owner.call(inbox.assign, { params: { id }, body: { staff_id: null } });
  await door.drain();
  return { id, code };
};

test('what nobody holds and must be answered soon waits on the first page, and what a colleague holds does not', async () => {
  const { id } = await log('Marisol Vega', 'Crisper plate missing');
  const { waiting, counts } = await agent.call(desk.home, {});
  expect(counts.answer).toBe(1);
  expect(waiting).toMatchObject([
    { kind: 'answer', subject: { kind: 'conversation', id }, who: 'Marisol Vega', title: 'Crisper plate missing' },
  ]);
  expect(new Date(waiting[0]!.by!).getTime() - door.now().getTime()).toBeLessThan(2 * 3_600_000);
  await door.owner.call(inbox.assign, { params: { id }, body: { staff_id: door.owner.id } });
  expect((await agent.call(desk.home, {})).counts.answer).toBe(0);
  expect((await door.owner.call(desk.home, {})).counts.answer).toBe(1);
  expect((await (await door.as('warehouse')).call(desk.home, {})).counts.answer).toBe(0);
});

test('a conversation is found by its code, its subject and what was said, a contact by name and number', async () => {
  const { id, code } = await log('Owen Pratt', 'Never got the replacement brush');
  const find = async (q: string, by = agent) =>
    (await by.call(desk.search, { query: { q } })).rows.map(({ kind, title }) => `${kind} ${title}`);
  const conversation = 'conversation Never got the replacement brush';
  expect((await agent.call(desk.search, { query: { q: code } })).rows[0]).toMatchObject({ kind: 'conversation', id });
  expect(await find(code.replaceAll('-', '').toLowerCase())).toContain(conversation);
  expect(await find('replacement brush')).toEqual([conversation]);
  expect(await find('Owen Pratt')).toEqual(expect.arrayContaining(['contact Owen Pratt', conversation]));
  expect(await find('replacement brush', await door.as('warehouse'))).toEqual([]);
});
