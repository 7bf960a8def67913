import { andOf } from '../../money/index.ts';
import { considerCancellation } from '../../returns/index.ts';
import { buyerCtx } from '../acts/at.ts';
import { type Finds, moneyIn, nothing } from './look.ts';
import { orderOf } from './seen-order.ts';

/** May the order still be called off by its buyer, and what goes back where; as the buyer's own page would say it. */
export const cancellation: Finds = async (look) => {
  const order = await orderOf(look);
  if (!order) return nothing;
  const { answer, because, back } = await considerCancellation(buyerCtx(look.at, order.id), order.id);
  const said = (code: string) => because.some((one) => one.code === code);
  return {
    facts: {
      possible: answer === 'yes',
      asks_person: answer === 'ask',
      shipped: said('order.shipped'),
      already: said('order.cancelled'),
      too_late: answer === 'no' && !said('order.cancelled'),
    },
    variables: backTold(back, look),
    sources: [{ kind: 'order', id: order.id, title: order.number }],
  };
};

type Back = Awaited<ReturnType<typeof considerCancellation>>['back'];

/** What goes back in sum, and whereto. */
export function backTold(
  back: Back,
  look: Parameters<typeof moneyIn>[0],
): { amount: string | null; to: string | null } {
  const [first] = back;
  if (!first) return { amount: null, to: null };
  const amount = back.reduce((sum, one) => sum + one.amount.amount, 0);
  const labels = [...new Set(back.flatMap(({ to }) => to ?? []))];
  return {
    amount: moneyIn(look, { amount, currency: first.amount.currency }),
    to: labels.length > 0 ? andOf(look.of.language, labels) : null,
  };
}
