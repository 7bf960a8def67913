import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { closeInvitation, lockInvitation } from './staff.store.ts';

/**
 * A manager takes an invitation back; its link stops working. Taking it back twice changes nothing.
 * Throws `invitation.not_found`, `invitation.accepted` when it was taken already.
 */
export function revokeInvitation(ctx: Ctx, id: string): Promise<{ ok: true }> {
  return inWorkspace(ctx, async (tx) => {
    const invitation = await lockInvitation(tx, id);
    if (!invitation) throw new Refusal('invitation.not_found');
    if (invitation.accepted_at) throw new Refusal('invitation.accepted');
    if (invitation.revoked_at) return { ok: true as const };
    await closeInvitation(tx, id, { revoked_at: ctx.now });
    const data = { name: invitation.name };
    await record(tx, ctx, [{ type: 'invitation.revoked', subject: { kind: 'invitation', id }, data }]);
    return { ok: true as const };
  });
}
