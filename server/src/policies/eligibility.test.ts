import { type PolicyRules, type Reason, startingPolicy } from '@recoup/contract';
import { verdictCodes } from '@recoup/contract/policy-words';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayIn } from '../platform/clock.ts';
import { eligibility } from './eligibility.ts';
import type { Facts } from './facts.ts';

type Overrides = {
  rules?: (rules: PolicyRules) => void;
  order?: Partial<Facts['order']>;
  line?: Partial<Facts['line']>;
  variant?: Partial<NonNullable<Facts['variant']>>;
  ask?: Partial<Facts['ask']>;
  returns?: number;
  now?: string;
  zone?: string;
};

/** A lamp bought on Nov 1 and delivered on Nov 5, asked about on Nov 20: 30 days, a year of warranty on defects, 7 days late at a person's choice. */
function facts(over: Overrides = {}): Facts {
  const rules = startingPolicy('USD');
  over.rules?.(rules);
  return {
    now: new Date(over.now ?? '2026-11-20T18:00:00Z'),
    zone: over.zone ?? 'America/New_York',
    currency: 'USD',
    policy: { versionId: 'v1', rules },
    order: { placedAt: new Date('2026-11-01T15:00:00Z'), cancelledAt: null, channel: 'shop', ...over.order },
    line: {
      sku: 'LAMP-01',
      category: 'lamps',
      finalSale: false,
      left: 2,
      deliveredAt: new Date('2026-11-05T19:00:00Z'),
      ...over.line,
    },
    variant: { warrantyMonths: null, finalSale: false, hygiene: false, ...over.variant },
    buyer: { returnsLast365Days: over.returns ?? 0 },
    ask: { reason: 'changed-my-mind', opened: false, quantity: 1, value: 5_000, ...over.ask },
  };
}
const codes = (over: Overrides) => eligibility(facts(over)).because.map(({ code }) => code);
const defective: Partial<Facts['ask']> = { reason: 'damaged-or-defective' };

describe('each rule by itself', () => {
  const rows: [string, Overrides, 'yes' | 'ask' | 'no', string[]][] = [
    ['a lamp within its 30 days', {}, 'yes', []],
    [
      'an order that was called off',
      { order: { cancelledAt: new Date('2026-11-02T00:00:00Z') } },
      'no',
      ['order.cancelled'],
    ],
    ['goods still on their way', { line: { deliveredAt: null } }, 'no', ['delivery.not_yet']],
    [
      'goods so late that they are not wanted',
      { line: { deliveredAt: null }, ask: { reason: 'arrived-late' } },
      'ask',
      ['delivery.overdue'],
    ],
    ['a line given back already', { line: { left: 0 } }, 'no', ['line.nothing_left']],
    ['more than is left of the line', { line: { left: 1 }, ask: { quantity: 2 } }, 'no', ['line.more_than_left']],
    ['a line sold as final', { line: { finalSale: true } }, 'no', ['line.final_sale']],
    ['a variant that is always final', { variant: { finalSale: true } }, 'no', ['line.final_sale']],
    ['a SKU the policy calls final', { rules: (r) => r.final_sale.skus.push('lamp-01') }, 'no', ['line.final_sale']],
    [
      'a category the policy calls final',
      { rules: (r) => r.final_sale.categories.push('Lamps') },
      'no',
      ['line.final_sale'],
    ],
    ['a reason on the list', { rules: (r) => r.reasons.push('changed-my-mind') }, 'yes', []],
    ['a reason not on the list', { rules: (r) => r.reasons.push('too-small') }, 'no', ['reason.not_accepted']],
    ['opened, where that is accepted', { ask: { opened: true } }, 'yes', []],
    [
      'opened, where that is refused',
      {
        ask: { opened: true },
        rules: (r) => {
          r.condition.opened = 'refused';
        },
      },
      'no',
      ['opened.refused'],
    ],
    [
      'opened, where a person looks',
      {
        ask: { opened: true },
        rules: (r) => {
          r.condition.opened = 'ask';
        },
      },
      'ask',
      ['opened.ask'],
    ],
    [
      'opened and found broken, where open boxes are refused',
      {
        ask: { opened: true, ...defective },
        rules: (r) => {
          r.condition.opened = 'refused';
        },
      },
      'yes',
      [],
    ],
    ['earbuds, opened', { ask: { opened: true }, variant: { hygiene: true } }, 'no', ['opened.hygiene']],
    ['earbuds, sealed', { variant: { hygiene: true } }, 'yes', []],
    ['earbuds, opened and broken', { ask: { opened: true, ...defective }, variant: { hygiene: true } }, 'yes', []],
    ['worth exactly the limit', { ask: { value: 30_000 } }, 'yes', []],
    ['worth a cent more than the limit', { ask: { value: 30_001 } }, 'ask', ['value.above']],
    ['the second return of this buyer', { returns: 1 }, 'yes', []],
    ['the third return of this buyer', { returns: 2 }, 'ask', ['buyer.nth_return']],
    [
      'no returns at all under this policy',
      {
        rules: (r) => {
          r.window.days = 0;
        },
      },
      'no',
      ['window.none'],
    ],
  ];
  it.each(rows)('%s', (_, over, answer, because) => {
    const verdict = eligibility(facts(over));
    expect([verdict.answer, verdict.because.map(({ code }) => code)]).toEqual([answer, because]);
  });
});

