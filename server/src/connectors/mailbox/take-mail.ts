import { Readable } from 'node:stream';
import {
  alreadyTaken,
  type Channel,
  cleanHtml,
  codesIn,
  conversationByCode,
  type Incoming,
  languageOf,
  MOST_HTML,
  type Sender,
  takeMessage,
  threadsOpenTo,
  tokenOfAddress,
  withoutToken,
} from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { keepRawMail, takeFile } from '../../uploads/index.ts';
import { settingsOf } from './mail-settings.ts';
import { beyondNote, type LeftOut, leftOutNote } from './notes.ts';
import { isOwnMail } from './own-mail.ts';
import { checkersOf, verdictOf } from './parse/authentication.ts';
import type { Attachment } from './parse/body.ts';
import { type Address, addressesOf } from './parse/headers.ts';
import { type Mail, readMail } from './parse/read-mail.ts';

export type TakenMail = Awaited<ReturnType<typeof takeMessage>>;

const MOST_FILES = 30;

/** A raw mail arrived at a channel, by IMAP or by its hook. The same mail is taken once, whichever way it came. */
export function takeRawMail(ctx: Ctx, channel: Channel, raw: Buffer): Promise<TakenMail> {
  return takeMail(ctx, channel, readMail(raw), raw, raw.length);
}

/**
 * Takes a mail in as it was read: the raw one is kept, files go through the same checks as uploads (what is not allowed is
 * named in the message), its conversation is found. `bytes`: how large it was, of which `raw` may be the headers alone.
 *
 * Not taken: our own mails that came round, and what was passed on more than fifty times (a log line tells).
 */
export async function takeMail(
  ctx: Ctx,
  channel: Channel,
  mail: Mail,
  raw: Buffer,
  bytes: number,
  note: string | null = null,
): Promise<TakenMail> {
  if (isOwnMail(ctx.config.secret, mail.headers) || mail.goes_round) {
    ctx.log.info({ channel_id: channel.id, message_id: mail.message_id }, 'a mail that goes round was not taken');
    return { conversation_id: null, message_id: null, taken: false };
  }
  const external_id = `${mail.message_id ?? ''} ${mail.fingerprint}`;
  const known = await alreadyTaken(ctx, channel.id, external_id);
  if (known) return known;
  const name = `${
    (mail.subject ?? 'mail')
      .replace(/[^\p{L}\p{N} ._-]/gu, '')
      .trim()
      .slice(0, 60) || 'mail'
  }.txt`;
  const { id: raw_file_id } = await keepRawMail(ctx, raw, name, channel.brand_id);
  const html = mail.html !== null && mail.html.length <= MOST_HTML ? cleanHtml(mail.html) || null : null;
  const { files, leftOut } = await takeFiles(ctx, mail.attachments, html);
  const notes = [
    ...leftOut.map(leftOutNote),
    ...(mail.beyond ? [beyondNote(mail.beyond, bytes)] : []),
    ...(note ? [note] : []),
  ];
  return takeMessage(ctx, {
    channel,
    external_id,
    ...(await whereFrom(ctx, channel, mail)),
    author: 'buyer',
    known_as: mail.message_id ? [mail.message_id] : [],
    subject: mail.subject === null ? null : withoutToken(mail.subject),
    text: [mail.text, ...(notes.length > 0 ? [notes.join('\n')] : [])].filter(Boolean).join('\n\n'),
    html,
    quoted: mail.quoted,
    signature: mail.signature,
    language: languageOf(mail.text),
    files,
    raw_file_id,
    at: mail.date,
    ...machineOf(mail),
  });
}

function machineOf({ automatic }: Mail): Pick<Incoming, 'automatic' | 'bounced'> {
  if (automatic?.kind === 'bounce') return { automatic: 'bounce', bounced: automatic.bounced };
  return { automatic: automatic?.kind ?? null };
}

type WhereFrom = Pick<Incoming, 'sender' | 'conversation_id' | 'thread_ids' | 'envelope'>;

