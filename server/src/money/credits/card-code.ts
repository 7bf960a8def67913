import { randomInt } from 'node:crypto';

/** No I, O, U, L, 0 or 1: none can be taken for another over the phone. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const RANDOM = 11;
const weights = [1, 7, 11, 13, 17, 19, 23, 29];

/**
 * A code that is worth money: `SC-7F3K-92QD-4M8R`. Eleven random characters (53 bits, so that guessing on end finds
 * none) and a check character, which tells a slip of the keyboard from a wrong code before anybody is asked.
 */
export function newCardCode(prefix: string): string {
  let body = '';
  for (let i = 0; i < RANDOM; i++) body += ALPHABET[randomInt(ALPHABET.length)];
  return dashed(prefix, body + check(prefix + body));
}

/** As it is kept, whatever spaces, dashes and case it was typed with. Says nothing on whether there is such a code. */
export function cleanCode(prefix: string, typed: string): string {
  const bare = typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
  return dashed(prefix, bare.startsWith(prefix) ? bare.slice(prefix.length) : bare);
}

/** What may be written down where a code is named but must not be handed on: its last four characters. */
export function hintOf(code: string): string {
  return `…${code.slice(-4)}`;
}

const dashed = (prefix: string, body: string) => [prefix, ...(body.match(/.{1,4}/g) ?? [])].join('-');

function check(text: string): string {
  const sum = [...text].reduce((total, c, i) => {
    const value = ALPHABET.indexOf(c);
    return total + (value < 0 ? c.charCodeAt(0) : value) * weights[i % weights.length]!;
  }, 0);
  return ALPHABET[sum % ALPHABET.length]!;
}