describe('the window', () => {
  // Delivered on Nov 5 in New York; day 30 is Dec 5. Late until Dec 12.
  const rows: [string, string, 'yes' | 'ask' | 'no'][] = [
    ['the minute it came', '2026-11-05T19:00:00Z', 'yes'],
    ['the last minute of the last day', '2026-12-06T04:59:59.999Z', 'yes'],
    ['the first minute after it', '2026-12-06T05:00:00Z', 'ask'],
    ['the last minute of the seventh day late', '2026-12-13T04:59:59.999Z', 'ask'],
    ['the first minute after that', '2026-12-13T05:00:00Z', 'no'],
  ];
  it.each(rows)('%s (%s) answers %3$s', (_, now, answer) => {
    const verdict = eligibility(facts({ now }));
    expect([verdict.answer, verdict.until]).toEqual([answer, '2026-12-05']);
  });

  it('is counted in the days of the brand, not of the server', () => {
    // 02:30 UTC on Nov 6 is still Nov 5 in Los Angeles and already Nov 6 in Shanghai.
    const until = (zone: string) =>
      eligibility(facts({ zone, line: { deliveredAt: new Date('2026-11-06T02:30:00Z') } })).until;
    expect([until('America/Los_Angeles'), until('UTC'), until('Asia/Shanghai')]).toEqual([
      '2026-12-05',
      '2026-12-06',
      '2026-12-06',
    ]);
  });

  it.each([
    [
      'the night clocks go back in New York',
      'America/New_York',
      '2026-10-25T16:00:00Z',
      7,
      '2026-11-01',
      '2026-11-02T04:59:59.999Z',
    ],
    [
      'the night clocks go forward in New York',
      'America/New_York',
      '2026-03-01T17:00:00Z',
      7,
      '2026-03-08',
      '2026-03-09T03:59:59.999Z',
    ],
    [
      'a day that begins at one in Havana',
      'America/Havana',
      '2026-03-01T17:00:00Z',
      7,
      '2026-03-08',
      '2026-03-09T03:59:59.999Z',
    ],
    [
      'a clock that moves half an hour on Lord Howe',
      'Australia/Lord_Howe',
      '2026-03-29T02:00:00Z',
      7,
      '2026-04-05',
      '2026-04-05T13:29:59.999Z',
    ],
    [
      'the end of February of a leap year',
      'America/New_York',
      '2028-02-22T17:00:00Z',
      7,
      '2028-02-29',
      '2028-03-01T04:59:59.999Z',
    ],
  ])('keeps to calendar days over %s', (_, zone, delivered, days, until, lastInstant) => {
    const at = (now: string) =>
      eligibility(
        facts({
          zone,
          now,
          line: { deliveredAt: new Date(delivered) },
          rules: (r) => {
            r.window.days = days;
            r.ask_person.late_days = 0;
          },
        }),
      );
    expect(at(lastInstant)).toMatchObject({ answer: 'yes', until });
    expect(at(new Date(Date.parse(lastInstant) + 1).toISOString())).toMatchObject({ answer: 'no', until });
  });

  it('counts from purchase where the policy says so, delivered or not', () => {
    const over: Overrides = {
      rules: (r) => {
        r.window = { days: 14, from: 'purchase' };
        r.ask_person.late_days = 0;
      },
    };
    expect(eligibility(facts(over))).toMatchObject({ answer: 'no', until: '2026-11-15' });
    expect(codes({ ...over, line: { deliveredAt: null } })).toEqual(['delivery.not_yet', 'window.closed']);
  });

  it('tells how late it is and until when it ran', () => {
    const [because] = eligibility(facts({ now: '2026-12-20T12:00:00Z' })).because;
    expect(because).toEqual({
      rule: 'window',
      code: 'window.closed',
      facts: { days: 30, from: 'delivery', until: '2026-12-05', days_late: 15 },
    });
  });
});

