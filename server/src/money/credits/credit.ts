/** A store credit's table of ways, and how an amount is taken off its two parts. Pure. */
import { type Actor, may, samePerson } from '../../platform/ctx.ts';
import { Refusal } from '../../platform/refusal.ts';

export type CreditState = 'asked' | 'active' | 'used' | 'expired' | 'void' | 'declined';
export type CreditWay = 'approve' | 'decline' | 'void' | 'give_back' | 'cash_out' | 'redeem';
export type Who = { kind: string; id: string | null; name: string; personId?: string | null };

/** state → move. What becomes of it depends on what is left. */
export const creditWays: Record<CreditState, readonly CreditWay[]> = {
  asked: ['approve', 'decline'],
  active: ['redeem', 'void', 'give_back', 'cash_out'],
  used: ['give_back'],
  expired: ['give_back'],
  void: ['give_back'],
  declined: [],
};
const permissionFor: Record<CreditWay, string> = {
  approve: 'money.approve',
  decline: 'money.approve',
  void: 'money.approve',
  give_back: 'money.send',
  cash_out: 'money.send',
  redeem: 'money.send',
};

export type Credit = {
  state: CreditState;
  paid_left: number;
  bonus_left: number;
  paid_expires_at: Date | null;
  bonus_expires_at: Date | null;
  asked_by: Who | null;
};
export type Parts = { paid: number; bonus: number };

/** Throws `credit.wrong_state`, and `credit.same_person.not_allowed` where who asked would approve. */
export function stepCredit(credit: Pick<Credit, 'state' | 'asked_by'>, way: CreditWay, actor: Actor): void {
  if (!creditWays[credit.state].includes(way)) throw new Refusal('credit.wrong_state', { state: credit.state });
  if (way === 'approve' && samePerson(credit.asked_by, actor))
    throw new Refusal('credit.same_person.not_allowed', { asked_by: credit.asked_by?.name ?? null });
}

/** What this actor may do to it; `redeem` is the shop's and is no button. */
export function movesOfCredit(
  credit: Pick<Credit, 'state' | 'asked_by'> & { redeemed: boolean; cash_out: boolean },
  actor: Actor,
): Exclude<CreditWay, 'redeem'>[] {
  const open: Partial<Record<CreditWay, boolean>> = {
    redeem: false,
    give_back: credit.redeemed,
    cash_out: credit.cash_out,
    approve: !samePerson(credit.asked_by, actor),
  };
  return creditWays[credit.state].filter(
    (way): way is Exclude<CreditWay, 'redeem'> =>
      way !== 'redeem' && open[way] !== false && may(actor, permissionFor[way]),
  );
}

const over = (end: Date | null, now: Date) => end !== null && end <= now;

/** What can be spent now: a part whose end has passed no longer counts, even before the nightly job took it off. */
export function spendable(credit: Credit, now: Date): Parts {
  return {
    paid: over(credit.paid_expires_at, now) ? 0 : credit.paid_left,
    bonus: over(credit.bonus_expires_at, now) ? 0 : credit.bonus_left,
  };
}

/**
 * Splits what is taken: first the part that ends first, so that the buyer loses least; where both end together the bonus,
 * so that their own money stays.
 *
 * Throws `credit.wrong_state`, `credit.expired`, `credit.not_enough` with the `balance`.
 */
export function take(credit: Credit, amount: number, now: Date): Parts {
  if (credit.state === 'asked' || credit.state === 'declined' || credit.state === 'void')
    throw new Refusal('credit.wrong_state', { state: credit.state });
  const can = spendable(credit, now);
  const balance = can.paid + can.bonus;
  if (balance === 0 && (credit.state === 'expired' || credit.paid_left + credit.bonus_left > 0)) {
    const ends = [credit.paid_expires_at, credit.bonus_expires_at].filter((end) => end !== null);
    const expired_at = ends.length > 0 ? new Date(Math.max(...ends.map((end) => end.getTime()))).toISOString() : null;
    throw new Refusal('credit.expired', { expired_at });
  }
  if (balance < amount) throw new Refusal('credit.not_enough', { balance });
  const endOf = (end: Date | null) => end?.getTime() ?? Number.POSITIVE_INFINITY;
  const paidFirst = endOf(credit.paid_expires_at) < endOf(credit.bonus_expires_at);
  const first = Math.min(amount, paidFirst ? can.paid : can.bonus);
  return paidFirst ? { paid: first, bonus: amount - first } : { bonus: first, paid: amount - first };
}

/** The state of a credit that is neither asked for nor void, from what is left. */
export function stateAfter(left: number, otherwise: CreditState): CreditState {
  return left > 0 ? 'active' : otherwise;
}
