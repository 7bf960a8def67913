import type { RemedyKind } from '@recoup/contract';
import { reasons as everyReason } from '@recoup/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callerAddress as addressOf } from '../platform/caller-address.ts';
import { judged } from './accept-units.ts';
import { buyerSteps, type StepsInput } from './buyer-steps.ts';
import { dueByOffers, isSettled } from './close-return.ts';
import { clockOf, factsOf, stagesOf } from './facts.ts';
import { proves } from './find-order.ts';
import { allDetails, familyOf, reasonsFor } from './reasons.ts';
import type { Return, ReturnLine } from './return.ts';
import { noGoods, noMoney } from './sides.ts';
import { counted } from './take-in.ts';

const now = new Date('2026-11-10T18:00:00Z');
const line = (change: Partial<ReturnLine> = {}): ReturnLine =>
  ({
    id: 'l',
    order_line_id: 'o',
    quantity: 2,
    received: 0,
    accepted: 0,
    rejected: 0,
    remedy: 'refund' as RemedyKind,
    replacement_sent_at: null,
    offer: {
      amount: {
        amount: change.remedy === 'exchange' || change.remedy === 'replacement' ? 0 : 1_000,
        currency: 'USD',
      },
      goods_back: change.remedy !== 'keep_it',
    },
    ...change,
  }) as ReturnLine;

describe('what came and what was judged', () => {
  it('adds parcel to parcel, never beyond what was promised', () => {
    const at = { lines: [line({ received: 1, accepted: 1 })] };
    expect(counted(at, [{ line_id: 'l', received: 1 }])).toEqual([
      { line_id: 'l', received: 2, accepted: 1, rejected: 0 },
    ]);
    expect(() => counted(at, [{ line_id: 'l', received: 2 }])).toThrow(/return.more_than_promised/);
    expect(() => counted(at, [{ line_id: 'l', received: -1 }])).toThrow(/return.more_than_promised/);
    expect(() => counted(at, [{ line_id: 'x', received: 1 }])).toThrow(/return.line_not_found/);
  });

  it('judges no more than came, and may take a judgement back', () => {
    const at = { lines: [line({ received: 2, rejected: 1 })] };
    expect(judged(at, { returnLineId: 'l', accepted: 1, rejected: 0 })).toMatchObject({ accepted: 1, rejected: 1 });
    expect(judged(at, { returnLineId: 'l', accepted: 1, rejected: -1 })).toMatchObject({ accepted: 1, rejected: 0 });
    expect(() => judged(at, { returnLineId: 'l', accepted: 2, rejected: 0 })).toThrow(/return.more_than_received/);
    expect(() => judged(at, { returnLineId: 'l', accepted: -1, rejected: 0 })).toThrow(/return.more_than_received/);
  });
});

describe('is the money of a return settled', () => {
  it('not before the refund exists, unless nothing is due or nothing is left to give back', () => {
    expect(isSettled(noMoney, 1_000, 5_000)).toBe(false);
    expect(isSettled(noMoney, 0, 5_000)).toBe(true);
    expect(isSettled(noMoney, 1_000, 0)).toBe(true);
    for (const state of ['owed', 'second_person', 'sending', 'failed'] as const) {
      expect(isSettled({ ...noMoney, state }, 1_000, 5_000)).toBe(false);
    }
    expect(isSettled({ ...noMoney, state: 'sent' }, 1_000, 0)).toBe(true);
  });
  it('counts what was accepted for money and what is kept, not what is swapped or rejected', () => {
    const lines = [
      line({ accepted: 1 }),
      line({ rejected: 2 }),
      line({ remedy: 'exchange', accepted: 1 }),
      line({ remedy: 'keep_it' }),
    ];
    expect(dueByOffers({ lines, approved_at: now, source: 'portal' })).toBe(2_000);
  });
});

