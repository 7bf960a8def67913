import { costsApi, moneyApi, type Refund, type ReturnCost } from '@recoup/contract';
import { useApi } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';

/** The refunds of a return and what it costs the brand; nothing for those who may not see money. */
export function useReturnMoney(id: string): { refunds: readonly Refund[]; cost: ReturnCost | undefined } {
  const { may } = useSession();
  const on = may('money.read');
  const refunds = useApi(moneyApi.refunds, { query: { return_id: id } }, { on, keep: false });
  const cost = useApi(costsApi.ofReturn, { params: { id } }, { on, keep: false });
  return { refunds: (refunds.data?.rows ?? []).filter((refund) => refund.state !== 'void'), cost: cost.data };
}
