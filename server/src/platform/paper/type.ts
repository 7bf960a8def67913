/** Setting type on paper: which font holds a character, how wide a line is, where it breaks. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { create, type Font } from 'fontkit';
import { unwoff } from './woff.ts';

/** Codes are set in `mono`, as on a shipping label. */
export type Face = 'regular' | 'bold' | 'mono';
export type FontFile = { name: string; ttf: Uint8Array; font: Font };
/** A stretch of text in one font. `thicken`: the font has no bold, so the pen draws its outline as well. */
export type Run = { text: string; file: FontFile; thicken: boolean };

const plex = (family: string, weight: number) =>
  ['latin', 'latin-ext', 'cyrillic', 'greek', 'vietnamese']
    .filter((script) => !(family === 'mono' && script === 'greek'))
    .map((script) => `@fontsource/ibm-plex-${family}/files/ibm-plex-${family}-${script}-${weight}-normal.woff`);
const chinese = './fonts/noto-sans-sc-400.woff';
const faces: Record<Face, string[]> = {
  regular: [...plex('sans', 400), chinese],
  bold: [...plex('sans', 600), chinese],
  mono: [...plex('mono', 600), ...plex('sans', 600), chinese],
};

const files = new Map<string, FontFile>();
function open(source: string): FontFile {
  let file = files.get(source);
  if (!file) {
    const address = source.startsWith('.') ? new URL(source, import.meta.url).href : import.meta.resolve(source);
    const ttf = unwoff(readFileSync(fileURLToPath(address)));
    file = { name: source, ttf, font: create(ttf) };
    files.set(source, file);
  }
  return file;
}

/** Marks that belong to either script stay in the font of what stands before them, so that “中文” keeps its own quotes. */
const neutral = /^[\s\p{P}\p{S}]$/u;

function fontFor(character: string, face: Face, before: FontFile | null): FontFile | null {
  const point = character.codePointAt(0)!;
  if (before && neutral.test(character) && before.font.hasGlyphForCodePoint(point)) return before;
  for (const source of faces[face]) {
    const file = open(source);
    if (file.font.hasGlyphForCodePoint(point)) return file;
  }
  return null;
}

/**
 * The text with what no printer can draw taken out: control characters, marks that turn the direction of reading or
 * have no width, and emoji. Runs of white space become one space.
 */
export function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Extended_Pictographic}\u{1F1E6}-\u{1F1FF}\u{1F3FB}-\u{1F3FF}\uFE00-\uFE0F]/gu, (c) =>
      /[\d#*©®™]/.test(c) ? c : '',
    )
    .replace(/[\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** Splits a text into stretches of one font each. A letter no font holds loses its accent, or is shown as an empty box. */
export function runsOf(text: string, face: Face): Run[] {
  const runs: Run[] = [];
  for (const character of text) {
    const before = runs.at(-1) ?? null;
    let shown = character;
    let file = fontFor(character, face, before?.file ?? null);
    if (!file) {
      shown = character.normalize('NFKD').replace(/\p{M}/gu, '');
      file = shown === '' ? null : fontFor(shown, face, before?.file ?? null);
    }
    if (!file) {
      shown = '□';
      file = open(chinese);
    }
    if (before?.file === file) before.text += shown;
    else runs.push({ text: shown, file, thicken: face !== 'regular' && file.name === chinese });
  }
  return runs;
}

/** The width of a line, in the unit of `size`. */
export function widthOf(text: string, face: Face, size: number): number {
  return runsOf(text, face).reduce(
    (sum, { text, file }) => sum + (file.font.layout(text).advanceWidth / file.font.unitsPerEm) * size,
    0,
  );
}

const wide = /[\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF]/u;
const neverFirst = /[、。，．！？；：）》」』】〉”’…·,.!?;:)\]}%]/u;
const neverLast = /[（《「『【〈“‘([{]/u;

/** Pieces that must stay together: words with the space after them, and single Chinese characters with their marks. */
function pieces(text: string): string[] {
  const out: string[] = [];
  for (const character of text) {
    const last = out.at(-1);
    const end = last?.at(-1);
    const mayBreak =
      last !== undefined &&
      !neverFirst.test(character) &&
      character !== ' ' &&
      !neverLast.test(end!) &&
      (end === ' ' || end === '-' || wide.test(character) || wide.test(end!));
    if (last === undefined || mayBreak) out.push(character);
    else out[out.length - 1] = last + character;
  }
  return out;
}

/**
 * Breaks a text into lines no wider than `width`. A word longer than a line is cut. What does not fit into `maxLines`
 * ends in an ellipsis, so nobody takes a cut text for the whole.
 */
export function breakLines(
  text: string,
  face: Face,
  size: number,
  width: number,
  maxLines = Number.POSITIVE_INFINITY,
): string[] {
  const measure = (part: string) => widthOf(part, face, size);
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const close = () => {
    if (line.trimEnd() !== '') lines.push(line.trimEnd());
    line = '';
    used = 0;
  };
  for (const piece of pieces(plain(text))) {
    if (lines.length > maxLines) break;
    if (used + measure(piece.trimEnd()) > width) close();
    if (measure(piece.trimEnd()) <= width) {
      line += piece;
      used += measure(piece);
      continue;
    }
    for (const character of piece) {
      if (line !== '' && used + measure(character) > width) close();
      line += character;
      used += measure(character);
    }
  }
  close();
  if (lines.length <= maxLines) return lines;
  const last = [...(lines[maxLines - 1] ?? '')];
  while (last.length > 0 && measure(`${last.join('')}…`) > width) last.pop();
  return [...lines.slice(0, maxLines - 1), `${last.join('').trimEnd()}…`];
}

/** The largest size between `most` and `least` at which the text stands on one line of `width`. */
export function sizeFor(text: string, face: Face, width: number, most: number, least: number): number {
  const natural = widthOf(plain(text), face, 100) / 100;
  return natural === 0 ? most : Math.max(least, Math.min(most, width / natural));
}

/** Breaks several lines (an address) at the largest of `sizes` that keeps them within `height`; at the smallest, what is too much is cut. */
export function fitBlock(
  lines: readonly string[],
  face: Face,
  sizes: readonly [number, ...number[]],
  box: { width: number; height: number; leading: number },
): { size: number; lines: string[] } {
  for (const [i, size] of sizes.entries()) {
    const most = Math.floor(box.height / (size * box.leading));
    const broken = lines.flatMap((line) => breakLines(line, face, size, box.width));
    if (broken.length <= most) return { size, lines: broken };
    if (i === sizes.length - 1) {
      const each = lines.length <= most ? 1 : Number.POSITIVE_INFINITY;
      return { size, lines: lines.flatMap((line) => breakLines(line, face, size, box.width, each)).slice(0, most) };
    }
  }
  return { size: sizes[0], lines: [] };
}
