import { desk, inbox, inboxSetup } from '@recoup/contract';
import pg from 'pg';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type FrontDoor, openFrontDoor } from '../../../test/front-door.ts';
import { inWorkspace } from '../../platform/db.ts';
import { setMessageState } from '../messages/messages.store.ts';
import { keepClocks } from './keep-clocks.ts';
import { type Mailroom, NINE_TO_FIVE, openMailroom, target } from './testing/mailroom.ts';

let door: FrontDoor;
let room: Mailroom;
beforeAll(async () => {
  door = await openFrontDoor();
});
beforeEach(async () => {
  room = await openMailroom(door);
});

/** New York's wall clock in November 2037, after the 1st: −05:00; the 16th is a Monday. The queue runs what lies in its own past at once, so these days lie ahead. */
const at = (moment: string) => `2037-11-${moment.replace(' ', 'T')}:00-05:00`;
const utc = (moment: string) => new Date(at(moment)).toISOString().slice(0, 16);
const minute = (moment: string) => expect.stringContaining(utc(moment));
async function later(moment: string): Promise<void> {
  door.setNow(at(moment));
  await door.drain();
}
const eventsOf = (id: string, type: string) =>
  inWorkspace(door.ctx(), (tx) =>
    tx
      .selectFrom('events')
      .select(['type', 'data'])
      .where('subject_id', '=', id)
      .where('type', 'like', type)
      .orderBy('id')
      .execute(),
  );

test('the first answer stops the first clock, the next message starts the next', async () => {
  door.setNow(at('16 10:00'));
  await room.promise([
    { kind: 'first_reply', minutes: 120 },
    { kind: 'next_reply', minutes: 60 },
    { kind: 'resolution', minutes: 480 },
  ]);
  const id = await room.buyerWrites('dana');
  await door.drain();
  // Monday 10:00 + 2 h = 12:00. Resolution: 10:00–17:00 is 7 h, Tuesday 09:00 + 1 h = 10:00.
  expect((await room.clocks(id)).sort()).toEqual([
    `first_reply running ${utc('16 12:00')}`,
    `resolution running ${utc('17 10:00')}`,
  ]);
  expect((await room.read(id)).clock).toMatchObject({
    kind: 'first_reply',
    policy: 'Standard',
    by: minute('16 12:00'),
  });

  door.setNow(at('16 11:00'));
  await room.answer(id);
  await door.drain();
  expect((await room.read(id)).clock).toMatchObject({ kind: 'resolution', by: minute('17 10:00') });

  door.setNow(at('16 13:00'));
  await room.buyerWrites('dana', 'And the shade?');
  await door.drain();
  expect((await room.clocks(id)).sort()).toEqual([
    `first_reply met ${utc('16 12:00')}`,
    `next_reply running ${utc('16 14:00')}`,
    `resolution running ${utc('17 10:00')}`,
  ]);
  door.setNow(at('16 13:30'));
  await room.answer(id, { after: 'resolved' });
  await door.drain();
  const settled = await room.read(id);
  expect(settled.clock).toBeNull();
  expect(settled.clocks.map(({ state }) => state)).toEqual(['met', 'met', 'met']);
});

test('what a machine answers stops nothing, and a machine of the buyer starts nothing', async () => {
  door.setNow(at('16 10:00'));
  await room.promise([{ kind: 'first_reply', minutes: 120 }]);
  const id = await room.buyerWrites('noor');
  await room.answer(id, { by: 'system', automatic: 'rule' });
  await room.answer(id, { by: 'assistant' });
  await door.drain();
  expect(await room.clocks(id)).toEqual([`first_reply running ${utc('16 12:00')}`]);
  await room.answer(id);
  await room.buyerWrites('noor', 'I am on holiday', 'auto_reply');
  await door.drain();
  expect(await room.clocks(id)).toEqual([`first_reply met ${utc('16 12:00')}`]);
});

