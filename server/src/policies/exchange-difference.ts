import { netPrice, type OfferLine, type SwapFor } from './offer-line.ts';
import { ratioOf, sharesOf } from './shares.ts';

/** Minor units; above zero the buyer pays it, below zero the buyer gets it back. */
export type Difference = { price: number; tax: number };

/** What was paid for the units asked, without tax, and the tax on it. */
export function paidForUnits(line: OfferLine): { price: number; tax: number } {
  const [price = 0, tax = 0] = sharesOf(
    [netPrice(line), line.bought.tax],
    line.bought.quantity,
    line.before,
    line.quantity,
  );
  return { price, tax };
}

/** What the units of the wanted goods come to, at the tax rate of the line they are exchanged for. */
export function worthOf(line: OfferLine, wanted: SwapFor): { price: number; tax: number } | null {
  if (wanted.price === null) return null;
  const list = wanted.price * line.quantity;
  const net = netPrice(line);
  // The discount the goods were sold at holds for their other variants: a colour is not dearer for having been on sale.
  const price = wanted.sameProduct ? ratioOf(list, net, line.bought.unitPrice * line.bought.quantity) : list;
  return { price, tax: ratioOf(price, line.bought.tax, net) };
}

/**
 * What an exchange costs or brings the buyer, with tax: the wanted goods against what was paid for the units asked. None
 * for another of the same, nor for another variant at the same list price. Null where the wanted goods have no price.
 */
export function differenceOf(line: OfferLine, wanted: SwapFor): Difference | null {
  if (wanted.id === line.variant?.id) return { price: 0, tax: 0 };
  const worth = worthOf(line, wanted);
  if (!worth) return null;
  if (wanted.sameProduct && wanted.price === line.bought.unitPrice) return { price: 0, tax: 0 };
  const paid = paidForUnits(line);
  const price = worth.price - paid.price;
  const tax = worth.tax - paid.tax;
  // A cent of rounding never turns the tax against the price.
  return { price, tax: price > 0 ? Math.max(0, tax) : price < 0 ? Math.min(0, tax) : 0 };
}
