/**
 * Whether a translation read back says what was written. Words, not letters, are compared where a language has spaces;
 * pairs of characters where it has none. Amounts, codes and negations must all come back: a sentence that lost its
 * "not" or turned 15 into 50 is close in letters and false. Pure.
 */
export type ReadBack = { same: boolean /** 0 to 1. */; share: number };

const enough = 0.62;

export function readsBack(written: string, back: string | null): ReadBack | null {
  if (back === null || !written.trim()) return null;
  const share = alike(pieces(written), pieces(back));
  const same = share >= enough && sameBag(numbers(written), numbers(back)) && negations(written) === negations(back);
  return { same, share };
}

const plain = (text: string) => text.normalize('NFKC').toLowerCase().replace(/[’‘]/g, "'").replace(/n't\b/g, ' not');
const han = /\p{Script=Han}/u;

function pieces(text: string): string[] {
  const found: string[] = [];
  for (const word of plain(text).match(/\p{Script=Han}+|[\p{L}\p{N}]+/gu) ?? []) {
    if (!han.test(word)) found.push(stem(word));
    else if (word.length === 1) found.push(word);
    else for (let at = 0; at < word.length - 1; at++) found.push(word.slice(at, at + 2));
  }
  return found;
}
/** Plurals and tenses are not meaning enough to doubt a translation. */
const stem = (word: string) => (word.length > 4 ? word.replace(/(?:ing|ed|es|s)$/, '') : word);

/** Dice's measure over bags: twice what both have, by what both are. */
function alike(a: readonly string[], b: readonly string[]): number {
  if (a.length + b.length === 0) return 1;
  const left = new Map<string, number>();
  for (const piece of a) left.set(piece, (left.get(piece) ?? 0) + 1);
  let both = 0;
  for (const piece of b) {
    const n = left.get(piece) ?? 0;
    if (n > 0) both++;
    left.set(piece, n - 1);
  }
  return (2 * both) / (a.length + b.length);
}

const numbers = (text: string) => (plain(text).match(/\d+(?:[.,:]\d+)*/g) ?? []).map((one) => one.replaceAll(',', ''));
function sameBag(a: readonly string[], b: readonly string[]) {
  return a.length === b.length && [...a].sort().join(' ') === [...b].sort().join(' ');
}
const negative = /\b(?:not|no|never|cannot|without|nothing|none)\b|[不没无未别]/gu;
/** Whether there is a negation at all; languages differ in how often they say it. */
const negations = (text: string) => (plain(text).match(negative) ?? []).length > 0;
