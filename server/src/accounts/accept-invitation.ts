import type { Role, StaffLanguage } from '@recoup/contract';
import { verifyPassword } from 'better-auth/crypto';
import { type Ctx, SYSTEM } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { limitAttempts } from '../platform/limits.ts';
import { Refusal } from '../platform/refusal.ts';
import { findUser } from './accounts.store.ts';
import { createUser } from './create-user.ts';
import { hashOfInvitation } from './invitation-token.ts';
import {
  closeInvitation,
  findInvitation,
  type InvitationRow,
  invitationByToken,
  lockInvitation,
} from './staff.store.ts';

const GUESSES = { max: 5, windowSeconds: 900 };

/**
 * Somebody joins by the link in their mail. A new person sets their password; who signs in here already proves it by
 * the password they have. Throws `invitation.not_found` (unknown, taken back or used), `invitation.expired`,
 * `auth.password`, `auth.too_many` after five wrong passwords in 15 minutes.
 */
export async function acceptInvitation(
  visitor: Ctx,
  token: string,
  who: { name: string; password: string; time_zone: string },
): Promise<{ ok: true }> {
  const { ctx, id } = await ctxOfInvitation(visitor, token);
  const { invitation, passwordHash } = await inWorkspace(ctx, async (tx) => {
    const invitation = checkOpen(await findInvitation(tx, id), ctx.now);
    return { invitation, passwordHash: (await findUser(tx, invitation.email))?.password_hash ?? null };
  });
  if (passwordHash) {
    await limitAttempts(ctx, `accept:${id}`, GUESSES, 'auth.too_many');
    if (!(await verifyPassword({ hash: passwordHash, password: who.password }))) throw new Refusal('auth.password');
  }
  return inWorkspace(ctx, async (tx) => {
    checkOpen(await lockInvitation(tx, id), ctx.now);
    await closeInvitation(tx, id, { accepted_at: ctx.now });
    await createUser(
      { ...ctx, tx },
      {
        email: invitation.email,
        name: who.name,
        role: invitation.role as Role,
        language: invitation.language as StaffLanguage,
        timeZone: who.time_zone,
        brandIds: invitation.brand_ids,
        siteIds: invitation.site_ids,
        password: who.password,
      },
    );
    return { ok: true as const };
  });
}

/** The workspace an invitation's link leads to, in which the product acts for who holds it. Throws `invitation.not_found`. */
export async function ctxOfInvitation(visitor: Ctx, token: string): Promise<{ ctx: Ctx; id: string }> {
  const found = await invitationByToken(visitor.db, hashOfInvitation(token));
  if (!found) throw new Refusal('invitation.not_found');
  return { ctx: { ...visitor, workspaceId: found.workspace_id, actor: SYSTEM }, id: found.id };
}

export function checkOpen(invitation: InvitationRow | undefined, now: Date): InvitationRow {
  if (!invitation || invitation.accepted_at || invitation.revoked_at) throw new Refusal('invitation.not_found');
  if (invitation.expires_at <= now) throw new Refusal('invitation.expired');
  return invitation;
}
