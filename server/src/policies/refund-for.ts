import type { RemedyOffer } from '@recoup/contract';
import { sharesOf } from './shares.ts';

type Offer = Pick<RemedyOffer, 'parts'>;
type Code = RemedyOffer['parts'][number]['code'];
export type RefundPart = { code: Code; amount: number };

/**
 * What is owed, minor units, when units `from`+1 to `to` of the `quantity` the offer was made for now count, `from`
 * of them having been paid for before. Whatever the steps, all of them together give the confirmed offer to the cent;
 * no step is negative, and a part never changes its sign.
 *
 * The return freight is taken whole as soon as something is owed: the box came once, however much of it was accepted.
 */
export function refundFor(
  offer: Offer,
  quantity: number,
  from: number,
  to: number,
): { amount: number; parts: RefundPart[] } {
  const before = partsUpTo(offer, quantity, from);
  const parts = partsUpTo(offer, quantity, to)
    .map((part, i) => ({ code: part.code, amount: part.amount - before[i]!.amount }))
    .filter((part) => part.amount !== 0);
  return { amount: parts.reduce((sum, part) => sum + part.amount, 0), parts };
}

/** The parts due for the first `units`; what is given before what is taken off, the freight last. */
function partsUpTo(offer: Offer, quantity: number, units: number): RefundPart[] {
  const isFreight = (code: Code) => code === 'return_freight';
  const amounts = offer.parts.map(({ code, amount }) => ({ code, amount: amount.amount }));
  const shared = amounts
    .filter((part) => !isFreight(part.code))
    .sort((a, b) => Number(a.amount < 0) - Number(b.amount < 0));
  const shares = sharesOf(
    shared.map((part) => part.amount),
    quantity,
    0,
    units,
  );
  const due = shared.map(({ code }, i) => ({ code, amount: shares[i]! }));
  let left = due.reduce((sum, part) => sum + part.amount, 0);
  for (const { code, amount } of amounts.filter((part) => isFreight(part.code))) {
    const taken = Math.min(-amount, left);
    left -= taken;
    due.push({ code, amount: -taken || 0 });
  }
  return due;
}
