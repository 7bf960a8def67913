import { chat, inbox, inboxSetup } from '@recoup/contract';
import fc from 'fast-check';
import { sql } from 'kysely';
import pg from 'pg';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { type FrontDoor, openFrontDoor } from '../../../test/front-door.ts';
import { inWorkspace } from '../../platform/db.ts';
import { type Mailroom, openMailroom } from '../clocks/testing/mailroom.ts';
import { resolveConversation } from '../conversations/resolve-conversation.ts';
import { percentiles } from './read-figures.ts';

let door: FrontDoor;
let room: Mailroom;
beforeAll(async () => {
  door = await openFrontDoor();
});
beforeEach(async () => {
  room = await openMailroom(door);
});

/** New York's wall clock in November 2037; the 16th is a Monday. */
const at = (moment: string) => `2037-11-${moment.replace(' ', 'T')}:00-05:00`;
const figures = (from = '16 00:00', to = '17 00:00', more: { staff_id?: string } = {}) =>
  door.owner.call(inbox.figures, { query: { from: at(from), to: at(to), brand_id: room.brand.id, ...more } });
const wait = (moment: string) => door.setNow(at(moment));
const resolve = (id: string) => door.owner.call(inbox.resolve, { params: { id }, body: {} });
const minutes = (seconds: number) => Math.round(seconds / 60);

test('nothing was said: counts are 0, and there is no share of nothing', async () => {
  expect(await figures()).toEqual({
    conversations: 0,
    messages_in: 0,
    replies: 0,
    resolved: 0,
    first_contact_resolved: null,
    one_touch: null,
    handling_seconds: null,
    first_reply_seconds: null,
    clocks: [],
    csat: null,
    nps: null,
    by_channel: [],
  });
});

test('first contact, one touch and the times, by hand', async () => {
  // A: one question, one answer after 10 minutes, resolved: first contact and one touch.
  wait('16 10:00');
  const a = await room.buyerWrites('a');
  wait('16 10:10');
  await room.answer(a);
  await resolve(a);
  // B: one question, two answers in a row (20 minutes, and a minute more), resolved: first contact, not one touch.
  wait('16 11:00');
  const b = await room.buyerWrites('b');
  wait('16 11:20');
  await room.answer(b);
  wait('16 11:21');
  await room.answer(b);
  await resolve(b);
  // C: answered, asked again, answered again (30 and 40 minutes): neither.
  wait('16 12:00');
  const c = await room.buyerWrites('c');
  wait('16 12:30');
  await room.answer(c);
  wait('16 13:00');
  await room.buyerWrites('c', 'And the bulb?');
  wait('16 13:40');
  await room.answer(c);
  await resolve(c);
  // D: settled by a rule without a person: it is no contact of ours.
  wait('16 14:00');
  const d = await room.buyerWrites('d');
  await resolveConversation(door.ctx(), d, 'rule');
  // E is spam: counted nowhere.
  const e = await room.buyerWrites('e');
  await door.owner.call(inbox.spam, { params: { id: e }, body: { spam: true } });

  const now = await figures();
  expect(now).toMatchObject({ conversations: 4, messages_in: 5, replies: 5, resolved: 4 });
  expect(now.by_channel).toEqual([{ channel: 'chat', conversations: 4 }]);
  expect(now.first_contact_resolved).toBeCloseTo(2 / 3);
  expect(now.one_touch).toBeCloseTo(1 / 3);
  // First answers after 10, 20 and 30 minutes: the middle is 20; the 90th percentile lies 8/10 of the way from 20 to 30.
  expect(minutes(now.first_reply_seconds!.p50)).toBe(20);
  expect(minutes(now.first_reply_seconds!.p90)).toBe(28);
  // Work on each: A 10, B 20 (the second answer answers nothing new), C 30 + 40 = 70 minutes.
  expect(minutes(now.handling_seconds!.p50)).toBe(20);
  expect(minutes(now.handling_seconds!.p90)).toBe(60);
  expect((await figures('16 00:00', '17 00:00', { staff_id: room.agent.id! })).replies).toBe(5);
  expect((await figures('16 00:00', '17 00:00', { staff_id: door.owner.id! })).replies).toBe(0);

  // Opened again within seven days, A was no first contact after all.
  wait('20 09:00');
  await room.buyerWrites('a', 'It broke again');
  const later = await figures();
  expect(later.first_contact_resolved).toBeCloseTo(1 / 3);
  expect(later.one_touch).toBe(0);
  // The day itself begins nothing and resolves nothing.
  expect(await figures('20 00:00', '21 00:00')).toMatchObject({ conversations: 0, messages_in: 1, resolved: 0 });
});

