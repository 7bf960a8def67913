import { moneyApi, type Refund } from '@recoup/contract';
import { useApi } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';

/** The refunds of a return; nothing for those who may not see money. */
export function useReturnMoney(id: string): { refunds: readonly Refund[] } {
  const { may } = useSession();
  const on = may('money.read');
  const refunds = useApi(moneyApi.refunds, { query: { return_id: id } }, { on, keep: false });
  return { refunds: (refunds.data?.rows ?? []).filter((refund) => refund.state !== 'void') };
}
