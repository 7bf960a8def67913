import { mentions } from './concepts.ts';
import { isMask, type Token } from './tokens.ts';

/** The two kinds of feature, each with its own vocabulary and its own length of one. */
export const WORDS = 0;
export const CHARS = 1;
export type Block = typeof WORDS | typeof CHARS;

/** Which n-grams are read beside those of every language. */
export type Reading = { concepts: boolean };

/** Keys of concepts begin with it; no token does. */
export const CONCEPT = '@';

/** Called with each n-gram of a message: its key, and the first and last token it stands on. */
export type Visit = (block: Block, key: string, from: number, to: number) => void;

const FIRST = '^';
const LAST = '$';
const LONGEST_CHARS = 4;

/**
 * Words: each token, each two neighbours, the first and the last marked. A Chinese character counts as a word, so these are
 * its single characters and pairs; no segmenter is needed.
 * Characters: 2 to 4 in a row inside each word, 1 to 4 inside each unbroken run of Chinese characters, with a space at
 * either end.
 * Concepts, where they are read: each that is named, and each two that follow one another, whatever stands between.
 */
export function eachNgram(tokens: readonly Token[], { concepts }: Reading, visit: Visit): void {
  const count = tokens.length;
  if (count === 0) return;
  for (let at = 0; at < count; at++) {
    const { form } = tokens[at]!;
    visit(WORDS, form, at, at);
    if (at + 1 < count) visit(WORDS, `${form} ${tokens[at + 1]!.form}`, at, at + 1);
  }
  visit(WORDS, `${FIRST} ${tokens[0]!.form}`, 0, 0);
  visit(WORDS, `${tokens[count - 1]!.form} ${LAST}`, count - 1, count - 1);

  if (concepts) eachConcept(tokens, visit);
  for (let at = 0; at < count; ) {
    let next = at + 1;
    let run = tokens[at]!.form;
    while (next < count && tokens[next]!.glued) run += tokens[next++]!.form;
    if (!isMask(run)) charNgrams(run, at, next - 1, visit);
    at = next;
  }
}

function eachConcept(tokens: readonly Token[], visit: Visit): void {
  let last: { key: string; from: number } | undefined;
  for (const { concept, from, to } of mentions(tokens)) {
    const key = CONCEPT + concept;
    visit(WORDS, key, from, to);
    if (last) visit(WORDS, `${last.key} ${key}`, last.from, to);
    last = { key, from };
  }
}

function charNgrams(run: string, first: number, last: number, visit: Visit): void {
  const chars = [' ', ...run, ' '];
  // In a run of Chinese each character is a token of its own.
  const perToken = last > first;
  const tokenOf = (at: number) => (perToken ? first + Math.min(Math.max(at - 1, 0), last - first) : first);
  if (perToken) for (let at = first; at <= last; at++) visit(CHARS, chars[at - first + 1]!, at, at);
  for (let from = 0; from < chars.length - 1; from++) {
    let key = chars[from]!;
    const longest = Math.min(LONGEST_CHARS, chars.length - from);
    for (let size = 2; size <= longest; size++) {
      key += chars[from + size - 1]!;
      visit(CHARS, key, tokenOf(from), tokenOf(from + size - 1));
    }
  }
}
