import type { invitation, Member, Role, StaffLanguage } from '@recoup/contract';
import { type Selectable, sql } from 'kysely';
import type { z } from 'zod';
import type { Invitations, Staff } from '../platform/db.generated.ts';
import type { Database, Tx } from '../platform/db.ts';

export type Invitation = z.output<typeof invitation>;
export type StaffRow = Selectable<Staff>;
export type InvitationRow = Selectable<Invitations>;

export function memberAnswer(row: StaffRow, twoFactor: ReadonlySet<string>): Member {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role as Role,
    language: row.language as StaffLanguage,
    time_zone: row.time_zone,
    brand_ids: row.brand_ids,
    site_ids: row.site_ids,
    two_factor: twoFactor.has(row.id),
    disabled_at: row.disabled_at?.toISOString() ?? null,
  };
}

export function invitationAnswer(row: InvitationRow, now: Date): Invitation {
  const over = row.expires_at <= now ? 'expired' : 'open';
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role as Role,
    invited_at: row.created_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    state: row.accepted_at ? 'accepted' : row.revoked_at ? 'revoked' : over,
  };
}

export type NewStaff = {
  workspace_id: string;
  id: string;
  user_id: string;
  name: string;
  email: string;
  role: string;
  language: string;
  time_zone: string;
  brand_ids: string[] | null;
  site_ids: string[] | null;
  created_at: Date;
};

/** False when this person is a member already. */
export async function insertStaff(tx: Tx, row: NewStaff): Promise<boolean> {
  const made = await tx
    .insertInto('staff')
    .values(row)
    .onConflict((conflict) => conflict.columns(['workspace_id', 'user_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

export function listStaff(tx: Tx): Promise<StaffRow[]> {
  return tx.selectFrom('staff').selectAll().orderBy('name').orderBy('id').execute();
}

export function findStaff(tx: Tx, id: string): Promise<StaffRow | undefined> {
  return tx.selectFrom('staff').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The member and every owner with access, locked in one order, so that two owners cannot leave at the same moment. */
export function lockMemberAndOwners(tx: Tx, id: string): Promise<StaffRow[]> {
  return tx
    .selectFrom('staff')
    .selectAll()
    .where((eb) => eb.or([eb('id', '=', id), eb.and([eb('role', '=', 'owner'), eb('disabled_at', 'is', null)])]))
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

export function updateStaff(
  tx: Tx,
  id: string,
  change: Partial<
    Pick<StaffRow, 'name' | 'language' | 'time_zone' | 'role' | 'brand_ids' | 'site_ids' | 'disabled_at'>
  >,
): Promise<StaffRow> {
  return tx
    .updateTable('staff')
    .set({ ...change, id })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The members who sign in with two factors. */
export async function withTwoFactor(tx: Tx): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select id from staff_with_two_factor() as id`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

export async function workspacesOfUser(tx: Tx, userId: string): Promise<{ id: string; name: string }[]> {
  const query = sql<{
    id: string;
    name: string;
  }>`select workspace_id as id, workspace_name as name from find_staff(${userId})`;
  return (await query.execute(tx)).rows;
}

/** Invitations nobody has taken or taken back, newest first. */
export function listOpenInvitations(tx: Tx): Promise<InvitationRow[]> {
  return tx
    .selectFrom('invitations')
    .selectAll()
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
}

export function insertInvitation(
  tx: Tx,
  row: Omit<InvitationRow, 'accepted_at' | 'revoked_at'>,
): Promise<InvitationRow> {
  return tx.insertInto('invitations').values(row).returningAll().executeTakeFirstOrThrow();
}

/** Takes back what is still open for this address: a new invitation replaces the old. */
export async function revokeOpenInvitations(tx: Tx, email: string, at: Date): Promise<void> {
  await tx
    .updateTable('invitations')
    .set({ revoked_at: at })
    .where('email', '=', email)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
}

export function findInvitation(tx: Tx, id: string): Promise<InvitationRow | undefined> {
  return tx.selectFrom('invitations').selectAll().where('id', '=', id).executeTakeFirst();
}

export function lockInvitation(tx: Tx, id: string): Promise<InvitationRow | undefined> {
  return tx.selectFrom('invitations').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
}

export async function closeInvitation(
  tx: Tx,
  id: string,
  how: { accepted_at: Date } | { revoked_at: Date },
): Promise<void> {
  await tx.updateTable('invitations').set(how).where('id', '=', id).execute();
}

/** An invitation by the hash of its token, before any workspace is known. */
export async function invitationByToken(
  db: Database,
  hash: Buffer,
): Promise<{ workspace_id: string; id: string } | undefined> {
  const text = 'select workspace_id, id from find_invitation($1)';
  return (await db.pool.query<{ workspace_id: string; id: string }>(text, [hash])).rows[0];
}

export async function isMember(tx: Tx, email: string): Promise<boolean> {
  const row = await tx.selectFrom('staff').select('id').where('email', '=', email).executeTakeFirst();
  return row !== undefined;
}
