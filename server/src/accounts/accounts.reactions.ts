import type { Role, StaffLanguage } from '@recoup/contract';
import { inWorkspace } from '../platform/db.ts';
import { queueMail } from '../platform/outbox.ts';
import { type Reaction, reaction } from '../platform/record.ts';
import { loadWorkspace } from './accounts.store.ts';
import { invitationToken } from './invitation-token.ts';
import { findInvitation } from './staff.store.ts';

/** Somebody is invited: they get a mail with their link, unless the invitation is closed by then. */
const mailInvitation = reaction({
  on: 'staff.invited',
  name: 'mail-invitation',
  run: (ctx, event) =>
    inWorkspace(ctx, async (tx) => {
      const invitation = await findInvitation(tx, event.subject.id);
      if (!invitation || invitation.accepted_at || invitation.revoked_at) return;
      const token = invitationToken(ctx.config, invitation.id);
      await queueMail(tx, ctx, {
        cause: event.id,
        template: 'staff_invitation',
        language: invitation.language as StaffLanguage,
        to: invitation.email,
        brandId: null,
        hide: token,
        data: {
          workspace: (await loadWorkspace(tx)).name,
          inviter: event.actor.name,
          role: invitation.role as Role,
          accept_url: `${ctx.config.publicUrl}/join/${token}`,
          expires_at: invitation.expires_at.toISOString(),
        },
      });
    }),
});

export const reactions: Reaction[] = [mailInvitation];
