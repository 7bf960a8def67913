import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Came, type PromisedLine, type Sale, standingOf, standingsOf } from './arrival.ts';

const lamp: PromisedLine = {
  id: 'line-lamp',
  order_line_id: 'sold-lamp',
  variant_id: 'lamp',
  quantity: 2,
  counted: 0,
  sold: 2,
  serials: [],
};
const vacuum: PromisedLine = {
  ...lamp,
  id: 'line-vacuum',
  order_line_id: 'sold-vacuum',
  variant_id: 'vacuum',
  quantity: 1,
  sold: 1,
  serials: ['R7-2608-114-0932'],
};
const came = (given: Partial<Came>): Came => ({ lineId: null, variantId: null, serial: null, ...given });
const elsewhere: Sale = { order_line_id: 'somebody-elses', variant_id: 'r5' };

describe('how a unit stands to what was promised', () => {
  it.each<[string, PromisedLine[] | null, Partial<Came>, Sale, string, string | null]>([
    ['what was promised is right', [lamp, vacuum], { lineId: 'line-lamp' }, null, 'right', 'line-lamp'],
    ['a scanned SKU finds its line', [lamp, vacuum], { variantId: 'lamp' }, null, 'right', 'line-lamp'],
    ['a scanned serial finds its line', [lamp, vacuum], { serial: 'r7-2608-114-0932' }, null, 'right', 'line-vacuum'],
    ['one more than promised is over', [{ ...lamp, counted: 2 }], { variantId: 'lamp' }, null, 'over', 'line-lamp'],
    ['another product is wrong', [lamp], { variantId: 'vacuum' }, null, 'wrong', null],
    ['a product nobody knows is wrong', [lamp], {}, null, 'wrong', null],
    ['another product under a line is wrong', [lamp], { lineId: 'line-lamp', variantId: 'r5' }, null, 'wrong', null],
    ['a foreign serial is wrong', [vacuum], { lineId: 'line-vacuum', serial: 'R7-0000' }, null, 'wrong', null],
    ['a serial sold to somebody else is wrong', [lamp], { variantId: 'lamp', serial: 'X' }, elsewhere, 'wrong', null],
    [
      'a serial nobody recorded speaks against nothing',
      [lamp],
      { variantId: 'lamp', serial: 'X' },
      null,
      'right',
      'line-lamp',
    ],
    ['nothing promised is blind', null, { variantId: 'lamp' }, null, 'blind', null],
  ])('%s', (_, promised, given, sale, arrival, lineId) => {
    expect(standingOf(promised, came(given), sale)).toEqual({ arrival, lineId });
  });

  it('the second line of the same product takes what the first has no room for', () => {
    const second = { ...lamp, id: 'line-lamp-2' };
    expect(standingOf([{ ...lamp, counted: 2 }, second], came({ variantId: 'lamp' }), null).lineId).toBe('line-lamp-2');
  });

  it('refuses a line of another return', () => {
    expect(() => standingOf([lamp], came({ lineId: 'line-vacuum' }), null)).toThrow('parcel.line_not_here');
    expect(() => standingOf(null, came({ lineId: 'line-lamp' }), null)).toThrow('parcel.line_not_here');
  });

  it('never counts more right units than were promised, whatever comes', () => {
    const scan = fc.record({
      lineId: fc.constantFrom(null, 'line-lamp', 'line-vacuum'),
      variantId: fc.constantFrom(null, 'lamp', 'vacuum', 'r5'),
      serial: fc.constantFrom(null, 'R7-2608-114-0932', 'X'),
    });
    fc.assert(
      fc.property(fc.array(scan, { maxLength: 12 }), (scans) => {
        const lines = [{ ...lamp }, { ...vacuum }];
        for (const one of scans) {
          const { arrival, lineId } = standingOf(lines, one, null);
          expect(arrival === 'wrong').toBe(lineId === null);
          if (arrival === 'right') lines.find(({ id }) => id === lineId)!.counted += 1;
        }
        expect(lines.every(({ counted, quantity }) => counted <= quantity)).toBe(true);
      }),
    );
  });
});

describe('units whose return is found later', () => {
  const unit = (given: Partial<Came>) => ({ ...came(given), sale: null });
  const stood = (lines: PromisedLine[], ...units: Partial<Came>[]) =>
    standingsOf(lines, units.map(unit)).map(({ arrival, lineId }) => [arrival, lineId]);

  it('stand one after the other', () => {
    expect(stood([{ ...lamp, quantity: 1 }], { variantId: 'lamp' }, { variantId: 'lamp' })).toEqual([
      ['right', 'line-lamp'],
      ['over', 'line-lamp'],
    ]);
  });

  it('one nobody could name is what the return still waits for', () => {
    expect(stood([{ ...lamp, quantity: 1 }, vacuum], {}, { variantId: 'lamp' })).toEqual([
      ['right', 'line-vacuum'],
      ['right', 'line-lamp'],
    ]);
  });

  it('stays wrong where it might be several things, or none', () => {
    expect(stood([lamp, vacuum], {})).toEqual([['wrong', null]]);
    expect(stood([{ ...lamp, quantity: 1 }], {}, {})).toEqual([
      ['right', 'line-lamp'],
      ['wrong', null],
    ]);
  });
});
