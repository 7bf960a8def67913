import { Refusal } from './refusal.ts';

/** Keyset pagination: the cursor holds the sort key of the last row shown, opaque to the caller. */
export type Key = readonly (string | number | null)[];

export function writeCursor(key: Key): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Throws `input.cursor` when it was not written by us for a key of this length. */
export function readCursor(cursor: string | undefined, length: number): Key | null {
  if (cursor === undefined) return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (
      Array.isArray(key) &&
      key.length === length &&
      key.every((part) => part === null || typeof part === 'string' || typeof part === 'number')
    )
      return key;
  } catch {}
  throw new Refusal('input.cursor');
}

/** Cuts the one row too many a store fetched, and says where the next page begins. */
export function pageOf<R>(rows: R[], limit: number, keyOf: (row: R) => Key): { rows: R[]; next_cursor: string | null } {
  if (rows.length <= limit) return { rows, next_cursor: null };
  const shown = rows.slice(0, limit);
  return { rows: shown, next_cursor: writeCursor(keyOf(shown[limit - 1]!)) };
}
