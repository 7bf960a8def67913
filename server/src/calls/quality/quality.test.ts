/** How calls went: what browsers tell of the line, why somebody could not come in, and the figures of both; through the front door. */
import { type BodyIn, buyerCalls, type CallFigures, callLine, calls, type LineSample } from '@recoup/contract';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { percentiles } from '../../inbox/index.ts';
import { newId } from '../../platform/ids.ts';
import { type Agent, type CallsWorld, openCallsWorld } from '../testing/calls-world.ts';
import { hangUp, type LiveCall, liveCall } from '../testing/live-call.ts';
import { minuteOf, qualityOf } from './minute.ts';

const GOOD = { rtt: 40, jitter: 3, loss_in: 0, loss_out: 0, freeze: 0 };
const BAD = { rtt: 700, jitter: 50, loss_in: 9, loss_out: 2, freeze: 900 };
const sample = (at: Date, part_id: string, change: Partial<LineSample> = {}): LineSample => ({
  at: at.toISOString(),
  part_id,
  ...GOOD,
  ...{ kbps_in: 900, kbps_out: 90, width: 1280, height: 720, fps: 24, step: 3, relayed: false },
  ...{ local: 'host', remote: 'host', protocol: 'udp', region: null },
  ...change,
});

describe('a minute', () => {
  const at = new Date('2026-11-10T18:00:00Z');
  const minute = (bad: number, change: Partial<LineSample>) =>
    minuteOf(Array.from({ length: 30 }, (_, n) => sample(at, 'x', n < bad ? change : {})));

  test.each([
    { of: 'a good line', bad: 0, change: BAD, troubles: [], isBad: false },
    { of: 'three bad readings of thirty', bad: 3, change: { rtt: 401 }, troubles: [], isBad: false },
    { of: 'four of thirty', bad: 4, change: { rtt: 401 }, troubles: ['rtt'], isBad: true },
    { of: 'just at every threshold', bad: 30, change: { rtt: 400, jitter: 30, loss_out: 3, freeze: 500 }, isBad: true },
    { of: 'a picture that stood still', bad: 9, change: { freeze: 501 }, troubles: ['freeze'], isBad: true },
    { of: 'all at once', bad: 30, change: BAD, troubles: ['loss', 'freeze', 'rtt', 'jitter'], isBad: true },
  ])('of $of', ({ bad, change, troubles = [], isBad }) => {
    const { score, figures } = minute(bad, change);
    expect(figures.troubles).toEqual(troubles);
    expect(figures.bad).toBe(isBad);
    // What is under every threshold but all at once over a minute still makes many dissatisfied.
    expect(score).toBeGreaterThanOrEqual(1);
  });

  test('where nothing is known has no score, and a call of such minutes neither', () => {
    const nothing = { rtt: null, jitter: null, loss_in: null, loss_out: null, freeze: null, relayed: null };
    const { score, figures } = minute(30, nothing);
    expect([score, figures.bad, figures.mean.rtt, figures.relayed]).toEqual([null, false, null, null]);
    expect(qualityOf([{ ...figures, score, minute: 0, part_id: 'x' }])).toMatchObject({ score: null, worst: null });
  });
});

let world: CallsWorld;
let grace: Agent;
beforeAll(async () => {
  world = await openCallsWorld();
  grace = await world.agent();
}, 60_000);

const CHROME = { name: 'Chrome', version: '147', system: 'Android', network: '4g' };
const now = (plus = 0) => new Date(world.door.now().getTime() + plus * 1000);
async function sidesOf(id: string) {
  const { parts } = await grace.call(calls.read, { params: { id } });
  const [agent, buyer] = [parts.find((one) => one.kind === 'agent')!, parts.find((one) => one.kind === 'buyer')!];
  return { agent: agent.id, buyer: buyer.id };
}
const telling = (samples: LineSample[], sent_at = now()): BodyIn<typeof callLine.sample> => ({
  sent_at: sent_at.toISOString(),
  browser: CHROME,
  samples,
});
const quality = (id: string) => grace.call(callLine.quality, { params: { id } });

