/** A refund's table of ways: what may be done to it in which state, by whom. Pure. */
import { type Actor, may, samePerson } from '../../platform/ctx.ts';
import { Refusal } from '../../platform/refusal.ts';

export type RefundState = 'owed' | 'sending' | 'sent' | 'failed' | 'void';
export type RefundMove =
  | 'send'
  | 'ask_second'
  | 'approve'
  | 'mark_paid'
  | 'mark_failed'
  | 'retry'
  | 'change_amount'
  | 'count_elsewhere';

export type Who = { kind: string; id: string | null; name: string; personId?: string | null };
export type Refund = {
  id: string;
  state: RefundState;
  kind: 'refund' | 'store_credit' | 'keep_it';
  gateway: string;
  amount: number;
  needs_second: boolean;
  asked_by: Who | null;
  approved_by: Who | null;
  failure: string | null;
};

/**
 * state → move → state. `ask_second` and `change_amount` leave the money where it is; a failed one that is changed is owed
 * anew; one paid by hand that came back is marked so, through a company the company tells.
 */
export const ways: Record<RefundState, Partial<Record<RefundMove, RefundState>>> = {
  owed: { send: 'sending', ask_second: 'owed', approve: 'sending', change_amount: 'owed' },
  sending: { mark_paid: 'sent', mark_failed: 'failed' },
  failed: { retry: 'sending', count_elsewhere: 'sent', change_amount: 'owed' },
  sent: { mark_failed: 'failed' },
  void: {},
};

const permissionFor: Record<RefundMove, string> = {
  send: 'money.send',
  ask_second: 'money.ask',
  approve: 'money.approve',
  mark_paid: 'money.send',
  mark_failed: 'money.send',
  retry: 'money.send',
  change_amount: 'money.approve',
  count_elsewhere: 'money.send',
};

export const MANUAL = 'manual';
/** The payment company shows money given back that we did not send: a person looks. */
export const ELSEWHERE = 'refunded_elsewhere';

/** What this actor may do now; the screens show these and nothing else. */
export function movesOf(refund: Refund, actor: Actor): RefundMove[] {
  return (Object.keys(ways[refund.state]) as RefundMove[]).filter(
    (move) => may(actor, permissionFor[move]) && whyNot(refund, move, actor) === null,
  );
}

/**
 * Takes a step, or throws:
 * `refund.wrong_state`, `refund.needs_second_person` (above the limit, send is closed until another person approves),
 * `refund.same_person.not_allowed` (who asked may not approve), `refund.not_manual` (only the manual gateway is marked by hand).
 */
export function step(refund: Refund, move: RefundMove, actor: Actor): RefundState {
  const next = ways[refund.state][move];
  if (next === undefined) throw new Refusal('refund.wrong_state', { state: refund.state, move });
  const why = whyNot(refund, move, actor);
  if (why) throw new Refusal(why, { asked_by: refund.asked_by?.name ?? null });
  return next;
}

function whyNot(refund: Refund, move: RefundMove, actor: Actor): string | null {
  const second = refund.needs_second && refund.approved_by === null;
  if ((move === 'send' || move === 'retry') && second) return 'refund.needs_second_person';
  if (move === 'ask_second' && (!refund.needs_second || refund.asked_by !== null)) return 'refund.wrong_state';
  if (move === 'approve') {
    if (!refund.needs_second) return 'refund.wrong_state';
    if (refund.asked_by === null) return 'refund.nobody_asked';
    if (samePerson(refund.asked_by, actor)) return 'refund.same_person.not_allowed';
  }
  if (move === 'count_elsewhere' && refund.failure !== ELSEWHERE) return 'refund.wrong_state';
  if ((move === 'mark_paid' || move === 'mark_failed') && refund.gateway !== MANUAL) return 'refund.not_manual';
  return null;
}