describe('the three facts', () => {
  const at = {
    stage: 'approved' as const,
    goods_back: true,
    decide_by: null,
    ship_by: '2026-11-24',
    site: null,
    tracking: null,
    lines: [line()],
    goods: noGoods,
    money: noMoney,
  };
  it.each([
    ['approved', [line()], 'approved', 'not_owed'],
    ['received', [line({ received: 2, accepted: 2 })], 'accepted', 'not_owed'],
    ['received', [line({ received: 2, accepted: 1, rejected: 1 })], 'partly_accepted', 'not_owed'],
    ['received', [line({ received: 2, rejected: 2 })], 'rejected', 'nothing_due'],
    ['received', [line({ received: 2, accepted: 2, remedy: 'exchange' })], 'accepted', 'nothing_due'],
    ['requested', [line()], 'asks_a_person', 'not_owed'],
    ['declined', [line()], 'declined', 'nothing_due'],
    ['expired', [line()], 'none', 'nothing_due'],
  ] as const)('of a return that is %s', (stage, lines, decision, money) => {
    expect(factsOf({ ...at, stage, lines })).toMatchObject({ decision: { state: decision }, money: { state: money } });
  });

  it('and its clock: an answer, the goods, the money', () => {
    const due = new Date('2026-11-20T00:00:00Z');
    expect(clockOf({ ...at, stage: 'requested', decide_by: now }, due, 'America/Chicago')).toMatchObject({
      what: 'decide',
    });
    expect(clockOf(at, due, 'America/Chicago')).toEqual({ what: 'ship', by: '2026-11-25T05:59:59.999Z' });
    expect(clockOf({ ...at, goods_back: false }, due, 'America/Chicago')).toMatchObject({ what: 'refund' });
    expect(clockOf({ ...at, stage: 'closed' }, null, 'America/Chicago')).toBeNull();
  });

  it('and its stages: passed, now, to come; an early end ends the rail', () => {
    const times = { requested_at: now, approved_at: now, in_transit_at: null, received_at: now, ended_at: null };
    const rail = stagesOf({ ...times, stage: 'received', goods_back: true });
    expect(rail.map(({ stage, at: when, now: here }) => [stage, when !== null, here])).toEqual([
      ['requested', true, false],
      ['approved', true, false],
      ['in_transit', false, false],
      ['received', true, true],
      ['closed', false, false],
    ]);
    const over = stagesOf({ ...times, received_at: null, ended_at: now, stage: 'expired', goods_back: true });
    expect(over.map(({ stage }) => stage)).toEqual(['requested', 'approved', 'expired']);
    expect(stagesOf({ ...times, stage: 'approved', goods_back: false }).map(({ stage }) => stage)).toEqual([
      'requested',
      'approved',
      'closed',
    ]);
  });
});

