import type { Charge } from '@recoup/contract';

export const showing = ['open', 'held', 'ended'] as const;
export type Showing = (typeof showing)[number];
/** What is asked of buyers, what is held on their cards, and what is over. */
export const chargeStates: Record<Showing, readonly Charge['state'][]> = {
  open: ['wanted', 'asked', 'failed', 'expired'],
  held: ['authorized'],
  ended: ['paid', 'captured', 'released', 'waived', 'void'],
};
