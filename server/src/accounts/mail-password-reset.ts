import { createHash } from 'node:crypto';
import type { StaffLanguage } from '@recoup/contract';
import { inWorkspace } from '../platform/db.ts';
import type { Services } from '../platform/http.ts';
import { systemCtx } from '../platform/jobs.ts';
import { queueMail } from '../platform/outbox.ts';
import { record } from '../platform/record.ts';
import { membershipsOfUser } from './accounts.store.ts';

export const RESET_MINUTES = 60;

/**
 * Somebody forgot their password: a mail with a link that holds for an hour, from the first workspace they work in. It
 * is put into the outbox right here, as its token is better-auth's and kept nowhere it could be made from again.
 */
export async function mailPasswordReset(services: Services, userId: string, token: string): Promise<void> {
  const [first] = await membershipsOfUser(services.db, userId);
  if (!first) return;
  const ctx = systemCtx(services, first.workspace_id);
  await inWorkspace(ctx, async (tx) => {
    await record(tx, ctx, [{ type: 'staff.password_reset_asked', subject: { kind: 'staff', id: first.id } }]);
    await queueMail(tx, ctx, {
      cause: `password-reset:${createHash('sha256').update(token).digest('hex')}`,
      template: 'password_reset',
      language: first.language as StaffLanguage,
      to: first.email,
      brandId: null,
      hide: token,
      data: {
        name: first.name,
        reset_url: `${ctx.config.publicUrl}/reset-password?token=${encodeURIComponent(token)}`,
        // Real time, as better-auth counts it.
        expires_at: new Date(Date.now() + RESET_MINUTES * 60_000).toISOString(),
      },
    });
  });
}
