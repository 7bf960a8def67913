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
