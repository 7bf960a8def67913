import { isDeepStrictEqual } from 'node:util';

/** Are two values the same once they are kept as JSON, whatever the order of their names? Pure. */
export const same = (a: unknown, b: unknown): boolean => isDeepStrictEqual(asKept(a), asKept(b));

const asKept = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)));
