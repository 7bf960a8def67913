import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Desk, deskState } from '../desks/desk.ts';
import { type Caller, inOrder, ringsOf, whoRings } from './choose.ts';
import { dueWhileCalling, dueWhileLive, dueWhileWaiting, givesUpAt, liveEnds } from './due.ts';
import { expectedWait, usualSeconds } from './wait.ts';

const now = new Date('2026-11-20T15:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const desk = (staff_id: string, change: Partial<Desk> = {}): Desk => ({
  staff_id,
  name: staff_id,
  brand_ids: null,
  languages: ['en'],
  away: false,
  rings: true,
  takes_calls: true,
  seen_at: ago(5),
  changed_at: ago(3600),
  call_id: null,
  busy_since: null,
  wrap_up_until: null,
  ringing: null,
  calls: 0,
  holds: 0,
  ...change,
});
const caller = (change: Partial<Caller> = {}): Caller => ({
  id: 'call',
  brand_id: 'lumora',
  language: 'en',
  wanted: [],
  rings: 'one_by_one',
  rung: [],
  call_back: false,
  waits_since: ago(10),
  ...change,
});
const rung = (staff_id: string, round: number, seconds: number) => ({ staff_id, round, rung_at: ago(seconds) });
const names = (desks: readonly Desk[]) => desks.map(({ staff_id }) => staff_id);

