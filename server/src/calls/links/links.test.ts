/** How buyers come into a call: by a link, by another browser, and at a time that was agreed. */
import {
  type BodyIn,
  buyerCalls,
  type CallSeat,
  callLinks,
  calls,
  callTimes,
  chat,
  inbox,
  inboxSetup,
} from '@recoup/contract';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inWorkspace } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { readCallLink, signCallLink } from '../../platform/secrets.ts';
import { readCalendar } from '../slots/testing/read-calendar.ts';
import { type Agent, type Buyer, type CallsWorld, openCallsWorld } from '../testing/calls-world.ts';
import { hangUpAll, openLine } from '../testing/line.ts';

let world: CallsWorld;
let grace: Agent;
beforeAll(async () => {
  world = await openCallsWorld();
  grace = await world.agent();
}, 60_000);
afterEach(hangUpAll);
// A Tuesday at noon in Chicago, later for each test: limits count by the minute.
let weeks = 0;
beforeEach(() => {
  weeks += 1;
  world.door.setNow(new Date(Date.parse('2027-01-05T18:00:00Z') + weeks * 7 * 86_400_000));
});

const browser = (name: string) => `${name}-${'0123456789abcdef'.repeat(2)}`.slice(0, 40);
const join = (token: string, name: string, more: object = {}) =>
  world.door.stranger.call(callLinks.join, { params: { token }, body: { seat: browser(name), ...more } });
const notJoined = async (token: string, name: string) =>
  (await world.door.stranger.refused(callLinks.join, { params: { token }, body: { seat: browser(name) } })).code;
const look = (token: string) => world.door.stranger.call(callLinks.look, { params: { token } });
const tokenIn = (url: string) => url.split('/').at(-1)!;
const mails = (to: string) =>
  inWorkspace(world.door.ctx(), (tx) =>
    tx.selectFrom('mails').selectAll().where('to_address', '=', to).orderBy('id').execute(),
  );

/** Somebody who wrote, and left an address. */
async function writer(email = `dana-${newId()}@example.com`): Promise<Buyer & { conversation: string; email: string }> {
  const buyer = await world.buyer();
  const conversation = await buyer.say('My lamp flickers');
  await buyer.session.call(chat.leaveAddress, { body: { email, name: 'Dana' } });
  return { ...buyer, conversation, email };
}
const invite = (conversation: string, body: Partial<BodyIn<typeof callLinks.invite>> = {}, by = grace) =>
  by.call(callLinks.invite, { params: { id: conversation }, body: { by: 'link', ...body } });
const mine = ({ token }: CallSeat) => world.seat(token);