test('work begins when the conversation was given to who answered, and nights are none where there are hours', async () => {
  wait('16 16:00');
  await room.promise([{ kind: 'first_reply', minutes: 120 }]);
  const id = await room.buyerWrites('n');
  wait('17 10:00');
  await door.owner.call(inbox.assign, { params: { id }, body: { staff_id: room.agent.id } });
  wait('17 10:05');
  await room.answer(id);
  wait('17 16:50');
  const other = await room.buyerWrites('m');
  wait('18 09:10');
  await room.answer(other);
  // 5 minutes since it was given; 10 minutes before closing and 10 after opening.
  const { handling_seconds } = await figures('16 00:00', '20 00:00');
  expect(minutes(handling_seconds!.p50)).toBe(Math.round((5 + 20) / 2));
  await door.drain();
  // Of two first replies promised within 2 business hours the first took 1 h + 65 min, the other 20 min.
  const { clocks } = await figures('16 00:00', '20 00:00');
  expect(clocks).toEqual([{ kind: 'first_reply', policy: 'Standard', met: 1, breached: 1, running: 0 }]);
});

test('what buyers say of us', async () => {
  wait('16 10:00');
  for (const kind of ['csat', 'nps'] as const) {
    const settings = { enabled: true, after_minutes: 0, again_after_days: 0, share: 100, channels: [] };
    await door.owner.call(inboxSetup.changeSurvey, { body: { brand_id: room.brand.id, kind, ...settings } });
  }
  const scores = [
    { csat: 5, nps: 10 },
    { csat: 4, nps: 9 },
    { csat: 3, nps: 8 },
    { csat: 1, nps: 2 },
  ];
  for (const [n, score] of scores.entries()) {
    const id = await room.buyerWrites(`buyer-${n}`);
    await room.answer(id);
    await resolve(id);
    await door.drain();
    const { items } = await door.owner.call(inbox.thread, { params: { id } });
    for (const item of items) {
      if (item.kind !== 'message' || item.message.automatic !== 'survey') continue;
      const token = /survey\/([\w-]+)/.exec(item.message.text)![1]!;
      const { kind } = await door.stranger.call(chat.survey, { params: { token } });
      await door.stranger.call(chat.answerSurvey, { params: { token }, body: { score: score[kind] } });
    }
  }
  const { csat, nps } = await figures();
  // 5 and 4 of four are satisfied. Promoters 10 and 9, detractor 2: (2 − 1) / 4.
  expect(csat).toEqual({ answers: 4, satisfied: 0.5 });
  expect(nps).toEqual({ answers: 4, score: 25 });
});

test('another brand is counted by itself, and who may not see it counts nothing of it', async () => {
  wait('16 10:00');
  await room.buyerWrites('x');
  const other = await door.makeBrand();
  const scoped = await door.as('agent', { brandIds: [other.id] });
  const query = { from: at('16 00:00'), to: at('17 00:00') };
  expect(await scoped.call(inbox.figures, { query })).toMatchObject({ conversations: 0, messages_in: 0 });
});

test('a day of years of messages is found without reading them all', async () => {
  wait('16 10:00');
  const id = await room.buyerWrites('y');
  const owner = new pg.Client({ connectionString: door.ownerUrl });
  await owner.connect();
  await owner.query(
    `insert into messages (workspace_id, id, conversation_id, brand_id, at, kind, direction, channel_id, author, body, state)
     select workspace_id, gen_random_uuid(), conversation_id, brand_id, timestamptz '2030-01-01' + n * interval '1 hour', kind, direction,
       channel_id, author, repeat(body, 10), state from messages, generate_series(1, 20000) n where conversation_id = $1`,
    [id],
  );
  await owner.query(
    `insert into events (workspace_id, id, at, type, subject_kind, subject_id, actor)
     select $1, gen_random_uuid(), timestamptz '2030-01-01' + n * interval '1 hour', case when n % 5 = 0 then 'conversation.resolved' else 'message.written' end,
       'conversation', gen_random_uuid(), '{}' from generate_series(1, 20000) n`,
    [door.workspaceId],
  );
  await owner.query('analyze messages; analyze events');
  await owner.end();
  const since = new Date('2031-01-01T00:00:00Z');
  const until = new Date('2031-01-02T00:00:00Z');
  const plans = await inWorkspace(door.ctx(), async (tx) => {
    const of = door.workspaceId;
    const said = sql`explain select count(*) from messages where workspace_id = ${of} and at >= ${since} and at < ${until}`;
    const settled = sql`explain select id from events
      where workspace_id = ${of} and type = 'conversation.resolved' and at >= ${since} and at < ${until}`;
    return [(await said.execute(tx)).rows, (await settled.execute(tx)).rows].map((rows) => JSON.stringify(rows));
  });
  expect(plans[0]).toContain('messages_at');
  expect(plans[1]).toContain('events_resolved');
});

test('half of the values are no larger than the median', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 1 }), (values) => {
      const [p50, p90] = percentiles(values)!;
      expect(values.filter((one) => one <= p50).length).toBeGreaterThanOrEqual(values.length / 2);
      expect(p90).toBeGreaterThanOrEqual(p50);
      expect(p90).toBeLessThanOrEqual(Math.max(...values));
    }),
  );
  expect(percentiles([])).toBeNull();
  expect(percentiles([10, 20, 30])).toEqual([20, 28]);
});
