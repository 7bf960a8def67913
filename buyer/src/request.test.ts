import { describe, expect, test } from 'vitest';
import { askOf, empty, reduce, screensOf, wanted } from './request.ts';

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