describe('whom a call rings', () => {
  test('who takes none, has no screen open, is away, may not see the brand, or mends things is not rung', () => {
    const desks = [
      desk('off', { takes_calls: false }),
      desk('gone', { seen_at: ago(46) }),
      desk('never', { seen_at: null }),
      desk('away', { away: true }),
      desk('other', { brand_ids: ['solis'] }),
      desk('tasha', { rings: false }),
      desk('busy', { call_id: 'x' }),
      desk('ringing', { ringing: { call_id: 'x', since: ago(3) } }),
      desk('wrapping', { wrap_up_until: ago(-10) }),
      desk('grace', { brand_ids: ['lumora'], seen_at: ago(45) }),
      desk('done', { wrap_up_until: ago(1) }),
    ];
    expect(names(whoRings(desks, caller(), now)).sort()).toEqual(['done', 'grace']);
  });

  test('who holds the conversation comes first of all, then who reads the language, then who had least', () => {
    const desks = [
      desk('luis', { languages: ['es'], calls: 9 }),
      desk('ann', { languages: ['en'], calls: 0 }),
      desk('bo', { languages: ['es'], calls: 2, holds: 1 }),
      desk('cy', { languages: ['es'], calls: 2, holds: 0 }),
      desk('holder', { languages: ['zh'], calls: 30 }),
    ];
    const spanish = caller({ language: 'es', wanted: ['holder'] });
    expect(names(whoRings(desks, spanish, now))).toEqual(['holder', 'cy', 'bo', 'luis', 'ann']);
  });

  test('among equals who has been free longest', () => {
    const desks = [
      desk('b', { wrap_up_until: ago(60) }),
      desk('a', { wrap_up_until: ago(30) }),
      desk('c', { changed_at: ago(7200) }),
    ];
    expect(names(whoRings(desks, caller(), now))).toEqual(['c', 'b', 'a']);
  });

  test('nobody a second time before everybody once, and nobody a third time', () => {
    const desks = [desk('a'), desk('b')];
    const first = caller({ rung: [rung('a', 1, 30)] });
    expect(names(whoRings(desks, first, now))).toEqual(['b', 'a']);
    const over = caller({ rung: [rung('a', 1, 60), rung('b', 1, 40), rung('a', 2, 20), rung('b', 2, 1)] });
    expect(whoRings(desks, over, now)).toEqual([]);
  });

  test('who became free anew since it rang there is rung again', () => {
    const over = caller({ rung: [rung('a', 1, 60), rung('a', 2, 40)] });
    expect(names(whoRings([desk('a', { wrap_up_until: ago(5) })], over, now))).toEqual(['a']);
    expect(names(whoRings([desk('a', { changed_at: ago(5) })], over, now))).toEqual(['a']);
    expect(whoRings([desk('a', { wrap_up_until: ago(50) })], over, now)).toEqual([]);
  });

  test('those who wait before have their desk first; call-backs stand behind those who wait live', () => {
    const desks = [desk('a', { calls: 1 }), desk('b', { calls: 2 })];
    const first = caller({ id: 'first', waits_since: ago(60) });
    const second = caller({ id: 'second', waits_since: ago(30) });
    const back = caller({ id: 'back', waits_since: ago(3600), call_back: true });
    const queue = [second, back, first];
    expect(names(ringsOf(first, queue, desks, now))).toEqual(['a']);
    expect(names(ringsOf(second, queue, desks, now))).toEqual(['b']);
    expect(ringsOf(back, queue, desks, now)).toEqual([]);
    expect(names(ringsOf(back, [back], desks, now))).toEqual(['a']);
  });

  test('who cannot be rung for one that waits before is free for the next', () => {
    const desks = [desk('ann', { brand_ids: ['solis'] })];
    const other = caller({ id: 'other', waits_since: ago(90) });
    const mine = caller({ id: 'mine', brand_id: 'solis' });
    expect(names(ringsOf(mine, [other, mine], desks, now))).toEqual(['ann']);
  });

  test('a brand that rings all at once rings everybody who is free', () => {
    expect(
      names(ringsOf(caller({ rings: 'all' }), [], [desk('a'), desk('b'), desk('c', { call_id: 'x' })], now)),
    ).toEqual(['a', 'b']);
  });

  test('whatever the queue and the desks: no desk is rung by two calls, and who waits longer is served first', () => {
    const deskOf = fc.record({ calls: fc.nat(3), free: fc.boolean(), brand: fc.constantFrom(null, 'lumora', 'solis') });
    const callOf = fc.record({ since: fc.nat(1000), back: fc.boolean(), brand: fc.constantFrom('lumora', 'solis') });
    fc.assert(
      fc.property(fc.array(deskOf, { maxLength: 6 }), fc.array(callOf, { maxLength: 6 }), (given, calls) => {
        const desks = given.map(({ calls: count, free, brand }, n) =>
          desk(`d${n}`, { calls: count, call_id: free ? null : 'x', brand_ids: brand ? [brand] : null }),
        );
        const queue = calls.map(({ since, back, brand }, n) =>
          caller({ id: `c${n}`, waits_since: ago(since), call_back: back, brand_id: brand }),
        );
        const rings = new Map(queue.map((one) => [one.id, names(ringsOf(one, queue, desks, now))]));
        const all = [...rings.values()].flat();
        expect(new Set(all).size).toBe(all.length);
        inOrder(queue).forEach((one, place, order) => {
          if (rings.get(one.id)!.length > 0) return;
          // Who has nobody could have been rung by none of those that later ones have.
          const later = order.slice(place + 1).flatMap(({ id }) => rings.get(id)!);
          const could = names(whoRings(desks, one, now));
          expect(later.filter((id) => could.includes(id))).toEqual([]);
        });
      }),
    );
  });
});

describe('what a desk is doing', () => {
  test('in a call, ringing, off, gone, wrapping up, free: in that order', () => {
    const state = (change: Partial<Desk>) => deskState(desk('a', change), now).state;
    expect(state({ call_id: 'x', takes_calls: false, seen_at: null })).toBe('busy');
    expect(state({ ringing: { call_id: 'x', since: ago(2) }, seen_at: null })).toBe('ringing');
    expect(state({ takes_calls: false, wrap_up_until: ago(-5) })).toBe('off');
    expect(state({ seen_at: ago(60), wrap_up_until: ago(-5) })).toBe('gone');
    expect(state({ wrap_up_until: ago(-5) })).toBe('wrapping_up');
    expect(state({ wrap_up_until: now })).toBe('free');
  });
});