describe('the steps a buyer sees', () => {
  const input = (change: Partial<StepsInput>): StepsInput => ({
    stage: 'approved',
    goods_back: true,
    requested_at: now,
    approved_at: now,
    in_transit_at: null,
    received_at: null,
    ended_at: null,
    decide_by: null,
    ship_by: '2026-11-24',
    lines: [line()],
    site: 'Dallas',
    checked_at: null,
    money_by: '2026-12-01',
    money: noMoney,
    dayOf: (at) => at.toISOString().slice(0, 10),
    ...change,
  });
  const told = (change: Partial<StepsInput>) => buyerSteps(input(change)).map(({ code, state }) => `${code} ${state}`);
  it('stand at one place: the first that is not done', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'requested',
          'approved',
          'in_transit',
          'received',
          'closed',
          'declined',
          'cancelled',
          'expired',
        ),
        fc.boolean(),
        fc.nat(2),
        fc.nat(2),
        (stage, goods_back, received, accepted) => {
          const at: Partial<Return> = {
            received_at: stage === 'received' || stage === 'closed' ? now : null,
            approved_at: stage === 'requested' ? null : now,
            ended_at: now,
          };
          const steps = buyerSteps(
            input({ ...at, stage, goods_back, lines: [line({ received, accepted: Math.min(accepted, received) })] }),
          );
          expect(steps.filter(({ state }) => state === 'now').length).toBeLessThanOrEqual(1);
          const here = steps.findIndex(({ state }) => state === 'now');
          if (here >= 0) expect(steps.slice(0, here).every(({ state }) => state === 'done')).toBe(true);
        },
      ),
    );
  });
  it('tell a short parcel, and who waits for an answer by when', () => {
    const short = buyerSteps(input({ stage: 'received', received_at: now, lines: [line({ received: 1 })] }));
    expect(short.find(({ code }) => code === 'received')).toMatchObject({
      state: 'done',
      facts: { site: 'Dallas', received: 1, asked: 2 },
    });
    const waits = buyerSteps(input({ stage: 'requested', approved_at: null, decide_by: now }));
    expect(waits[1]).toMatchObject({ code: 'approved', state: 'now', by: '2026-11-10' });
  });
  it('end with the money, when there is any', () => {
    const sent = {
      ...noMoney,
      state: 'sent' as const,
      refunds: [
        {
          kind: 'refund' as const,
          amount: { amount: 1, currency: 'USD' },
          state: 'sent' as const,
          to: null,
          due: null,
          sent_at: now,
          credit_code: null,
          credit_expires_at: null,
        },
      ],
    };
    const done = {
      stage: 'closed' as const,
      received_at: now,
      ended_at: now,
      lines: [line({ received: 2, accepted: 2 })],
    };
    expect(told({ ...done, money: sent }).at(-1)).toBe('money done');
    expect(told({ ...done, lines: [line({ received: 2, accepted: 2, remedy: 'exchange' })] }).at(-1)).toBe('sent done');
    expect(told({ stage: 'declined', approved_at: null, ended_at: now })).toEqual(['requested done', 'declined done']);
  });
});

describe('proof of an order', () => {
  const bought = { emails: ['dana@example.com'], postal_key: '75024' };
  it.each([
    ['Dana@Example.com ', true],
    ['75024', true],
    ['75024-1234', true],
    ['750241234', true],
    ['75025', false],
    ['7502', false],
    ['', false],
    [' - ', false],
    ['dana@example.co', false],
  ])('%s → %s', (proof, right) => expect(proves(bought, proof)).toBe(right));
  it('is nothing where the order has neither', () => {
    for (const proof of ['', '-', 'null', ' ']) expect(proves({ emails: [''], postal_key: '' }, proof)).toBe(false);
  });
  it('counts a household’s addresses as one', () => {
    expect(addressOf({ ip: '2001:db8:1:2:aaaa::1' })).toBe('2001:db8:1:2::/64');
    expect(addressOf({ ip: '2001:db8:1:2:bbbb:1:2:3' })).toBe('2001:db8:1:2::/64');
    expect(addressOf({ ip: '2001:db8::1' })).toBe('2001:db8:0:0::/64');
    expect(addressOf({ ip: '::1' })).toBe('0:0:0:0::/64');
    expect(addressOf({ ip: '203.0.113.9' })).toBe('203.0.113.9');
    expect(addressOf({ ip: '::ffff:203.0.113.9' })).toBe('::ffff:203.0.113.9');
  });
});

describe('the reasons to choose from', () => {
  it('are words of the category, and the bare reasons of every policy', () => {
    expect(familyOf('Robot vacuums')).toBe('vacuum');
    expect(familyOf('Desk Lamp')).toBe('lamp');
    expect(familyOf('Running Shoes')).toBe('apparel');
    expect(familyOf('Espresso Machine')).toBe('kitchen');
    expect(familyOf('Skateboard')).toBe('general');
    expect(reasonsFor('general', [])).toEqual(everyReason.map((reason) => ({ reason, detail: null })));
    expect(reasonsFor('vacuum', ['damaged-or-defective']).at(-1)).toEqual({
      reason: 'damaged-or-defective',
      detail: null,
    });
    expect(reasonsFor('vacuum', ['damaged-or-defective'])[0]).toEqual({
      reason: 'damaged-or-defective',
      detail: 'stops_or_circles',
    });
    expect(allDetails.every((detail) => /^[a-z_]+$/.test(detail))).toBe(true);
  });
});
