import type { Parcel, Scanned, Unit } from '@recoup/contract';
import { describe, expect, test } from 'vitest';
import { answerScan, countByHand, type Last, type Next, type Question, readInBox } from './answer-scan.ts';
import { type Box, boxOf, type KeptCount, missingIn } from './kept.ts';

const order = { id: '0198c000-0000-7000-8000-00000000000a', number: '#20377' };
const brand = { id: '0198c000-0000-7000-8000-00000000000b', name: 'Lumora' };

type Line = Parcel['lines'][number];
function line(part: Partial<Line> & { return_line_id: string }): Line {
  return {
    variant_id: `variant of ${part.return_line_id}`,
    sku: part.return_line_id.toUpperCase(),
    title: part.return_line_id,
    photo_url: null,
    expected: 1,
    before: 0,
    counted: 0,
    tracks_serial: false,
    serials: [],
    reason: 'damaged-or-defective',
    comment: null,
    ...part,
  };
}
const vacuum = line({ return_line_id: 'vacuum', tracks_serial: true, serials: ['R7-2608-114-0932'] });
const bags = line({ return_line_id: 'bags', expected: 2 });

function unit(part: Partial<Unit>): Unit {
  return {
    id: 'unit 1',
    lpn: 'LPN-4K7P-31XX',
    serial: null,
    return_line_id: null,
    arrival: 'right',
    stage: 'arrived',
    arrived_at: '2026-11-16T20:10:00.000Z',
    ...part,
  } as Unit;
}
function box(part: { lines?: Line[]; units?: Unit[]; blind?: boolean; waiting?: KeptCount[] } = {}): Box {
  const parcel = {
    id: 'parcel 1',
    brand,
    order: part.blind ? null : order,
    return: part.blind
      ? null
      : { id: 'return 1', code: 'RMA-7F3K-92QD', stage: 'in_transit', customer: 'Dana', city: null },
    lines: part.blind ? [] : (part.lines ?? [vacuum, bags]),
    units: part.units ?? [],
  } as unknown as Parcel;
  return boxOf(parcel, part.waiting ?? []);
}
function counted(lineId: string, serial?: string): KeptCount {
  const body = { return_line_id: lineId, ...(serial ? { serial } : {}) };
  return { kind: 'count', id: `step of ${lineId}`, parcel_id: 'parcel 1', box: 'RMA', title: lineId, at: 1_000, body };
}

const serialOf = (serial: string, sold = order): Scanned => ({
  kind: 'serial',
  serial,
  sku: 'R7',
  title: 'Sweep R7',
  order: sold,
  customer: 'Kim Sloan',
});
const goods = (id: string): Scanned => ({ kind: 'variant', variant_id: `variant of ${id}`, sku: id, title: id, brand });
const nothing = (text: string): Scanned => ({ kind: 'nothing', text });

function scan(at: { box: Box; scanned: Scanned; text?: string; question?: Question | null; last?: Last | null }): Next {
  return answerScan({ question: null, last: null, text: 'scanned', ...at });
}

