import { permissionsOf, roles, type StaffLanguage } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { brokenConstraint, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';

/** Somebody who may be given conversations. `brand_ids` null: all brands. */
export type Colleague = {
  id: string;
  name: string;
  brand_ids: string[] | null;
  /** The languages they take work in: what they said, else their own. */
  languages: string[];
  away: boolean;
  /** Open conversations in their hands that are not put aside. */
  holds: number;
  most: number;
  /** When something was last shared out to them. */
  given_at: Date | null;
};
export type Team = {
  id: string;
  name: string;
  brand: { id: string; name: string } | null;
  share_out: boolean;
  member_ids: string[];
};

/** The roles that may write in the inbox; a test holds this to contract/permissions.ts. */
export const INBOX_ROLES = ['owner', 'manager', 'agent'] as const;

/** Who works in the inbox, with what they hold; one statement. With `ids`, only those. */
export async function colleagues(tx: Tx, ctx: Ctx, ids: readonly string[] | null = null): Promise<Colleague[]> {
  const only = ids === null ? sql`` : sql` and s.id = any (${ids as string[]}::uuid[])`;
  const { rows } = await sql<Colleague>`
    select s.id, s.name, s.brand_ids, coalesce(i.languages, array[s.language]) as languages, coalesce(i.away, false) as away,
      coalesce(i.most, 30) as most, i.given_at,
      (select count(*)::int from conversations c where c.workspace_id = s.workspace_id and c.assignee_id = s.id and c.state = 'open'
        and c.merged_into is null and c.snoozed_until is null and not c.spam) as holds
    from staff s left join inbox_staff i on i.workspace_id = s.workspace_id and i.staff_id = s.id
    where s.workspace_id = ${ctx.workspaceId} and s.disabled_at is null and s.role = any (${[...INBOX_ROLES]}::text[])${only}
    order by s.name, s.id`.execute(tx);
  return rows;
}

/** The teams that stand, those of one brand first by name. */
export async function teams(tx: Tx, ctx: Ctx): Promise<Team[]> {
  const { rows } = await sql<Team>`
    select t.id, t.name, t.share_out, case when b.id is not null then jsonb_build_object('id', b.id, 'name', b.name) end as brand,
      coalesce((select jsonb_agg(m.staff_id order by m.staff_id) from team_members m
        where m.workspace_id = t.workspace_id and m.team_id = t.id), '[]') as member_ids
    from teams t left join brands b on b.workspace_id = t.workspace_id and b.id = t.brand_id
    where t.workspace_id = ${ctx.workspaceId} and t.archived_at is null order by t.name, t.id`.execute(tx);
  return rows;
}

/** Throws `team.not_found` for one that is not there, or is archived. */
export async function findTeam(
  tx: Tx,
  ctx: Ctx,
  id: string,
): Promise<{ id: string; name: string; brand_id: string | null }> {
  const row = await tx
    .selectFrom('teams')
    .select(['id', 'name', 'brand_id'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .executeTakeFirst();
  if (!row) throw new Refusal('team.not_found');
  return row;
}

/**
 * The teams of a brand that share work out, held to the end of the transaction: whoever shares out waits here, and then
 * sees what the one before gave away. A brand's own teams stand before those for every brand, older before younger.
 */
export async function lockSharingTeams(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
): Promise<{ id: string; name: string; member_ids: string[] }[]> {
  const locked = await tx
    .selectFrom('teams')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('share_out', '=', true)
    .where('archived_at', 'is', null)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  if (locked.length === 0) return [];
  const { rows } = await sql<{ id: string; name: string; member_ids: string[] }>`
    select t.id, t.name, coalesce((select jsonb_agg(m.staff_id) from team_members m
        where m.workspace_id = t.workspace_id and m.team_id = t.id), '[]') as member_ids
    from teams t where t.workspace_id = ${ctx.workspaceId} and t.share_out and t.archived_at is null
      and (t.brand_id is null or t.brand_id = ${brandId})
    order by (t.brand_id is null), t.created_at, t.id`.execute(tx);
  return rows;
}

/** Throws `team.name_taken`. */
export async function insertTeam(
  tx: Tx,
  ctx: Ctx,
  team: { name: string; brand_id: string | null; share_out: boolean },
): Promise<string> {
  const id = newId();
  await nameFree(
    tx
      .insertInto('teams')
      .values({ workspace_id: ctx.workspaceId, id, ...team, created_at: ctx.now })
      .execute(),
  );
  return id;
}

/** Throws `team.not_found`, `team.name_taken`. */
export async function updateTeam(
  tx: Tx,
  ctx: Ctx,
  id: string,
  change: { name?: string; share_out?: boolean; archived_at?: Date | null },
): Promise<void> {
  const rows = await nameFree(
    tx
      .updateTable('teams')
      .set({ ...change, id })
      .where('workspace_id', '=', ctx.workspaceId)
      .where('id', '=', id)
      .returning('id')
      .execute(),
  );
  if (rows.length === 0) throw new Refusal('team.not_found');
}

async function nameFree<T>(statement: Promise<T>): Promise<T> {
  try {
    return await statement;
  } catch (error) {
    if (brokenConstraint(error) === 'teams_name') throw new Refusal('team.name_taken');
    throw error;
  }
}

export async function setMembers(tx: Tx, ctx: Ctx, teamId: string, staffIds: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('team_members')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('team_id', '=', teamId)
    .execute();
  if (staffIds.length === 0) return;
  await tx
    .insertInto('team_members')
    .values(staffIds.map((staff_id) => ({ workspace_id: ctx.workspaceId, team_id: teamId, staff_id })))
    .execute();
}

/** How a member of staff works in the inbox; what is left out stays as it is. */
export async function saveInboxStaff(
  tx: Tx,
  ctx: Ctx,
  staffId: string,
  change: { away?: boolean; languages?: string[] | null; most?: number; given_at?: Date },
): Promise<void> {
  await tx
    .insertInto('inbox_staff')
    .values({ workspace_id: ctx.workspaceId, staff_id: staffId, ...change })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'staff_id']).doUpdateSet({ ...change, staff_id: staffId }),
    )
    .execute();
}

/** Open conversations that wait with a team which shares out, as all had their hands full: the oldest first. */
export async function unshared(tx: Tx, ctx: Ctx, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select c.id from conversations c
    join teams t on t.workspace_id = c.workspace_id and t.id = c.team_id and t.share_out and t.archived_at is null
    where c.workspace_id = ${ctx.workspaceId} and c.state = 'open' and c.holder = 'nobody' and c.merged_into is null and not c.spam
      and c.snoozed_until is null
    order by c.last_at, c.id limit ${limit}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Nobody shares out or changes the team until the transaction ends. Throws `team.not_found`. */
export async function lockTeam(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  const row = await tx
    .selectFrom('teams')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('team.not_found');
}

/** Who leads the inbox of a brand: everybody who may manage it and sees that brand. */
export async function managersOf(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
): Promise<{ id: string; email: string; language: StaffLanguage }[]> {
  const leading = roles.filter((role) => permissionsOf[role].includes('inbox.manage'));
  const rows = await tx
    .selectFrom('staff')
    .select(['id', 'email', 'language', 'brand_ids'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('disabled_at', 'is', null)
    .where('role', 'in', leading)
    .orderBy('id')
    .execute();
  return rows
    .filter(({ brand_ids }) => brand_ids === null || brand_ids.includes(brandId))
    .map(({ id, email, language }) => ({ id, email, language: language as StaffLanguage }));
}
