/**
 * What a scan means while a box is open. Pure: the box, the question that stands, and what the code names go in; what
 * the station does comes out. Nothing is counted that a person has not either scanned or said yes to.
 */
import type { Scanned, Unit } from '@recoup/contract';
import { sameCode } from '../../goods/read-code.ts';
import type { Box } from './kept.ts';

/** One thing to be counted, and what it is called on this screen. */
export type Counting = {
  return_line_id?: string;
  variant_id?: string;
  serial?: string;
  title?: string;
  name: string;
};
type Line = Box['lines'][number];

/** What was scanned and is not on the list: shown beside what is. */
export type Foreign = {
  title: string;
  code: string;
  photo: string | null;
  sold: { order: string; to: string } | null;
};

export type Question =
  /** Another thing than the return promises: did it come in this box? */
  | { ask: 'foreign'; came: Foreign; counting: Counting; expected: Line | null }
  /** All of these are here already: one more? */
  | { ask: 'surplus'; line: Line; counting: Counting }
  /** Its serial number comes next. */
  | { ask: 'serial'; line: Line }
  /** Nobody knows this code: is it the serial number of that line? */
  | { ask: 'unknown'; code: string; line: Line }
  /** Not in the list: what is it? */
  | { ask: 'name'; code: string | null }
  /** A box of nobody holds goods of an order whose return is on its way: is this that box? */
  | { ask: 'whose'; return: { id: string; code: string }; order: string; customer: string }
  /** The box is said to be empty, and something is missing. */
  | { ask: 'short' }
  /** Another parcel's label: is this box empty? */
  | { ask: 'next'; code: string };

/** The last thing counted here, while its plate has not been scanned yet. */
export type Last = { code: string | null; at: number; name: string };

export type Next =
  | { do: 'count'; counting: Counting }
  | { do: 'ask'; question: Question }
  /** Counted before: nothing changes. */
  | { do: 'seen'; what: string; at: string | number }
  /** The plate of a unit of this box. */
  | { do: 'plate'; unit: Unit }
  | { do: 'no'; why: 'this_parcel' | 'other_unit' | 'bin' | 'serial_next'; what: string };

export function answerScan(at: {
  box: Box;
  question: Question | null;
  last: Last | null;
  scanned: Scanned;
  text: string;
}): Next {
  const { box, question, last, scanned, text } = at;
  const before = countedAlready(box, text);
  switch (scanned.kind) {
    case 'unit': {
      const unit = box.parcel.units.find(({ id }) => id === scanned.unit_id);
      if (!unit) return { do: 'no', why: 'other_unit', what: scanned.lpn };
      // Its plate, or the serial number it was counted with.
      return sameCode(text, unit.lpn) ? { do: 'plate', unit } : { do: 'seen', what: text, at: unit.arrived_at };
    }
    case 'serial': {
      if (before) return before;
      const line = soldOn(box, scanned);
      const counting = { serial: scanned.serial, name: scanned.title };
      if (line) return countOn(line, { ...counting, return_line_id: line.return_line_id, name: line.title });
      if (box.parcel.return === null) return { do: 'count', counting };
      const sold = { order: scanned.order.number, to: scanned.customer };
      const came = { title: scanned.title, code: scanned.serial, photo: photoOf(box, scanned.sku), sold };
      return { do: 'ask', question: { ask: 'foreign', came, counting, expected: expectedIn(box) } };
    }
    case 'variant': {
      if (last?.code && sameCode(last.code, text)) return { do: 'seen', what: last.name, at: last.at };
      const line = lineOf(box, scanned.variant_id);
      const counting = { variant_id: scanned.variant_id, name: scanned.title };
      if (line) {
        if (question?.ask === 'serial' && question.line.return_line_id === line.return_line_id) {
          return { do: 'no', why: 'serial_next', what: line.title };
        }
        if (line.tracks_serial && line.counted < line.due) return { do: 'ask', question: { ask: 'serial', line } };
        return countOn(line, { return_line_id: line.return_line_id, name: line.title });
      }
      if (box.parcel.return === null) return { do: 'count', counting };
      const came = { title: scanned.title, code: scanned.sku, photo: photoOf(box, scanned.sku), sold: null };
      return { do: 'ask', question: { ask: 'foreign', came, counting, expected: expectedIn(box) } };
    }
    case 'nothing': {
      if (before) return before;
      if (question?.ask === 'serial') {
        const { line } = question;
        // The serial numbers of all that should come are known, and this is none of them.
        if (line.serials.length >= line.expected) {
          const came = { title: line.title, code: text, photo: line.photo_url, sold: null };
          const counting = { return_line_id: line.return_line_id, serial: text, name: line.title };
          return { do: 'ask', question: { ask: 'foreign', came, counting, expected: line } };
        }
        return { do: 'count', counting: { return_line_id: line.return_line_id, serial: text, name: line.title } };
      }
      const line = box.lines.find((each) => each.tracks_serial && each.counted < each.due);
      if (line) return { do: 'ask', question: { ask: 'unknown', code: text, line } };
      return { do: 'ask', question: { ask: 'name', code: text } };
    }
    case 'bin':
      return { do: 'no', why: 'bin', what: scanned.code };
    default:
      return isThisParcel(box, scanned)
        ? { do: 'no', why: 'this_parcel', what: text }
        : { do: 'ask', question: { ask: 'next', code: text } };
  }
}

