/** A unit: one physical thing with a licence plate. Where it is, what was decided and how it left. Pure. */
import type { Disposition, Grade, Unit } from '@recoup/contract';
import { type Actor, may } from '../platform/ctx.ts';
import { Refusal } from '../platform/refusal.ts';

export type UnitStage = Unit['stage'];
export type UnitMove = Unit['moves'][number];
export type Acceptance = NonNullable<Unit['acceptance']>;

/** What a decision about a unit rests on. `unpacked`: its box is closed, so it cannot be counted back any more. */
export type Standing = {
  stage: UnitStage;
  unpacked: boolean;
  acceptance: Acceptance | null;
  disposition: Disposition | null;
};

export type Condition = 'box_is_closed' | 'held_back' | 'not_held_back' | 'person_asked';
export const conditions: Record<Condition, (unit: Standing) => boolean> = {
  box_is_closed: ({ unpacked }) => unpacked,
  held_back: ({ disposition }) => disposition === 'hold',
  not_held_back: ({ disposition }) => disposition !== 'hold',
  person_asked: ({ acceptance }) => acceptance === 'ask',
};

export type Way = { to: UnitStage; only_if?: Condition };

/**
 * The table of ways: stage → move → stage. What is not in it does not happen. A unit held back lies ready in its bin
 * until somebody decides anew; any other ready unit keeps its way out.
 */
export const unitWays: Record<UnitStage, Partial<Record<UnitMove, Way>>> = {
  arrived: { inspect: { to: 'inspected', only_if: 'box_is_closed' }, move: { to: 'arrived' } },
  inspected: {
    decide: { to: 'decided' },
    move: { to: 'inspected' },
    correct: { to: 'inspected', only_if: 'person_asked' },
  },
  decided: {
    decide: { to: 'decided' },
    put_away: { to: 'ready' },
    move: { to: 'decided' },
    correct: { to: 'decided', only_if: 'person_asked' },
  },
  in_repair: { move: { to: 'in_repair' } },
  ready: {
    decide: { to: 'decided', only_if: 'held_back' },
    move: { to: 'ready' },
    send_out: { to: 'gone', only_if: 'not_held_back' },
    correct: { to: 'ready', only_if: 'person_asked' },
  },
  gone: {},
};

/** `correct`: saying whether the goods count, where the inspection asked a person. */
export const permissionFor: Record<UnitMove, string> = {
  inspect: 'warehouse.inspect',
  decide: 'warehouse.decide',
  put_away: 'warehouse.stock',
  move: 'warehouse.stock',
  send_out: 'warehouse.stock',
  correct: 'warehouse.override',
};

/** May this be done with the unit as it stands? */
export function canMove(unit: Standing, move: UnitMove): boolean {
  const way = unitWays[unit.stage][move];
  return way !== undefined && (!way.only_if || conditions[way.only_if](unit));
}

/** The stage a move leads to. Throws `unit.gone`, or `unit.wrong_stage` with the stage and the condition that does not hold. */
export function stageAfter(unit: Standing, move: UnitMove): UnitStage {
  if (unit.stage === 'gone') throw new Refusal('unit.gone');
  const way = unitWays[unit.stage][move];
  if (!way) throw new Refusal('unit.wrong_stage', { stage: unit.stage, move });
  if (way.only_if && !conditions[way.only_if](unit)) {
    throw new Refusal('unit.wrong_stage', { stage: unit.stage, move, because: way.only_if });
  }
  return way.to;
}

/** What this person may do with it now; the screens show these and no others. */
export function unitMoves(unit: Standing, actor: Actor): UnitMove[] {
  return (Object.keys(permissionFor) as UnitMove[]).filter(
    (move) => may(actor, permissionFor[move]) && canMove(unit, move),
  );
}

const order: readonly Grade[] = ['A', 'B', 'C', 'D'];
/** The worse of two grades; A is the best. */
export function worse(one: Grade, other: Grade): Grade {
  return order.indexOf(one) >= order.indexOf(other) ? one : other;
}
/** True when `grade` is `limit` or better. */
export function isAtLeast(grade: Grade, limit: Grade): boolean {
  return order.indexOf(grade) <= order.indexOf(limit);
}
