/** A dispute's table of ways, and what a person should know before answering. Pure. */
import type { DisputeFlag, DisputeMove, DisputeState } from '@recoup/contract';
import { type Actor, may } from '../../platform/ctx.ts';
import { Refusal } from '../../platform/refusal.ts';

/** state → move → state. */
export const disputeWays: Record<DisputeState, Partial<Record<DisputeMove, DisputeState>>> = {
  needs_response: {
    change: 'needs_response',
    evidence: 'needs_response',
    submit: 'needs_response',
    mark_submitted: 'submitted',
    accept: 'accepted',
    mark_won: 'won',
    mark_lost: 'lost',
  },
  submitted: { mark_won: 'won', mark_lost: 'lost' },
  won: {},
  lost: {},
  accepted: {},
};
const permissionFor: Record<DisputeMove, string> = {
  change: 'money.send',
  evidence: 'money.send',
  submit: 'money.send',
  mark_submitted: 'money.send',
  accept: 'money.approve',
  mark_won: 'money.send',
  mark_lost: 'money.send',
};

type At = { state: DisputeState; sending: 'none' | 'sending' | 'failed'; can_submit: boolean };

/** What this actor may do now. While the evidence is on its way nothing about it is changed. */
export function movesOfDispute(at: At, actor: Actor): DisputeMove[] {
  return (Object.keys(disputeWays[at.state]) as DisputeMove[]).filter(
    (move) => may(actor, permissionFor[move]) && whyNot(at, move) === null,
  );
}

/** Throws `dispute.wrong_state`, and `dispute.not_connected` where nobody can be told from here. */
export function stepDispute(at: At, move: DisputeMove): DisputeState {
  const next = disputeWays[at.state][move];
  if (next === undefined) throw new Refusal('dispute.wrong_state', { state: at.state, move });
  const why = whyNot(at, move);
  if (why) throw new Refusal(why, { state: at.state, move, sending: at.sending });
  return next;
}

function whyNot(at: At, move: DisputeMove): string | null {
  if (move === 'submit' && !at.can_submit) return 'dispute.not_connected';
  const told = move === 'mark_won' || move === 'mark_lost';
  return at.sending === 'sending' && !told ? 'dispute.wrong_state' : null;
}

/** How far a dispute is; what we hear never takes it back. */
const rank: Record<DisputeState, number> = { needs_response: 0, submitted: 1, accepted: 2, won: 2, lost: 2 };

/**
 * What an announcement of the payment company makes of a dispute. Announcements come twice and in any order: an older
 * one than the newest heard, and one that would lead back, change nothing. Only from lost may a later word lead to won.
 */
export function heard(
  now: { state: DisputeState; heard_at: Date | null },
  word: { state: DisputeState; at: Date },
): DisputeState {
  if (now.heard_at !== null && word.at < now.heard_at) return now.state;
  if (rank[word.state] < rank[now.state]) return now.state;
  if (now.state === 'lost' && word.state === 'won') return 'won';
  return rank[word.state] === rank[now.state] ? now.state : word.state;
}

export type RefundFact = {
  code: string;
  amount: number;
  state: 'owed' | 'sending' | 'sent' | 'failed';
  sent_at: Date | null;
};
export type Facts = {
  kind: 'inquiry' | 'chargeback';
  state: DisputeState;
  amount: number;
  currency: string;
  due_by: Date;
  /** Of the disputed payment; of the whole order where the payment is not known. */
  paid: number | null;
  refunds: readonly RefundFact[];
};

/** Warned from this many days before the deadline. */
export const SOON_DAYS = 3;
const DAY = 86_400_000;
const sum = (list: readonly RefundFact[]) => list.reduce((total, { amount }) => total + amount, 0);

/** Did the bank take the money, so that a refund on top would pay the buyer twice? */
export function tookMoney({ kind, state }: Pick<Facts, 'kind' | 'state'>): boolean {
  return kind === 'chargeback' && state !== 'won';
}

export function flagsOf(facts: Facts, now: Date): DisputeFlag[] {
  const money = (amount: number) => ({ amount, currency: facts.currency });
  const flags: DisputeFlag[] = [];
  const left = facts.due_by.getTime() - now.getTime();
  const waits = facts.refunds.filter(({ state }) => state !== 'sent');
  const sent = facts.refunds.filter(({ state }) => state === 'sent');
  const names = (list: readonly RefundFact[]) => list.map(({ code }) => code);
  const open = facts.state === 'needs_response';
  if (open && left <= 0) flags.push({ code: 'overdue', facts: { due_by: facts.due_by.toISOString() } });
  else if (open && left <= SOON_DAYS * DAY)
    flags.push({
      code: 'due_soon',
      facts: { due_by: facts.due_by.toISOString(), hours: Math.floor(left / 3_600_000) },
    });
  if (open && facts.kind === 'inquiry' && left > 0 && waits.length > 0)
    flags.push({
      code: 'refund_would_settle',
      facts: { refunds: names(waits), amount: money(sum(waits)), whole: sum(waits) + sum(sent) >= facts.amount },
    });
  if (sent.length > 0 && (open || facts.state === 'submitted'))
    flags.push({ code: 'refunded_already', facts: { refunds: names(sent), amount: money(sum(sent)) } });
  if (waits.length > 0 && tookMoney(facts))
    flags.push({ code: 'refund_waits', facts: { refunds: names(waits), amount: money(sum(waits)) } });
  const over = facts.paid === null ? 0 : sum(sent) + facts.amount - facts.paid;
  if (tookMoney(facts) && over > 0 && sent.length > 0)
    flags.push({ code: 'paid_twice', facts: { refunds: names(sent), amount: money(over) } });
  return flags;
}

/**
 * May a refund of a disputed payment be sent? Never when refund and dispute together give back more than was paid: then
 * the buyer would be paid twice. While a dispute is open a second person says yes. An inquiry has taken nothing, and a
 * refund settles it.
 *
 * Throws `refund.payment_disputed`, `refund.disputed_needs_second`.
 */
export function mayRefund(
  refund: { amount: number; approved: boolean },
  payment: { paid: number | null; sent: number },
  disputes: readonly (Pick<Facts, 'kind' | 'state' | 'amount'> & { code: string })[],
): void {
  const taking = disputes.filter(tookMoney);
  if (taking.length === 0) return;
  const disputed = taking.reduce((total, { amount }) => total + amount, 0);
  const about = { disputes: taking.map(({ code }) => code), disputed };
  if (payment.paid === null || payment.sent + refund.amount + disputed > payment.paid)
    throw new Refusal('refund.payment_disputed', about);
  const open = taking.some(({ state }) => state === 'needs_response' || state === 'submitted');
  if (open && !refund.approved) throw new Refusal('refund.disputed_needs_second', about);
}
