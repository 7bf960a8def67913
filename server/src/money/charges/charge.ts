/** A charge's table of ways: what a buyer is asked to pay, and what may be done about it in which state. Pure. */
import type { Actor } from '../../platform/ctx.ts';
import { may } from '../../platform/ctx.ts';
import { Refusal } from '../../platform/refusal.ts';

export type ChargeState =
  | 'wanted'
  | 'asked'
  | 'authorized'
  | 'paid'
  | 'captured'
  | 'released'
  | 'failed'
  | 'expired'
  | 'waived'
  | 'void';
export type ChargeMove = 'send_link' | 'mark_paid' | 'waive' | 'capture' | 'release' | 'retry';

export type Charge = {
  state: ChargeState;
  purpose: 'difference' | 'hold';
  gateway: string;
  amount: number;
  /** A capture or a release is on its way. */
  doing: 'capture' | 'release' | 'close' | null;
  hold_until: Date | null;
};

/** state → moves of people. Where each leads is the verb's to say: through a company it is the company's answer. */
export const chargeWays: Record<ChargeState, readonly ChargeMove[]> = {
  wanted: ['mark_paid', 'waive'],
  asked: ['send_link', 'mark_paid', 'waive'],
  authorized: ['capture', 'release'],
  failed: ['retry', 'mark_paid', 'waive'],
  expired: ['retry', 'mark_paid', 'waive'],
  paid: [],
  captured: [],
  released: [],
  waived: [],
  void: [],
};
/** Nothing was paid and nothing is held: the buyer may still be asked, or let off. */
export const unpaid: readonly ChargeState[] = ['wanted', 'asked', 'failed', 'expired'];

const permissionFor: Record<ChargeMove, string> = {
  send_link: 'money.ask',
  mark_paid: 'money.send',
  waive: 'money.approve',
  capture: 'money.approve',
  release: 'money.send',
  retry: 'money.ask',
};

/** What this actor may do now; the screens show these and nothing else. */
export function movesOfCharge(charge: Charge, actor: Actor): ChargeMove[] {
  return chargeWays[charge.state].filter((move) => may(actor, permissionFor[move]) && whyNot(charge, move) === null);
}

/** Throws `charge.wrong_state`, `charge.not_manual`. */
export function stepCharge(charge: Charge, move: ChargeMove): void {
  const why = chargeWays[charge.state].includes(move) ? whyNot(charge, move) : 'charge.wrong_state';
  if (why) throw new Refusal(why, { state: charge.state });
}

function whyNot(charge: Charge, move: ChargeMove): string | null {
  if (charge.doing !== null && move !== 'waive') return 'charge.wrong_state';
  if (move === 'mark_paid' && charge.gateway !== 'manual') return 'charge.not_manual';
  if (move === 'send_link' && charge.gateway === 'manual') return 'charge.wrong_state';
  return null;
}

/** What of a hold may be taken. Minor units. Throws `charge.more_than_held`, `charge.hold_expired`. */
export function captureOf(charge: Charge, amount: number | undefined, now: Date): number {
  if (charge.hold_until !== null && charge.hold_until <= now)
    throw new Refusal('charge.hold_expired', { until: charge.hold_until.toISOString() });
  const taken = amount ?? charge.amount;
  if (taken > charge.amount) throw new Refusal('charge.more_than_held', { held: charge.amount });
  return taken;
}

/** The tax in a sum that has it, at the rate of the line it is exchanged for. Minor units. */
export function taxIn(sum: number, line: { net: number; tax: number }): number {
  const gross = line.net + line.tax;
  if (gross <= 0 || line.tax <= 0) return 0;
  return Number((BigInt(sum) * BigInt(line.tax)) / BigInt(gross));
}

/**
 * Should somebody think of capturing the hold? The goods did not come by their day, or the card company is about to let the
 * hold lapse. Never by itself: a person says yes.
 */
export function captureDue(
  hold: { goods_due_at: Date | null; hold_until: Date | null },
  now: Date,
): 'goods_late' | 'hold_lapses' | null {
  const DAY = 86_400_000;
  if (hold.goods_due_at !== null && hold.goods_due_at <= now) return 'goods_late';
  if (hold.hold_until !== null && hold.hold_until.getTime() - DAY <= now.getTime()) return 'hold_lapses';
  return null;
}
