import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';
import { Refusal } from '../../platform/refusal.ts';
import { isStorable } from '../../platform/server.ts';
import { type RawRow, RowRefusal } from './rows.ts';

const MB = 1024 * 1024;
const LINE_LIMIT = 4 * MB;
const STREAM_LIMIT = 256 * MB;
const NEWLINE = 0x0a;

/**
 * Reads newline-delimited JSON as it comes in: one value a line, numbered as an editor numbers them, empty lines passed
 * over. A line that cannot be read comes out as its own refusal. Throws `input.too_large` past 256 MB.
 */
export async function* readNdjson(stream: Readable, limit = STREAM_LIMIT): AsyncGenerator<RawRow> {
  let row = 0;
  for await (const lines of wholeLines(stream, limit)) {
    if (lines === null) {
      row += 1;
      yield { row, value: TOO_LONG };
      continue;
    }
    const clean = isUtf8(lines);
    for (let at = 0; at < lines.length; ) {
      const newline = lines.indexOf(NEWLINE, at);
      const end = newline < 0 ? lines.length : newline;
      const line = lines.subarray(at, end);
      at = end + 1;
      row += 1;
      if (!clean && !isUtf8(line)) yield { row, value: NOT_UTF8 };
      else {
        const text = (row === 1 ? line.toString().replace(/^\ufeff/, '') : line.toString()).trim();
        if (text !== '') yield { row, value: parse(text) };
      }
    }
  }
}

/** Pieces of the stream that end where a line ends; null in place of a line that is too long to be held. */
async function* wholeLines(stream: Readable, limit: number): AsyncGenerator<Buffer | null> {
  let bytes = 0;
  let held: Buffer[] = [];
  let heldBytes = 0;
  let passingOver = false;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limit) throw new Refusal('input.too_large', { max_bytes: limit });
    let from = 0;
    if (passingOver) {
      const newline = chunk.indexOf(NEWLINE);
      if (newline < 0) continue;
      yield null;
      from = newline + 1;
      passingOver = false;
    }
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end > from) {
      yield Buffer.concat([...held, chunk.subarray(from, end)]);
      from = end;
      held = [];
      heldBytes = 0;
    }
    held.push(chunk.subarray(from));
    heldBytes += chunk.length - from;
    if (heldBytes > LINE_LIMIT) {
      passingOver = true;
      held = [];
      heldBytes = 0;
    }
  }
  if (passingOver) yield null;
  else if (heldBytes > 0) yield Buffer.concat(held);
}

const TOO_LONG = new RowRefusal('row.too_long', null, `the line is longer than ${LINE_LIMIT / MB} MB`);
const NOT_UTF8 = new RowRefusal('row.not_utf8', null, 'the line is not UTF-8');

const NOT_STORABLE = new RowRefusal('row.characters', null, 'NUL characters and half surrogate pairs are not allowed');

/** The value of a line, or the refusal of it. Only an escape can bring in what PostgreSQL cannot store. */
export function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return /\\u(0000|[dD][89a-fA-F])/.test(text) && !isStorable(value) ? NOT_STORABLE : value;
  } catch (error) {
    return new RowRefusal('row.not_json', null, `the line is not JSON: ${(error as Error).message.slice(0, 200)}`);
  }
}
