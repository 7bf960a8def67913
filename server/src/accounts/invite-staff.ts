import type { Role, StaffLanguage } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { hashOfInvitation, invitationToken } from './invitation-token.ts';
import { checkMayGive } from './scope.ts';
import { checkScopeExists } from './scope-exists.ts';
import { type Invitation, insertInvitation, invitationAnswer, isMember, revokeOpenInvitations } from './staff.store.ts';

export const INVITATION_DAYS = 7;

/**
 * A manager invites somebody by e-mail to a role and scope within their own; the mail goes out in answer to
 * `staff.invited`. The link holds for 7 days; an earlier one to the same address stops working.
 * Throws `staff.already_member`, `staff.above_own_role.not_allowed`, `staff.outside_own_scope.not_allowed`,
 * `brand.not_found`, `site.not_found`.
 */
export function inviteStaff(
  ctx: Ctx,
  who: {
    email: string;
    name: string;
    role: Role;
    language: StaffLanguage;
    brand_ids: string[] | null;
    site_ids: string[] | null;
  },
): Promise<Invitation> {
  checkMayGive(ctx.actor, who.role, { brandIds: who.brand_ids, siteIds: who.site_ids });
  const email = who.email.toLowerCase();
  return inWorkspace(ctx, async (tx) => {
    await checkScopeExists(tx, { brandIds: who.brand_ids, siteIds: who.site_ids });
    if (await isMember(tx, email)) throw new Refusal('staff.already_member');
    await revokeOpenInvitations(tx, email, ctx.now);
    const id = newId();
    const row = await insertInvitation(tx, {
      ...who,
      email,
      workspace_id: ctx.workspaceId,
      id,
      token_hash: hashOfInvitation(invitationToken(ctx.config, id)),
      invited_by: ctx.actor.kind === 'staff' ? ctx.actor.id : null,
      expires_at: new Date(ctx.now.getTime() + INVITATION_DAYS * 86_400_000),
      created_at: ctx.now,
    });
    const data = { name: who.name, role: who.role };
    await record(tx, ctx, [{ type: 'staff.invited', subject: { kind: 'invitation', id }, data }]);
    return invitationAnswer(row, ctx.now);
  });
}
