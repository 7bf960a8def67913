import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { enqueue, record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { readMail } from './mails.store.ts';

/** Somebody has mended the mail server and sends a failed mail again. Throws `mail.not_found`, `mail.wrong_state` unless it failed. */
export function retryMail(ctx: Ctx, id: string) {
  return inWorkspace(ctx, async (tx) => {
    const mail = await readMail(tx, ctx, id);
    const queued = await tx
      .updateTable('mails')
      .set({ state: 'queued', failure: null, attempts: 0 })
      .where('workspace_id', '=', ctx.workspaceId)
      .where('id', '=', id)
      .where('state', '=', 'failed')
      .returning('id')
      .executeTakeFirst();
    if (!queued) throw new Refusal('mail.wrong_state', { state: mail.state });
    await record(tx, ctx, [
      {
        type: 'mail.retried',
        subject: { kind: 'mail', id },
        brand_id: mail.brand?.id ?? null,
        return_id: mail.return?.id ?? null,
      },
    ]);
    await enqueue(tx, ctx, { job: 'send-mail', payload: { mail_id: id } });
    const { html: _, text: __, ...rest } = mail;
    return { ...rest, state: 'queued' as const, failure: null };
  });
}