/**
 * Who sent it and where it belongs. A word of ours that is right opens its conversation to anybody who holds it; a Message-ID
 * does so only to those who take part, and to nobody the receiving server does not believe.
 */
async function whereFrom(ctx: Ctx, channel: Channel, mail: Mail): Promise<WhereFrom> {
  const settings = settingsOf(channel);
  const sender = senderOf(mail, settings.address);
  const checkers = checkersOf({ ...settings, host: settings.imap?.host ?? null });
  const verdict = verdictOf(mail.headers, mail.from?.address.split('@')[1] ?? '', checkers);
  const spoofed = verdict === 'fail';
  const named = [...(mail.in_reply_to ? [mail.in_reply_to] : []), ...mail.references.toReversed()];
  const at = sender?.address ?? '';
  const found = await inWorkspace(ctx, async (tx) => {
    for (const code of codesOf(ctx, mail)) {
      const conversation_id = await conversationByCode(tx, ctx, channel.brand_id, code);
      if (conversation_id) return { conversation_id, thread_ids: named };
    }
    // A bounce comes from a mail server, and is only believed of mails we sent.
    const isBounce = mail.automatic?.kind === 'bounce';
    const open = isBounce ? named : spoofed ? [] : await threadsOpenTo(tx, ctx, channel.brand_id, named, at);
    return { conversation_id: null, thread_ids: open };
  });
  const points: Sender['points'] = sender
    ? [{ kind: 'email', value: sender.address, proved: !spoofed && sender.address === mail.from?.address }]
    : [];
  return {
    ...found,
    sender: { name: sender?.name || null, points, language: languageOf(mail.text) ?? mail.language },
    envelope: {
      from: sender?.address ?? '',
      to: mail.to.map(({ address }) => address),
      cc: mail.cc.map(({ address }) => address),
      message_id: mail.message_id,
      in_reply_to: mail.in_reply_to,
      references: mail.references,
      spoofed,
      authenticated: verdict === 'pass' && sender?.address === mail.from?.address,
    },
  };
}

/** Pages and services that pass on what somebody typed write in their own name; the somebody is in Reply-To, and only said. */
function senderOf(mail: Mail, ours: string): Address | null {
  const { from } = mail;
  const isMachine =
    from !== null &&
    (/^(?:no-?reply|do-?not-?reply|mailer|notifications?)\b/.test(from.address) || from.address === ours);
  return (isMachine && mail.reply_to.find(({ address }) => address !== ours)) || from;
}

function codesOf(ctx: Ctx, mail: Mail): string[] {
  const to = ['to', 'cc', 'delivered-to', 'x-original-to', 'x-envelope-to'].flatMap((name) =>
    addressesOf(mail.headers, name),
  );
  const texts = [...to.map(({ address }) => tokenOfAddress(address)), mail.subject, mail.quoted, mail.text];
  return codesIn(ctx.config.secret, ctx.workspaceId, texts);
}

async function takeFiles(
  ctx: Ctx,
  attachments: readonly Attachment[],
  html: string | null,
): Promise<{ files: { file_id: string; content_id: string | null }[]; leftOut: LeftOut[] }> {
  const files: { file_id: string; content_id: string | null }[] = [];
  const leftOut: LeftOut[] = [];
  for (const { name, type, content_id, bytes } of attachments) {
    const content = bytes();
    const called = name ?? content_id ?? 'attachment';
    try {
      // Outlook's own packing: whatever is inside, nobody here opens it.
      if (/(?:^application\/(?:vnd\.)?ms-tnef$)/.test(type))
        throw new Refusal('file.type_not_allowed', { found: type });
      if (files.length >= MOST_FILES) throw new Refusal('file.too_many', { max: MOST_FILES });
      const { id } = await takeFile(ctx, Readable.from([content], { objectMode: false }), called);
      const isShown = content_id !== null && (html?.includes(`cid:${content_id}`) ?? false);
      files.push({ file_id: id, content_id: isShown ? content_id : null });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      leftOut.push({ name: called, type, bytes: content.length });
    }
  }
  return { files, leftOut };
}
