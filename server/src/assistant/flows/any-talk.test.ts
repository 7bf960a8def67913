import { flowKey, reasons, remedyKind } from '@recoup/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ActState, Heard } from '../talk.ts';
import { shippedFlows } from './default-flows/index.ts';
import { heard, type Shop, TestTalk } from './testing/talk.ts';

const intents = [
  ...[...shippedFlows.values()].flatMap(({ starts }) => starts.intents),
  ...['greeting', 'thanks', 'goodbye', 'yes', 'no', 'it_worked', 'it_did_not_work', 'never_mind', 'spam_or_offer'],
];
const values = [
  ...new Set(
    [...shippedFlows.values()].flatMap(({ steps }) =>
      steps.flatMap(({ choices }) => (choices ?? []).map(({ value }) => value)),
    ),
  ),
  ...remedyKind.options,
  ...flowKey.options,
  ...['o1', 'o2', 'l1', 'l2', 'p1', 'v1', 'nonsense'],
];
const orders: Shop['orders'] = [
  {
    order_id: 'o1',
    number: '#1',
    lines: [
      { id: 'l1', title: 'Halo lamp' },
      { id: 'l2', title: 'Desk fan' },
    ],
  },
  { order_id: 'o2', number: '#2', lines: [{ id: 'l3', title: 'Bulb' }] },
];
const flag = fc.boolean();

const someShop: fc.Arbitrary<Partial<Shop>> = fc.record({
  orders: fc.constantFrom([], orders.slice(1), orders),
  order: fc.record({ shipped: flag, delivered: flag, cancelled: flag, above: flag, has_return: flag }),
  guide: fc.constantFrom(null, 'A guide'),
  remedies: fc.subarray([
    { kind: 'keep_it', title: 'Keep it' },
    { kind: 'refund', title: 'Money back' },
    { kind: 'replacement', title: 'A new one' },
    { kind: 'exchange', title: 'Another one' },
  ] satisfies Shop['remedies']),
  parts: fc.constantFrom(
    [],
    [{ id: 'p1', title: 'Screw', in_stock: true }],
    [{ id: 'p1', title: 'Screw', in_stock: false }],
  ),
  waits: flag,
  evidence: flag,
  tracking: fc.constantFrom('moving', 'delivered', 'late', 'lost', 'not_shipped', 'unknown'),
  refunds: fc.constantFrom('none', 'owed', 'sent', 'failed'),
  warranty: flag,
  window: flag,
  article: fc.constantFrom(null, 'So it goes.'),
  cancellation: fc.constantFrom('possible', 'shipped', 'already', 'asks_person', 'unknown'),
  here: flag,
  code: fc.constantFrom(null, '123456'),
});

const someWords: fc.Arbitrary<Heard> = fc
  .record({
    intent: fc.option(fc.constantFrom(...intents), { nil: null }),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    text: fc.constantFrom(
      '',
      'bla',
      'the second one',
      'the lamp',
      'both',
      '退货',
      'keep it and 100%',
      'white',
      'screw',
    ),
    choice: fc.option(fc.constantFrom(...values), { nil: null, freq: 3 }),
    yes: fc.constantFrom(null, null, true, false),
    corrects: flag,
    language: fc.constantFrom('en', 'zh', 'es'),
    photo: flag,
    code: fc.constantFrom(null, null, '123456', '999999'),
    number: fc.constantFrom<string[]>([], [], ['#1'], ['#2'], ['#9']),
    slots: fc.record(
      {
        problem: fc.constantFrom(...reasons),
        wanted: fc.constantFrom(...remedyKind.options),
        offer: fc.constantFrom(...remedyKind.options),
      },
      { requiredKeys: [] },
    ),
    also: fc.option(fc.constantFrom(...intents), { nil: null }),
  })
  .map(({ intent, confidence, text, choice, yes, corrects, language, photo, code, number, slots, also }) =>
    heard(text, intent, {
      confidence,
      choice,
      yes,
      corrects,
      language: language as Heard['language'],
      file_ids: photo ? ['f'] : [],
      tokens: { code, order_numbers: number, postal_codes: number.length > 0 ? ['10001'] : [] },
      slots,
      also: also ? [{ text: 'and another thing', understood: heard('', also).understood, slots: {} }] : [],
    }),
  );
type Move = Heard | ActState;
const someMoves: fc.Arbitrary<Move[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: someWords },
    { weight: 1, arbitrary: fc.constantFrom<ActState>('done', 'declined', 'refused', 'expired') },
  ),
  { minLength: 1, maxLength: 14 },
);

/** What the look-ups of a shop say may be given. */
function mayGive(shop: Partial<Shop>, remedy: string | undefined): boolean {
  if (remedy === 'spare_part') return (shop.parts ?? []).some((part) => part.in_stock);
  return (shop.remedies ?? []).some(({ kind }) => kind === remedy);
}

test('whatever a buyer says, each turn says something, and the talk asks, has ended, or is with a person', async () => {
  await fc.assert(
    fc.asyncProperty(someShop, someMoves, async (shop, moves) => {
      const talk = new TestTalk({ shop });
      for (const move of moves) {
        if (typeof move === 'string' && talk.state.pending?.kind !== 'confirm') continue;
        const turn = typeof move === 'string' ? await talk.tapsCard(move) : await talk.hears(move);
        expect(turn.says.length).toBeGreaterThan(0);
        expect(turn.says.map(({ text }) => text).join(' ')).not.toMatch(/\{\{|undefined|\bnull\b/);
        expect(turn.hand_over?.reason).not.toBe('fault');
        const open = turn.state.matters.filter(({ ending }) => ending === 'open');
        if (turn.hand_over) {
          expect(open).toEqual([]);
          expect(turn.state.pending).toBeNull();
          return;
        }
        expect(open.length === 0 || turn.state.pending !== null).toBe(true);
        expect(open.length === 0 || turn.state.current !== null).toBe(true);
        if (turn.act?.state === 'offered') expect(turn.state.pending?.kind).toBe('confirm');
      }
      for (const { act, slots } of talk.world.offered) {
        if (act === 'give_remedy') expect(mayGive(shop, slots.offer), slots.offer).toBe(true);
        if (act !== 'settle') expect(slots.order).toBeDefined();
      }
      const offered = new Set(talk.world.offered.map((_, at) => `c${at + 1}`));
      for (const { id } of talk.world.answers) expect(offered.has(id)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('a buyer who answers no question ends with a person in a few turns', async () => {
  await fc.assert(
    fc.asyncProperty(someShop, fc.constantFrom(...flowKey.options), async (shop, flow) => {
      const talk = new TestTalk({ shop });
      await talk.hears(heard(flow, null, { choice: flow }));
      for (let turn = 0; turn < 4 && talk.state.pending; turn += 1) await talk.hears(heard('qwxz', null));
      expect(talk.state.pending).toBeNull();
    }),
    { numRuns: 100 },
  );
});
