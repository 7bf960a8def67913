import {
  forwarding,
  fromHeader,
  introductions,
  machineSignatures,
  mayIntroduce,
  otherHeader,
  rule,
  separators,
  signatureMark,
} from './quote-marks.ts';

export type Piece = { kind: 'text' | 'quoted' | 'signature'; text: string };
export type Folded = { text: string; quoted: string | null; signature: string | null };

/**
 * Parts what somebody wrote from what their program quoted below (or above) it and from the signature. Nothing is lost:
 * `pieces` joined are the whole again. Answers written between the lines of a quote stay with the lines they answer.
 */
export function fold(whole: string): Folded {
  const parts = pieces(whole);
  const of = (kind: Piece['kind']) =>
    parts
      .filter((piece) => piece.kind === kind)
      .map(({ text }) => text)
      .join('');
  return { text: of('text').trim(), quoted: of('quoted').trimEnd() || null, signature: of('signature').trim() || null };
}

/** The whole in order, each line with its end. */
export function pieces(whole: string): Piece[] {
  const lines = whole.split(/(?<=\n)/);
  const { from, to } = quoteOf(lines);
  // A mail passed on without a word: what looks like a quote is what was sent.
  const isAllAnnounced = from === 0 && to === lines.length && lines.length > 0 && !lines.some(isQuoted);
  if (isAllAnnounced) return [{ kind: 'text', text: whole }];
  const before = lines.slice(0, from);
  const after = lines.slice(to);
  const quoted: Piece = { kind: 'quoted', text: lines.slice(from, to).join('') };
  return [...signed(before), quoted, ...signed(after)].filter(({ text }) => text !== '');
}

const isBlank = (line: string | undefined) => line === undefined || line.trim() === '';
const isQuoted = (line: string | undefined) => line !== undefined && /^\s{0,3}[>＞]/.test(line);
const plain = (line: string) => line.trim().replace(/\s+/g, ' ');
/** Longer lines are prose; no program introduces a quote with them. */
const LONGEST = 400;

/** The lines that are quoted: up to the end, or, where the answer stands below, from the beginning. Empty where none are. */
function quoteOf(lines: readonly string[]): { from: number; to: number } {
  const end = lines.length;
  const none = { from: end, to: end };
  for (let at = 0; at < end; at += 1) {
    const line = lines[at]!;
    if (isBlank(line) || line.length > LONGEST) continue;
    if (isQuoted(line)) return withMarks(lines, at, at);
    if (separators.some((one) => one.test(plain(line))) || isHeaderBlock(lines, at)) {
      return { from: ruledFrom(lines, at), to: end };
    }
    const after = introductionAt(lines, at);
    if (after === null) continue;
    const first = nextWritten(lines, after);
    return isQuoted(lines[first]) ? withMarks(lines, at, first) : { from: at, to: end };
  }
  return none;
}

/**
 * A quote marked with `>`. Below it nothing but a signature: it is the end. Nothing above and one block: the answer stands
 * below. Else answers stand between its lines, and all of it is the text.
 */
function withMarks(lines: readonly string[], from: number, first: number): { from: number; to: number } {
  const end = lines.length;
  let to = first;
  while (to < end) {
    const next = nextWritten(lines, to);
    if (!isQuoted(lines[next])) break;
    to = next + 1;
  }
  const below = lines.slice(to);
  const onlySigned = signed(below).every(({ kind, text }) => kind === 'signature' || text.trim() === '');
  if (onlySigned) return { from, to };
  const nothingAbove = lines.slice(0, from).every(isBlank);
  if (nothingAbove && !below.some(isQuoted)) return { from, to };
  // The tail of a mail that was answered line by line may still be a quote of its own.
  const last = quoteAtEnd(lines, to);
  return last ?? { from: end, to: end };
}

/** What is announced as the mail below ends every kind of answer. */
function quoteAtEnd(lines: readonly string[], since: number): { from: number; to: number } | null {
  for (let at = since; at < lines.length; at += 1) {
    const line = lines[at]!;
    if (line.length > LONGEST || isBlank(line)) continue;
    if (separators.some((one) => one.test(plain(line))) || isHeaderBlock(lines, at)) {
      return { from: ruledFrom(lines, at), to: lines.length };
    }
  }
  return null;
}

function nextWritten(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && isBlank(lines[at])) at += 1;
  return at;
}

/** The line after an introduction that begins here; null where none does. Programs break it over as many as four lines. */
function introductionAt(lines: readonly string[], at: number): number | null {
  if (!mayIntroduce.test(lines[at]!)) return null;
  let joined = '';
  for (let to = at; to < Math.min(at + 4, lines.length); to += 1) {
    if (isBlank(lines[to]) || isQuoted(lines[to])) return null;
    joined = plain(`${joined} ${lines[to]!.replaceAll('*', '')}`);
    if (joined.length > LONGEST) return null;
    if (/[:：]$/.test(joined) && introductions.some((one) => one.test(joined))) return to + 1;
  }
  return null;
}

/** `From:` and at least two more headers on the lines after it. */
function isHeaderBlock(lines: readonly string[], at: number): boolean {
  if (!fromHeader.test(lines[at]!) || isForwarded(lines, at)) return false;
  const next = lines.slice(at + 1, at + 8).filter((line) => !isBlank(line) && line.length <= LONGEST);
  return next.slice(0, 5).filter((line) => otherHeader.test(line)).length >= 2;
}

/** What is passed on is what the writer has to say. */
function isForwarded(lines: readonly string[], at: number): boolean {
  let above = at - 1;
  while (above >= 0 && isBlank(lines[above])) above -= 1;
  return above >= 0 && lines[above]!.length <= LONGEST && forwarding.test(lines[above]!);
}

/** The line some programs draw above a header block belongs to it. */
function ruledFrom(lines: readonly string[], at: number): number {
  let above = at - 1;
  while (above >= 0 && isBlank(lines[above])) above -= 1;
  return above >= 0 && rule.test(lines[above]!.trim()) ? above : at;
}

const MOST_SIGNATURE_LINES = 20;

/** Text with its signature apart. */
function signed(lines: readonly string[]): Piece[] {
  const at = signatureAt(lines);
  return [
    { kind: 'text', text: lines.slice(0, at).join('') },
    { kind: 'signature', text: lines.slice(at).join('') },
  ];
}

function signatureAt(lines: readonly string[]): number {
  const from = Math.max(0, lines.length - MOST_SIGNATURE_LINES);
  const marked = lines.findIndex(
    (line, at) =>
      at >= from && signatureMark.test(line.trim()) && !isBlank(lines[at + 1]) && !lines.slice(0, at).every(isBlank),
  );
  if (marked >= 0) return marked;
  let last = lines.length;
  while (last > 0 && isBlank(lines[last - 1])) last -= 1;
  let at = last;
  // A phone's line, or two of them one above the other.
  while (at > 0 && machineSignatures.some((one) => one.test(plain(lines[at - 1]!)))) at -= 1;
  return at === last ? lines.length : at;
}