test('a missed clock escalates over a weekend, once', async () => {
  door.setNow(at('13 16:00'));
  const lead = await door.as('manager');
  const { id: teamId } = await door.owner.call(inboxSetup.addTeam, {
    body: { name: `Weekend ${room.brand.slug}`, member_ids: [lead.id!], share_out: false },
  });
  await room.promise([
    {
      kind: 'first_reply',
      minutes: 120,
      escalate: { priority: 'urgent', team_id: teamId, notify_ids: [lead.id!] },
    },
  ]);
  const id = await room.buyerWrites('ana');
  await door.drain();
  // Friday 16:00–17:00 is 1 h; Monday 09:00 + 1 h = 10:00. It counts as running out in its last half hour, 09:30.
  expect(await room.clocks(id)).toEqual([`first_reply running ${utc('16 10:00')}`]);
  await later('15 12:00');
  expect(await eventsOf(id, 'clock.%')).toEqual([]);
  await later('16 09:31');
  expect((await eventsOf(id, 'clock.%')).map(({ type }) => type)).toEqual(['clock.warned']);
  const soon = await door.owner.call(inbox.list, { query: { view: 'breach_soon', brand_id: room.brand.id } });
  expect(soon.rows.map((row) => row.id)).toEqual([id]);

  await later('16 10:01');
  await door.runJob('sweep-clocks');
  await door.drain();
  const told = await eventsOf(id, 'clock.%');
  expect(told.map(({ type }) => type)).toEqual(['clock.warned', 'clock.breached']);
  expect(told[1]!.data).toMatchObject({
    kind: 'first_reply',
    policy: 'Standard',
    by: minute('16 10:00'),
    holder: null,
  });
  const now = await room.read(id);
  expect(now).toMatchObject({ priority: 'urgent', holder: { team: { id: teamId } } });
  expect(now.clock).toMatchObject({ state: 'breached', by: minute('16 10:00') });
  const breached = await door.owner.call(inbox.list, { query: { view: 'breached', brand_id: room.brand.id } });
  expect(breached.rows.map((row) => row.id)).toEqual([id]);
  const mentions = await lead.call(inbox.list, { query: { view: 'mentions', shelf: 'any', brand_id: room.brand.id } });
  expect(mentions.rows.map((row) => row.id)).toEqual([id]);
  const { rows: mails } = await door.owner.call(desk.mails, { query: { limit: 200 } });
  const missed = mails.filter(({ template, subject }) => template === 'promise_missed' && subject.includes(now.code));
  expect(missed.map(({ to }) => to)).toEqual([expect.stringContaining('manager-')]);

  await later('16 11:00');
  await room.answer(id);
  await door.drain();
  expect(await room.clocks(id)).toEqual([`first_reply breached_then_met ${utc('16 10:00')}`]);
  expect(await eventsOf(id, 'clock.%')).toHaveLength(2);
});

test('two workers at once say it once', async () => {
  door.setNow(at('16 10:00'));
  await room.promise([
    { kind: 'first_reply', minutes: 60, escalate: { priority: 'high', team_id: null, notify_ids: [] } },
  ]);
  const id = await room.buyerWrites('kim');
  await door.drain();
  door.setNow(at('16 11:01'));
  await Promise.all([1, 2, 3, 4].map(() => keepClocks(door.ctx(), id)));
  expect(await eventsOf(id, 'clock.breached')).toHaveLength(1);
  expect(await eventsOf(id, 'conversation.priority_set')).toHaveLength(1);
});

test('an answer that did not arrive was none, and one sent again counts from then', async () => {
  door.setNow(at('16 10:00'));
  await room.promise([{ kind: 'first_reply', minutes: 120 }]);
  const id = await room.buyerWrites('eve');
  const message = await room.answer(id);
  await door.drain();
  expect(await room.clocks(id)).toEqual([`first_reply met ${utc('16 12:00')}`]);
  await inWorkspace(door.ctx(), (tx) => setMessageState(tx, door.ctx(), message, { state: 'failed' }));
  await keepClocks(door.ctx(), id);
  expect(await room.clocks(id)).toEqual([`first_reply running ${utc('16 12:00')}`]);
  door.setNow(at('16 12:30'));
  await door.owner.call(inbox.retryMessage, { params: { id: message } });
  await keepClocks(door.ctx(), id);
  expect(await room.clocks(id)).toEqual([`first_reply breached_then_met ${utc('16 12:00')}`]);
});

test('joined into another, what was asked is promised there; undone, each has its own again', async () => {
  door.setNow(at('16 10:00'));
  await room.promise([{ kind: 'first_reply', minutes: 120 }]);
  const early = await room.buyerWrites('ivy');
  door.setNow(at('16 10:30'));
  const late = await room.buyerWrites('ivo');
  await door.drain();
  const { joins } = await door.owner.call(inbox.merge, { params: { id: late }, body: { other_id: early } });
  await door.drain();
  expect(await room.clocks(late)).toEqual([`first_reply running ${utc('16 12:00')}`]);
  expect(await room.clocks(early)).toEqual([]);
  await door.owner.call(inbox.undoJoin, { params: { id: late }, body: { join_id: joins[0]!.id } });
  await door.drain();
  expect(await room.clocks(early)).toEqual([`first_reply running ${utc('16 12:00')}`]);
  expect(await room.clocks(late)).toEqual([`first_reply running ${utc('16 12:30')}`]);
});

