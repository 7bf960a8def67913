/** A call that rang here and does not any more. */
import type { CallDetail } from '@recoup/contract';

export type OverWord = 'taken' | 'elsewhere' | 'left' | 'missed' | null;

/** What to say of a call that rang here and stopped; null where there is nothing to say: it is this person's. Pure. */
export function wordOver(call: Pick<CallDetail, 'stage' | 'staff' | 'ended_because'>, me: string): OverWord {
  if (call.stage === 'live') return call.staff?.id === me ? null : 'taken';
  if (call.stage === 'ringing' || call.stage === 'waiting') return 'elsewhere';
  if (call.ended_because === 'buyer_left' || call.stage === 'declined') return 'left';
  if (call.stage === 'missed') return 'missed';
  return call.staff && call.staff.id !== me ? 'taken' : null;
}
