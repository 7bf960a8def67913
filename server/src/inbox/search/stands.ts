import { folded } from './lexemes.ts';

/** Whether a word or phrase stands in a text, in any case and without accents: a Latin one as whole words, a Chinese one anywhere. */
export function standsIn(text: string, phrase: string): boolean {
  const plain = spaced(text);
  const word = spaced(phrase).trim();
  if (word === '') return false;
  for (let at = plain.indexOf(word); at !== -1; at = plain.indexOf(word, at + 1)) {
    if (!joins(word[0], plain[at - 1]) && !joins(word.at(-1), plain[at + word.length])) return true;
  }
  return false;
}

const spaced = (text: string) => folded(text).replace(/\s+/g, ' ');
const joins = (inside: string | undefined, outside: string | undefined) =>
  /[\p{Script=Latin}\p{N}]/u.test(inside ?? '') && /[\p{Script=Latin}\p{N}]/u.test(outside ?? '');
