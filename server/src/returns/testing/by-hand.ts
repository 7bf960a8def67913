/** The steps people take by hand, each as the call of the API it is. */
import { returns } from '@recoup/contract';
import { type Client, ProblemError } from '../../../test/front-door.ts';
import type { Step } from '../return.ts';

export const byHand: { step: Step; take: (who: Client, id: string) => Promise<unknown> }[] = [
  { step: 'approve', take: (who, id) => who.call(returns.approve, { params: { id }, body: {} }) },
  { step: 'decline', take: (who, id) => who.call(returns.decline, { params: { id }, body: { reason: 'No' } }) },
  { step: 'cancel', take: (who, id) => who.call(returns.cancel, { params: { id }, body: { reason: 'No' } }) },
  { step: 'close', take: (who, id) => who.call(returns.close, { params: { id } }) },
  {
    step: 'change_remedy',
    take: async (who, id) => {
      const { lines } = await who.call(returns.get, { params: { id } });
      return who.call(returns.changeRemedy, {
        params: { id },
        body: { line_id: lines[0]!.id, remedy: 'store_credit' },
      });
    },
  },
];

/** What became of calls made at once: how many went through, and the codes of the others. */
export async function atOnce(times: number, call: () => Promise<unknown>): Promise<{ done: number; codes: string[] }> {
  const all = await Promise.allSettled(Array.from({ length: times }, call));
  const codes = all.flatMap((one) => {
    if (one.status === 'fulfilled') return [];
    const { reason } = one;
    return [
      reason instanceof ProblemError ? reason.problem.code : ((reason as { code?: string }).code ?? String(reason)),
    ];
  });
  return { done: all.filter((one) => one.status === 'fulfilled').length, codes: [...new Set(codes)] };
}
