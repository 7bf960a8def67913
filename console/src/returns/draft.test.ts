import { describe, expect, test } from 'vitest';
import { firstPick } from '../remedies/pick.ts';
import {
  askedOf,
  type Draft,
  freshLine,
  missingOf,
  outsideBy,
  type PreviewLine,
  requestOf,
  standingOf,
  sumOf,
  unitsLeft,
} from './draft.ts';

const money = (amount: number) => ({ amount, currency: 'USD' });
const offer = (kind: PreviewLine['offers'][number]['kind'], amount: number): PreviewLine['offers'][number] => ({
  kind,
  amount: money(amount),
  parts: [],
  to: null,
  goods_back: true,
  by: null,
  freight_paid_by: 'seller',
});
const preview = (answer: 'yes' | 'ask' | 'no', part: Partial<PreviewLine> = {}): PreviewLine => ({
  order_line_id: 'a',
  sku: 'S',
  title: 'Lamp',
  photo_url: null,
  category: 'lamp',
  quantity_left: 2,
  delivered_at: null,
  verdict: { answer, because: [], until: null, warranty: false },
  evidence_needed: false,
  offers: [offer('refund', 12_900), offer('replacement', 0)],
  ...part,
});
const lamp = { ...freshLine, reason: 'changed-my-mind', remedy: 'refund' } as const;
const of = (line: PreviewLine) => new Map([['a', line]]);

test('units in another return cannot be asked for again', () => {
  expect(unitsLeft({ quantity: 3, return_quantity: 2 })).toBe(1);
  expect(unitsLeft({ quantity: 1, return_quantity: 2 })).toBe(0);
});

test('policy is asked about lines whose reason is known', () => {
  const draft: Draft = { a: lamp, b: freshLine };
  expect(askedOf(draft)).toEqual([{ order_line_id: 'a', quantity: 1, reason: 'changed-my-mind', opened: true }]);
});

describe('what is missing', () => {
  test.each<[string, Draft, ReadonlyMap<string, PreviewLine>, string, ReturnType<typeof missingOf>]>([
    ['nothing was picked', {}, new Map(), '', 'lines'],
    ['no reason was given', { a: freshLine }, new Map(), '', 'reason'],
    ['policy has not answered yet', { a: lamp }, new Map(), '', 'policy'],
    ['no remedy was chosen', { a: { ...lamp, remedy: null } }, of(preview('yes')), '', 'remedy'],
    ['policy says no and nobody said why anyway', { a: lamp }, of(preview('no')), ' ', 'override'],
    ['policy says no, and a reason was given', { a: lamp }, of(preview('no')), 'Promised on the phone', null],
    ['all is there', { a: lamp }, of(preview('yes')), '', null],
  ])('%s', (_, draft, previews, reason, missing) => {
    expect(missingOf(draft, previews, reason)).toBe(missing);
  });
});

describe('how it stands to policy', () => {
  test('inside, for a person, outside', () => {
    expect(standingOf({ a: lamp }, of(preview('yes')))).toBe('inside');
    expect(standingOf({ a: lamp }, of(preview('ask')))).toBe('asks_a_person');
    expect(standingOf({ a: lamp }, of(preview('no')))).toBe('outside');
  });

  test('photos that policy wants and nobody added are outside', () => {
    const wanted = of(preview('yes', { evidence_needed: true }));
    expect(standingOf({ a: lamp }, wanted)).toBe('outside');
    expect(outsideBy({ a: lamp }, wanted)).toEqual(['photos']);
  });

  test('a remedy that policy does not offer is outside', () => {
    expect(standingOf({ a: { ...lamp, remedy: 'store_credit' } }, of(preview('yes')))).toBe('outside');
  });
});

test('goods for goods move no money, and money adds up', () => {
  const two = new Map([
    ['a', preview('yes')],
    ['b', preview('yes', { offers: [offer('refund', 4_900)] })],
  ]);
  expect(sumOf({ a: { ...lamp, remedy: 'replacement' } }, two)).toBeNull();
  expect(sumOf({ a: lamp, b: lamp }, two)).toEqual(money(17_800));
});

test('the request says what was filled in and nothing else', () => {
  const draft: Draft = { a: { ...lamp, detail: 'flickers', comment: ' It hums ' } };
  expect(requestOf(draft, new Map(), 'es', '')).toEqual({
    language: 'es',
    lines: [
      {
        order_line_id: 'a',
        quantity: 1,
        reason: 'changed-my-mind',
        detail: 'flickers',
        comment: 'It hums',
        remedy: 'refund',
        opened: true,
        file_ids: [],
      },
    ],
  });
  expect(requestOf(draft, new Map(), 'en', ' Promised ').override_reason).toBe('Promised');
});

test('several lines take different remedies, each with what it needs', () => {
  const previews = new Map([
    ['a', preview('yes', { offers: [offer('keep_it', 2_580)] })],
    ['b', preview('yes', { offers: [offer('spare_part', 0)] })],
  ]);
  const draft: Draft = {
    a: { ...lamp, remedy: 'keep_it', picked: { ...firstPick('keep_it'), amount: 3_870 } },
    b: { ...lamp, remedy: 'spare_part', picked: firstPick('spare_part') },
  };
  expect(sumOf(draft, previews)).toEqual(money(3_870));
  expect(missingOf(draft, previews, '')).toBe('choice');
  const whole: Draft = { ...draft, b: { ...draft.b!, picked: { ...firstPick('spare_part'), parts: { plate: 1 } } } };
  expect(missingOf(whole, previews, '')).toBeNull();
  expect(
    requestOf(whole, previews, 'en', '').lines.map(({ remedy, choice, shown }) => ({ remedy, choice, shown })),
  ).toEqual([
    { remedy: 'keep_it', choice: { amount: 3_870 }, shown: ['keep_it'] },
    { remedy: 'spare_part', choice: { parts: [{ part_id: 'plate', quantity: 1 }] }, shown: ['spare_part'] },
  ]);
});
