/** What a weighed request promises the buyer: what is compared at their yes, what is counted, and the words they read. Pure. */
import type { RemedyKind } from '@recoup/contract';
import type { Request, RequestPreview } from '../../returns/index.ts';
import { type Reads, remedyTold, type Told } from './remedy-told.ts';

export type RemedyPromise = {
  /** Every line with its offer, to the cent and the day: what is given at the yes must be the same. */
  what: { order_line_id: string; quantity: number; offer: RequestPreview['lines'][number]['offer'] }[];
  /** What the buyer gets, and of it what counts against limits and caps; minor units of `currency`. */
  amount: number;
  given: number;
  currency: string;
  told: Told;
};

export function promiseOf(
  kind: RemedyKind,
  { lines, currency }: Pick<RequestPreview, 'lines' | 'currency'>,
  ask: Pick<Request, 'lines'>,
  reads: Omit<Reads, 'swap'>,
): RemedyPromise {
  const swap = ask.lines.some(({ choice }) => choice?.variant_id !== undefined);
  return {
    what: lines.map(({ order_line_id, quantity, offer }) => ({ order_line_id, quantity, offer })),
    amount: lines.reduce((sum, { offer }) => sum + offer.amount.amount, 0),
    given: lines.reduce((sum, { gives }) => sum + gives, 0),
    currency,
    told: remedyTold(
      kind,
      lines.map(({ offer }) => offer),
      { ...reads, swap },
    ),
  };
}
