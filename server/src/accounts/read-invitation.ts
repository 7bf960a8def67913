import type { AnswerOf, accounts, Role, StaffLanguage } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { checkOpen, ctxOfInvitation } from './accept-invitation.ts';
import { findUser, loadWorkspace } from './accounts.store.ts';
import { findInvitation } from './staff.store.ts';

/** What the page behind an invitation's link shows before somebody joins. Throws `invitation.not_found`, `invitation.expired`. */
export async function readInvitation(visitor: Ctx, token: string): Promise<AnswerOf<typeof accounts.readInvitation>> {
  const { ctx, id } = await ctxOfInvitation(visitor, token);
  return inWorkspace(ctx, async (tx) => {
    const invitation = checkOpen(await findInvitation(tx, id), ctx.now);
    return {
      email: invitation.email,
      name: invitation.name,
      workspace: (await loadWorkspace(tx)).name,
      role: invitation.role as Role,
      language: invitation.language as StaffLanguage,
      has_account: (await findUser(tx, invitation.email)) !== undefined,
    };
  });
}