describe('what a browser measured', () => {
  let at: LiveCall;
  let sides: { agent: string; buyer: string };
  beforeEach(async () => {
    at = await liveCall(world, grace);
    sides = await sidesOf(at.id);
  });
  afterEach(async () => {
    const { mine } = await grace.call(calls.now);
    if (mine?.stage === 'live') await hangUp(grace, mine.id);
  });
  const bySeat = (samples: LineSample[], sent_at?: Date) =>
    at.seat.call(callLine.sampleOfSeat, { body: telling(samples, sent_at) });
  const byGrace = (samples: LineSample[]) =>
    grace.call(callLine.sample, { params: { id: at.id }, body: telling(samples) });

  test('is kept by side and minute, once, by a clock that was put right, and makes the score of the call', async () => {
    const began = new Date((await grace.call(calls.read, { params: { id: at.id } })).answered_at!);
    world.door.setNow(new Date(began.getTime() + 90_000));
    const told = [10, 12, 70, 72].map((second) => sample(new Date(began.getTime() + second * 1000), sides.agent));
    await bySeat(told);
    // The same batch again, as after an answer that was lost; and its clock is an hour ahead from now on.
    await bySeat(told);
    await bySeat(
      [sample(new Date(began.getTime() + 3600_000 + 80_000), sides.agent, BAD)],
      new Date(began.getTime() + 3600_000 + 90_000),
    );
    await byGrace([sample(new Date(began.getTime() + 15_000), sides.buyer, { relayed: true, region: 'us-west' })]);
    const live = await quality(at.id);
    expect(
      live.parts.map(({ kind, browser, minutes }) => ({ kind, browser, n: minutes.map((m) => m.samples) })),
    ).toEqual([
      { kind: 'buyer', browser: CHROME, n: [2, 3] },
      { kind: 'agent', browser: CHROME, n: [1] },
    ]);
    const second = live.parts[0]!.minutes[1]!;
    expect(second).toMatchObject({ bad: true, troubles: ['loss', 'freeze', 'rtt', 'jitter'], worst: { rtt: 700 } });
    expect(second.at).toBe(new Date(began.getTime() + 60_000).toISOString());

    await hangUp(grace, at.id);
    await world.door.drain();
    const all = live.parts.flatMap(({ minutes }) => minutes.map(({ score }) => score!));
    const mean = Math.round((all.reduce((sum, one) => sum + one, 0) / all.length) * 100) / 100;
    const { rows } = await grace.call(calls.list, { query: { stage: ['ended'], limit: 1 } });
    expect(rows[0]).toMatchObject({ id: at.id, score: mean });
    expect(await quality(at.id)).toMatchObject({
      ...{ score: mean, minutes: 3, bad_minutes: 1, relayed: true, region: 'us-west' },
      worst: { part_id: sides.buyer, minute: 1, score: second.score },
    });

    // What the last seconds held comes after the end, and counts; two minutes later nothing does.
    world.door.setNow(new Date(began.getTime() + 120_000));
    await byGrace([sample(new Date(began.getTime() + 88_000), sides.buyer, BAD)]);
    expect((await grace.call(calls.read, { params: { id: at.id } })).score).toBeLessThan(mean);
    world.door.setNow(new Date(began.getTime() + 90_000 + 121_000));
    const late = { body: telling(told) };
    expect(await at.seat.refused(callLine.sampleOfSeat, late)).toMatchObject({ code: 'call.wrong_stage' });
    expect(await grace.refused(callLine.sample, { params: { id: at.id }, ...late })).toMatchObject({
      code: 'call.wrong_stage',
    });
  });

  test('from before or after the call, of a side that is not in it, or of oneself is not kept', async () => {
    const before = sample(now(-3600), sides.agent);
    await bySeat([before, sample(now(), newId()), sample(now(), sides.buyer)]);
    expect(await quality(at.id)).toMatchObject({ score: null, minutes: 0, parts: [] });
  });

  test('is told by whoever was in the call alone, within bounds', async () => {
    const luis = await world.agent();
    const body = telling([sample(now(), sides.buyer)]);
    expect(await luis.refused(callLine.sample, { params: { id: at.id }, body })).toMatchObject({
      code: 'call.not_invited',
    });
    const many = Array.from({ length: 91 }, () => sample(now(), sides.agent));
    for (const wrong of [[], many, [sample(now(), sides.agent, { loss_in: 101 })]])
      expect((await at.seat.refused(callLine.sampleOfSeat, { body: telling(wrong) })).code).toBe('input.invalid');
  });

  test('why somebody could not come in is kept once for each side', async () => {
    const body = { reason: 'camera_blocked', browser: { ...CHROME, name: 'Safari' } } as const;
    for (let times = 0; times < 2; times++) await at.seat.call(callLine.failureOfSeat, { body });
    await grace.call(callLine.failure, { params: { id: at.id }, body: { reason: 'ice_failed' } });
    expect((await quality(at.id)).failures.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['buyer', 'camera_blocked'],
      ['agent', 'ice_failed'],
    ]);
  });
});