test('reckoned anew, the screens are told to read it anew, and nothing stands on the timeline', async () => {
  const listener = new pg.Client({ connectionString: door.ownerUrl });
  await listener.connect();
  await listener.query('listen recoup_events');
  const heard: { type: string; subject_id: string }[] = [];
  listener.on('notification', ({ payload }) => heard.push(JSON.parse(payload ?? '{}')));
  door.setNow(at('16 10:00'));
  await room.promise([{ kind: 'first_reply', minutes: 120 }]);
  const id = await room.buyerWrites('liv');
  await door.drain();
  await keepClocks(door.ctx(), id);
  await expect
    .poll(() => heard.filter(({ type, subject_id }) => type === 'clock.reckoned' && subject_id === id).length)
    .toBe(1);
  await listener.end();
  expect(await eventsOf(id, 'clock.%')).toEqual([]);
});

describe('promises that change', () => {
  test('other hours: what runs is reckoned anew', async () => {
    door.setNow(at('13 16:00'));
    const { calendar } = await room.promise([{ kind: 'first_reply', minutes: 120 }]);
    const id = await room.buyerWrites('ola');
    await door.drain();
    const open = (day: 'sat') => ({ day, from: '10:00', to: '14:00' });
    const body = { ...NINE_TO_FIVE, weekly: [...NINE_TO_FIVE.weekly, open('sat')] };
    await door.owner.call(inboxSetup.changeCalendar, { params: { id: calendar.id }, body });
    await door.drain();
    // Friday 16:00–17:00 is 1 h; Saturday 10:00 + 1 h = 11:00.
    expect(await room.clocks(id)).toEqual([`first_reply running ${utc('14 11:00')}`]);
    expect((await room.read(id)).clock).toMatchObject({ by: minute('14 11:00') });
  });

  test('what was missed stays missed, however mild the promise becomes; what was kept stays kept', async () => {
    door.setNow(at('16 10:00'));
    const policy = await room.promise([{ kind: 'first_reply', minutes: 60 }]);
    const [late, kept] = [await room.buyerWrites('lou'), await room.buyerWrites('max')];
    await room.answer(kept);
    await door.drain();
    await later('16 11:01');
    const { id, calendar, name } = policy;
    const change = (minutes: number) =>
      door.owner.call(inboxSetup.changeSla, {
        params: { id },
        body: {
          name,
          calendar_id: calendar.id,
          brand_id: room.brand.id,
          targets: [target({ kind: 'first_reply', minutes })],
        },
      });
    await change(600);
    await door.drain();
    expect(await room.clocks(late)).toEqual([`first_reply breached ${utc('16 11:00')}`]);
    await change(1);
    await door.drain();
    await keepClocks(door.ctx(), kept);
    expect(await room.clocks(kept)).toEqual([`first_reply met ${utc('16 11:00')}`]);
  });

  test('a promise made while somebody waits holds for them, too', async () => {
    door.setNow(at('16 10:00'));
    const id = await room.buyerWrites('pia');
    await door.drain();
    expect(await room.clocks(id)).toEqual([]);
    await room.promise([{ kind: 'first_reply', minutes: 120 }]);
    await door.drain();
    expect(await room.clocks(id)).toEqual([`first_reply running ${utc('16 12:00')}`]);
  });

  test('a more urgent conversation is held to what is promised for those', async () => {
    door.setNow(at('16 10:00'));
    await room.promise([{ kind: 'first_reply', minutes: 30 }], { name: 'Urgent', priorities: ['urgent'] });
    await room.promise([{ kind: 'first_reply', minutes: 120 }], { position: 1 });
    const id = await room.buyerWrites('uma');
    await door.drain();
    await door.owner.call(inbox.setPriority, { params: { id }, body: { priority: 'urgent' } });
    await door.drain();
    expect(await room.clocks(id)).toEqual([`first_reply running ${utc('16 10:30')}`]);
  });
});

test('snoozed, a clock that pauses has no end; woken it goes on', async () => {
  door.setNow(at('16 10:00'));
  await room.promise([{ kind: 'first_reply', minutes: 120, pause_while_snoozed: true }]);
  const id = await room.buyerWrites('sam');
  door.setNow(at('16 10:30'));
  await door.owner.call(inbox.snooze, { params: { id }, body: { until: at('17 09:00') } });
  await door.drain();
  const [clock] = (await room.read(id)).clocks;
  expect(clock).toMatchObject({ state: 'paused', by: null });
  expect(Math.round(clock!.left_seconds! / 60)).toBe(90);
  expect((await room.read(id)).clock).toBeNull();
  await later('17 09:00');
  const [running] = (await room.read(id)).clocks;
  expect(running!.state).toBe('running');
  expect(Math.abs(Date.parse(running!.by!) - Date.parse(at('17 10:30')))).toBeLessThan(5000);
});

