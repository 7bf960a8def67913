/** What a call leaves to be done, when it ends and afterwards. Pure. */
import type { CallDetail } from '@recoup/contract';

export type OpenEnd = 'verdict' | 'remedy' | 'offer';

/** What a call would leave open if it ended now, in the order it is asked. Pure. */
export function leftOpen(
  call: Pick<CallDetail, 'goods' | 'verdict' | 'stage'>,
  offers: readonly { state: string }[],
): OpenEnd[] {
  // Without goods there is nobody to hold responsible and nothing to give; what never was live ends by itself.
  if (!call.goods || call.stage !== 'live') return [];
  const open: OpenEnd[] = [];
  if (call.verdict === null) open.push('verdict');
  if (offers.some(({ state }) => state === 'open')) open.push('offer');
  else if (!offers.some(({ state }) => state === 'done')) open.push('remedy');
  return open;
}

/** Still being written about by whoever took it. */
export function wrapsUp(call: Pick<CallDetail, 'stage' | 'staff' | 'wrap_up_until' | 'wrap_up'>, me: string): boolean {
  return call.stage === 'ended' && call.staff?.id === me && call.wrap_up_until !== null && !call.wrap_up?.at;
}
