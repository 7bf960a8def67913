import { type Approval, type ReturnDetail, returns } from '@recoup/contract';
import { useApi } from '../app/queries.ts';

/** The return an approval is about, once it is read. */
export function useReturn(at: Approval): ReturnDetail | undefined {
  const id = at.return?.id;
  return useApi(returns.get, { params: { id: id ?? '' } }, { on: id !== undefined, keep: false }).data;
}
