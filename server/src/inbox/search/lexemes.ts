/**
 * What a text is found by. Latin words without case and accents; Chinese, Japanese and Korean as single characters and
 * overlapping pairs; codes and numbers with and without what stands between their parts; e-mails whole and in parts.
 */

const MARKS = /\p{M}/gu;
const WIDE = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}';
/** An e-mail; a run of wide characters; or letters and digits joined by what codes, numbers and names are joined by. */
const RUN = new RegExp(
  `[\\p{L}\\p{N}._%+-]+@[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+|[${WIDE}]+|(?:(?![${WIDE}])[\\p{L}\\p{N}])+(?:[-_./'’](?:(?![${WIDE}])[\\p{L}\\p{N}])+)*`,
  'gu',
);
const PHONE = /\+?\(?\d[\d\s().-]{8,20}\d/g;
const IS_WIDE = new RegExp(`^[${WIDE}]`, 'u');
const LONGEST = 48;
/** A row holds so many; a book sent as a mail is found by its beginning. */
const MOST = 2_000;

/** Lower case, full width to half, without accents: `Zoë Ｍüller` → `zoe muller`. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(MARKS, '').normalize('NFC').toLowerCase();
}

/** The lexemes of a text, without repeats. */
export function lexemesOf(text: string): string[] {
  const found = new Set<string>();
  const plain = folded(text);
  for (const [run] of plain.matchAll(RUN)) {
    if (found.size >= MOST) break;
    if (IS_WIDE.test(run)) for (const one of wide(run)) found.add(one);
    else for (const one of narrow(run)) if (one.length <= LONGEST) found.add(one);
  }
  for (const [number] of plain.matchAll(PHONE)) {
    const digits = number.replace(/\D/g, '');
    if (digits.length < 9 || digits.length > 15) continue;
    found.add(digits);
    if (isPhone(digits)) found.add(digits.slice(-10));
  }
  return [...found];
}

/** One thing looked for: any of the lexemes will do. `shown` is what stands in the text, folded, to be marked there. */
export type Term = { any: { lexeme: string; begins: boolean }[]; shown: string[] };

/**
 * What somebody typed, as terms that must all be found. The last word may be unfinished unless a space follows it. Codes are looked for as a whole,
 * whatever stands between their parts.
 */
export function termsOf(typed: string): Term[] {
  const plain = folded(typed).trimStart();
  const phone = /^\+?[\d\s().-]+$/.test(plain) ? plain.replace(/\D/g, '') : '';
  if (phone.length >= 9 && phone.length <= 15) {
    const lexeme = isPhone(phone) ? phone.slice(-10) : phone;
    return [{ any: [{ lexeme, begins: false }], shown: [plain.trim(), phone, lexeme] }];
  }
  const runs = [...plain.matchAll(RUN)].slice(0, 12);
  return runs.flatMap(([run], n): Term[] => {
    const last = n === runs.length - 1 && plain.endsWith(run);
    if (IS_WIDE.test(run)) {
      const pairs = [...run].length === 1 ? [run] : pairsOf(run);
      return pairs.map((lexeme) => ({ any: [{ lexeme, begins: false }], shown: [run] }));
    }
    if (run.includes('@')) return [{ any: [{ lexeme: run.slice(0, LONGEST), begins: last }], shown: [run] }];
    const parts = partsOf(run);
    if (parts.length > 1 && /\d/.test(run)) {
      const joined = parts.join('').slice(0, LONGEST);
      return [{ any: [{ lexeme: joined, begins: last }], shown: [run, joined] }];
    }
    return parts.map((part, i) => word(part.slice(0, LONGEST), last && i === parts.length - 1));
  });
}

function word(part: string, unfinished: boolean): Term {
  const one = singular(part);
  const shown = [...new Set([part, one])];
  if (!unfinished) return { any: [{ lexeme: one, begins: false }], shown };
  const any = [{ lexeme: part, begins: true }];
  return { any: one === part ? any : [...any, { lexeme: one, begins: false }], shown };
}

function narrow(run: string): string[] {
  if (run.includes('@')) return [run, ...run.split(/[@.]/).flatMap((part) => narrow(part))].filter(Boolean);
  const parts = partsOf(run);
  const joined = parts.length > 1 ? [parts.join('')] : [];
  return [...parts.flatMap(spellings), ...joined.flatMap(spellings)];
}

/** A word without its plural s; a short code like `w20377` also by its number, as people read it out. */
function spellings(part: string): string[] {
  const number = /^[a-z]{1,4}(\d{3,})$/.exec(part)?.[1];
  return number ? [part, number] : [singular(part)];
}

function partsOf(run: string): string[] {
  return run
    .replace(/['’]/g, '')
    .split(/[-_./]/)
    .filter(Boolean);
}

/** `lamps` → `lamp`, `lámparas` → `lampara`; `glass` and `gas` stay. */
function singular(part: string): string {
  return /^[a-z]{3,}[^s\W\d]s$/.test(part) ? part.slice(0, -1) : part;
}

function wide(run: string): string[] {
  return [...run, ...pairsOf(run)];
}
function pairsOf(run: string): string[] {
  const characters = [...run];
  return characters.slice(1).map((character, i) => characters[i]! + character);
}

function isPhone(digits: string): boolean {
  return digits.length >= 10 && digits.length <= 13;
}

/** Six characters of an id that tell it apart from its neighbours: its last, random, bits. */
function short(id: string): string {
  return Buffer.from(id.replaceAll('-', '').slice(-10), 'hex').toString('base64url').slice(0, 6);
}

/**
 * Lexemes as they stand in the index: each begins with its workspace, so that one index keeps workspaces apart, and one
 * names the brand, so that a word of all brands and a brand of few messages meet in the index.
 */
export function indexed(workspaceId: string, brandId: string, lexemes: readonly string[]): string[] {
  const workspace = short(workspaceId);
  return [`${workspace}~${short(brandId)}`, ...lexemes.map((lexeme) => workspace + lexeme)];
}

/** `tsquery`s over `indexed` lexemes, of the words that are whole and of the last one where it may go on. */
export type Query = { finished: string | null; unfinished: string | null };

/** Null where nothing was typed that can be found. `brandIds` null: of any brand. */
export function tsquery(workspaceId: string, brandIds: readonly string[] | null, terms: readonly Term[]): Query | null {
  if (terms.length === 0) return null;
  const workspace = short(workspaceId);
  const quoted = (lexeme: string) => `'${(workspace + lexeme).replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
  const all = (some: readonly Term[]) =>
    some.map(({ any }) => any.map(({ lexeme, begins }) => quoted(lexeme) + (begins ? ':*' : '')).join('|'));
  const goesOn = ({ any }: Term) => any.some(({ begins }) => begins);
  const finished = all(terms.filter((term) => !goesOn(term)));
  // A long list of brands narrows nothing; rows are held to it anyway.
  if (brandIds && brandIds.length <= 10)
    finished.push(brandIds.map((id) => quoted(`~${short(id)}`)).join('|') || quoted('~'));
  const joined = (some: readonly string[]) => some.map((one) => `(${one})`).join('&') || null;
  return { finished: joined(finished), unfinished: joined(all(terms.filter(goesOn))) };
}
