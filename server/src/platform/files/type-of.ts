import { open } from 'node:fs/promises';
import { fileTypeFromBuffer, fileTypeFromFile } from 'file-type';
import { JSON_TEXT, NDJSON } from './kinds.ts';
import { decodeStart } from './text.ts';

/** What the beginning of a file shows it to be; null where it tells nothing. */
export async function foundType(head: Uint8Array): Promise<string | null> {
  try {
    return (await fileTypeFromBuffer(head))?.mime ?? textType(head);
  } catch {
    // The reader ran past the end of the piece it was given.
    return null;
  }
}

/** What a whole file is, from its own bytes. The uploader's name and content type are not asked. */
export async function typeOfFile(path: string): Promise<string | null> {
  const known = await fileTypeFromFile(path);
  if (known) return known.mime;
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(65_536), length: 65_536 });
    return textType(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

/** Text is a table unless it opens like markup or JSON: pages and drawings with scripts in them are never taken for tables. */
export function textType(head: Uint8Array): string | null {
  const decoded = decodeStart(head);
  if (decoded === null) return null;
  const start = decoded.trimStart();
  if (start === '') return null;
  if (start.startsWith('<')) return /<svg/i.test(start.slice(0, 300)) ? 'image/svg+xml' : 'text/html';
  if (/^(\[\s*([{[\]]|$)|\{\s*(["}]|$))/.test(start)) return isLines(start) ? NDJSON : JSON_TEXT;
  return 'text/csv';
}

/** One object a line: the first is whole, and another begins after it. */
function isLines(start: string): boolean {
  const [first = '', ...rest] = start.split(/[\r\n]+/);
  if (!rest.some((line) => line.trimStart().startsWith('{'))) return false;
  try {
    return typeof JSON.parse(first) === 'object';
  } catch {
    return false;
  }
}