describe('the warranty', () => {
  const march = '2027-03-01T12:00:00Z';
  it('takes over for a defect once the window is closed, and says so', () => {
    const verdict = eligibility(facts({ now: march, ask: defective }));
    expect(verdict).toMatchObject({ answer: 'yes', warranty: true, until: '2027-11-05' });
    expect(verdict.because).toEqual([
      {
        rule: 'warranty',
        code: 'warranty.covers',
        facts: { months: 12, until: '2027-11-05', covers: ['damaged-or-defective'], instead_of: ['window.closed'] },
      },
    ]);
  });

  const rows: [string, Overrides, 'yes' | 'ask' | 'no', boolean, string[]][] = [
    ['not for a change of mind', { now: march }, 'no', false, ['window.closed']],
    ['not needed within the window', { ask: defective }, 'yes', false, []],
    [
      'rather than a person, in the late days',
      { now: '2026-12-08T12:00:00Z', ask: defective },
      'yes',
      true,
      ['warranty.covers'],
    ],
    ['on its last day', { now: '2027-11-05T23:00:00Z', ask: defective }, 'yes', true, ['warranty.covers']],
    ['not a day longer', { now: '2027-11-06T12:00:00Z', ask: defective }, 'no', false, ['window.closed']],
    [
      'longer where the product says so',
      { now: '2027-11-06T12:00:00Z', ask: defective, variant: { warrantyMonths: 24 } },
      'yes',
      true,
      ['warranty.covers'],
    ],
    [
      'not where the product has none',
      { now: march, ask: defective, variant: { warrantyMonths: 0 } },
      'no',
      false,
      ['window.closed'],
    ],
    ['for goods sold as final', { ask: defective, line: { finalSale: true } }, 'yes', true, ['warranty.covers']],
    [
      'where no returns are taken at all',
      {
        ask: defective,
        rules: (r) => {
          r.window.days = 0;
        },
      },
      'yes',
      true,
      ['warranty.covers'],
    ],
    [
      'but nothing mends an order called off',
      { now: march, ask: defective, order: { cancelledAt: new Date() } },
      'no',
      true,
      ['order.cancelled', 'warranty.covers'],
    ],
    [
      'and a dear one is still looked at',
      { now: march, ask: { ...defective, value: 90_000 } },
      'ask',
      true,
      ['value.above', 'warranty.covers'],
    ],
    [
      'with a person where only money is left to give',
      {
        now: march,
        ask: defective,
        rules: (r) => {
          r.remedies.replacement = false;
          r.remedies.exchange = false;
        },
      },
      'ask',
      true,
      ['warranty.refund_only', 'warranty.covers'],
    ],
    [
      'may cover it, before the buyer has said why',
      { now: march, ask: { reason: null } },
      'yes',
      true,
      ['warranty.may_cover'],
    ],
  ];
  it.each(rows)('%s', (_, over, answer, warranty, because) => {
    const verdict = eligibility(facts(over));
    expect([verdict.answer, verdict.warranty, verdict.because.map(({ code }) => code)]).toEqual([
      answer,
      warranty,
      because,
    ]);
  });

  it('ends with the month where the month is shorter', () => {
    const over: Overrides = {
      ask: defective,
      line: { deliveredAt: new Date('2026-08-31T16:00:00Z') },
      variant: { warrantyMonths: 6 },
    };
    expect(eligibility(facts({ ...over, now: '2027-03-01T04:59:59Z' })).until).toBe('2027-02-28');
    expect(eligibility(facts({ ...over, now: '2027-03-01T05:00:00Z' })).answer).toBe('no');
  });
});