describe('a link into a call', () => {
  test('goes out by mail; nobody rings until it is opened, then whoever invited does', async () => {
    const { conversation, email } = await writer();
    const link = await invite(conversation, { by: 'mail' });
    expect(link).toMatchObject({ by: 'mail', sent_to: email, state: 'good', used_at: null });
    expect(link.qr).toMatch(/^<svg [^>]+viewBox="0 0 (\d+) \1"/);
    expect(Date.parse(link.expires_at) - world.door.now().getTime()).toBeCloseTo(20 * 60_000, -4);
    await world.door.drain();
    const [mail] = await mails(email);
    expect(mail).toMatchObject({ template: 'call_invitation', language: 'en' });
    expect(mail!.body_text).toContain(link.url);
    const token = tokenIn(link.url);
    expect(await look(token)).toMatchObject({
      state: 'good',
      stage: 'scheduled',
      brand: { name: 'Lumora' },
      with: { name: 'agent' },
      scheduled_for: null,
      opens_at: null,
    });
    await grace.call(calls.desk, { body: { takes_calls: true } });
    const seat = await join(token, 'phone', { language: 'es', time_zone: 'America/Denver' });
    expect(seat.call).toMatchObject({ stage: 'ringing', me: { knocks: false } });
    const { ringing } = await grace.call(calls.now);
    expect(ringing.map(({ id }) => id)).toEqual([link.call_id]);
    await grace.call(calls.answer, { params: { id: link.call_id } });
    expect(await mine(seat).call(buyerCalls.read)).toMatchObject({ stage: 'live', with: { name: 'agent' } });
    expect(await look(token)).toMatchObject({ state: 'used', stage: 'live' });
    await grace.call(calls.end, { params: { id: link.call_id }, body: {} });
    expect(await look(token)).toMatchObject({ state: 'over' });
    expect(await notJoined(token, 'phone')).toBe('call.over');
    // How it was may still be read and said, until a day after.
    expect(await mine(seat).call(buyerCalls.read)).toMatchObject({ stage: 'ended' });
  });

  test('nobody opened it in its time: the call is over by itself, and the link opens nothing', async () => {
    const { conversation } = await writer();
    const link = await invite(conversation, { minutes: 5 });
    await world.pass(6 * 60);
    expect(await look(tokenIn(link.url))).toMatchObject({ state: 'over' });
    expect((await grace.call(calls.read, { params: { id: link.call_id } })).stage).toBe('missed');
  });

  test('run out, taken back, changed, of another purpose or another house: each is refused by its name', async () => {
    const { conversation } = await writer();
    const first = await invite(conversation, { minutes: 30 });
    const again = await grace.call(callLinks.make, { params: { id: first.call_id }, body: { by: 'qr', minutes: 5 } });
    const revoked = await grace.call(callLinks.make, { params: { id: first.call_id }, body: { by: 'link' } });
    await grace.call(callLinks.revoke, { params: { id: first.call_id, link_id: revoked.id } });
    expect(await notJoined(tokenIn(revoked.url), 'phone')).toBe('call.link_revoked');
    expect(await look(tokenIn(revoked.url))).toMatchObject({ state: 'revoked' });
    world.door.setNow(new Date(world.door.now().getTime() + 6 * 60_000));
    expect(await notJoined(tokenIn(again.url), 'phone')).toBe('link.expired');
    const token = tokenIn(first.url);
    expect(await notJoined(`${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`, 'phone')).toBe(
      'link.not_found',
    );
    const { config } = world.door.product.services;
    const claims = readCallLink(config.secret, token, world.door.now());
    expect(await notJoined(signCallLink(config.secret, { ...claims, linkId: newId() }), 'phone')).toBe(
      'link.not_found',
    );
    expect(await notJoined(signCallLink('another installation’s secret', claims), 'phone')).toBe('link.not_found');
    const seat = await join(token, 'phone');
    expect(await notJoined(seat.token, 'phone')).toBe('link.not_found');
    expect((await world.seat(token).refused(buyerCalls.read)).code).toBe('link.not_found');
    const states = (await grace.call(callLinks.list, { params: { id: first.call_id } })).rows.map(({ state }) => state);
    expect(states).toEqual(['revoked', 'expired', 'used']);
    const stranger = await world.agent('agent', { brandIds: [(await world.door.makeBrand()).id] });
    expect((await stranger.refused(callLinks.list, { params: { id: first.call_id } })).code).toBe('call.not_found');
    expect(
      (await stranger.refused(callLinks.invite, { params: { id: conversation }, body: { by: 'link' } })).code,
    ).toBe('conversation.not_found');
  });

  test('who tries tokens on and on is stopped, and a good link opens even so', async () => {
    const { conversation } = await writer();
    const link = await invite(conversation);
    const codes: string[] = [];
    for (let n = 0; n < 34; n++)
      codes.push(
        (await world.door.stranger.refused(callLinks.look, { params: { token: `A${String(n).padStart(93, 'A')}` } }))
          .code,
      );
    expect([codes[0], codes.at(-1)]).toEqual(['link.not_found', 'call.too_many']);
    expect((await look(tokenIn(link.url))).state).toBe('good');
  });

  test('goes by text message where the brand has a channel that sends them, and in no other way', async () => {
    const { conversation } = await writer();
    expect(
      (
        await grace.refused(callLinks.invite, {
          params: { id: conversation },
          body: { by: 'sms', to: '+1 214 555 0142' },
        })
      ).code,
    ).toBe('call.no_sms_channel');
    const settings = { kind: 'sms' as const, post_to: 'http://127.0.0.1:9/texts' };
    await world.owner.call(inboxSetup.addChannel, { body: { brand_id: world.brand.id, name: 'Texts', settings } });
    expect((await grace.refused(callLinks.invite, { params: { id: conversation }, body: { by: 'sms' } })).code).toBe(
      'call.no_address',
    );
    const link = await invite(conversation, { by: 'sms', to: '+1 214 555 0142' });
    expect(link.sent_to).toBe('+12145550142');
    const { items } = await grace.call(inbox.thread, { params: { id: conversation } });
    const texts = items.flatMap((item) => (item.kind === 'message' ? [item.message] : []));
    expect(texts.at(-1)?.text).toBe(
      `agent at Lumora invites you to a video call. It opens in your phone’s browser:\n${link.url}`,
    );
  });
});

