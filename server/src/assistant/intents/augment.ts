import type { Dice } from './dice.ts';
import { type Token, tokens } from './tokens.ts';

/** Neighbours on a keyboard, for the letter one finger beside. */
const KEYS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const MISSABLE = /^[\p{Script=Latin}]{3,}$/u;

/** The message with one slip of the finger: a letter left out, doubled, swapped with the next, or its neighbour on the keyboard. */
export function withTypo(text: string, dice: Dice): string {
  const all = tokens(text);
  const words = all.filter(({ start, end }) => MISSABLE.test(text.slice(start, end)));
  if (words.length === 0) return withoutOneCharacter(text, all, dice);
  const word = words[dice.below(words.length)]!;
  const at = word.start + dice.below(word.end - word.start);
  const before = text.slice(0, at);
  const letter = text[at]!;
  const after = text.slice(at + 1);
  switch (dice.below(4)) {
    case 0:
      return before + after;
    case 1:
      return before + letter + letter + after;
    case 2:
      return at + 1 < word.end ? before + after[0] + letter + after.slice(1) : before + after;
    default:
      return before + beside(letter, dice) + after;
  }
}

/** Chinese is not spelt with letters: there a slip is a character left out, where enough others stand. */
function withoutOneCharacter(text: string, all: readonly Token[], dice: Dice): string {
  const characters = all.filter(({ start, end }) => end - start === 1);
  if (characters.length < 4) return text;
  const { start, end } = characters[dice.below(characters.length)]!;
  return text.slice(0, start) + text.slice(end);
}

function beside(letter: string, dice: Dice): string {
  const row = KEYS.find((keys) => keys.includes(letter.toLowerCase()));
  if (!row) return letter;
  const at = row.indexOf(letter.toLowerCase());
  if (at === 0) return row[1]!;
  return row[at === row.length - 1 ? at - 1 : at + (dice.below(2) ? 1 : -1)]!;
}

/** A message that nobody would send: by turns the words of two others, in Chinese two characters at a time. */
export function mixed(one: readonly Token[], other: readonly Token[]): Token[] {
  const pieces = [chunks(one), chunks(other)] as const;
  const made: Token[] = [];
  for (let at = 0; at < Math.max(pieces[0].length, pieces[1].length); at++) {
    for (const side of pieces) made.push(...(side[at] ?? []));
  }
  return made;
}

function chunks(row: readonly Token[]): Token[][] {
  const all: Token[][] = [];
  for (const token of row) {
    const last = all.at(-1);
    if (token.glued && last?.length === 1) last.push(token);
    // A chunk stands by itself: it no longer joins the one that was before it.
    else all.push([{ ...token, glued: false }]);
  }
  return all;
}
