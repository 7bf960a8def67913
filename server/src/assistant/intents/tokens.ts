/**
 * One piece of a message: a word, a number, or one Chinese character. `form` is what is compared (lower case, without
 * accents of width or apostrophes, digits as 0); start and end are its place in the message as it was written.
 */
export type Token = {
  form: string;
  start: number;
  end: number;
  /** Joined to the token before without a gap: Chinese characters of one run. */
  glued: boolean;
};

/** What stands for things whose spelling says nothing about what is wanted. */
const MAIL = '<mail>';
const LINK = '<link>';
const CODE = '<code>';
const MASKS: ReadonlySet<string> = new Set([MAIL, LINK, CODE]);
export const isMask = (form: string) => MASKS.has(form);

const PIECE = new RegExp(
  [
    String.raw`(?<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)`,
    String.raw`(?<link>(?:https?:\/\/|www\.)\S+)`,
    // Order, RMA and tracking numbers, SKUs, serials: letters and digits, maybe with dashes, at least four digits.
    String.raw`(?<code>(?<![\p{Script=Latin}\d])(?=(?:[a-z-]*\d){4})[a-z\d]+(?:-[a-z\d]+)*|\brma-[a-z\d]{4}-[a-z\d]{4}\b)`,
    String.raw`(?<number>\d+(?:[.,]\d+)+)`,
    String.raw`(?<han>[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])`,
    String.raw`(?<word>(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}])+(?:['’](?:(?![\p{Script=Han}])[\p{L}\p{M}])+)*)`,
  ].join('|'),
  'giu',
);

/** What a message is mostly written in: signs for whole words, or letters. Sureness is not on one scale for both. */
export type Script = 'han' | 'letters';
export function scriptOf(row: readonly Token[]): Script {
  const han = row.filter(({ form }) => HAN.test(form)).length;
  return han > row.length - han ? 'han' : 'letters';
}
const HAN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Characters of a message that are read; a longer one is cut, so that one message never costs more than a few milliseconds. */
const LONGEST = 4_000;

/** The pieces of a message in order, whatever mix of languages it is in. */
export function tokens(text: string): Token[] {
  const read = wide(text.slice(0, LONGEST));
  const found: Token[] = [];
  let runEnds = -1;
  for (const match of read.matchAll(PIECE)) {
    const { mail, link, code, han } = match.groups!;
    const start = match.index;
    const end = start + match[0].length;
    const form = mail ? MAIL : link ? LINK : code ? CODE : wordForm(match[0]);
    found.push({ form, start, end, glued: han !== undefined && start === runEnds });
    runEnds = han === undefined ? -1 : end;
  }
  return found;
}

const wordForm = (word: string) =>
  word
    .toLowerCase()
    .normalize('NFKC')
    .replace(/['’]/g, '')
    .replace(/\d/g, '0')
    // "sooooo" and "soooo" are one word; English has no letter three times in a row.
    .replace(/(\p{Script=Latin})\1{2,}/gu, '$1$1');

/** Full-width letters, digits and signs (ｏｒｄｅｒ　１２３) as half-width ones, each in its own place. */
const wide = (text: string) =>
  text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ');
