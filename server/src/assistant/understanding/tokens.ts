import type { Tokens } from '../talk.ts';
import { type Amount, amountsIn, sharesIn } from './amounts.ts';
import { emailsIn, type Named, returnCodesIn, serialsIn, trackingNumbersIn } from './codes.ts';
import { daysIn } from './days.ts';
import { codeIn, numbersIn } from './order-numbers.ts';
import type { Context } from './said.ts';
import { type Place, without } from './spelling.ts';

export type Shown = { kind: string; value: string; words: string };

/**
 * Numbers, addresses, amounts and days that a message names, and the same for the screen that says what was understood. What
 * was read as one thing is not read as another. Takes the text as written and in plain spelling, of the same length.
 */
export function tokensIn(text: string, plainText: string, context: Context): { tokens: Tokens; shown: Shown[] } {
  const shown: (Shown & Place)[] = [];
  let left = plainText;
  const read = (kind: string, places: readonly Named[]): string[] => {
    for (const { start, end, value } of places) shown.push({ kind, value, words: text.slice(start, end), start, end });
    left = without(left, places);
    return [...new Set(places.map(({ value }) => value))];
  };
  const code = read(
    'code',
    [codeIn(left, context.awaiting)].filter((one) => one !== null),
  );
  const emails = read('email', emailsIn(left));
  left = without(left, linksIn(left));
  const returnCodes = read('return_code', returnCodesIn(left));
  const tracking = read('tracking_number', trackingNumbersIn(left));
  const serials = read('serial', serialsIn(left));
  const skus = read('sku', skusIn(left, context));
  const days = daysIn(left, context.now, context.zone);
  read(
    'day',
    days.map(({ start, end, day }) => ({ start, end, value: day })),
  );
  const amounts: Amount[] = amountsIn(left);
  read(
    'amount',
    amounts.map(({ start, end, minor, currency }) => ({
      start,
      end,
      value: `${minor / 100} ${currency ?? ''}`.trim(),
    })),
  );
  read(
    'share',
    sharesIn(left).map(({ start, end, percent }) => ({ start, end, value: `${percent}%` })),
  );
  left = without(left, phonesIn(left));
  const { orders, postal } = numbersIn(
    left,
    context.awaiting,
    context.orders.map(({ number }) => number),
  );
  const orderNumbers = read('order_number', orders);
  const postalCodes = read('postal_code', postal);
  const written = <T extends Place>({ start, end }: T) => text.slice(start, end);
  return {
    tokens: {
      order_numbers: orderNumbers,
      emails,
      postal_codes: postalCodes,
      tracking_numbers: tracking,
      return_codes: returnCodes,
      serials,
      skus,
      code: code[0] ?? null,
      amounts: amounts.map((amount) => ({ minor: amount.minor, currency: amount.currency, words: written(amount) })),
      days: days.map((one) => ({ day: one.day, words: written(one) })),
    },
    shown: shown.sort((a, b) => a.start - b.start).map(({ kind, value, words }) => ({ kind, value, words })),
  };
}

/** SKUs of this buyer's orders and of the brand's products, as they are spelt there. */
function skusIn(text: string, { orders, products = [] }: Context): Named[] {
  const known = new Set([
    ...orders.flatMap(({ lines }) => lines.map(({ sku }) => sku)),
    ...products.flatMap(({ skus }) => skus),
  ]);
  const words = new Map([...known].map((sku) => [sku.toLowerCase(), sku]));
  return [...text.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}][\p{L}\p{N}_./-]{1,40}(?![\p{L}\p{N}])/gu)].flatMap(
    (match) => {
      const bare = match[0].replace(/[./-]+$/, '');
      const sku = words.get(bare);
      return sku && sku.length >= 3 ? [{ start: match.index, end: match.index + bare.length, value: sku }] : [];
    },
  );
}

const linksIn = (text: string): Place[] =>
  [...text.matchAll(/(?:https?:\/\/|www\.)\S+/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
/** US and Chinese telephone numbers: they are nobody's order. */
const phonesIn = (text: string): Place[] =>
  [
    ...text.matchAll(
      /(?<![\w#-])(?:\+?1[\s.-]?)?\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}(?!\d)|(?<!\d)(?:\+?86[\s-]?)?1[3-9]\d{9}(?!\d)|\+\d{9,14}/g,
    ),
  ].map((match) => ({ start: match.index, end: match.index + match[0].length }));
