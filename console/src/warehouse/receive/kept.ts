/**
 * Steps of the dock, written down on this device before they are sent: each has its own number, so that one sent twice,
 * after a dropped line or a closed page, still happens once. Pure: lists go in, lists come out.
 */
import type { BodyIn, Parcel, warehouse } from '@recoup/contract';

type Counted = BodyIn<typeof warehouse.count>;
type Base = {
  /** The step's own number; a count's is its `scan_id`. */
  id: string;
  parcel_id: string;
  /** What the box is called: `RMA-7F3K-92QD`. */
  box: string;
  /** What it is of, in words, for the list of what waits. */
  title: string;
  at: number;
  /** Set once the server has said no; the words are the reader's. */
  refused?: string;
};
export type KeptCount = Base & { kind: 'count'; body: Omit<Counted, 'scan_id'> };
export type KeptClose = Base & { kind: 'close' };
export type Kept = KeptCount | KeptClose;

/** The steps that are still to be sent, in the order they were made. */
export function toSend(kept: readonly Kept[]): Kept[] {
  return kept.filter((step) => step.refused === undefined);
}

export function refusedOf(kept: readonly Kept[]): Kept[] {
  return kept.filter((step) => step.refused !== undefined);
}

/** Counts of this box that the server has not answered yet. */
export function countsOf(kept: readonly Kept[], parcelId: string): KeptCount[] {
  return toSend(kept).filter((step): step is KeptCount => step.kind === 'count' && step.parcel_id === parcelId);
}

export function isClosing(kept: readonly Kept[], parcelId: string): boolean {
  return toSend(kept).some((step) => step.kind === 'close' && step.parcel_id === parcelId);
}

/** A box as the person at the dock knows it: what the server has, and what is written down here. */
export type Box = {
  parcel: Parcel;
  lines: (Parcel['lines'][number] & { /** In this box: what is left of the promise. */ due: number })[];
  waiting: KeptCount[];
  /** Units in all, those that wait to be sent too. */
  units: number;
};

export function boxOf(parcel: Parcel, kept: readonly Kept[]): Box {
  const waiting = countsOf(kept, parcel.id);
  const lines = parcel.lines.map((line) => ({
    ...line,
    counted: line.counted + waiting.filter(({ body }) => body.return_line_id === line.return_line_id).length,
    due: Math.max(0, line.expected - line.before),
  }));
  return { parcel, lines, waiting, units: parcel.units.length + waiting.length };
}

/** What was promised and is not in the box yet. */
export function missingIn(box: Box): { title: string; quantity: number }[] {
  return box.lines
    .map((line) => ({ title: line.title, quantity: line.due - line.counted }))
    .filter(({ quantity }) => quantity > 0);
}
