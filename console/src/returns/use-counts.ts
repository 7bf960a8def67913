import { returns } from '@recoup/contract';
import { useApi } from '../app/queries.ts';
import { useScope } from '../app/session.tsx';

/** How many returns each standard view holds, within the brand and site chosen in the bar. */
export function useReturnCounts() {
  return useApi(returns.counts, { query: useScope() }).data;
}

/** For the rail: how many wait for somebody's yes or no. */
export function useReturnsWaiting(): number | undefined {
  return useReturnCounts()?.needs_decision;
}