test('figures count calls by what they were like, in days of the brand’s zone, with exact waits', async () => {
  const other = await openCallsWorld();
  const luis = await other.agent();
  // A morning in the brand's zone, two days ahead: the whole test lies in one day.
  const morning = new Date(
    `${new Date(other.door.now().getTime() + 2 * 86_400_000).toISOString().slice(0, 10)}T18:00:00Z`,
  );
  other.door.setNow(morning);
  await luis.call(calls.desk, { body: { takes_calls: true } });
  const day = morning.toISOString().slice(0, 10);
  const ask = (by: 'browser' | 'country' | 'day' | 'relay', change = {}) =>
    luis.call(callLine.figures, { query: { from: day, to: day, by, ...change } });
  const none: CallFigures = await ask('day');
  expect(none).toMatchObject({ all: { calls: 0, score: null, wait: null, missed: null, failures: [] }, rows: [] });

  for (const [wait, browser] of [
    [5, 'Chrome'],
    [15, 'Chrome'],
    [45, 'Safari'],
  ] as const) {
    const buyer = await other.buyer();
    await buyer.say('It came broken');
    const { token, call } = await buyer.call();
    other.door.setNow(new Date(other.door.now().getTime() + wait * 1000));
    await luis.call(calls.answer, { params: { id: call.id } });
    const { parts } = await luis.call(calls.read, { params: { id: call.id } });
    const mine = parts.find(({ kind }) => kind === 'agent')!.id;
    const seat = other.seat(token);
    other.door.setNow(new Date(other.door.now().getTime() + 60_000));
    const at = new Date(other.door.now().getTime() - 2000);
    const body = {
      sent_at: other.door.now().toISOString(),
      browser: { ...CHROME, name: browser },
      samples: [sample(at, mine, browser === 'Safari' ? { ...BAD, relayed: true } : {})],
    };
    await seat.call(callLine.sampleOfSeat, { body });
    if (browser === 'Safari') await seat.call(callLine.failureOfSeat, { body: { reason: 'camera_held' } });
    await hangUp(luis, call.id);
    await other.door.drain();
  }
  const buyer = await other.buyer();
  await buyer.say('Nobody comes?');
  const { token } = await buyer.call();
  await other.seat(token).call(buyerCalls.leave, { body: { because: 'buyer_left' } });

  const { all, rows } = await ask('browser');
  const ended = (await luis.call(calls.list, { query: { stage: ['ended'] } })).rows;
  const waits = ended.map((one) => (Date.parse(one.answered_at!) - Date.parse(one.asked_at)) / 1000);
  const [p50, p90] = percentiles(waits)!;
  expect(waits).toHaveLength(3);
  expect(all).toMatchObject({
    ...{ calls: 4, minutes: 3, bad_minutes: 3333, relayed: 3333, missed: 2500, answered_within_ring: 5000 },
    wait: { p50: expect.closeTo(p50, 6), p90: expect.closeTo(p90, 6) },
    failures: [{ reason: 'camera_held', count: 1 }],
  });
  expect(rows.map(({ key, calls: n, bad_minutes, failures }) => [key, n, bad_minutes, failures.length])).toEqual([
    ['Chrome', 2, 0, 0],
    ['Safari', 1, 10_000, 1],
    [null, 1, null, 0],
  ]);
  expect((await ask('relay')).rows.map(({ key, calls: n }) => [key, n])).toEqual([
    ['direct', 2],
    ['relayed', 1],
    [null, 1],
  ]);
  expect((await ask('day')).rows).toMatchObject([{ key: day, calls: 4 }]);
  expect((await ask('country')).rows).toMatchObject([{ key: null, calls: 4 }]);
  expect(
    await luis.refused(callLine.figures, { query: { from: day, to: day, by: 'day', brand_id: newId() } }),
  ).toMatchObject({ code: 'brand.not_found' });
});
