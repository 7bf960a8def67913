/** The table of ways, flags, announcements in any order, and the rule that nobody is paid twice: without a database. */
import { type DisputeMove, type DisputeState, disputeMove, disputeState } from '@recoup/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SYSTEM } from '../../platform/ctx.ts';
import { Refusal } from '../../platform/refusal.ts';
import { disputeWays, flagsOf, heard, mayRefund, movesOfDispute, stepDispute, tookMoney } from './dispute.ts';
import { dueBy, networkReason, networkReasons } from './network-reasons.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const hours = (n: number) => new Date(NOW.getTime() + n * 3_600_000);

describe('ways', () => {
  const cases = disputeState.options.flatMap((state) =>
    disputeMove.options.map((move): [DisputeState, DisputeMove] => [state, move]),
  );
  test.each(cases)('a %s dispute and %s: shown exactly where it is allowed', (state, move) => {
    const at = { state, sending: 'none' as const, can_submit: true };
    const shown = movesOfDispute(at, SYSTEM).includes(move);
    expect(shown).toBe(disputeWays[state][move] !== undefined);
    if (shown) expect(stepDispute(at, move)).toBe(disputeWays[state][move]);
    else expect(() => stepDispute(at, move)).toThrow(Refusal);
  });

  test('while the evidence is on its way only the bank’s decision counts', () => {
    expect(movesOfDispute({ state: 'needs_response', sending: 'sending', can_submit: true }, SYSTEM)).toEqual([
      'mark_won',
      'mark_lost',
    ]);
  });
});

describe('announcements', () => {
  test('in any order and any number end where the newest says, and what is over does not begin again', () => {
    const word = fc.record({
      state: fc.constantFrom(...disputeState.options.filter((s) => s !== 'accepted')),
      at: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        let now: { state: DisputeState; heard_at: Date | null } = { state: 'needs_response', heard_at: null };
        for (const { state, at } of words) {
          const before = now.state;
          const when = new Date(at);
          const next = heard(now, { state, at: when });
          if (before === 'won') expect(next).toBe('won');
          if (before === 'lost') expect(['lost', 'won']).toContain(next);
          if (before === 'submitted') expect(next).not.toBe('needs_response');
          now = { state: next, heard_at: now.heard_at && now.heard_at > when ? now.heard_at : when };
        }
      }),
    );
  });
});

describe('nobody is paid twice', () => {
  test('refunds that pass and the disputed money never come to more than was paid', () => {
    const dispute = fc.record({
      code: fc.constant('DP'),
      kind: fc.constantFrom('inquiry' as const, 'chargeback' as const),
      state: fc.constantFrom(...disputeState.options),
      amount: fc.integer({ min: 1, max: 20_000 }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20_000 }),
        fc.array(dispute, { minLength: 1, maxLength: 3 }),
        fc.array(fc.integer({ min: 1, max: 9_000 }), { maxLength: 6 }),
        (paid, disputes, wanted) => {
          let sent = 0;
          const disputed = disputes.filter(tookMoney).reduce((sum, { amount }) => sum + amount, 0);
          for (const amount of wanted) {
            try {
              mayRefund({ amount, approved: true }, { paid, sent }, disputes);
              sent += amount;
              if (disputed > 0) expect(sent + disputed).toBeLessThanOrEqual(paid);
            } catch (error) {
              expect(error).toBeInstanceOf(Refusal);
            }
          }
        },
      ),
      { numRuns: 5_000 },
    );
  });

  const open = { code: 'DP-1', kind: 'chargeback' as const, state: 'needs_response' as const, amount: 4_000 };
  test('while a part is disputed, a refund of the rest needs a second person', () => {
    const refund = (approved: boolean) => () =>
      mayRefund({ amount: 5_000, approved }, { paid: 10_000, sent: 0 }, [open]);
    expect(refund(false)).toThrow('refund.disputed_needs_second');
    expect(refund(true)).not.toThrow();
  });
  test('an inquiry has taken nothing, so a refund passes; a dispute that was won has given it back', () => {
    const pass = { amount: 10_000, approved: false };
    expect(() => mayRefund(pass, { paid: 10_000, sent: 0 }, [{ ...open, kind: 'inquiry' }])).not.toThrow();
    expect(() => mayRefund(pass, { paid: 10_000, sent: 0 }, [{ ...open, state: 'won' }])).not.toThrow();
  });
});

describe('flags', () => {
  const facts = {
    kind: 'chargeback' as const,
    state: 'needs_response' as const,
    amount: 10_000,
    currency: 'USD',
    due_by: hours(100),
    paid: 10_000,
    refunds: [],
  };
  const waits = { code: 'RF-1', amount: 10_000, state: 'owed' as const, sent_at: null };
  const codes = (change: Partial<Parameters<typeof flagsOf>[0]>) =>
    flagsOf({ ...facts, ...change }, NOW).map(({ code }) => code);
  test.each([
    ['nothing yet', {}, []],
    ['due within three days', { due_by: hours(71) }, ['due_soon']],
    ['too late', { due_by: hours(-1) }, ['overdue']],
    [
      'an inquiry that a waiting refund would settle',
      { kind: 'inquiry' as const, refunds: [waits] },
      ['refund_would_settle'],
    ],
    ['a refund that waits while the bank has the money', { refunds: [waits] }, ['refund_waits']],
    [
      'refunded before',
      { kind: 'inquiry' as const, refunds: [{ ...waits, state: 'sent' as const, sent_at: NOW }] },
      ['refunded_already'],
    ],
    [
      'paid twice',
      { state: 'lost' as const, refunds: [{ ...waits, state: 'sent' as const, sent_at: NOW }] },
      ['paid_twice'],
    ],
  ])('%s', (_, change, expected) => expect(codes(change)).toEqual(expected));
});

describe('reasons and deadlines', () => {
  test('every code of a network means one thing, and names where it was read', () => {
    const seen = new Set(networkReasons.map(({ network, code }) => `${network} ${code}`));
    expect(seen.size).toBe(networkReasons.length);
    expect(networkReasons.every(({ source_url }) => source_url.startsWith('https://'))).toBe(true);
    expect(networkReason('visa', ' 13.1 ')?.reason).toBe('not_received');
    expect(networkReason('visa', '99')).toBeNull();
  });
  test('a deadline that was given goes before the network’s own', () => {
    expect(dueBy('amex', NOW, null)).toMatchObject({ at: new Date('2026-12-12T12:00:00Z'), rule: { days: 20 } });
    expect(dueBy('visa', NOW, hours(5))).toMatchObject({ at: hours(5), rule: { source: 'given', days: null } });
  });
});
