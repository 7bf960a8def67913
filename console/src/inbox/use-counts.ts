import { inbox } from '@recoup/contract';
import { useApi } from '../app/queries.ts';
import { useScope } from '../app/session.tsx';

/** For the rail: how many open conversations are mine or nobody's. */
export function useInboxWaiting(): number | undefined {
  const { brand_id } = useScope();
  return useApi(inbox.counts, { query: { view: 'mine_and_unassigned', brand_id } }).data?.shelves.open;
}
