import { Refusal } from './refusal.ts';

/** Keyset pagination: the cursor holds the sort key of the last row shown, opaque to the caller. */
export type Key = readonly (string | number | null)[];

export function writeCursor(key: Key): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** What a part of a key is: the instant a list is sorted by (null where a row has none), or an id. */
type Part = 'at' | 'id';
const looks: Record<Part, (part: unknown) => boolean> = {
  at: (part) => part === null || (typeof part === 'string' && isInstant(part)),
  id: (part) => typeof part === 'string' && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(part),
};

/** As we write it: ISO 8601, or the way PostgreSQL does (`2026-11-10 18:00:00.25+00`). */
function isInstant(text: string): boolean {
  const [, day] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?(?:Z|[+-]\d\d))?$/.exec(text) ?? [];
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day!) && !day!.startsWith('0000');
}

/** Throws `input.cursor` when it was not written by us for a key of these parts; the database is asked with no other. */
export function readCursor(cursor: string | undefined, parts: readonly Part[]): Key | null {
  if (cursor === undefined) return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(key) && key.length === parts.length && parts.every((part, n) => looks[part](key[n]))) return key;
  } catch {}
  throw new Refusal('input.cursor');
}

/** Cuts the one row too many a store fetched, and says where the next page begins. */
export function pageOf<R>(rows: R[], limit: number, keyOf: (row: R) => Key): { rows: R[]; next_cursor: string | null } {
  if (rows.length <= limit) return { rows, next_cursor: null };
  const shown = rows.slice(0, limit);
  return { rows: shown, next_cursor: writeCursor(keyOf(shown[limit - 1]!)) };
}
