/** Where goods lie and how they leave: which bins take which way out, and what each way ends in. Pure. */
import type { Disposition, Unit } from '@recoup/contract';
import { Refusal } from '../platform/refusal.ts';
import { canMove, type Standing, stageAfter, type UnitStage } from './unit.ts';

export type BinPurpose = NonNullable<Unit['bin']>['purpose'];
export type GoneAs = 'sold' | 'liquidated' | 'recycled' | 'sent_back';

/** The bins a decided unit is put away into, by its way out. */
export const binFor: Record<Disposition, BinPurpose> = {
  restock: 'sellable',
  open_box: 'open_box',
  liquidate: 'liquidation',
  recycle: 'recycling',
  hold: 'hold',
  return_to_buyer: 'outbound',
  return_to_vendor: 'outbound',
  donate: 'outbound',
  fba_relabel: 'bench',
  refurbish: 'bench',
  parts: 'parts',
};

/** How a unit of that way leaves. What lies on hold does not; the ways that are not carried through yet do not either. */
export const leavesAs: Partial<Record<Disposition, GoneAs>> = {
  restock: 'sold',
  open_box: 'sold',
  liquidate: 'liquidated',
  recycle: 'recycled',
  return_to_buyer: 'sent_back',
};

/** Places where goods wait before it is clear where they belong. */
const waiting: readonly BinPurpose[] = ['dock', 'inspection', 'hold'];

type Placed = Standing & { site_id: string; bin_id: string | null };
type Place = { id: string; site_id: string; code: string; purpose: BinPurpose };
export type Placing = { stage: UnitStage; why: 'put_away' | 'move' };

/**
 * An operator scans a unit and then a bin. A decided unit in a bin of its way is ready; before that, goods wait at the
 * dock, at inspection or on hold; a ready unit moves among bins of its way or to outbound. Null: it lies there already,
 * so nothing happens.
 *
 * Throws `unit.gone`, `bin.other_site`, and `bin.wrong_purpose` with the purposes that would fit.
 */
export function place(unit: Placed, bin: Place): Placing | null {
  stageAfter(unit, 'move');
  if (bin.site_id !== unit.site_id) throw new Refusal('bin.other_site', { bin: bin.code });
  const home = unit.disposition === null ? null : binFor[unit.disposition];
  const putAway = canMove(unit, 'put_away') && bin.purpose === home;
  if (unit.bin_id === bin.id && !putAway) return null;
  if (putAway) return { stage: stageAfter(unit, 'put_away'), why: 'put_away' };
  const fitting = fittingPurposes(unit.stage, home);
  if (!fitting.includes(bin.purpose)) {
    throw new Refusal('bin.wrong_purpose', { bin: bin.code, purpose: bin.purpose, fitting });
  }
  return { stage: unit.stage, why: 'move' };
}

function fittingPurposes(stage: UnitStage, home: BinPurpose | null): BinPurpose[] {
  // What is held back stays on hold; the rest may be staged for the truck.
  if (stage === 'ready')
    return home === null ? [] : home === 'hold' ? [home] : [...new Set([home, 'outbound' as const])];
  if (stage === 'in_repair') return ['bench'];
  return home === null ? [...waiting] : [home, ...waiting.filter((purpose) => purpose !== home)];
}

/**
 * A ready unit leaves. Throws `unit.gone` (it left already), `unit.not_ready` with its stage, and `unit.other_way` with
 * the way it was decided for and how that one leaves.
 */
export function checkLeaves(unit: Standing, as: GoneAs): void {
  if (unit.stage === 'gone') throw new Refusal('unit.gone');
  if (unit.stage !== 'ready') throw new Refusal('unit.not_ready', { stage: unit.stage });
  const leaves = unit.disposition === null ? undefined : leavesAs[unit.disposition];
  if (leaves !== as || !canMove(unit, 'send_out')) {
    throw new Refusal('unit.other_way', { disposition: unit.disposition, leaves_as: leaves ?? null });
  }
}
