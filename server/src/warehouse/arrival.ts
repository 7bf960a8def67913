/** How a unit out of the box stands to what was promised. Pure. */
import { Refusal } from '../platform/refusal.ts';

export type Arrival = 'right' | 'wrong' | 'over' | 'blind';

/** A line of the return, as the dock knows it. */
export type PromisedLine = {
  id: string;
  order_line_id: string;
  variant_id: string | null;
  /** Units promised back. */
  quantity: number;
  /** Right units counted so far, in earlier parcels and in this one. */
  counted: number;
  /** Units sold on the order line. */
  sold: number;
  /** Serial numbers that left with the order line; may be fewer than were sold. */
  serials: readonly string[];
};

/** What the operator scanned or chose. */
export type Came = { lineId: string | null; variantId: string | null; serial: string | null };
/** The sale its serial number left with, where we know it. */
export type Sale = { order_line_id: string; variant_id: string | null } | null;
export type Standing = { arrival: Arrival; lineId: string | null };

/**
 * Decided when an operator takes a unit out of the box. `promised` is null where the parcel belongs to no return.
 *
 * - blind: nothing was promised;
 * - wrong: another product, or a serial number that was not sold on the line it claims to be;
 * - over: the right product, but all that were promised are here already;
 * - right: everything else.
 *
 * Throws `parcel.line_not_here` when the named line belongs to another return.
 */
export function standingOf(promised: readonly PromisedLine[] | null, came: Came, sale: Sale): Standing {
  if (promised === null) {
    if (came.lineId) throw new Refusal('parcel.line_not_here');
    return { arrival: 'blind', lineId: null };
  }
  const line = claimedLine(promised, came, sale);
  if (!line || isForeign(line, came, sale)) return { arrival: 'wrong', lineId: null };
  return { arrival: line.counted < line.quantity ? 'right' : 'over', lineId: line.id };
}

/**
 * Decided when somebody finds out whose units they are: each stands after the ones before it, first those whose product
 * or serial number is known. One that nobody could name is taken for the only line that still waits for goods, as the
 * parcel is known to be of that return; where several wait it stays wrong.
 */
export function standingsOf(promised: readonly PromisedLine[], units: readonly (Came & { sale: Sale })[]): Standing[] {
  const left = promised.map((line) => ({ ...line }));
  const standings = new Map<(typeof units)[number], Standing>();
  const isNamed = (unit: Came) => unit.variantId !== null || unit.serial !== null;
  for (const unit of [...units.filter(isNamed), ...units.filter((one) => !isNamed(one))]) {
    const waiting = left.filter((line) => line.counted < line.quantity);
    const lineId = isNamed(unit) || waiting.length !== 1 ? unit.lineId : waiting[0]!.id;
    const standing = standingOf(left, { ...unit, lineId }, unit.sale);
    const line = left.find(({ id }) => id === standing.lineId);
    if (line && standing.arrival === 'right') line.counted += 1;
    standings.set(unit, standing);
  }
  return units.map((unit) => standings.get(unit)!);
}

function claimedLine(promised: readonly PromisedLine[], came: Came, sale: Sale): PromisedLine | undefined {
  if (came.lineId) {
    const named = promised.find(({ id }) => id === came.lineId);
    if (!named) throw new Refusal('parcel.line_not_here');
    return named;
  }
  const bySerial = came.serial && promised.find((line) => soldHere(line, came.serial!, sale));
  if (bySerial) return bySerial;
  const same = promised.filter(({ variant_id }) => variant_id !== null && variant_id === came.variantId);
  return same.find((line) => line.counted < line.quantity) ?? same[0];
}

function isForeign(line: PromisedLine, came: Came, sale: Sale): boolean {
  if (came.variantId && line.variant_id && came.variantId !== line.variant_id) return true;
  if (!came.serial || soldHere(line, came.serial, sale)) return false;
  // A serial nobody recorded is no proof against a unit, unless the serials of all units of the line are known.
  return sale !== null || line.serials.length >= line.sold;
}

function soldHere(line: PromisedLine, serial: string, sale: Sale): boolean {
  return sale?.order_line_id === line.order_line_id || line.serials.some((sold) => sameSerial(sold, serial));
}

export function sameSerial(one: string, other: string): boolean {
  return one.trim().toUpperCase() === other.trim().toUpperCase();
}