/**
 * What a code names as far as this box tells: its serial numbers, SKUs and plates, and what was learned of codes before.
 * Saves the question to the server, and is all there is without a line. Null: only the server knows.
 */
export function readInBox(box: Box, text: string, learned: ReadonlyMap<string, Scanned>): Scanned | null {
  const { parcel } = box;
  const unit = parcel.units.find(({ lpn, serial }) => sameCode(lpn, text) || (serial && sameCode(serial, text)));
  if (unit) return { kind: 'unit', unit_id: unit.id, lpn: unit.lpn, stage: unit.stage };
  const line = box.lines.find(({ serials }) => serials.some((serial) => sameCode(serial, text)));
  if (line && parcel.order) {
    return {
      kind: 'serial',
      serial: line.serials.find((serial) => sameCode(serial, text))!,
      sku: line.sku,
      title: line.title,
      order: parcel.order,
      customer: parcel.return?.customer ?? '',
    };
  }
  const same = box.lines.find(({ sku, variant_id }) => variant_id !== null && sameCode(sku, text));
  if (same?.variant_id && parcel.brand) {
    return { kind: 'variant', variant_id: same.variant_id, sku: same.sku, title: same.title, brand: parcel.brand };
  }
  return learned.get(text.toUpperCase()) ?? null;
}

/** The line that a thing without any code is counted on, by hand. */
export function countByHand(line: Line): Next {
  if (line.tracks_serial && line.counted < line.due) return { do: 'ask', question: { ask: 'serial', line } };
  return countOn(line, { return_line_id: line.return_line_id, name: line.title });
}

function countOn(line: Line, counting: Counting): Next {
  if (line.counted < line.due) return { do: 'count', counting };
  return { do: 'ask', question: { ask: 'surplus', line, counting } };
}

/** The line a serial number left with; where the number alone does not say, the same goods of the same order. */
function soldOn(box: Box, sold: Extract<Scanned, { kind: 'serial' }>): Line | undefined {
  const named = box.lines.find(({ serials }) => serials.some((serial) => sameCode(serial, sold.serial)));
  if (named || sold.order.id !== box.parcel.order?.id) return named;
  return box.lines.find(({ sku }) => sku === sold.sku);
}

function lineOf(box: Box, variantId: string): Line | undefined {
  const same = box.lines.filter(({ variant_id }) => variant_id === variantId);
  return same.find((line) => line.counted < line.due) ?? same[0];
}

/** Goods of the same kind look the same. */
function photoOf(box: Box, sku: string): string | null {
  return box.lines.find((line) => line.sku === sku)?.photo_url ?? null;
}

function expectedIn(box: Box): Line | null {
  return box.lines.find((line) => line.counted < line.due) ?? box.lines[0] ?? null;
}

function countedAlready(box: Box, text: string): Next | null {
  const unit = box.parcel.units.find(({ serial }) => serial && sameCode(serial, text));
  if (unit) return { do: 'seen', what: text, at: unit.arrived_at };
  const waiting = box.waiting.find(({ body }) => body.serial && sameCode(body.serial, text));
  return waiting ? { do: 'seen', what: text, at: waiting.at } : null;
}

function isThisParcel(box: Box, scanned: Scanned): boolean {
  const { parcel } = box;
  if (scanned.kind === 'parcel') return scanned.parcel_id === parcel.id;
  if (scanned.kind === 'return') return scanned.return.id === parcel.return?.id;
  return scanned.kind === 'order' && scanned.order.id === parcel.order?.id;
}
