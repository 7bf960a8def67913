import { type Permission, permissionsOf, type Role } from '@recoup/contract';
import { type Actor, may } from '../platform/ctx.ts';
import { Refusal } from '../platform/refusal.ts';

/** The brands and sites somebody may see; null means all of the workspace. */
export type Scope = { brandIds: readonly string[] | null; siteIds: readonly string[] | null };

/** True when `inner` reaches nothing that `outer` does not. */
export function isWithin(inner: readonly string[] | null, outer: readonly string[] | null): boolean {
  if (outer === null) return true;
  return inner?.every((id) => outer.includes(id)) ?? false;
}

/**
 * Nobody gives what they do not hold: a role whose permissions go beyond the giver's own, or brands and sites outside
 * their own scope. Throws `staff.above_own_role.not_allowed`, `staff.outside_own_scope.not_allowed`.
 */
export function checkMayGive(actor: Actor, role: Role, scope: Scope): void {
  checkHoldsAll(actor, permissionsOf[role]);
  if (!isWithin(scope.brandIds, actor.brandIds) || !isWithin(scope.siteIds, actor.siteIds)) {
    throw new Refusal('staff.outside_own_scope.not_allowed');
  }
}

/** Throws `staff.above_own_role.not_allowed` naming the first permission the actor lacks. */
export function checkHoldsAll(actor: Actor, permissions: readonly Permission[]): void {
  const missing = permissions.find((permission) => !may(actor, permission));
  if (missing) throw new Refusal('staff.above_own_role.not_allowed', { missing });
}

/** What belongs to the whole workspace (its name, its brands, its sites) is for people who see all of it. Throws `permission.not_allowed`. */
export function checkSeesAllBrands(actor: Actor): void {
  if (actor.brandIds !== null) throw new Refusal('permission.not_allowed', { needs: 'all_brands' });
}
export function checkSeesAllSites(actor: Actor): void {
  if (actor.siteIds !== null) throw new Refusal('permission.not_allowed', { needs: 'all_sites' });
}

export type Member = { id: string; role: Role; disabledAt: Date | null } & Scope;
export type MemberChange = {
  role?: Role;
  brand_ids?: string[] | null;
  site_ids?: string[] | null;
  disabled?: boolean;
};

/**
 * Decides a change of somebody's role, scope or access. `owners` are the ids of the workspace's owners with access.
 * The actor must be able to give both what the member has and what they would get. Throws `staff.last_owner` when no
 * owner would be left, `staff.above_own_role.not_allowed`, `staff.outside_own_scope.not_allowed`.
 */
export function changeMember(
  actor: Actor,
  member: Member,
  change: MemberChange,
  owners: readonly string[],
  now: Date,
): Member {
  const disabledAt = change.disabled === undefined ? member.disabledAt : change.disabled ? now : null;
  const next: Member = {
    id: member.id,
    role: change.role ?? member.role,
    brandIds: change.brand_ids === undefined ? member.brandIds : change.brand_ids,
    siteIds: change.site_ids === undefined ? member.siteIds : change.site_ids,
    disabledAt: member.disabledAt && disabledAt ? member.disabledAt : disabledAt,
  };
  checkMayGive(actor, member.role, member);
  checkMayGive(actor, next.role, next);
  const staysOwner = next.role === 'owner' && next.disabledAt === null;
  if (owners.includes(member.id) && owners.length === 1 && !staysOwner) throw new Refusal('staff.last_owner');
  return next;
}
