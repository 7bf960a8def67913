import { expect, test } from 'vitest';
import { type Answer, waysIn } from './the-question.ts';

type Line = Answer['lines'][number];
const line = (in_stock: (number | null)[]): Line =>
  ({
    remedies: [
      { offer: { kind: 'exchange' }, available: true },
      { offer: { kind: 'refund' }, available: true },
    ],
    fix_first: [],
    exchange_for: in_stock.map((count, n) => ({ variant_id: `v${n}`, in_stock: count })),
  }) as never;
const kinds = (lines: Line[], reason: Parameters<typeof waysIn>[2]) =>
  waysIn({ lines, waits_for_person: false }, ['exchange', 'refund'], reason).map(({ kind }) => kind);

test.each([
  ['who wants another one, of others that are there', [line([0, 3])], 'changed-my-mind', ['exchange', 'refund']],
  ['who wants another one, of others nobody counts', [line([null])], 'too-small', ['exchange', 'refund']],
  ['who wants another one, where there is only the same', [line([])], 'changed-my-mind', ['refund']],
  ['who wants another one, where none is there', [line([0])], 'too-big', ['refund']],
  ['who wants others for several things at once', [line([3]), line([3])], 'changed-my-mind', ['refund']],
  ['whose own is broken: the same again is right', [line([])], 'damaged-or-defective', ['exchange', 'refund']],
] as const)('an exchange for a buyer %s', (_, lines, reason, expected) => {
  expect(kinds([...lines], reason)).toEqual(expected);
});
