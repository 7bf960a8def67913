/** The money a line of a return makes due. Pure; minor units of the return's currency. */
import type { RemedyOffer } from '@recoup/contract';
import type { Return, ReturnLine } from './return.ts';

export type MoneyOwed = {
  /** How it is paid: to the original payment, as credit, or for keeping the goods. */
  kind: 'refund' | 'store_credit' | 'keep_it';
  /** For all units of the line, and of what it is made. */
  amount: number;
  parts: RemedyOffer['parts'];
  /** Units that count now: accepted, or all of them where the goods stay with the buyer by agreement. */
  units: number;
};

/**
 * What a line owes the buyer in money: a refund, a credit, part of the money for keeping it, or the difference of an
 * exchange for something cheaper, which is refunded once the old goods were accepted. Null where the remedy is goods, a
 * code or help. A blind return was never approved; its goods are here.
 */
export function moneyOwed(
  at: Pick<Return, 'approved_at' | 'source'>,
  { remedy, offer, accepted, quantity }: Pick<ReturnLine, 'remedy' | 'offer' | 'accepted' | 'quantity'>,
): MoneyOwed | null {
  const kind =
    remedy === 'refund' || remedy === 'store_credit' || remedy === 'keep_it'
      ? remedy
      : remedy === 'exchange' && offer.amount.amount > 0
        ? 'refund'
        : null;
  if (!kind) return null;
  const agreed = at.approved_at !== null || at.source === 'blind';
  const units = offer.goods_back ? accepted : agreed ? quantity : 0;
  return { kind, amount: offer.amount.amount, parts: offer.parts, units };
}
