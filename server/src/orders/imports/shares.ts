import { split } from '../../platform/money.ts';

/** What a line costs before and after its own discount, minor units. */
export type Priced = { unit_price: number; quantity: number; discount: number };

const net = (line: Priced) => line.unit_price * line.quantity - line.discount;

/** Spreads a discount of the whole order over its lines by what they cost; the parts add up to it, or to what there is to take. */
export function spreadDiscount(lines: readonly Priced[], amount: number): number[] {
  const room = lines.map(net);
  const whole = Math.min(
    amount,
    room.reduce((a, b) => a + b, 0),
  );
  if (whole <= 0) return lines.map(() => 0);
  return split(whole, room);
}

/** Spreads a tax of the whole order over the lines it is on, by what they cost after discount; over all where none is marked. */
export function spreadTax(lines: readonly (Priced & { taxable: boolean })[], amount: number): number[] {
  if (amount <= 0 || lines.length === 0) return lines.map(() => 0);
  const marked = lines.map((line) => (line.taxable ? net(line) : 0));
  const weights = marked.some((weight) => weight > 0) ? marked : lines.map(net);
  return split(amount, weights);
}