describe('together', () => {
  it('no beats ask, ask beats yes, and every reason is told', () => {
    expect(eligibility(facts({ returns: 5, ask: { value: 90_000 } }))).toMatchObject({ answer: 'ask' });
    const all = eligibility(
      facts({
        returns: 5,
        ask: { value: 90_000, opened: true },
        line: { finalSale: true },
        variant: { hygiene: true },
      }),
    );
    expect(all.answer).toBe('no');
    expect(all.because.map(({ code }) => code)).toEqual([
      'line.final_sale',
      'opened.hygiene',
      'value.above',
      'buyer.nth_return',
    ]);
  });

  it('asks a person where no policy holds, except for what no policy could allow', () => {
    expect(eligibility({ ...facts(), policy: null })).toEqual({
      answer: 'ask',
      because: [{ rule: 'policy', code: 'policy.none', facts: {} }],
      until: null,
      warranty: false,
    });
    expect(eligibility({ ...facts({ line: { left: 0 } }), policy: null }).answer).toBe('no');
  });

  const reasons: Reason[] = ['changed-my-mind', 'damaged-or-defective', 'arrived-late', 'too-small', 'other'];
  const zones = [
    'America/New_York',
    'America/Los_Angeles',
    'Asia/Shanghai',
    'Europe/London',
    'Australia/Lord_Howe',
    'America/Havana',
  ];
  const anyFacts = fc
    .record({
      delivered: fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 11) }),
      days: fc.integer({ min: 0, max: 120 }),
      from: fc.constantFrom('delivery' as const, 'purchase' as const),
      late: fc.integer({ min: 0, max: 400 }),
      months: fc.integer({ min: 0, max: 24 }),
      opened: fc.constantFrom('accepted' as const, 'refused' as const, 'ask' as const),
      reason: fc.option(fc.constantFrom(...reasons)),
      zone: fc.constantFrom(...zones),
      finalSale: fc.boolean(),
      hygiene: fc.boolean(),
      swaps: fc.boolean(),
      value: fc.integer({ min: 0, max: 60_000 }),
    })
    .map((one) =>
      facts({
        zone: one.zone,
        rules: (r) => {
          r.window = { days: one.days, from: one.from };
          r.ask_person.late_days = one.late;
          r.condition.opened = one.opened;
          r.remedies.replacement = one.swaps;
          r.remedies.exchange = one.swaps;
        },
        order: { placedAt: new Date(one.delivered - 4 * 86_400_000) },
        line: { deliveredAt: new Date(one.delivered), finalSale: one.finalSale },
        variant: { warrantyMonths: one.months, hygiene: one.hygiene },
        ask: { reason: one.reason, opened: true, value: one.value },
      }),
    );
  const hard = { yes: 0, ask: 1, no: 2 };
  const later = (one: Facts, ms: number): Facts => ({ ...one, now: new Date(one.line.deliveredAt!.getTime() + ms) });
  const span = fc.integer({ min: 0, max: 900 * 86_400_000 });

  it('never turns a no of the window into a yes by waiting', () => {
    fc.assert(
      fc.property(anyFacts, span, span, (one, a, b) => {
        const [early, late] = [Math.min(a, b), Math.max(a, b)];
        const closed = (ms: number) => eligibility(later(one, ms)).because.some(({ code }) => code === 'window.closed');
        const before = eligibility(later(one, early));
        const after = eligibility(later(one, late));
        expect(hard[after.answer]).toBeGreaterThanOrEqual(hard[before.answer]);
        if (closed(early)) expect(closed(late)).toBe(true);
      }),
    );
  });

  it('answers the same all day long, in the zone of the brand', () => {
    fc.assert(
      fc.property(anyFacts, span, fc.integer({ min: 0, max: 86_400_000 }), (one, ms, more) => {
        const a = later(one, ms);
        const b = later(one, ms + more);
        if (dayIn(one.zone, a.now) !== dayIn(one.zone, b.now)) return;
        expect(eligibility(a)).toEqual(eligibility(b));
      }),
    );
  });

  it('gives codes of the catalogue only, and none for a plain yes', () => {
    const known: readonly string[] = verdictCodes;
    fc.assert(
      fc.property(anyFacts, span, (one, ms) => {
        const verdict = eligibility(later(one, ms));
        expect(verdict.because.every(({ code }) => known.includes(code))).toBe(true);
        if (verdict.answer === 'yes' && !verdict.warranty) expect(verdict.because).toEqual([]);
      }),
    );
  });
});
