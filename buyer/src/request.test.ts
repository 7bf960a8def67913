import { describe, expect, test } from 'vitest';
import { type AnswerLine, askOf, empty, firstParts, needs, reduce, screensOf, unchosen, wanted } from './request.ts';

describe('asking, one question a screen', () => {
  const two = reduce(reduce(empty, { type: 'toggle', lineId: 'a' }), { type: 'toggle', lineId: 'b' });

  test('two things are asked about one after the other, then the remedies, then all once more', () => {
    expect(screensOf(two).map((screen) => screen.kind)).toEqual([
      'choose',
      'why',
      'more',
      'why',
      'more',
      'remedy',
      'remedy',
      'review',
    ]);
  });

  test('an order of one thing begins with what is wrong', () => {
    expect(screensOf(reduce(empty, { type: 'only', lineId: 'a' }))[0]).toEqual({ kind: 'why', lineId: 'a' });
  });

  test('a changed answer is a new request, the same answers sent again are the same one', () => {
    const changed = reduce(two, { type: 'set', lineId: 'a', change: { reason: 'changed-my-mind' } });
    expect(changed.key).not.toBe(two.key);
    expect(reduce(changed, { type: 'next' }).key).toBe(changed.key);
  });

  test('only things with a reason are asked a price for, and empty comments are left out', () => {
    const told = reduce(two, {
      type: 'set',
      lineId: 'a',
      change: { reason: 'arrived-late', remedy: 'refund', comment: '  ' },
    });
    expect(wanted(told)).toEqual([{ order_line_id: 'a', quantity: 1, reason: 'arrived-late', opened: true }]);
    expect(askOf({ ...told, lines: told.lines.slice(0, 1) }, 'en').lines[0]).not.toHaveProperty('comment');
  });

  test('back from the first question stays there', () => {
    expect(reduce(empty, { type: 'back' }).at).toBe(0);
  });
});

describe('putting it right first', () => {
  const usd = (amount: number) => ({ amount, currency: 'USD' });
  const way = (kind: 'spare_part' | 'refund' | 'guidance') => ({
    offer: {
      kind,
      amount: usd(0),
      parts: [],
      to: null,
      goods_back: false,
      by: null,
      freight_paid_by: 'nobody' as const,
    },
    available: true,
    notes: [],
  });
  const first: AnswerLine = {
    order_line_id: 'a',
    verdict: { answer: 'yes', because: [], until: null, warranty: false },
    evidence_needed: false,
    fix_first: [way('guidance'), way('spare_part')],
    remedies: [way('spare_part'), way('refund')],
    parts: [],
    exchange_for: [],
    guides: [],
  };
  const part = {
    part_id: 'plate',
    sku: 'P',
    title: 'Plate',
    title_zh: null,
    title_es: null,
    photo_url: null,
    per_product: 1,
    mends: true,
    in_stock: 3,
    expected_on: null,
  };
  const asked = reduce(reduce(empty, { type: 'only', lineId: 'a' }), {
    type: 'set',
    lineId: 'a',
    change: { reason: 'missing-parts-or-accessories', detail: 'lid_or_basket_missing', first },
  });
  const kinds = (request: typeof asked) => screensOf(request).map(({ kind }) => kind);

  test('comes after the reason, where there is something to try, and never instead of the return', () => {
    expect(kinds(asked)).toEqual(['why', 'fix', 'more', 'remedy', 'review']);
    const nothing = reduce(asked, { type: 'set', lineId: 'a', change: { first: { ...first, fix_first: [] } } });
    expect(kinds(nothing)).toEqual(['why', 'more', 'remedy', 'review']);
  });

  test('a part that is taken leaves nothing to ask but the photo a policy wants', () => {
    const taken = { remedy: 'spare_part' as const, settled: true, parts: { plate: 1 } };
    const settled = reduce(asked, { type: 'set', lineId: 'a', change: taken });
    expect(kinds(settled)).toEqual(['why', 'fix', 'review']);
    const photo = reduce(settled, { type: 'set', lineId: 'a', change: { first: { ...first, evidence_needed: true } } });
    expect(kinds(photo)).toEqual(['why', 'fix', 'more', 'review']);
    expect(askOf(settled, 'en').lines[0]).toMatchObject({
      remedy: 'spare_part',
      choice: { parts: [{ part_id: 'plate', quantity: 1 }] },
      shown: ['guidance', 'spare_part', 'refund'],
    });
    const other = reduce(settled, { type: 'set', lineId: 'a', change: { ...unchosen, first: null } });
    expect(kinds(other)).toEqual(['why', 'more', 'remedy', 'review']);
  });

  test('parts and an exchange are not asked for before it is said which', () => {
    const chosen = asked.lines[0]!;
    expect(needs({ ...chosen, remedy: 'spare_part' })).toBe('parts');
    expect(needs({ ...chosen, remedy: 'spare_part', parts: { plate: 2 } })).toBeNull();
    expect(needs({ ...chosen, remedy: 'exchange' })).toBe('variant');
    expect(needs({ ...chosen, remedy: 'refund' })).toBeNull();
    const swapped = reduce(asked, { type: 'set', lineId: 'a', change: { remedy: 'exchange', variantId: 'xl' } });
    expect(wanted(swapped)[0]).toMatchObject({ exchange_to: 'xl', detail: 'lid_or_basket_missing' });
  });

  test('the only part there is needs no choosing', () => {
    expect(firstParts({ ...first, parts: [part] })).toEqual({ plate: 1 });
    expect(firstParts({ ...first, parts: [part, { ...part, part_id: 'lid' }] })).toEqual({});
  });
});