test('at the end of summer time a night of business hours is an hour longer', async () => {
  const night = { ...NINE_TO_FIVE, name: 'Night', weekly: [{ day: 'sun' as const, from: '00:00', to: '04:00' }] };
  const { id: calendar_id } = await door.owner.call(inboxSetup.addCalendar, { body: night });
  await room.promise([{ kind: 'first_reply', minutes: 240 }], { calendar_id });
  door.setNow('2037-11-01T00:00:00-04:00');
  const id = await room.buyerWrites('dst');
  await door.drain();
  // 00:00–01:00, 01:00–02:00 twice, 02:00–03:00 winter time: the fourth hour ends at 03:00.
  const by = Date.parse((await room.read(id)).clock!.by!);
  expect(Math.abs(by - Date.parse('2037-11-01T03:00:00-05:00'))).toBeLessThan(5000);
});

test("a marketplace's own clock runs beside the brand's, the weekend included", async () => {
  const amazon = await openMailroom(door, 'marketplace', 'amazon');
  door.setNow(at('13 16:00'));
  await amazon.promise([{ kind: 'first_reply', minutes: 120 }]);
  const id = await amazon.buyerWrites('amy');
  await door.drain();
  expect((await amazon.clocks(id)).sort()).toEqual([
    `first_reply running ${utc('16 10:00')}`,
    `platform running ${utc('14 16:00')}`,
  ]);
  expect((await amazon.read(id)).clock).toMatchObject({ kind: 'platform', policy: 'amazon' });
});

describe('what cannot be meant is refused', () => {
  test('shifts that overlap or end before they begin', async () => {
    const weekly = (...shifts: [string, string][]) => shifts.map(([from, to]) => ({ day: 'mon' as const, from, to }));
    const add = (...shifts: [string, string][]) =>
      door.owner.refused(inboxSetup.addCalendar, { body: { ...NINE_TO_FIVE, weekly: weekly(...shifts) } });
    expect(await add(['09:00', '12:00'], ['11:00', '15:00'])).toMatchObject({
      code: 'calendar.shifts_overlap',
      details: { day: 'mon' },
    });
    expect(await add(['22:00', '06:00'])).toMatchObject({ code: 'calendar.shift_backwards' });
    const kept = await door.owner.call(inboxSetup.addCalendar, {
      body: { ...NINE_TO_FIVE, weekly: weekly(['13:00', '24:00'], ['00:00', '12:00']) },
    });
    expect(kept.weekly.map(({ from, to }) => `${from}–${to}`)).toEqual(['00:00–12:00', '13:00–24:00']);
  });

  test('two targets of one kind, a team that is gone, a brand of somebody else', async () => {
    const { calendar, id } = await room.promise([{ kind: 'first_reply', minutes: 120 }]);
    const one = target({ kind: 'first_reply', minutes: 60 });
    const body = { name: 'Twice', calendar_id: calendar.id, brand_id: room.brand.id, targets: [one, one] };
    expect((await door.owner.refused(inboxSetup.addSla, { body })).code).toBe('sla.target_twice');
    const gone = { ...one, escalate: { priority: null, team_id: id, notify_ids: [] } };
    expect((await door.owner.refused(inboxSetup.addSla, { body: { ...body, targets: [gone] } })).code).toBe(
      'team.not_found',
    );
    const scoped = await door.as('manager', { brandIds: [(await door.makeBrand()).id] });
    expect((await scoped.refused(inboxSetup.addSla, { body: { ...body, targets: [one] } })).code).toBe(
      'brand.not_found',
    );
    const everywhere = { ...body, brand_id: null, targets: [one] };
    expect((await scoped.refused(inboxSetup.addSla, { body: everywhere })).code).toBe('brand.not_found');
    expect((await scoped.refused(inboxSetup.changeSla, { params: { id }, body: everywhere })).code).toBe(
      'sla.not_found',
    );
  });

  test('the rules of platforms come with their source and date', async () => {
    const { platform_rules } = await door.owner.call(inboxSetup.slaPolicies);
    expect(platform_rules.map(({ platform }) => platform)).toEqual(['amazon', 'tiktok_shop', 'walmart', 'ebay']);
    for (const rule of platform_rules) {
      expect(rule.source).toMatch(/^https:\/\//);
      expect(rule.what.zh).toMatch(/[一-龥]/);
    }
  });
});
