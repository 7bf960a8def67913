import type { Money, ReturnDetail } from '@recoup/contract';
import { paysNothing } from '../remedies/pick.ts';

type Line = Pick<ReturnDetail['lines'][number], 'remedy' | 'offer'>;

/** Goods, a part, a code or help: no money is agreed. */
export const swaps = ({ remedy }: Pick<Line, 'remedy'>) => paysNothing(remedy);

/** What was agreed with the buyer, all lines together; null where no money was. Pure. */
export function expectedSum({ lines }: { lines: readonly Line[] }): Money | null {
  const paying = lines.filter((line) => !swaps(line));
  const first = paying[0];
  if (!first) return null;
  return {
    amount: paying.reduce((sum, line) => sum + line.offer.amount.amount, 0),
    currency: first.offer.amount.currency,
  };
}
