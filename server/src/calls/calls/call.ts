/** A call's table of ways: what may be done to it in which stage, by whom. Pure. */
import type { BuyerLanguage, CallEnd, CallMove, CallOrigin, CallStage } from '@recoup/contract';
import type { Selectable } from 'kysely';
import { type Actor, may } from '../../platform/ctx.ts';
import type { Calls } from '../../platform/db.generated.ts';
import { Refusal } from '../../platform/refusal.ts';

export type Call = Omit<Selectable<Calls>, 'workspace_id' | 'stage' | 'origin' | 'ended_because' | 'language'> & {
  stage: CallStage;
  origin: CallOrigin;
  ended_because: CallEnd | null;
  language: BuyerLanguage | null;
};

/** What the buyer does, and the clock; staff see the moves of the contract. */
export type BuyerMove = 'take' | 'come' | 'wish' | 'leave';
export type ClockMove = 'ring' | 'give_up' | 'no_show' | 'too_long' | 'drop';

/**
 * stage → move → stage. A call back and a call of ours ring at the buyer with our side already in: whoever answers one of those
 * leaves it ringing until the buyer takes it (`afterAnswer`). What ends before it was live is missed or declined by the reason
 * (`stageAfter`), so `end` stands here with what it leads to when we say it.
 */
export const ways: Record<CallStage, Partial<Record<CallMove, CallStage>>> = {
  scheduled: { pick_up: 'ringing', invite: 'scheduled', schedule: 'scheduled', cancel: 'declined' },
  waiting: { pick_up: 'live', invite: 'waiting', schedule: 'scheduled', cancel: 'declined' },
  ringing: {
    answer: 'live',
    pass: 'ringing',
    pick_up: 'live',
    invite: 'ringing',
    schedule: 'scheduled',
    cancel: 'declined',
    end: 'declined',
  },
  live: { join: 'live', leave: 'live', bring_in: 'live', invite: 'live', end: 'ended' },
  ended: { wrap_up: 'ended' },
  missed: { schedule: 'scheduled' },
  declined: {},
};

/** The same for what the buyer does, and for what its time brings. */
export const buyerWays: Record<CallStage, Partial<Record<BuyerMove, CallStage>>> = {
  scheduled: { come: 'waiting', leave: 'declined', wish: 'scheduled' },
  waiting: { come: 'waiting', wish: 'waiting', leave: 'missed' },
  ringing: { come: 'ringing', take: 'live', wish: 'waiting', leave: 'missed' },
  live: { come: 'live', leave: 'ended' },
  ended: {},
  missed: { wish: 'waiting' },
  declined: {},
};
export const clockWays: Record<CallStage, Partial<Record<ClockMove, CallStage>>> = {
  scheduled: { no_show: 'missed' },
  waiting: { ring: 'ringing', give_up: 'missed', drop: 'missed' },
  ringing: { ring: 'ringing', give_up: 'missed', no_show: 'missed', drop: 'missed' },
  live: { too_long: 'ended', drop: 'ended' },
  ended: {},
  missed: {},
  declined: {},
};

/** Nothing more happens to it but words. */
export const isOver = ({ stage }: Pick<Call, 'stage'>): boolean =>
  stage === 'ended' || stage === 'missed' || stage === 'declined';

/** Before it was live: whose doing it was says what it is. Live calls end. */
export function stageAfter(stage: CallStage, because: CallEnd): 'ended' | 'missed' | 'declined' {
  if (stage === 'live') return 'ended';
  return because === 'buyer_declined' || because === 'cancelled' || because === 'staff_hung_up' ? 'declined' : 'missed';
}

/** Our side rings at the buyer: we called, it was agreed for a time, or they asked to be called back. */
export function ringsAtBuyer(at: Pick<Call, 'origin' | 'call_back' | 'stage'>): boolean {
  return at.call_back || at.origin === 'thread' || at.stage === 'scheduled';
}

/** Facts of a call beside its stage that say what may be done, and by whom. */
export type Standing = Pick<Call, 'stage' | 'staff_id' | 'origin' | 'call_back' | 'wrapped_at'> & {
  /** Does it ring at the one who asks, are they in it, were they asked in, is its third side still free? */
  rings_for_me: boolean;
  i_am_in: boolean;
  i_was_invited: boolean;
  full: boolean;
  /** A colleague who talks would go on with it. */
  has_heir: boolean;
};

/** What this actor may do now; the screens show these and nothing else. */
export function movesOf(at: Standing, actor: Pick<Actor, 'permissions' | 'id' | 'kind'>): CallMove[] {
  if (!may(actor as Actor, 'calls.take')) return [];
  return (Object.keys(ways[at.stage]) as CallMove[]).filter((move) => fits(at, move, actor));
}

function fits(at: Standing, move: CallMove, actor: Pick<Actor, 'permissions' | 'id' | 'kind'>): boolean {
  const mine = at.staff_id !== null && at.staff_id === actor.id;
  const leads = may(actor as Actor, 'calls.supervise');
  switch (move) {
    case 'answer':
    case 'pass':
      return at.rings_for_me;
    case 'pick_up':
      return actor.kind === 'staff' && !at.i_am_in && !at.rings_for_me && at.stage !== 'live' && !isOurs(at);
    case 'join':
      return actor.kind === 'staff' && !at.i_am_in && !at.full && (leads || at.i_was_invited);
    case 'leave':
      return at.i_am_in && (!mine || at.has_heir);
    case 'bring_in':
      return at.i_am_in && !at.full;
    case 'end':
      return mine || leads;
    case 'wrap_up':
      return (mine || leads) && at.wrapped_at === null;
    default:
      return true;
  }
}

/** Somebody of ours is in it already and it rings at the buyer: nobody else picks it up. */
const isOurs = (at: Pick<Standing, 'stage' | 'staff_id' | 'origin' | 'call_back'>): boolean =>
  at.stage === 'ringing' && at.staff_id !== null;

/** The stage after a move of ours. Throws `call.wrong_stage`. */
export function step(at: Pick<Call, 'stage'>, move: CallMove): CallStage {
  return along(at, move, ways[at.stage][move]);
}
/** The same for the buyer, and for the clock. */
export function buyerStep(at: Pick<Call, 'stage'>, move: BuyerMove): CallStage {
  return along(at, move, buyerWays[at.stage][move]);
}
export function clockStep(at: Pick<Call, 'stage'>, move: ClockMove): CallStage {
  return along(at, move, clockWays[at.stage][move]);
}

function along(at: Pick<Call, 'stage'>, move: string, next: CallStage | undefined): CallStage {
  if (next === undefined) throw new Refusal('call.wrong_stage', { stage: at.stage, move });
  return next;
}
