import { readFileSync } from 'node:fs';
import { permissionsOf, type ReturnStage, returnMove, returnStage } from '@recoup/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../platform/ctx.ts';
import { Refusal } from '../platform/refusal.ts';
import { claimsLeft, conditions, movesOf, type Return, type Step, step, ways } from './return.ts';
import { waysAsTable } from './testing/ways-table.ts';

const steps: Step[] = [
  'approve',
  'decline',
  'cancel',
  'change_remedy',
  'ship',
  'receive',
  'check',
  'send_replacement',
  'expire',
  'close',
];
const actor = (role: keyof typeof permissionsOf): Actor => ({
  kind: 'staff',
  id: '0',
  name: role,
  permissions: new Set<string>(permissionsOf[role]),
  brandIds: null,
  siteIds: null,
});
type Line = Return['lines'][number];
const line = (change: Partial<Line> = {}): Line =>
  ({
    id: 'l',
    quantity: 2,
    received: 0,
    accepted: 0,
    rejected: 0,
    remedy: 'refund',
    replacement_sent_at: null,
    offer: { goods_back: change.remedy !== 'keep_it' },
    ...change,
  }) as Line;
const standing = (stage: ReturnStage, change: Partial<Return> = {}) => ({
  stage,
  goods_back: true,
  approved_at: new Date(),
  review: [],
  asked_by: null,
  lines: [line()],
  ...change,
});

describe('the table of ways', () => {
  it.each(returnStage.options.flatMap((stage) => steps.map((one) => [stage, one] as const)))(
    'from %s, %s does what the table says and nothing else',
    (stage, one) => {
      const way = ways[stage][one];
      for (const goods_back of [true, false]) {
        for (const lines of [[line()], [line({ remedy: 'keep_it' })], [line({ received: 2, accepted: 1 })]]) {
          const at = standing(stage, { goods_back, lines });
          const holds = way && (!way.only_if || conditions[way.only_if](at));
          if (holds) expect(step(at, one)).toBe(way.to);
          else expect(() => step(at, one)).toThrow(Refusal);
        }
      }
    },
  );

  it('ends in closed, declined or cancelled, and an expired return can only still come in', () => {
    expect(Object.keys(ways.closed)).toEqual([]);
    expect(Object.keys(ways.declined)).toEqual([]);
    expect(Object.keys(ways.cancelled)).toEqual([]);
    expect(Object.keys(ways.expired)).toEqual(['receive']);
  });

  it('says the stage, the step and the condition when it refuses', () => {
    const refused = (at: ReturnType<typeof standing>, one: Step) => {
      try {
        step(at, one);
      } catch (error) {
        return error as Refusal;
      }
      throw new Error('not refused');
    };
    expect(refused(standing('closed'), 'cancel')).toMatchObject({
      code: 'return.wrong_stage',
      details: { stage: 'closed', move: 'cancel' },
    });
    const kept = standing('approved', { goods_back: false, lines: [line({ remedy: 'keep_it' })] });
    expect(refused(kept, 'cancel').details).toMatchObject({ because: 'nothing_paid_yet' });
    expect(refused(kept, 'expire').details).toMatchObject({ because: 'goods_come_back' });
    const unchecked = standing('received', { lines: [line({ received: 1 })] });
    expect(refused(unchecked, 'close').details).toMatchObject({ because: 'all_checked' });
  });

  it('stands in the guide as it stands here', () => {
    const guide = readFileSync(new URL('../../../docs/returns.md', import.meta.url), 'utf8');
    expect(guide).toContain(waysAsTable());
  });
});

describe('the buttons', () => {
  it('are those the table opens and the person may press', () => {
    expect(movesOf(standing('requested'), actor('agent'))).toEqual([
      'approve',
      'decline',
      'change_remedy',
      'cancel',
      'note',
    ]);
    expect(movesOf(standing('requested'), actor('warehouse'))).toEqual([]);
    expect(movesOf(standing('requested'), actor('viewer'))).toEqual([]);
    expect(movesOf(standing('approved'), actor('manager'))).toEqual([
      'change_remedy',
      'cancel',
      'resend_label',
      'note',
    ]);
    expect(movesOf(standing('in_transit'), actor('agent'))).toEqual(['change_remedy', 'resend_label', 'note']);
    expect(movesOf(standing('closed'), actor('owner'))).toEqual(['note']);
    const judged = [line({ remedy: 'exchange', received: 2, accepted: 2 })];
    expect(movesOf(standing('received', { lines: judged }), actor('agent'))).toEqual(['note', 'send_replacement']);
    const sent = judged.map((one) => ({ ...one, replacement_sent_at: new Date() }));
    expect(movesOf(standing('received', { lines: sent }), actor('agent'))).toEqual(['note', 'close']);
  });

  it('never hold a move that the step behind it refuses', () => {
    const anyLine = fc.record({
      remedy: fc.constantFrom('refund', 'store_credit', 'exchange', 'replacement', 'keep_it'),
      received: fc.nat(3),
      accepted: fc.nat(3),
      rejected: fc.nat(3),
      replacement_sent_at: fc.constantFrom(null, new Date()),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...returnStage.options),
        fc.boolean(),
        fc.array(anyLine, { minLength: 1, maxLength: 3 }),
        (stage, goods_back, lines) => {
          const at = standing(stage, { goods_back, lines: lines.map((one) => line(one as Partial<Line>)) });
          for (const move of movesOf(at, actor('owner'))) {
            if (move === 'note' || move === 'resend_label') continue;
            expect(() => step(at, move)).not.toThrow();
          }
          expect(movesOf(at, actor('owner')).every((move) => returnMove.options.includes(move))).toBe(true);
        },
      ),
    );
  });
});

describe('what a return lets go of when it ends', () => {
  it('is what never came', () => {
    const lines = [line({ order_line_id: 'a', quantity: 3, received: 1 }), line({ order_line_id: 'b', received: 2 })];
    expect(claimsLeft(standing('received', { lines }))).toEqual([{ order_line_id: 'a', quantity: 2 }]);
  });
  it('is not what the buyer was paid to keep, but is what they only asked to keep', () => {
    const lines = [line({ order_line_id: 'a', remedy: 'keep_it' })];
    expect(claimsLeft(standing('approved', { lines }))).toEqual([]);
    expect(claimsLeft(standing('requested', { lines, approved_at: null }))).toEqual([
      { order_line_id: 'a', quantity: 2 },
    ]);
  });
});
