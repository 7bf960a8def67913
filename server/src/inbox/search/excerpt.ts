import { folded, type Term } from './lexemes.ts';

const BEFORE = 50;
const LENGTH = 180;
export const OPENS = '\u0001';
export const CLOSES = '\u0002';

type Span = { from: number; to: number };

/** The words around the first find, on one line; each find in it stands between U+0001 and U+0002. Without a find: its beginning. */
export function excerpt(text: string, terms: readonly Term[]): string {
  const line = text.replaceAll(OPENS, '').replaceAll(CLOSES, '').replaceAll(/\s+/g, ' ').trim();
  const spans = finds(line, terms);
  const from = startOf(line, spans[0]?.from ?? 0);
  const to = Math.min(line.length, from + LENGTH);
  let shown = from > 0 ? '…' : '';
  let at = from;
  for (const span of spans) {
    if (span.from < at || span.to > to) continue;
    shown += line.slice(at, span.from) + OPENS + line.slice(span.from, span.to) + CLOSES;
    at = span.to;
  }
  return shown + line.slice(at, to).trimEnd() + (to < line.length ? '…' : '');
}

/** True where the text itself holds one of the terms. */
export function holds(text: string, terms: readonly Term[]): boolean {
  return finds(text.replaceAll(/\s+/g, ' '), terms).length > 0;
}

function startOf(line: string, found: number): number {
  if (found <= BEFORE) return 0;
  const from = found - BEFORE;
  const space = line.indexOf(' ', from);
  return space !== -1 && space < found ? space + 1 : from;
}

/** Where terms stand, left to right, none overlapping. */
function finds(line: string, terms: readonly Term[]): Span[] {
  const { plain, origin } = map(line);
  const spans: Span[] = [];
  for (const shown of new Set(terms.flatMap((term) => term.shown))) {
    const latin = /^[\p{L}\p{N}]/u.test(shown) && !/[\u2e80-\uffff]/u.test(shown);
    for (let at = plain.indexOf(shown); at !== -1; at = plain.indexOf(shown, at + shown.length)) {
      // A Latin find begins a word; a Chinese one stands anywhere.
      if (latin && at > 0 && /[\p{L}\p{N}]/u.test(plain[at - 1]!) && !/[\u2e80-\uffff]/u.test(plain[at - 1]!)) continue;
      spans.push({ from: origin[at]!, to: origin[at + shown.length] ?? line.length });
    }
  }
  spans.sort((a, b) => a.from - b.from || b.to - a.to);
  return spans.filter((span, i) => span.to > span.from && !spans.slice(0, i).some((other) => other.to > span.from));
}

/** The text as it is searched, and for each of its characters the place in the original it came from. */
function map(line: string): { plain: string; origin: number[] } {
  let plain = '';
  const origin: number[] = [];
  let at = 0;
  for (const character of line) {
    const one = folded(character);
    for (let i = 0; i < one.length; i++) origin.push(at);
    plain += one;
    at += character.length;
  }
  origin.push(line.length);
  return { plain, origin };
}
