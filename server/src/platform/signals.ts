import { sql } from 'kysely';
import type { Database, Tx } from './db.ts';

/** PostgreSQL carries at most 8000 bytes a notice. */
const MOST_BYTES = 7_000;
export const SIGNALS = 'recoup_signals';

/** What travels between processes for the live lines and is kept nowhere. `name` says which module shows it to whom. */
export type Signal = { name: string; workspace_id: string; data: unknown };

/**
 * Tells every process's live lines, when the transaction commits; nothing is told of one that rolls back. Answers false
 * where it is too long to be carried, and tells nothing: then a shorter one is told, and the screens ask for the rest.
 */
export async function tellLines(tx: Tx, signal: Signal): Promise<boolean> {
  const text = JSON.stringify(signal);
  if (Buffer.byteLength(text) > MOST_BYTES) return false;
  await sql`select pg_notify(${SIGNALS}, ${text})`.execute(tx);
  return true;
}

/** The same at once, for what no transaction stands behind: who writes, who looks. */
export async function tellLinesNow({ pool }: Database, signal: Signal): Promise<void> {
  await pool.query('select pg_notify($1, $2)', [SIGNALS, JSON.stringify(signal)]);
}
