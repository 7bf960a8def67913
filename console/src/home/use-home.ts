import { desk } from '@recoup/contract';
import { useApi } from '../app/queries.ts';
import { useScope } from '../app/session.tsx';

/** What waits, within the brand and site chosen in the bar. */
export function useHome() {
  const scope = useScope();
  return useApi(desk.home, { query: scope });
}

export function useHomeCount(): number | undefined {
  const { data } = useHome();
  return data && Object.values(data.counts).reduce((sum, count) => sum + count, 0);
}
