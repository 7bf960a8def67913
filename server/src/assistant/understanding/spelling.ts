/**
 * The text as it is searched: half-width letters and digits, plain quotes and spaces, lower case, no accents. As long as what was written,
 * so that a place found in it is a place in the message.
 */
export function plain(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00a0]/g, ' ')
    .replace(/[‘’ʼ`´]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[‐‑–—]/g, '-')
    .replace(/[A-ZÀ-ÖØ-Þ]/g, (letter) => letter.toLowerCase())
    .replace(/[à-öø-ÿ]/g, (letter) => letter.normalize('NFD')[0]!);
}

/** A message is read so far; what stands behind is a pasted log or a trick to keep us busy. */
export const MOST_READ = 4_000;

/** A place in a text, with what stands there. */
export type Place = { start: number; end: number };

/** The text with those places blanked out, so that what was read once is not read again as something else. */
export function without(text: string, places: readonly Place[]): string {
  let left = text;
  for (const { start, end } of places) left = left.slice(0, start) + ' '.repeat(end - start) + left.slice(end);
  return left;
}

/** Every match of the pattern, with its place. */
export function matches(text: string, pattern: RegExp): (Place & { words: string; groups: readonly string[] })[] {
  return [...text.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    words: match[0],
    groups: match.slice(1).map((group) => group ?? ''),
  }));
}

/** How many slips of the finger lie between two words: letters left out, added, changed, or two swapped. Stops counting past `most`. */
export function slips(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        least = Math.min(least, before[j - 2]! + 1);
      }
      row.push(least);
    }
    if (Math.min(...row) > most) return most + 1;
    before = last;
    last = row;
  }
  return last[other.length]!;
}
