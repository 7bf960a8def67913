import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateRaw, inflateRawSync } from 'node:zlib';
import type { Database } from './db.ts';
import { SIGNALS, type Signal } from './signals.ts';

/** One notice of several that carry a long signal: `n` of `of`, deflated and in base64. */
type Piece = { piece: string; n: number; of: number; text: string };
const PIECE_CHARS = 7_500;
/** What arrives and is never completed is forgotten; no signal is longer than this, packed or not. */
const MOST_OPEN = 64;
const MOST_PIECES = 16;
const MOST_BYTES = 512 * 1024;

/**
 * Tells every process's live lines at once, however long it is: packed, and in as many notices as it takes. They are sent in
 * one statement, so they arrive together and in order, or not at all. Answers false where it is too long even so.
 */
export async function tellLinesAtLength({ pool }: Database, signal: Signal): Promise<boolean> {
  const notices = await noticesOf(signal);
  if (!notices) return false;
  await pool.query('select pg_notify($1, notice) from unnest($2::text[]) notice', [SIGNALS, notices]);
  return true;
}

export async function noticesOf(signal: Signal): Promise<string[] | null> {
  const whole = JSON.stringify(signal);
  if (Buffer.byteLength(whole) <= PIECE_CHARS) return [whole];
  if (whole.length > MOST_BYTES) return null;
  const packed = (await promisify(deflateRaw)(whole)).toString('base64');
  const of = Math.ceil(packed.length / PIECE_CHARS);
  if (of > MOST_PIECES) return null;
  const piece = randomBytes(9).toString('base64url');
  return Array.from({ length: of }, (_, n) => {
    const text = packed.slice(n * PIECE_CHARS, (n + 1) * PIECE_CHARS);
    return JSON.stringify({ piece, n, of, text } satisfies Piece);
  });
}

/** Puts long signals together again: answers the signal, or null while pieces of it are missing. */
export function gatherer(): (notice: string) => Signal | null {
  const open = new Map<string, string[]>();
  return (notice) => {
    const heard = JSON.parse(notice) as Signal | Piece;
    if (!('piece' in heard)) return heard;
    const texts = open.get(heard.piece) ?? [];
    open.delete(heard.piece);
    texts.push(heard.text);
    if (texts.length === heard.of) {
      return JSON.parse(
        inflateRawSync(Buffer.from(texts.join(''), 'base64'), { maxOutputLength: 4 * MOST_BYTES }).toString(),
      ) as Signal;
    }
    open.set(heard.piece, texts);
    const [oldest] = open.keys();
    if (open.size > MOST_OPEN && oldest !== undefined) open.delete(oldest);
    return null;
  };
}
