import type { RemedyKind, RemedyLimit, RemedyOffer } from '@recoup/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Given, type GivenBefore, type KeptLimits, limitsFor, overLimits, startingLimits } from './limits.ts';
import { type History, risksOf, signalsOf } from './signals.ts';

const nothing: GivenBefore = { today: {}, toBuyer: {} };
const kept = (rows: Partial<RemedyLimit>[], role: KeptLimits['role'] = 'agent'): KeptLimits => ({
  currency: 'USD',
  role,
  rows: rows.map((row) => ({
    role: 'agent',
    remedy: 'keep_it',
    per_case: null,
    per_day: null,
    per_buyer: null,
    ...row,
  })),
});
const codes = (limits: KeptLimits, gives: number, before: Partial<GivenBefore> = {}, remedy: RemedyKind = 'keep_it') =>
  overLimits(limits, [{ remedy, gives }], { ...nothing, ...before }, 'USD').map(({ code }) => code);

describe('what somebody may give alone', () => {
  it.each([
    ['exactly the limit of a case', { per_case: 3_000 }, 3_000, {}, []],
    ['a cent more', { per_case: 3_000 }, 3_001, {}, ['limit.per_case']],
    ['nothing', { per_case: 0 }, 0, {}, []],
    ['anything, where the limit is nothing', { per_case: 0 }, 1, {}, ['limit.per_case']],
    ['up to the day', { per_day: 10_000 }, 4_000, { today: { keep_it: 6_000 } }, []],
    ['beyond the day', { per_day: 10_000 }, 4_000, { today: { keep_it: 6_001 } }, ['limit.per_day']],
    ['what others took of the day', { per_day: 10_000 }, 4_000, { today: { spare_part: 9_000 } }, []],
    [
      'beyond what this buyer may have',
      { per_buyer: 5_000 },
      2_000,
      { toBuyer: { keep_it: 3_001 } },
      ['limit.per_buyer'],
    ],
    [
      'beyond all of them',
      { per_case: 1, per_day: 1, per_buyer: 1 },
      2,
      {},
      ['limit.per_case', 'limit.per_day', 'limit.per_buyer'],
    ],
  ] as [string, Partial<RemedyLimit>, number, Partial<GivenBefore>, string[]][])(
    '%s',
    (_, row, gives, before, expected) => {
      expect(codes(kept([row]), gives, before)).toEqual(expected);
    },
  );

  it('counts all remedies together where a row names none', () => {
    const all = kept([{ remedy: null, per_day: 10_000 }]);
    expect(codes(all, 4_000, { today: { keep_it: 3_000, spare_part: 3_000 } }, 'next_order_discount')).toEqual([]);
    expect(codes(all, 4_001, { today: { keep_it: 3_000, spare_part: 3_000 } }, 'next_order_discount')).toEqual([
      'limit.per_day',
    ]);
  });

  it('holds the dearest line against the case, and all lines together against the day', () => {
    const limits = kept([{ per_case: 3_000, per_day: 5_000 }]);
    const two = [
      { remedy: 'keep_it' as const, gives: 2_600 },
      { remedy: 'keep_it' as const, gives: 2_600 },
    ];
    expect(overLimits(limits, two, nothing, 'USD').map(({ code, facts }) => [code, facts.value])).toEqual([
      ['limit.per_day', { amount: 5_200, currency: 'USD' }],
    ]);
  });

  it('bears on the role it names alone, and on nobody who is not limited', () => {
    expect(codes(kept([{ per_case: 1 }], 'manager'), 500)).toEqual([]);
    expect(codes(kept([{ per_case: 1 }], null), 500)).toEqual([]);
    expect(limitsFor(kept([{}]), [{ remedy: 'keep_it', gives: 500 }])).toEqual([]);
  });

  it('cannot be held against another currency, so somebody else looks', () => {
    const found = overLimits(kept([{ per_case: 100_000 }]), [{ remedy: 'keep_it', gives: 1 }], nothing, 'EUR');
    expect(found).toEqual([
      { rule: 'limit', code: 'limit.other_currency', facts: { currency: 'EUR', limits_in: 'USD' } },
    ]);
  });

  it('begins with an agent who may give a scratch of thirty dollars, not thirty and a bit', () => {
    const starting: KeptLimits = { currency: 'USD', role: 'agent', rows: startingLimits };
    expect(codes(starting, 2_580)).toEqual([]);
    expect(codes(starting, 3_870)).toEqual(['limit.per_case']);
    expect(codes({ ...starting, role: 'manager' }, 900_000)).toEqual([]);
    expect(codes(starting, 90_000, {}, 'refund')).toEqual([]);
  });

  it('is never passed by giving in small pieces: what was let through alone is within the day', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4_000), { maxLength: 30 }), fc.nat(20_000), (pieces, per_day) => {
        const limits = kept([{ per_day }]);
        let given = 0;
        for (const gives of pieces)
          if (codes(limits, gives, { today: { keep_it: given } as Given }).length === 0) given += gives;
        expect(given).toBeLessThanOrEqual(per_day);
      }),
    );
  });
});

describe('signs that a person should look', () => {
  const clean: History = { kept_before: 0, addresses: 1, serial_swaps: 0, empty_boxes: 0, returns: [] };
  const offer = (change: Partial<RemedyOffer>) => ({ kind: 'refund', goods_back: true, ...change }) as RemedyOffer;
  const staying = offer({ kind: 'keep_it', goods_back: false });
  it.each([
    ['three times kept before', { kept_before: 3 }, ['keep_it_often']],
    ['twice kept', { kept_before: 2 }, []],
    ['a unit with somebody else’s serial number', { serial_swaps: 1, returns: ['RMA-1'] }, ['serial_swap']],
    ['a box with nothing in it', { empty_boxes: 1 }, ['empty_box']],
    ['five addresses', { addresses: 5 }, ['many_addresses']],
    ['four addresses', { addresses: 4 }, []],
  ] as [string, Partial<History>, string[]][])('%s', (_, change, expected) => {
    expect(signalsOf({ ...clean, ...change }).map(({ code }) => code)).toEqual(expected);
  });
  it('hold up trust, not a plain return; swaps and empty boxes hold up everything', () => {
    const often = signalsOf({ ...clean, kept_before: 4, addresses: 9 });
    expect(risksOf(often, [offer({})])).toEqual([]);
    expect(risksOf(often, [offer({ kind: 'guidance', goods_back: false })])).toEqual([]);
    expect(risksOf(often, [staying]).map(({ code }) => code)).toEqual(['risk.keep_it_often', 'risk.many_addresses']);
    expect(risksOf(often, [offer({ kind: 'exchange', ships: 'now' })])).toHaveLength(2);
    const swapped = signalsOf({ ...clean, serial_swaps: 2, returns: ['RMA-1'] });
    expect(risksOf(swapped, [offer({})])).toEqual([
      { rule: 'risk', code: 'risk.serial_swap', facts: { units: 2, returns: ['RMA-1'] } },
    ]);
  });
});
