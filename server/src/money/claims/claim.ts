/** A claim against a carrier: its table of ways, what it is worth, and what a person should know of it. Pure. */
import type { ClaimFlag, ClaimKind, ClaimMove, ClaimRule, ClaimState, Reason, VerdictOf } from '@recoup/contract';
import { daysBetween } from '../../platform/clock.ts';
import { type Actor, may } from '../../platform/ctx.ts';
import { Refusal } from '../../platform/refusal.ts';

/** state → move → state. What a carrier declined it may still pay, on appeal. */
export const claimWays: Record<ClaimState, Partial<Record<ClaimMove, ClaimState>>> = {
  draft: { change: 'draft', file: 'filed', drop: 'dropped' },
  filed: { pay: 'paid', decline: 'declined', drop: 'dropped' },
  paid: {},
  declined: { pay: 'paid' },
  dropped: {},
};
const permissionFor: Record<ClaimMove, string> = {
  change: 'money.ask',
  file: 'money.ask',
  pay: 'money.send',
  decline: 'money.ask',
  drop: 'money.ask',
};

/** What this actor may do now. */
export function movesOfClaim(state: ClaimState, actor: Actor): ClaimMove[] {
  return (Object.keys(claimWays[state]) as ClaimMove[]).filter((move) => may(actor, permissionFor[move]));
}

/** Throws `claim.wrong_state`. */
export function stepClaim(state: ClaimState, move: ClaimMove): ClaimState {
  const next = claimWays[state][move];
  if (next === undefined) throw new Refusal('claim.wrong_state', { state, move });
  return next;
}

/** What happened to the parcel, by the reason that was given for the goods. */
export function kindOf(reason: Reason): ClaimKind {
  return reason === 'missing-parts-or-accessories' ? 'missing_contents' : 'damage';
}

export type SoldLine = { quantity: number; unit_price: number; discount: number };

/** What `quantity` pieces of a line were sold for: after discount, without tax, which the state gives back. Minor units. */
export function soldFor(line: SoldLine, quantity: number): number {
  return Math.round(((line.unit_price * line.quantity - line.discount) * quantity) / line.quantity);
}

/** What the carrier covers where nothing was declared, as far as it is known in that currency. */
export function limitOf(rule: Pick<ClaimRule, 'included'> | null, currency: string): number | null {
  return rule?.included?.currency === currency ? rule.included.amount : null;
}

/** What a claim starts with: what the goods were sold for, no more than the carrier covers. */
export function worth(goods: number, limit: number | null): number {
  return limit === null ? goods : Math.min(goods, limit);
}

/** Warned from this many days before the last one. */
export const SOON_DAYS = 7;

/** Days left to file from `today`, both in the brand's time zone; null when it was filed or nobody knows. */
export function daysLeft(claim: { state: ClaimState; file_by: string | null }, today: string): number | null {
  return claim.state === 'draft' && claim.file_by !== null ? daysBetween(today, claim.file_by) : null;
}

/** What a person should know before the claim is filed, or while the carrier looks at it. */
export function flagsOf(
  claim: { state: ClaimState; file_by: string | null; pictures: number; kind: ClaimKind; verdict: VerdictOf | null },
  today: string,
): ClaimFlag[] {
  const flags: ClaimFlag[] = [];
  const left = daysLeft(claim, today);
  if (left !== null && left < 0) flags.push('overdue');
  else if (left !== null && left <= SOON_DAYS) flags.push('due_soon');
  if (claim.state === 'draft' && claim.pictures === 0 && claim.kind !== 'loss') flags.push('no_pictures');
  const open = claim.state === 'draft' || claim.state === 'filed';
  if (open && claim.verdict !== null && claim.verdict !== 'carrier') flags.push('verdict_changed');
  return flags;
}
