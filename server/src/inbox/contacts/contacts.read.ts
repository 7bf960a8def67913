/** Contacts as lists and pages show them. */
import type { Contact, inbox, QueryOf } from '@recoup/contract';
import { sql } from 'kysely';
import { afterPrefix, nameKey } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { pageOf, readCursor } from '../../platform/cursor.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { normalPoint, type PointKind, shownPoint } from './points.ts';

type Loaded = Omit<Contact, 'points' | 'blocked' | 'created_at'> & {
  points: { kind: PointKind; value: string; verified: boolean }[];
  blocked_at: Date | null;
  blocked_by: string | null;
  blocked_reason: string | null;
  created_at: Date;
  sort: string;
};

const COLUMNS = sql`k.id, k.name, k.language, k.time_zone, k.note, k.blocked_at, k.blocked_by, k.blocked_reason, k.created_at,
  k.created_at::text as sort, jsonb_build_object('id', b.id, 'name', b.name) as brand,
  (select jsonb_build_object('id', u.id, 'name', u.name) from customers u where u.workspace_id = k.workspace_id and u.id = k.customer_id) as customer,
  coalesce((select jsonb_agg(jsonb_build_object('kind', p.kind, 'value', p.value, 'verified', p.verified) order by p.created_at, p.kind, p.value)
    from contact_points p where p.workspace_id = k.workspace_id and p.contact_id = k.id), '[]') as points,
  (select count(*)::int from conversations x where x.workspace_id = k.workspace_id and x.contact_id = k.id and x.merged_into is null) as conversations`;
const JOINED = sql`join brands b on b.workspace_id = k.workspace_id and b.id = k.brand_id`;

/** Contacts, newest first; `q` is the beginning of a name or an address, or a phone number however it is written. */
export async function listContacts(tx: Tx, ctx: Ctx, query: QueryOf<(typeof inbox)['contacts']>) {
  const where = [sql`k.workspace_id = ${ctx.workspaceId}`, sql`k.merged_into is null`];
  if (query.brand_id) where.push(sql`k.brand_id = ${query.brand_id}`);
  if (query.q) where.push(sql`k.id = any (${await matching(tx, ctx, query.q)}::uuid[])`);
  const key = readCursor(query.cursor, ['at', 'id']);
  if (key) where.push(sql`(k.created_at, k.id) < (${key[0]}::timestamptz, ${key[1]}::uuid)`);
  const { rows } = await sql<Loaded>`with k as materialized (
      select * from contacts k where ${sql.join(where, sql` and `)} order by k.created_at desc, k.id desc limit ${query.limit + 1})
    select ${COLUMNS} from k ${JOINED} order by k.created_at desc, k.id desc`.execute(tx);
  const page = pageOf(rows, query.limit, (row) => [row.sort, row.id]);
  return { rows: page.rows.map(answer), next_cursor: page.next_cursor };
}

const MOST_MATCHES = 500;

async function matching(tx: Tx, ctx: Ctx, q: string): Promise<string[]> {
  const name = nameKey(q);
  const address = q.trim().toLowerCase();
  const phone = /^[+\d][\d ().-]{5,}$/.test(q.trim()) ? normalPoint('phone', q) : null;
  const { rows } = await sql<{ id: string }>`
    (select id from contacts where workspace_id = ${ctx.workspaceId} and merged_into is null and name_key >= ${name} and name_key < ${afterPrefix(name)} limit ${MOST_MATCHES})
    union (select contact_id from contact_points where workspace_id = ${ctx.workspaceId} and value >= ${address} and value < ${afterPrefix(address)} limit ${MOST_MATCHES})
    union (select contact_id from contact_points where workspace_id = ${ctx.workspaceId} and value = ${phone} limit ${MOST_MATCHES})`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}

/** Some contacts by their ids, in the order asked. */
export async function contactsByIds(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<Contact[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Loaded>`select ${COLUMNS} from contacts k ${JOINED}
    where k.workspace_id = ${ctx.workspaceId} and k.id = any (${ids}::uuid[])`.execute(tx);
  const by = new Map(rows.map((row) => [row.id, answer(row)]));
  return ids.flatMap((id) => by.get(id) ?? []);
}

/** Throws `contact.not_found`. */
export async function readContact(tx: Tx, ctx: Ctx, id: string): Promise<Contact> {
  const [found] = await contactsByIds(tx, ctx, [id]);
  if (!found) throw new Refusal('contact.not_found');
  return found;
}

function answer({ sort: _, blocked_at, blocked_by, blocked_reason, created_at, points, ...row }: Loaded): Contact {
  return {
    ...row,
    points: points.map(shownPoint),
    blocked: blocked_at && { at: blocked_at.toISOString(), by: blocked_by ?? '', reason: blocked_reason },
    created_at: created_at.toISOString(),
  };
}