describe('the buyer’s seat', () => {
  test('the same browser gets it again, also when the link has run out; another one knocks; a third one waits its turn', async () => {
    const { conversation } = await writer();
    const link = await invite(conversation, { minutes: 5 });
    const token = tokenIn(link.url);
    await grace.call(calls.desk, { body: { takes_calls: true } });
    const phone = await join(token, 'phone');
    await grace.call(calls.answer, { params: { id: link.call_id } });
    const line = await openLine(world.door.url, { line: 'call', token: phone.token });
    await line.say('call.enter', { call_id: link.call_id, peer: 'phone-page' });
    expect((await join(token, 'phone')).call.me).toEqual(phone.call.me);
    const laptop = await join(token, 'laptop');
    expect(laptop.call.me).toMatchObject({ knocks: true });
    expect(await line.hears('call.changed', ({ what }) => what === 'call.knocked')).toMatchObject({
      call_id: link.call_id,
    });
    const waits = await openLine(world.door.url, { line: 'call', token: laptop.token });
    expect(await waits.say('call.enter', { call_id: link.call_id, peer: 'laptop-page' })).toEqual({
      code: 'call.knocks',
    });
    expect((await mine(laptop).refused(buyerCalls.leave, { body: { because: 'buyer_hung_up' } })).code).toBe(
      'call.knocks',
    );
    expect((await join(token, 'laptop')).call.me).toEqual(laptop.call.me);
    expect(await notJoined(token, 'tablet')).toBe('call.somebody_knocks');
    const { parts } = await grace.call(calls.read, { params: { id: link.call_id } });
    expect(parts.filter(({ knocks }) => knocks).map(({ id }) => id)).toEqual([laptop.call.me.part_id]);

    const colleague = await world.agent();
    const letting = { params: { id: link.call_id }, body: { part_id: laptop.call.me.part_id, yes: true } };
    expect((await colleague.refused(calls.admit, letting)).code).toBe('call.not_invited');
    await grace.call(calls.admit, letting);
    await line.isCut();
    expect((await mine(phone).refused(buyerCalls.read)).code).toBe('link.not_found');
    await expect(openLine(world.door.url, { line: 'call', token: phone.token })).rejects.toThrow('link.not_found');
    expect(await waits.hears('call.changed', ({ what }) => what === 'call.let_in')).toBeTruthy();
    expect(await waits.say('call.enter', { call_id: link.call_id, peer: 'laptop-page' })).toMatchObject({
      stage: 'live',
    });

    // The first one may ask to come back, and is not let in; nor is it heard a second time.
    const back = await join(token, 'phone');
    expect(back.call.me.knocks).toBe(true);
    await grace.call(calls.admit, {
      params: { id: link.call_id },
      body: { part_id: back.call.me.part_id, yes: false },
    });
    expect((await mine(back).refused(buyerCalls.read)).code).toBe('call.not_let_in');
    expect(await notJoined(token, 'phone')).toBe('call.not_let_in');
    // Who is in comes back after the link has run out; nobody else does.
    world.door.setNow(new Date(world.door.now().getTime() + 6 * 60_000));
    expect((await join(token, 'laptop')).call.me.part_id).toBe(laptop.call.me.part_id);
    expect(await notJoined(token, 'kiosk')).toBe('link.expired');
    await grace.call(calls.end, { params: { id: link.call_id }, body: {} });
  });
});

