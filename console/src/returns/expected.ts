import type { Money, ReturnDetail } from '@recoup/contract';

type Line = Pick<ReturnDetail['lines'][number], 'remedy' | 'offer'>;

/** Goods for goods: no money moves. */
export const swaps = ({ remedy }: Pick<Line, 'remedy'>) => remedy === 'exchange' || remedy === 'replacement';

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
