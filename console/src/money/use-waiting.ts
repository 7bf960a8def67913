import { moneyApi } from '@recoup/contract';
import { useApi } from '../app/queries.ts';
import { useScope } from '../app/session.tsx';

export function useRefundCounts() {
  const { brand_id } = useScope();
  return useApi(moneyApi.counts, { query: { brand_id } });
}

export function useRefundsWaiting(): number | undefined {
  const { data } = useRefundCounts();
  return data && data.owed + data.failed;
}