describe('how long one waits', () => {
  test('without any call known it is taken to last four minutes; known ones count more and more', () => {
    expect(usualSeconds([])).toBe(240);
    expect(usualSeconds([600])).toBe(300);
    expect(usualSeconds(Array(20).fill(60))).toBe(96);
  });
  test('nobody on: nobody could say; somebody free: at once; else by so many before, shared among those on', () => {
    expect(expectedWait({ ahead: 0, on: 0, free: 0, talk: 240 })).toBeNull();
    expect(expectedWait({ ahead: 1, on: 3, free: 2, talk: 240 })).toBe(0);
    expect(expectedWait({ ahead: 0, on: 2, free: 0, talk: 240 })).toBe(120);
    expect(expectedWait({ ahead: 3, on: 2, free: 0, talk: 240 })).toBe(480);
    expect(expectedWait({ ahead: 3, on: 2, free: 1, talk: 240 })).toBe(360);
  });
  test('more before is never sooner, and more colleagues never later', () => {
    const some = fc.record({
      ahead: fc.nat(50),
      on: fc.integer({ min: 1, max: 20 }),
      talk: fc.integer({ min: 10, max: 3600 }),
    });
    fc.assert(
      fc.property(some, ({ ahead, on, talk }) => {
        const wait = expectedWait({ ahead, on, free: 0, talk })!;
        expect(expectedWait({ ahead: ahead + 1, on, free: 0, talk })).toBeGreaterThanOrEqual(wait);
        expect(expectedWait({ ahead, on: on + 1, free: 0, talk })).toBeLessThanOrEqual(wait);
      }),
    );
  });
});

describe('when the clock looks again', () => {
  const settings = { most_wait_seconds: 120, ring_seconds: 20, most_minutes: 60 };
  const waits = { call_back: false, waits_since: null, asked_at: ago(30), stage: 'waiting' as const };
  const side = (kind: 'buyer' | 'agent', change: object = {}) => ({
    kind,
    here_until: null as Date | null,
    joined_at: null as Date | null,
    left_at: null,
    knocks: false,
    refused_at: null,
    ...change,
  });

  test('a ring that ends, else giving up, else the buyer who has been gone for a minute', () => {
    expect(dueWhileWaiting(waits, { rings: [ago(5)], parts: [], settings })).toEqual(ago(-15));
    expect(dueWhileWaiting(waits, { rings: [], parts: [], settings })).toEqual(ago(-90));
    const parts = [side('buyer', { here_until: ago(10) })];
    expect(dueWhileWaiting(waits, { rings: [], parts, settings })).toEqual(ago(-50));
    const back = { ...waits, call_back: true };
    expect(dueWhileWaiting(back, { rings: [], parts, settings })).toEqual(givesUpAt(back, settings));
  });
  test('a call back waits a day, from when it was wanted', () => {
    expect(givesUpAt({ ...waits, call_back: true, waits_since: ago(60) }, settings)).toEqual(ago(60 - 86_400));
  });
  test('it rings at the buyer a minute and a half, with a link a quarter of an hour', () => {
    expect(dueWhileCalling(now, false)).toEqual(ago(-90));
    expect(dueWhileCalling(now, true)).toEqual(ago(-900));
  });
  test('live: whoever is lost first, the warning, the end', () => {
    const at = { answered_at: ago(600), asked_at: ago(700), warned_at: null };
    const here = ago(-20);
    const both = [
      side('buyer', { here_until: here, joined_at: ago(600) }),
      side('agent', { here_until: here, joined_at: ago(600) }),
    ];
    expect(liveEnds(at, both, settings)).toEqual({ lost: ago(-80), warn: ago(-2880), over: ago(-3000) });
    const alone = [both[0]!, side('agent', { here_until: ago(30), joined_at: ago(600) })];
    expect(dueWhileLive(at, alone, settings)).toEqual(ago(-30));
    // A supervisor who is still there keeps it alive.
    expect(dueWhileLive(at, [...alone, side('agent', { here_until: here, joined_at: ago(60) })], settings)).toEqual(
      ago(-80),
    );
    const late = { answered_at: ago(3540), asked_at: ago(3600), warned_at: ago(60) };
    expect(
      dueWhileLive(
        late,
        both.map((one) => ({ ...one, here_until: ago(-25) })),
        settings,
      ),
    ).toEqual(ago(-60));
  });
  test('who was never on the line has a minute from when they came', () => {
    const at = { answered_at: ago(30), asked_at: ago(40), warned_at: null };
    expect(
      dueWhileLive(at, [side('buyer', { joined_at: ago(40) }), side('agent', { joined_at: ago(30) })], settings),
    ).toEqual(ago(-30));
  });
});
