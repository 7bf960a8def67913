import { type RawBuilder, sql } from 'kysely';

/** A column of a rowset: its PostgreSQL type, and its value of a row. Objects of `jsonb` and lists of `text[]` go as text. */
export type Column<R> = readonly [name: string, type: string, value: (row: R) => unknown];

/** Many rows as one parameter a column: `unnest(…) as rows (a, b)`, so that a statement writes a whole batch. */
export function rowset<R>(rows: readonly R[], columns: readonly Column<R>[]): RawBuilder<unknown> {
  const arrays = columns.map(([, type, value]) => {
    const plain = type === 'text[]' ? 'text' : type;
    return sql`${rows.map((row) => plainValue(value(row)))}::${sql.raw(plain)}[]`;
  });
  const names = columns.map(([name]) => sql.ref(name));
  return sql`unnest(${sql.join(arrays)}) as rows (${sql.join(names)})`;
}

/** The columns of a rowset as a select list. */
export function selectList<R>(columns: readonly Column<R>[]): RawBuilder<unknown> {
  return sql.join(columns.map(([name, type]) => (type === 'text[]' ? sql`${sql.ref(name)}::text[]` : sql.ref(name))));
}

export function nameList<R>(columns: readonly Column<R>[]): RawBuilder<unknown> {
  return sql.join(columns.map(([name]) => sql.ref(name)));
}

/** `a = rows.a, b = rows.b` of an update. */
export function setList<R>(columns: readonly Column<R>[], except: readonly string[]): RawBuilder<unknown> {
  const kept = columns.filter(([name]) => !except.includes(name));
  return sql.join(kept.map(([name]) => sql`${sql.ref(name)} = ${sql.ref(`rows.${name}`)}`));
}

function plainValue(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.length === 0 ? '{}' : `{${value.map(quoted).join(',')}}`;
  return value !== null && typeof value === 'object' ? JSON.stringify(value) : value;
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
