import { createTransport } from 'nodemailer';
import { oneLine } from './clean.ts';

export type MailConfig = { smtpUrl: string | null /** `Recoup <no-reply@example.com>`. */; mailFrom: string };

export type MailMessage = {
  /** The outbox row's id; the Message-ID is made of it, so that a mail sent twice is recognised as one. */
  id: string;
  /** The name the reader sees; the address is the installation's. */
  from_name: string;
  to: string;
  /** The brand's support address, where answers go. */
  reply_to: string | null;
  language: string;
  subject: string;
  html: string;
  text: string;
  attachments?: readonly { name: string; type: string; content: Uint8Array }[];
  /** iCalendar text, and its method, which mail programs read from the part's type. */
  calendar?: { method: string; text: string };
};

/** `kept`: no mail server is set up, the outbox page is where it is read. `refused`: trying again would not help. */
export type Delivery =
  | { outcome: 'sent'; message_id: string; response: string }
  | { outcome: 'kept'; message_id: string }
  | { outcome: 'refused'; message_id: string; reason: string };

export type MailTransport = {
  kind: 'smtp' | 'outbox';
  from: { name: string; address: string };
  deliver: ((mail: Record<string, unknown>) => Promise<{ response: string }>) | null;
  close(): void;
};

/** What every mail server takes without quoting (a part of RFC 5321): no white space, no list, no second address. */
const address =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;

/** Opens the way out for mail. Without `smtpUrl` there is none, and `sendMail` answers `kept`. */
export function mailTransport({ smtpUrl, mailFrom }: MailConfig): MailTransport {
  const [, name = '', angled, bare] = mailFrom.match(/^\s*(?:"?([^"<]*?)"?\s*<([^<>]+)>|([^<>\s]+))\s*$/) ?? [];
  const from = { name: oneLine(name), address: angled ?? bare ?? '' };
  if (!address.test(from.address)) throw new Error(`MAIL_FROM is not an address: ${oneLine(mailFrom)}`);
  if (smtpUrl === null) return { kind: 'outbox', from, deliver: null, close: () => {} };
  const smtp = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 2,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
    // A mail's parts are given here, never fetched from where its text says.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    kind: 'smtp',
    from,
    deliver: async (mail) => ({ response: (await smtp.sendMail(mail)).response }),
    close: () => smtp.close(),
  };
}

/** The same for the same row, whatever happens between. */
export function messageId(id: string, transport: MailTransport): string {
  return `<${id.replace(/[^A-Za-z0-9-]/g, '')}.recoup@${transport.from.address.split('@')[1]}>`;
}

/**
 * Sends one mail. Called from the job that works off the outbox, after the row says `sending`. Throws where trying again may
 * help (no connection, a full or busy server, a wrong password): the job's own retries are for that.
 */
export async function sendMail(transport: MailTransport, mail: MailMessage): Promise<Delivery> {
  const message_id = messageId(mail.id, transport);
  if (!address.test(mail.to)) return { outcome: 'refused', message_id, reason: 'not_an_address' };
  if (!transport.deliver) return { outcome: 'kept', message_id };
  const replyTo =
    mail.reply_to !== null && address.test(mail.reply_to)
      ? { name: oneLine(mail.from_name, 80), address: mail.reply_to }
      : undefined;
  try {
    const { response } = await transport.deliver({
      messageId: message_id,
      from: { name: oneLine(mail.from_name, 80) || transport.from.name, address: transport.from.address },
      to: { name: '', address: mail.to },
      replyTo,
      subject: oneLine(mail.subject),
      html: mail.html,
      text: mail.text,
      attachments: mail.attachments?.map(({ name, type, content }) => ({
        filename: oneLine(name, 120),
        contentType: oneLine(type),
        content: Buffer.from(content),
      })),
      icalEvent: mail.calendar && {
        method: mail.calendar.method,
        filename: 'call.ics',
        content: mail.calendar.text,
      },
      headers: {
        // RFC 3834: holiday notices and ticket systems do not answer what a machine wrote.
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'OOF, AutoReply',
        'Content-Language': oneLine(mail.language, 10),
      },
    });
    return { outcome: 'sent', message_id, response: oneLine(response) };
  } catch (error) {
    const reason = finalNo(error);
    if (reason === null) throw error;
    return { outcome: 'refused', message_id, reason };
  }
}

/** RFC 5321, 4.2.1: 5xx is for good. A refused sign-in is 5xx too, but is ours to mend, and the mail waits for it. */
function finalNo(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { code, responseCode, response } = error as Error & { code?: string; responseCode?: number; response?: string };
  if (code === 'EAUTH' || responseCode === undefined || responseCode < 500) return null;
  return oneLine(response ?? error.message);
}
