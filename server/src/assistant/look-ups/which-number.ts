import { numberKey } from '../../orders/index.ts';

/** The one of some orders whose number was typed, however it was typed; null where none or several were. Pure. */
export function numberNamed<O extends { number: string }>(orders: readonly O[], typed: readonly string[]): O | null {
  const keys = new Set(typed.map(numberKey).filter(Boolean));
  const named = orders.filter(({ number }) => keys.has(numberKey(number)));
  return named.length === 1 ? named[0]! : null;
}
