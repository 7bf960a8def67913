/** What asking a model costs, before and after. Pure; millionths of a US dollar, which is tokens times the price of a million. */
import type { ModelSettings, Usage } from './model.ts';

type Prices = Pick<ModelSettings, 'price_in' | 'price_out'>;

/**
 * Tokens a text has at most, near enough: a Chinese character is about one, three Latin letters are one. Vendors count
 * differently; the guess is on the high side, and what was really used is settled after.
 */
export function guessTokens(text: string): number {
  const han = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0;
  return Math.ceil(han * 1.5 + (text.length - han) / 3);
}

/** What a question may cost, all its answer used. */
export function costAtMost(prices: Prices, text: string, most: number): number {
  return costOf(prices, { input: guessTokens(text), output: most });
}

export function costOf({ price_in, price_out }: Prices, { input, output }: Usage): number {
  return Math.ceil(input * price_in + output * price_out);
}

/** Cents a month into the unit of spending. */
export const capOf = (cents: number | null): number | null => (cents === null ? null : cents * 10_000);
