import { createTransport } from 'nodemailer';
import type { Channel, Delivered, Outgoing } from '../../inbox/index.ts';
import { replyToken } from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { oneLine } from '../../platform/mail/clean.ts';
import { transportOf } from '../../platform/outbox.ts';
import { storageOf } from '../../uploads/index.ts';
import { ADDRESS, compose } from './compose.ts';
import { type MailServer, settingsOf } from './mail-settings.ts';
import { messageIdOf } from './own-mail.ts';
import { reachServer } from './reach-server.ts';

/**
 * Sends one message as a mail, by the channel's own server or the installation's way out. The Message-ID is made of the
 * message's id: sent twice by a crash between the call and its answer, it is one mail to the reader's program.
 * Throws where trying again may help.
 */
export async function sendMail(ctx: Ctx, channel: Channel, message: Outgoing): Promise<Delivered> {
  const settings = settingsOf(channel);
  const wanted = message.envelope?.to.length ? message.envelope.to : addressesOf(message);
  if (wanted.length === 0) return { outcome: 'refused', reason: 'no_address' };
  const cc = message.envelope?.cc ?? [];
  const wrong = [...wanted, ...cc].find((address) => !ADDRESS.test(address));
  if (wrong !== undefined) return { outcome: 'refused', reason: `not_an_address: ${oneLine(wrong, 100)}` };
  const { secret } = ctx.config;
  const { message_id, mark } = messageIdOf(secret, message.id, settings.address);
  const token = replyToken(secret, ctx.workspaceId, message.conversation.code);
  const way = wayOut(ctx, channel);
  if (!way) return { outcome: 'kept', external_id: message_id, known_as: [message_id] };
  const attachments = await attachmentsOf(ctx, message);
  const mail = compose({ settings, message, from: way.from, message_id, mark, token, to: wanted, cc });
  try {
    await way.deliver({ ...mail, attachments });
    return { outcome: 'sent', external_id: message_id, known_as: [message_id] };
  } catch (error) {
    const reason = finalNo(error);
    if (reason === null) throw error;
    return { outcome: 'refused', reason };
  }
}

/** The newest address of the buyer's; a contact's first is the one it was known by. */
function addressesOf({ contact }: Outgoing): string[] {
  return contact.points
    .filter(({ kind }) => kind === 'email')
    .map(({ value }) => value)
    .slice(0, 1);
}

type WayOut = { from: string; deliver(mail: Record<string, unknown>): Promise<unknown> };

function wayOut(ctx: Ctx, channel: Channel): WayOut | null {
  const { smtp, address } = settingsOf(channel);
  if (smtp) return { from: address, deliver: (mail) => sendBy(ctx, smtp, mail) };
  const transport = transportOf(ctx.config);
  if (!transport.deliver) return null;
  // In the name of another domain the installation's server would be taken for a forger (SPF, DMARC).
  const domain = (of: string) => of.toLowerCase().split('@')[1];
  const from = domain(address) === domain(transport.from.address) ? address : transport.from.address;
  return { from, deliver: transport.deliver };
}

async function sendBy(ctx: Ctx, server: MailServer, mail: Record<string, unknown>): Promise<void> {
  const transport = await transportTo(ctx, server);
  try {
    await transport.sendMail(mail);
  } finally {
    transport.close();
  }
}

export async function transportTo(ctx: Ctx, server: MailServer) {
  const { address, servername } = await reachServer(ctx.config, server);
  const { port, security, user, password } = server;
  return createTransport({
    host: address,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user ? { auth: { user, pass: password ?? '' } } : {}),
    tls: servername ? { servername } : {},
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
    // A mail's parts are given here, never fetched from where its text says.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

async function attachmentsOf(ctx: Ctx, { files }: Outgoing) {
  const storage = await storageOf(ctx.config);
  const attachments: { filename: string; contentType: string; content: Buffer }[] = [];
  for (const { name, type, key } of files) {
    attachments.push({
      filename: oneLine(name, 120),
      contentType: oneLine(type),
      content: Buffer.from(await storage.get(key)),
    });
  }
  return attachments;
}

/** RFC 5321, 4.2.1: 5xx is for good. A refused sign-in is 5xx too, but is ours to mend, and the message waits for it. */
function finalNo(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { code, responseCode, response } = error as Error & { code?: string; responseCode?: number; response?: string };
  if (code === 'EAUTH' || responseCode === undefined || responseCode < 500) return null;
  return oneLine(response ?? error.message, 400);
}
