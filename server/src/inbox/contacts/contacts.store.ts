import type { BuyerLanguage } from '@recoup/contract';
import { type Insertable, type SqlBool, sql, type Updateable } from 'kysely';
import { nameKey } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Contacts } from '../../platform/db.generated.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Point, PointKind } from './points.ts';

export type ContactRow = {
  id: string;
  brand_id: string;
  customer_id: string | null;
  name: string;
  language: BuyerLanguage;
  time_zone: string | null;
  note: string | null;
  blocked_at: Date | null;
  blocked_by: string | null;
  blocked_reason: string | null;
  merged_into: string | null;
  created_at: Date;
};
export type PointRow = Point & { contact_id: string; created_at: Date };

/** Held until the transaction ends; of one that was merged, the contact it became. Throws `contact.not_found`. */
export async function lockContact(tx: Tx, ctx: Ctx, id: string): Promise<ContactRow> {
  const row = await tx
    .selectFrom('contacts')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('contact.not_found');
  return row.merged_into === null ? (row as unknown as ContactRow) : lockContact(tx, ctx, row.merged_into);
}

/** The same without holding it. Throws `contact.not_found`. */
export async function findContact(tx: Tx, ctx: Ctx, id: string): Promise<ContactRow> {
  const row = await tx
    .selectFrom('contacts')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new Refusal('contact.not_found');
  return row.merged_into === null ? (row as unknown as ContactRow) : findContact(tx, ctx, row.merged_into);
}

/** One as it stands, merged or not, held until the transaction ends. Throws `contact.not_found`. */
export async function lockContactItself(tx: Tx, ctx: Ctx, id: string): Promise<ContactRow> {
  const row = await tx
    .selectFrom('contacts')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('contact.not_found');
  return row as unknown as ContactRow;
}

export async function insertContact(
  tx: Tx,
  ctx: Ctx,
  row: Omit<Insertable<Contacts>, 'workspace_id' | 'id' | 'name_key'> & { id?: string },
): Promise<ContactRow> {
  return (await tx
    .insertInto('contacts')
    .values({
      ...row,
      name_key: nameKey(row.name),
      id: row.id ?? newId(),
      workspace_id: ctx.workspaceId,
      created_at: ctx.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()) as unknown as ContactRow;
}

export async function updateContact(
  tx: Tx,
  ctx: Ctx,
  id: string,
  change: Omit<Updateable<Contacts>, 'name' | 'name_key'> & { name?: string },
): Promise<void> {
  await tx
    .updateTable('contacts')
    .set({ ...change, ...(change.name === undefined ? {} : { name_key: nameKey(change.name) }) })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function pointsOfContact(tx: Tx, ctx: Ctx, contactId: string): Promise<PointRow[]> {
  const rows = await tx
    .selectFrom('contact_points')
    .select(['kind', 'value', 'verified', 'contact_id', 'created_at'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('contact_id', '=', contactId)
    .orderBy('created_at')
    .orderBy('kind')
    .orderBy('value')
    .execute();
  return rows as PointRow[];
}

export type Holder = { contact_id: string; kind: PointKind; value: string; verified: boolean; in_session: boolean };

/**
 * Who has one of these points in a brand, proved or only said, oldest contact first. `in_session`: somebody may read that
 * contact's conversations over a browser's session, so nobody may be joined to it by what they only said.
 */
export async function holdersOf(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  points: readonly Pick<Point, 'kind' | 'value'>[],
): Promise<Holder[]> {
  if (points.length === 0) return [];
  const pairs = sql.join(points.map(({ kind, value }) => sql`(${kind}, ${value})`));
  const { rows } = await sql<Holder>`
    select p.contact_id, p.kind, p.value, p.verified,
      exists (select from contact_points c where c.workspace_id = p.workspace_id and c.contact_id = p.contact_id and c.kind in ('chat', 'shop')) as in_session
    from contact_points p join contacts k on k.workspace_id = p.workspace_id and k.id = p.contact_id
    where p.workspace_id = ${ctx.workspaceId} and p.brand_id = ${brandId} and (p.kind, p.value) in (${pairs}) and k.merged_into is null
    order by p.verified desc, p.created_at, p.contact_id`.execute(tx);
  return rows;
}

/** The one contact that proved a point (a browser's session, a shop account, an address); null where none did. */
export async function contactByPoint(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  point: Pick<Point, 'kind' | 'value'>,
): Promise<string | null> {
  const found = await tx
    .selectFrom('contact_points')
    .select('contact_id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brandId)
    .where('kind', '=', point.kind)
    .where('value', '=', point.value)
    .where('verified', '=', true)
    .executeTakeFirst();
  return found?.contact_id ?? null;
}

/**
 * Gives a contact a point, or marks one as proved that it had only said. What another contact has proved already is
 * left with that one: false.
 */
export async function addPoint(
  tx: Tx,
  ctx: Ctx,
  at: { id: string; brand_id: string },
  { kind, value, verified }: Point,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into contact_points (workspace_id, brand_id, kind, value, contact_id, verified, created_at)
    select ${ctx.workspaceId}, ${at.brand_id}, ${kind}, ${value}, ${at.id}, ${verified}::boolean, ${ctx.now}
    where not ${verified}::boolean or not exists (select from contact_points where workspace_id = ${ctx.workspaceId} and brand_id = ${at.brand_id}
      and kind = ${kind} and value = ${value} and verified and contact_id <> ${at.id})
    on conflict (workspace_id, contact_id, kind, value) do update set verified = contact_points.verified or excluded.verified`.execute(
    tx,
  );
  return (numAffectedRows ?? 0n) > 0n;
}

/** Moves points to another contact. What that one has itself stays as it is there, proved if either had proved it. */
export async function movePoints(
  tx: Tx,
  ctx: Ctx,
  from: string,
  into: { id: string; brand_id: string },
  points: readonly Point[],
): Promise<void> {
  if (points.length === 0) return;
  const pairs = sql.join(points.map(({ kind, value }) => sql`(${kind}, ${value})`));
  await sql`delete from contact_points where workspace_id = ${ctx.workspaceId} and contact_id = ${from} and (kind, value) in (${pairs})`.execute(
    tx,
  );
  for (const point of points) await addPoint(tx, ctx, into, point);
}

export async function dropPoints(tx: Tx, ctx: Ctx, contactId: string, points: readonly Point[]): Promise<void> {
  if (points.length === 0) return;
  const pairs = sql.join(points.map(({ kind, value }) => sql`(${kind}, ${value})`));
  await sql`delete from contact_points where workspace_id = ${ctx.workspaceId} and contact_id = ${contactId} and (kind, value) in (${pairs})`.execute(
    tx,
  );
}

/** One at a time for the same person of whom nothing is known yet: two messages at once must not make two contacts. */
export async function lockPoints(tx: Tx, brandId: string, points: readonly Point[]): Promise<void> {
  const keys = points.map(({ kind, value }) => `${brandId}:${kind}:${value}`).sort();
  for (const key of keys) await lockName(tx, key);
}

/** Held by name until the transaction ends. */
export async function lockName(tx: Tx, name: string): Promise<void> {
  await sql<SqlBool>`select pg_advisory_xact_lock(hashtextextended(${name}, 20))`.execute(tx);
}
