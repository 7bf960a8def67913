import { sql } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { afterPrefix, emailKey, nameKey } from './keys.ts';

/** A search that meets more customers than this is too broad to be of use; it shows the first in the alphabet. */
const MOST_MATCHES = 1000;

/** Ids of customers whose whole name, last name or e-mail begins with what was typed, whatever its case and accents. */
export async function customersMatching(tx: Tx, ctx: Ctx, q: string): Promise<string[]> {
  const [name, email] = [nameKey(q), emailKey(q)];
  if (name === '' && email === '') return [];
  const by = (column: 'name_key' | 'last_key' | 'email_key', key: string) => sql`
    (select id from customers where workspace_id = ${ctx.workspaceId} and ${sql.ref(column)} >= ${key} and ${sql.ref(column)} < ${afterPrefix(key)} limit ${MOST_MATCHES})`;
  const { rows } = await sql<{ id: string }>`
    ${by('name_key', name)} union ${by('last_key', name)} union ${by('email_key', email)} limit ${MOST_MATCHES}`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}
