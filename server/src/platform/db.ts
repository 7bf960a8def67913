import { createHash } from 'node:crypto';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Ctx } from './ctx.ts';
import type { DB } from './db.generated.ts';

/** A handle bound to one transaction of one workspace. Stores take it; nothing else talks to the database. */
export type Tx = Kysely<DB>;
export type Database = { kysely: Kysely<DB>; pool: pg.Pool; close(): Promise<void> };

// Minor units and counts are bigint columns; they are safe integers by the checks on them.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`bigint out of the safe range: ${text}`);
  return value;
});
// A calendar day stays a day; a Date would shift it by the machine's zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/**
 * Opens the pool as the role `recoup_app`, which owns nothing: row-level security holds for every statement.
 * `databaseUrl` is the owner's address; the role is taken at connection start.
 */
export function openDatabase(databaseUrl: string, size = 12): Database {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: size,
    options:
      '-c role=recoup_app -c timezone=UTC -c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000',
    application_name: 'recoup',
  });
  pool.on('connect', nameStatements);
  pool.on('error', () => {}); // an idle connection that breaks is replaced; the query that needs it reports
  const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  return {
    kysely,
    pool,
    async close() {
      await kysely.destroy(); // ends the pool, but only if Kysely ever used it
      if (!pool.ending) await pool.end();
    },
  };
}

/** Texts seen so far and their names. Lists with filters make many texts, so there is a limit; what comes later is sent unnamed. */
const names = new Map<string, string>();
const MOST_NAMES = 1_000;

/**
 * Gives statements with parameters a name by their text, so that a connection parses and plans each of them once. Under
 * row-level security planning costs as much as running. A pooler between must keep prepared statements (PgBouncer 1.21+).
 */
function nameStatements(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  client.query = ((text: unknown, values: unknown, ...rest: unknown[]) => {
    if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0) return query(text, values, ...rest);
    let name = names.get(text);
    if (!name && names.size < MOST_NAMES) {
      name = createHash('sha1').update(text).digest('base64url');
      names.set(text, name);
    }
    return name ? query({ name, text, values }, ...rest) : query(text, values, ...rest);
  }) as typeof client.query;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
function uuids(ids: readonly string[] | null): string {
  if (ids === null) return '*';
  for (const id of ids) if (!UUID.test(id)) throw new Error(`not an id: ${id}`);
  return `{${ids.join(',')}}`;
}

/**
 * Runs `work` in one transaction that sees only this workspace, and in it only the actor's brands and sites.
 * Joins `ctx.tx` when there is one. Commits when `work` resolves, rolls back when it throws.
 */
export async function inWorkspace<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (ctx.tx) return work(ctx.tx);
  if (!UUID.test(ctx.workspaceId)) throw new Error('no workspace');
  return ctx.db.kysely.connection().execute(async (tx) => {
    // One round trip; the values are checked ids, as a text of several statements takes no parameters.
    await sql
      .raw(
        `begin; set local app.workspace_id = '${ctx.workspaceId}'; set local app.brands = '${uuids(ctx.actor.brandIds)}'; set local app.sites = '${uuids(ctx.actor.siteIds)}'`,
      )
      .execute(tx);
    try {
      const result = await work(tx);
      await sql`commit`.execute(tx);
      return result;
    } catch (error) {
      await sql`rollback`.execute(tx).catch(() => {});
      throw error;
    }
  });
}

/** A savepoint around one row of many: its failure leaves the others standing. */
export async function inSavepoint<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await sql`savepoint row`.execute(tx);
  try {
    const result = await work();
    await sql`release savepoint row`.execute(tx);
    return result;
  } catch (error) {
    await sql`rollback to savepoint row`.execute(tx);
    throw error;
  }
}

/** The name of the unique constraint or check a statement broke, if that is why it failed. */
export function brokenConstraint(error: unknown): string | null {
  return error instanceof pg.DatabaseError &&
    (error.code === '23505' || error.code === '23514' || error.code === '23503')
    ? (error.constraint ?? 'unknown')
    : null;
}