describe('a scan while a box is open', () => {
  test('a serial number of this return counts its line', () => {
    expect(scan({ box: box(), scanned: serialOf('R7-2608-114-0932'), text: 'R7-2608-114-0932' })).toEqual({
      do: 'count',
      counting: { serial: 'R7-2608-114-0932', name: 'vacuum', return_line_id: 'vacuum' },
    });
  });

  test('the same serial number again changes nothing, and says when it was first scanned', () => {
    const here = box({ units: [unit({ serial: 'R7-2608-114-0932', return_line_id: 'vacuum' })] });
    expect(scan({ box: here, scanned: serialOf('R7-2608-114-0932'), text: 'r7-2608-114-0932' })).toEqual({
      do: 'seen',
      what: 'r7-2608-114-0932',
      at: '2026-11-16T20:10:00.000Z',
    });
  });

  test('a serial number that waits to be sent counts as scanned', () => {
    const here = box({ waiting: [counted('vacuum', 'R7-2608-114-0932')] });
    expect(scan({ box: here, scanned: serialOf('R7-2608-114-0932'), text: 'R7-2608-114-0932' })).toMatchObject({
      do: 'seen',
      at: 1_000,
    });
  });

  test('a serial number sold to somebody else is asked about, beside what should have come', () => {
    const other = serialOf('R5-2604-077-1420', { id: 'another order', number: '#18412' });
    expect(scan({ box: box(), scanned: other, text: 'R5-2604-077-1420' })).toMatchObject({
      do: 'ask',
      question: {
        ask: 'foreign',
        came: { code: 'R5-2604-077-1420', sold: { order: '#18412', to: 'Kim Sloan' } },
        expected: { return_line_id: 'vacuum' },
      },
    });
  });

  test('goods that are promised are counted', () => {
    expect(scan({ box: box(), scanned: goods('bags') })).toEqual({
      do: 'count',
      counting: { return_line_id: 'bags', name: 'bags' },
    });
  });

  test('goods with serial numbers ask for theirs first, and a second scan of the goods does not count them', () => {
    const asked = scan({ box: box(), scanned: goods('vacuum') });
    expect(asked).toMatchObject({ do: 'ask', question: { ask: 'serial' } });
    const question = asked.do === 'ask' ? asked.question : null;
    expect(scan({ box: box(), scanned: goods('vacuum'), question })).toMatchObject({ do: 'no', why: 'serial_next' });
  });

  test('a serial number nobody recorded counts where not all are known; else it is asked about', () => {
    const scanOf = (line: Line) => {
      const question: Question = { ask: 'serial', line: { ...line, due: line.expected } };
      return scan({ box: box({ lines: [line] }), scanned: nothing('XX-1'), text: 'XX-1', question });
    };
    expect(scanOf({ ...vacuum, serials: [] })).toEqual({
      do: 'count',
      counting: { return_line_id: 'vacuum', serial: 'XX-1', name: 'vacuum' },
    });
    expect(scanOf(vacuum)).toMatchObject({
      do: 'ask',
      question: { ask: 'foreign', came: { code: 'XX-1' }, counting: { return_line_id: 'vacuum', serial: 'XX-1' } },
    });
  });

  test('a bar code scanned twice before the label is stuck is one thing', () => {
    const here = box({ waiting: [counted('bags')] });
    const last = { code: '0812345678905', at: 5_000, name: 'bags' };
    expect(scan({ box: here, scanned: goods('bags'), text: '0812345678905', last })).toEqual({
      do: 'seen',
      what: 'bags',
      at: 5_000,
    });
    expect(scan({ box: here, scanned: goods('bags'), text: '0812345678905', last: null })).toMatchObject({
      do: 'count',
    });
  });

  test('one more than promised is asked about', () => {
    const here = box({ lines: [line({ return_line_id: 'bags', counted: 1 })] });
    expect(scan({ box: here, scanned: goods('bags') })).toMatchObject({ do: 'ask', question: { ask: 'surplus' } });
  });

  test('what came in earlier parcels is not due in this one', () => {
    const here = box({ lines: [line({ return_line_id: 'bags', expected: 2, before: 2 })] });
    expect(scan({ box: here, scanned: goods('bags') })).toMatchObject({ do: 'ask', question: { ask: 'surplus' } });
    expect(missingIn(here)).toEqual([]);
  });

  test('goods nobody promised are asked about', () => {
    expect(scan({ box: box(), scanned: goods('toaster') })).toMatchObject({
      do: 'ask',
      question: { ask: 'foreign', came: { title: 'toaster' } },
    });
  });

  test('a code nobody knows may be the serial number of what is still to come', () => {
    expect(scan({ box: box(), scanned: nothing('ZZ-9'), text: 'ZZ-9' })).toMatchObject({
      do: 'ask',
      question: { ask: 'unknown', code: 'ZZ-9', line: { return_line_id: 'vacuum' } },
    });
    const without = box({ lines: [bags] });
    expect(scan({ box: without, scanned: nothing('ZZ-9'), text: 'ZZ-9' })).toEqual({
      do: 'ask',
      question: { ask: 'name', code: 'ZZ-9' },
    });
  });

  test('the plate of a unit of this box is told from the plate of another', () => {
    const here = box({ units: [unit({})] });
    const plate: Scanned = { kind: 'unit', unit_id: 'unit 1', lpn: 'LPN-4K7P-31XX', stage: 'arrived' };
    expect(scan({ box: here, scanned: plate, text: 'lpn-4k7p-31xx' })).toMatchObject({ do: 'plate' });
    expect(scan({ box: here, scanned: { ...plate, unit_id: 'unit 9', lpn: 'LPN-9999-99XX' } })).toEqual({
      do: 'no',
      why: 'other_unit',
      what: 'LPN-9999-99XX',
    });
  });

  test('the label of another parcel asks whether this box is empty; its own does nothing', () => {
    const other: Scanned = { kind: 'parcel', parcel_id: 'parcel 2', stage: 'arrived' };
    expect(scan({ box: box(), scanned: other, text: '1Z…' })).toMatchObject({ do: 'ask', question: { ask: 'next' } });
    expect(scan({ box: box(), scanned: { ...other, parcel_id: 'parcel 1' } })).toMatchObject({ why: 'this_parcel' });
  });

  test('in a box of nobody everything is counted as it comes', () => {
    const blind = box({ blind: true });
    expect(scan({ box: blind, scanned: goods('toaster') })).toEqual({
      do: 'count',
      counting: { variant_id: 'variant of toaster', name: 'toaster' },
    });
    expect(scan({ box: blind, scanned: serialOf('R5-1') })).toMatchObject({
      do: 'count',
      counting: { serial: 'R5-1' },
    });
  });
});

describe('without the server', () => {
  test('serial numbers, SKUs and plates of the box are read from what is known of it', () => {
    const here = box({ units: [unit({})] });
    expect(readInBox(here, ' r7-2608-114-0932', new Map())).toMatchObject({ kind: 'serial', order });
    expect(readInBox(here, 'bags', new Map())).toMatchObject({ kind: 'variant', variant_id: 'variant of bags' });
    expect(readInBox(here, 'LPN-4K7P-31XX', new Map())).toMatchObject({ kind: 'unit' });
    expect(readInBox(here, '0812345678905', new Map())).toBeNull();
  });

  test('a bar code learned before is read again', () => {
    const learned = new Map([['0812345678905', goods('bags')]]);
    expect(readInBox(box(), '0812345678905', learned)).toEqual(goods('bags'));
  });
});

test('a thing without any code is counted by hand, its serial number first where it has one', () => {
  const { lines } = box();
  expect(countByHand(lines[0]!)).toMatchObject({ do: 'ask', question: { ask: 'serial' } });
  expect(countByHand(lines[1]!)).toMatchObject({ do: 'count', counting: { return_line_id: 'bags' } });
});

test('what is missing is counted with what waits to be sent', () => {
  expect(missingIn(box({ waiting: [counted('bags')] }))).toEqual([
    { title: 'vacuum', quantity: 1 },
    { title: 'bags', quantity: 1 },
  ]);
});
