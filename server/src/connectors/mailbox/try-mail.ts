import type { Channel, ChannelConnector } from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { transportOf } from '../../platform/outbox.ts';
import { connectImap, imapFailure } from './imap-client.ts';
import { settingsOf } from './mail-settings.ts';
import { transportTo } from './send-mail.ts';

type Step = Awaited<ReturnType<NonNullable<ChannelConnector['attempt']>>>[number];

/** A manager tries a mail channel: signs in to the mailbox and opens its folder, and to the server mails go out by. Nothing is sent. */
export async function tryMail(ctx: Ctx, channel: Channel): Promise<Step[]> {
  const { imap, smtp } = settingsOf(channel);
  const steps: Step[] = [];
  if (imap) {
    steps.push(
      await step('imap', async () => {
        const client = await connectImap(ctx, imap);
        try {
          await client.mailboxOpen(imap.folder, { readOnly: true });
        } finally {
          client.close();
        }
      }),
    );
  }
  if (smtp) {
    steps.push(
      await step('smtp', async () => {
        const transport = await transportTo(ctx, smtp);
        try {
          await transport.verify();
        } finally {
          transport.close();
        }
      }),
    );
  } else {
    const ok = transportOf(ctx.config).deliver !== null;
    steps.push({ what: 'mail_out', ok, failure: ok ? null : 'no_mail_server' });
  }
  return steps;
}

async function step(what: Step['what'], work: () => Promise<void>): Promise<Step> {
  try {
    await work();
    return { what, ok: true, failure: null };
  } catch (error) {
    return { what, ok: false, failure: imapFailure(error) };
  }
}
