/** A parcel: expected → arrived → unpacked. Short, over, wrong and blind are outcomes of unpacking, not errors. Pure. */
import type { Parcel } from '@recoup/contract';
import { type Actor, may } from '../platform/ctx.ts';
import { Refusal } from '../platform/refusal.ts';
import type { Arrival } from './arrival.ts';
import { freeAt, type Hand, heldByOther } from './hold.ts';

export type ParcelStage = Parcel['stage'];
export type Outcome = Parcel['outcomes'][number];
type Move = Parcel['moves'][number];

/** What may be done with a parcel at which stage. `match` also needs that it belongs to no return yet. */
export const parcelWays: Record<ParcelStage, readonly Move[]> = {
  expected: [],
  arrived: ['count', 'photo', 'close', 'match'],
  unpacked: ['photo', 'match'],
};

/** What this person may do with it now. */
export function parcelMoves(parcel: { stage: ParcelStage; return_id: string | null }, actor: Actor): Move[] {
  if (!may(actor, 'warehouse.receive')) return [];
  return parcelWays[parcel.stage].filter((move) => move !== 'match' || parcel.return_id === null);
}

export type OpenParcel = {
  stage: ParcelStage;
  opened_by: Hand | null;
  unpacked_by: Hand | null;
  unpacked_at: Date | null;
  /** The last scan, or the arrival where nothing was scanned yet. */
  touched_at: Date;
};

/**
 * Lets this person work on the box. Throws `parcel.closed` with who closed it when, and `parcel.held_by_other` with the
 * name of who has it in hands and when it comes free if they stay away.
 */
export function checkMayUnpack(parcel: OpenParcel, actor: Hand, now: Date): void {
  if (parcel.stage !== 'arrived') {
    throw new Refusal('parcel.closed', { by: parcel.unpacked_by?.name ?? null, at: parcel.unpacked_at });
  }
  const other = heldByOther(parcel.opened_by, actor, parcel.touched_at, now);
  if (other) throw new Refusal('parcel.held_by_other', { by: other.name, free_at: freeAt(parcel.touched_at) });
}

type Line = { return_line_id: string; sku: string; title: string; expected: number; before: number };
type Counted = { return_line_id: string | null; arrival: Arrival };

/** What was promised and did not come, up to and with this parcel. */
export function missingOf(lines: readonly Line[], units: readonly Counted[]): Parcel['missing'] {
  return lines
    .map((line) => ({
      sku: line.sku,
      title: line.title,
      quantity: line.expected - line.before - rightOf(line.return_line_id, units),
    }))
    .filter(({ quantity }) => quantity > 0);
}

/** What unpacking found: any number of outcomes. A box that held none of what was promised is short and not right. */
export function outcomesOf(lines: readonly Line[], units: readonly Counted[]): Outcome[] {
  const came = new Set(units.map(({ arrival }) => arrival));
  const found: Record<Outcome, boolean> = {
    right: came.has('right'),
    short: missingOf(lines, units).length > 0,
    over: came.has('over'),
    wrong: came.has('wrong'),
    blind: came.has('blind'),
  };
  return (Object.keys(found) as Outcome[]).filter((outcome) => found[outcome]);
}

/** Right units by line: what the return has received with this parcel. Surplus units stand beside it, as over. */
export function receivedOf(lines: readonly Line[], units: readonly Counted[]): { line_id: string; received: number }[] {
  return lines
    .map(({ return_line_id }) => ({ line_id: return_line_id, received: rightOf(return_line_id, units) }))
    .filter(({ received }) => received > 0);
}

function rightOf(lineId: string, units: readonly Counted[]): number {
  return units.filter((unit) => unit.return_line_id === lineId && unit.arrival === 'right').length;
}
