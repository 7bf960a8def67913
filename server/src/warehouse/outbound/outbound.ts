/** An outbound order: goods that leave for a remedy. What may be done with it at which state, and by whom. Pure. */
import type { OutboundMove, OutboundState, OutboundWait } from '@recoup/contract';
import { type Actor, may } from '../../platform/ctx.ts';
import { Refusal } from '../../platform/refusal.ts';

/** Moves of people, and what money, the carrier and the return do. */
export type OutboundStep = OutboundMove | 'release' | 'deliver';

/** What a step rests on beside the state. `label`: the state of the label that is not void. */
export type Standing = {
  state: OutboundState;
  waits_for: OutboundWait | null;
  label: 'wanted' | 'made' | 'failed' | null;
};

export type Condition = 'stock_is_missing' | 'unit_is_on_the_bench' | 'no_label_in_use' | 'label_in_use';
export const conditions: Record<Condition, (at: Standing) => boolean> = {
  stock_is_missing: ({ waits_for }) => waits_for === 'stock',
  unit_is_on_the_bench: ({ waits_for }) => waits_for === 'repair',
  no_label_in_use: ({ label }) => label === null || label === 'failed',
  label_in_use: ({ label }) => label === 'wanted' || label === 'made',
};

export type Way = { to: OutboundState; only_if?: Condition };

/**
 * The table of ways: state → step → state. What is not in it does not happen. An order leaves once; what has left is not
 * cancelled, and what is cancelled does not leave. `release` lets go of one wait, and may meet the next.
 */
export const outboundWays: Record<OutboundState, Partial<Record<OutboundStep, Way>>> = {
  waiting: {
    release: { to: 'reserved' },
    reserve: { to: 'reserved', only_if: 'stock_is_missing' },
    finish_repair: { to: 'reserved', only_if: 'unit_is_on_the_bench' },
    change_address: { to: 'waiting' },
    cancel: { to: 'cancelled' },
  },
  reserved: {
    reserve: { to: 'reserved' },
    pick: { to: 'picked' },
    change_address: { to: 'reserved' },
    cancel: { to: 'cancelled' },
  },
  picked: { pack: { to: 'packed' }, change_address: { to: 'picked' }, cancel: { to: 'cancelled' } },
  packed: {
    pack: { to: 'packed' },
    want_label: { to: 'packed', only_if: 'no_label_in_use' },
    void_label: { to: 'packed', only_if: 'label_in_use' },
    ship: { to: 'shipped' },
    change_address: { to: 'packed' },
    cancel: { to: 'cancelled' },
  },
  shipped: { deliver: { to: 'delivered' } },
  delivered: {},
  cancelled: {},
};

export const permissionFor: Record<OutboundMove, string> = {
  reserve: 'warehouse.stock',
  finish_repair: 'warehouse.inspect',
  pick: 'warehouse.stock',
  pack: 'warehouse.stock',
  want_label: 'warehouse.stock',
  void_label: 'warehouse.stock',
  ship: 'warehouse.stock',
  change_address: 'returns.write',
  cancel: 'returns.write',
};

/** States of an order that has yet to leave. */
export const toLeave: readonly OutboundState[] = ['waiting', 'reserved', 'picked', 'packed'];

export function canStep(at: Standing, name: OutboundStep): boolean {
  const way = outboundWays[at.state][name];
  return way !== undefined && (!way.only_if || conditions[way.only_if](at));
}

/** The state a step leads to. Throws `outbound.wrong_state` with the state, the step and the condition that does not hold. */
export function step(at: Standing, name: OutboundStep): OutboundState {
  const way = outboundWays[at.state][name];
  if (!way) throw new Refusal('outbound.wrong_state', { state: at.state, move: name });
  if (way.only_if && !conditions[way.only_if](at)) {
    throw new Refusal('outbound.wrong_state', { state: at.state, move: name, because: way.only_if });
  }
  return way.to;
}

/** What this person may do now; the screens show these and no others. */
export function movesOf(at: Standing, actor: Actor): OutboundMove[] {
  return (Object.keys(permissionFor) as OutboundMove[]).filter(
    (move) => may(actor, permissionFor[move]) && canStep(at, move),
  );
}

/**
 * What an order waits for next, in this order: the buyer's money, the goods the buyer sends, the bench, the shelf. Null
 * where the shelf is next to be asked.
 */
export function nextWait(at: {
  payment_for: readonly string[];
  paid: ReadonlySet<string>;
  goods_unchecked: boolean;
  on_the_bench: boolean;
}): OutboundWait | null {
  if (at.payment_for.some((purpose) => !at.paid.has(purpose))) return 'payment';
  if (at.goods_unchecked) return 'goods';
  if (at.on_the_bench) return 'repair';
  return null;
}
