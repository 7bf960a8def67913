import { folded } from '../search/lexemes.ts';

/**
 * How alike a text is to each of several others, 0 to 1: the cosine of their character n-grams (three letters, two
 * characters of Chinese), each weighted by how few of the others have it. What all of them say decides nothing.
 */
export function likeness(text: string, others: readonly string[]): number[] {
  const grams = others.map(gramsOf);
  const having = new Map<string, number>();
  for (const one of grams) for (const gram of one) having.set(gram, (having.get(gram) ?? 0) + 1);
  const weight = (gram: string) => Math.log((1 + others.length) / (1 + (having.get(gram) ?? 0))) + 0.1;
  const length = (some: ReadonlySet<string>) => Math.sqrt([...some].reduce((sum, gram) => sum + weight(gram) ** 2, 0));
  const asked = gramsOf(text);
  const ofText = length(asked);
  return grams.map((one) => {
    const ofOther = length(one);
    if (ofText === 0 || ofOther === 0) return 0;
    let shared = 0;
    for (const gram of asked) if (one.has(gram)) shared += weight(gram) ** 2;
    return shared / (ofText * ofOther);
  });
}

/** Longer texts are known by their beginning. */
const MOST = 2_000;
const WIDE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

function gramsOf(text: string): Set<string> {
  const grams = new Set<string>();
  const words = folded(text.slice(0, MOST)).match(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|[\p{L}\p{N}]+/gu,
  );
  for (const word of words ?? []) {
    const characters = [...(WIDE.test(word) ? word : ` ${word} `)];
    const size = WIDE.test(word) ? 2 : 3;
    for (let i = 0; i + size <= characters.length; i++) grams.add(characters.slice(i, i + size).join(''));
  }
  return grams;
}
