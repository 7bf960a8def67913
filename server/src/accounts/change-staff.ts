import type { Member as MemberAnswer, Role } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { type NewEvent, record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { changeMember, type Member, type MemberChange } from './scope.ts';
import { checkScopeExists } from './scope-exists.ts';
import { lockMemberAndOwners, memberAnswer, updateStaff, withTwoFactor } from './staff.store.ts';

/**
 * A manager changes somebody's role or scope, or closes (or reopens) their access. It holds from their next request on.
 * Throws `staff.not_found`, `staff.last_owner`, `staff.above_own_role.not_allowed`, `staff.outside_own_scope.not_allowed`,
 * `brand.not_found`, `site.not_found`.
 */
export function changeStaff(ctx: Ctx, id: string, change: MemberChange): Promise<MemberAnswer> {
  return inWorkspace(ctx, async (tx) => {
    const rows = await lockMemberAndOwners(tx, id);
    const row = rows.find((one) => one.id === id);
    if (!row) throw new Refusal('staff.not_found');
    const before: Member = {
      id,
      role: row.role as Role,
      brandIds: row.brand_ids,
      siteIds: row.site_ids,
      disabledAt: row.disabled_at,
    };
    const owners = rows.filter((one) => one.role === 'owner' && !one.disabled_at).map((one) => one.id);
    const after = changeMember(ctx.actor, before, change, owners, ctx.now);
    await checkScopeExists(tx, after);
    const saved = await updateStaff(tx, id, {
      role: after.role,
      brand_ids: after.brandIds && [...after.brandIds],
      site_ids: after.siteIds && [...after.siteIds],
      disabled_at: after.disabledAt,
    });
    await record(tx, ctx, changes(before, after));
    return memberAnswer(saved, await withTwoFactor(tx));
  });
}

function changes(before: Member, after: Member): NewEvent[] {
  const subject = { kind: 'staff', id: after.id };
  const events: NewEvent[] = [];
  if (before.role !== after.role) {
    events.push({ type: 'staff.role_changed', subject, data: { from: before.role, to: after.role } });
  }
  const scope = ({ brandIds, siteIds }: Member) => ({ brand_ids: brandIds, site_ids: siteIds });
  if (JSON.stringify(scope(before)) !== JSON.stringify(scope(after))) {
    events.push({ type: 'staff.scope_changed', subject, data: { from: scope(before), to: scope(after) } });
  }
  if (!before.disabledAt && after.disabledAt) events.push({ type: 'staff.access_closed', subject });
  if (before.disabledAt && !after.disabledAt) events.push({ type: 'staff.access_reopened', subject });
  return events;
}