describe('a time that is agreed', () => {
  const query = { days: 7, time_zone: 'America/Los_Angeles' };
  const browsers = new WeakMap<Buyer, string>();
  const agree = (buyer: Buyer, starts_at: string) => {
    const client_id = browsers.get(buyer) ?? newId();
    browsers.set(buyer, client_id);
    return buyer.session.call(callTimes.agreeInChat, { body: { starts_at, time_zone: query.time_zone, client_id } });
  };

  test('is offered in both zones, confirmed by mail with a calendar entry, moved, and called off', async () => {
    const buyer = await writer();
    const { rows, buyer_zone, brand_zone, agreed } = await buyer.session.call(callTimes.fromChat, { query });
    expect([buyer_zone, brand_zone, agreed]).toEqual(['America/Los_Angeles', 'America/Chicago', null]);
    // Just after noon and half an hour of lead in Chicago; offices close at five.
    expect(rows[0]).toMatchObject({ buyer: { time: '10:45' }, brand: { time: '12:45' }, left: 1 });
    expect(rows.every(({ brand }) => brand.time >= '09:00' && brand.time <= '16:45')).toBe(true);
    const [first, other] = [rows[4]!, rows[9]!];
    const made = await agree(buyer, first.starts_at);
    expect(made.call.call).toMatchObject({ stage: 'scheduled', scheduled_for: first.starts_at });
    expect(made.slots.slot).toEqual({ starts_at: first.starts_at, buyer: first.buyer, brand: first.brand });
    // The same wish twice is one call.
    expect((await agree(buyer, first.starts_at)).slots.call_id).toBe(made.slots.call_id);
    await world.door.drain();
    const [confirmation, ...more] = await mails(buyer.email);
    expect(more).toEqual([]);
    expect(confirmation).toMatchObject({ template: 'call_time', calendar_method: 'REQUEST' });
    expect(confirmation!.body_text).toMatch(/Your time: .*\(PT\)[\s\S]*Our time: .*\(CT\)/);
    const entry = readCalendar(confirmation!.calendar!);
    const stamp = (iso: string) => iso.replace(/[-:]|\.\d+/g, '');
    expect(entry.event).toMatchObject({
      UID: `${made.slots.call_id}@recoup.test`,
      DTSTART: stamp(first.starts_at),
      ATTENDEE: `mailto:${buyer.email}`,
    });
    expect((await buyer.session.call(callTimes.fromChat, { query })).agreed?.starts_at).toBe(first.starts_at);

    const seat = mine(made.call);
    expect(await seat.call(callTimes.agreeFromSeat, { body: { starts_at: other.starts_at } })).toMatchObject({
      scheduled_for: other.starts_at,
    });
    await world.door.drain();
    const moved = (await mails(buyer.email)).at(-1)!;
    const later = readCalendar(moved.calendar!);
    expect(later.event).toMatchObject({ UID: entry.event.UID, DTSTART: stamp(other.starts_at) });
    expect(Number(later.event.SEQUENCE)).toBeGreaterThan(Number(entry.event.SEQUENCE));
    // The link of the first mail is the link of the second, and gives the new time to any calendar.
    const url = /https?:\/\/\S+\/call\/(\S+)/.exec(confirmation!.body_text)![1]!;
    expect(moved.body_text).toContain(url);
    const ics = await world.door.stranger.fetch(`/v1/call-links/${url}/ics`);
    expect(ics.headers.get('content-type')).toContain('text/calendar');
    expect(readCalendar(await ics.text())).toMatchObject({
      method: 'PUBLISH',
      event: { DTSTART: stamp(other.starts_at) },
    });

    expect(await seat.call(callTimes.cancelFromSeat)).toMatchObject({ stage: 'declined', ended_because: 'cancelled' });
    await world.door.drain();
    const off = (await mails(buyer.email)).at(-1)!;
    expect(off).toMatchObject({ template: 'call_called_off', calendar_method: 'CANCEL' });
    expect(readCalendar(off.calendar!)).toMatchObject({
      method: 'CANCEL',
      event: { UID: entry.event.UID, STATUS: 'CANCELLED' },
    });
    expect((await buyer.session.call(callTimes.fromChat, { query })).rows.map(({ starts_at }) => starts_at)).toContain(
      other.starts_at,
    );
  });

  test('of two who want the last place at once, one has it', async () => {
    const [one, two] = [await writer(), await writer()];
    const { rows } = await one.session.call(callTimes.fromChat, { query });
    const { starts_at } = rows[6]!;
    const tried = await Promise.allSettled([agree(one, starts_at), agree(two, starts_at)]);
    expect(tried.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = tried[0]!.status === 'rejected' ? one : two;
    const body = { starts_at, client_id: newId() };
    expect(await lost.session.refused(callTimes.agreeInChat, { body })).toMatchObject({ code: 'call.slot_taken' });
    expect(
      (await lost.session.refused(callTimes.agreeInChat, { body: { ...body, starts_at: '2027-03-01T03:00:00Z' } }))
        .code,
    ).toBe('call.slot_taken');
    const { rows: left } = await lost.session.call(callTimes.fromChat, { query });
    expect(left.map((row) => row.starts_at)).not.toContain(starts_at);
    await world.settings({
      slots: { enabled: false, minutes: 15, days_ahead: 7, lead_minutes: 30, at_once: 1, remind_minutes: [15] },
    });
    expect((await lost.session.refused(callTimes.fromChat, { query })).code).toBe('call.slots_off');
    await world.settings({
      slots: { enabled: true, minutes: 15, days_ahead: 7, lead_minutes: 30, at_once: 1, remind_minutes: [1440, 15] },
    });
  });

  test('staff agree for a conversation; both sides are reminded once, and it rings when the buyer opens the link at that time', async () => {
    const buyer = await writer();
    const tomorrow = new Date(world.door.now().getTime() + 2 * 86_400_000);
    const { rows } = await grace.call(callTimes.free, { query: { brand_id: world.brand.id, days: 3 } });
    const { starts_at } = rows.find((row) => Date.parse(row.starts_at) > tomorrow.getTime())!;
    const body = { starts_at, time_zone: 'America/New_York' };
    const { call_id } = await grace.call(callTimes.agreeFor, { params: { id: buyer.conversation }, body });
    await world.door.drain();
    const minutesBefore = async (minutes: number) => {
      world.door.setNow(new Date(Date.parse(starts_at) - minutes * 60_000 + 2000));
      await world.door.drain();
    };
    const kinds = async () =>
      (await mails(buyer.email)).map(({ template, subject }) => `${template} ${subject.split(':')[0]}`);
    await minutesBefore(1440);
    await minutesBefore(1430);
    expect(await kinds()).toEqual(['call_time Video call agreed', 'call_time Your video call']);
    await minutesBefore(15);
    expect(await kinds()).toHaveLength(3);
    const staff = await inWorkspace(world.door.ctx(), (tx) =>
      tx.selectFrom('mails').select('subject').where('template', '=', 'call_soon').orderBy('id').execute(),
    );
    expect(staff.map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^In 24 hours: video call with Dana/),
      expect.stringMatching(/^In 15 minutes: video call with Dana/),
    ]);
    const token = tokenIn(/https?:\/\/\S+\/call\/\S+/.exec((await mails(buyer.email))[0]!.body_text)![0]);
    expect(await look(token)).toMatchObject({ state: 'good', scheduled_for: starts_at, opens_at: expect.any(String) });
    const early = await join(token, 'phone');
    expect(early.call.stage).toBe('scheduled');
    await minutesBefore(5);
    await grace.call(calls.desk, { body: { takes_calls: true } });
    expect((await join(token, 'phone')).call).toMatchObject({ stage: 'ringing', me: early.call.me });
    await grace.call(calls.answer, { params: { id: call_id } });
    expect(await mine(early).call(buyerCalls.read)).toMatchObject({ stage: 'live' });
    expect((await grace.refused(callTimes.agreeCall, { params: { id: call_id }, body })).code).toBe('call.wrong_stage');
    await grace.call(calls.end, { params: { id: call_id }, body: {} });
  });

  test('nobody came: it is over a quarter of an hour later, and may be agreed for another time on the same call', async () => {
    const buyer = await writer();
    const { rows } = await grace.call(callTimes.free, { query: { brand_id: world.brand.id, days: 1 } });
    const made = await agree(buyer, rows[0]!.starts_at);
    world.door.setNow(new Date(Date.parse(rows[0]!.starts_at) + 16 * 60_000));
    await world.door.drain();
    expect(await mine(made.call).call(buyerCalls.read)).toMatchObject({
      stage: 'missed',
      ended_because: 'no_show',
      instead: expect.arrayContaining(['slot']),
    });
    const next = (await mine(made.call).call(callTimes.fromSeat, { query })).rows[2]!;
    expect(await mine(made.call).call(callTimes.agreeFromSeat, { body: { starts_at: next.starts_at } })).toMatchObject({
      id: made.slots.call_id,
      stage: 'scheduled',
      ended_at: null,
    });
    await grace.call(callTimes.cancelFor, { params: { id: made.slots.call_id } });
    expect((await grace.refused(callTimes.cancelFor, { params: { id: made.slots.call_id } })).code).toBe(
      'call.wrong_stage',
    );
  });
});
