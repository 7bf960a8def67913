import { sql } from 'kysely';
import type { Database, Tx } from '../platform/db.ts';

/** A place somebody works at, as their session or key leads to it. */
export type Membership = {
  user_id: string;
  workspace_id: string;
  staff_id: string;
  name: string;
  role: string;
  brand_ids: string[] | null;
  site_ids: string[] | null;
};
export type KeyRow = {
  workspace_id: string;
  id: string;
  name: string;
  scopes: string[];
  brand_ids: string[] | null;
  /** The member of staff who made it; null for one made by command. */
  created_by: string | null;
  last_used_at: Date | null;
};

/** Every workspace the holder of a session works in, oldest membership first. Prepared once a connection: every request asks. */
export async function membershipsOfSession(db: Database, token: string): Promise<Membership[]> {
  const query = { name: 'find_session', text: 'select * from find_session($1)', values: [token] };
  return (await db.pool.query<Membership>(query)).rows;
}

export async function findApiKey(db: Database, hash: Buffer): Promise<KeyRow | undefined> {
  const query = {
    name: 'find_api_key',
    text: 'select workspace_id, id, name, scopes, brand_ids, created_by, last_used_at from find_api_key($1)',
    values: [hash],
  };
  return (await db.pool.query<KeyRow>(query)).rows[0];
}

/** Where somebody works, by their user id; who has no access any more is not among them. */
export async function membershipsOfUser(
  db: Database,
  userId: string,
): Promise<{ workspace_id: string; id: string; name: string; email: string; language: string }[]> {
  const text = 'select workspace_id, id, name, email, language from find_staff($1)';
  return (await db.pool.query(text, [userId])).rows;
}

export async function touchApiKey(tx: Tx, workspaceId: string, id: string, at: Date): Promise<void> {
  await tx
    .updateTable('api_keys')
    .set({ last_used_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

export type UserRow = { id: string; name: string; password_hash: string | null };

export async function findUser(tx: Tx, email: string): Promise<UserRow | undefined> {
  const { rows } = await sql<UserRow>`select id, name, password_hash from find_user(${email})`.execute(tx);
  return rows[0];
}

/** Throws where the address is taken: the caller looked before, so it is a race that may be run again. */
export async function insertUser(
  tx: Tx,
  user: { id: string; email: string; name: string; passwordHash: string },
): Promise<void> {
  await sql`select create_user(${user.id}, ${user.email}, ${user.name}, ${user.passwordHash})`.execute(tx);
}

export function insertWorkspace(
  tx: Tx,
  row: { workspace_id: string; name: string; kind: 'brand' | '3pl'; currency: string; demo: boolean; created_at: Date },
) {
  return tx.insertInto('workspaces').values(row).execute();
}

export function renameWorkspace(tx: Tx, name: string) {
  return tx.updateTable('workspaces').set({ name }).execute();
}

export function loadWorkspace(tx: Tx) {
  return tx.selectFrom('workspaces').selectAll().executeTakeFirstOrThrow();
}
