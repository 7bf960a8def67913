import { createHash } from 'node:crypto';
import { fold } from '../../../inbox/index.ts';
import { type Automatic, automaticOf, isGoingRound } from './automatic.ts';
import { type Attachment, type Body, bodyOf } from './body.ts';
import { type Address, addressesOf, type Headers, headerText, headerValue, messageIdsOf } from './headers.ts';
import { type Beyond, MailBeyond, type Part, readMime, readTopHeaders } from './mime.ts';

/** A mail in plain values. Nothing of it is believed yet. */
export type Mail = {
  headers: Headers;
  from: Address | null;
  reply_to: Address[];
  to: Address[];
  cc: Address[];
  subject: string | null;
  date: Date | null;
  message_id: string | null;
  in_reply_to: string | null;
  /** Oldest first, what it answers last. */
  references: string[];
  language: string | null;
  /** Said, quoted and signed together are what the mail says. */
  text: string;
  quoted: string | null;
  signature: string | null;
  html: string | null;
  attachments: Attachment[];
  automatic: Automatic;
  goes_round: boolean;
  /** Set where it was too much to read: of such a mail only the headers are known. */
  beyond: Beyond | null;
  /** The same for the same mail, however it came: by IMAP or by a hook, and whoever uses its Message-ID again. */
  fingerprint: string;
};

const MOST_TEXT = 100_000;
const MOST_NAMES = 100;

/** Reads a raw mail (RFC 5322). Never throws for what a sender wrote: what is beyond the limits is read by its headers alone. */
export function readMail(raw: Buffer): Mail {
  try {
    const root = readMime(raw);
    return mailOf(root, bodyOf(root), null);
  } catch (error) {
    if (error instanceof MailBeyond) return headersOnly(raw, error.what);
    throw error;
  }
}

/** A mail of which only the beginning is at hand, or is to be looked at. */
export function headersOnly(raw: Buffer, what: Beyond): Mail {
  const headers = readTopHeaders(raw);
  const bare = { type: 'text/plain', params: new Map(), disposition: null, name: null, content_id: null, children: [] };
  const root: Part = { ...bare, headers, bytes: () => Buffer.alloc(0) };
  return mailOf(root, { text: '', html: null, attachments: [] }, what);
}

function mailOf(root: Part, body: Body, beyond: Beyond | null): Mail {
  const { headers } = root;
  const { text, quoted, signature } = fold(storable(body.text).slice(0, MOST_TEXT));
  const [message_id = null] = messageIdsOf(headers, 'message-id');
  const [in_reply_to = null] = messageIdsOf(headers, 'in-reply-to');
  const from = addressesOf(headers, 'from')[0] ?? addressesOf(headers, 'sender')[0] ?? null;
  const subject = headerText(headers, 'subject')?.slice(0, 300) || null;
  const said = [message_id, from?.address, subject, headerValue(headers, 'date'), body.text].join('\0');
  return {
    headers,
    from,
    reply_to: addressesOf(headers, 'reply-to').slice(0, 5),
    to: addressesOf(headers, 'to').slice(0, MOST_NAMES),
    cc: addressesOf(headers, 'cc').slice(0, MOST_NAMES),
    subject,
    date: dateOf(headerValue(headers, 'date')),
    message_id,
    in_reply_to,
    references: messageIdsOf(headers, 'references').slice(-50),
    language:
      /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?$/i.exec(headerValue(headers, 'content-language').split(',')[0]!)?.[0] ?? null,
    text,
    quoted,
    signature,
    html: body.html === null ? null : storable(body.html),
    attachments: body.attachments,
    automatic: automaticOf(root, body.text),
    goes_round: isGoingRound(headers),
    beyond,
    fingerprint: createHash('sha256').update(said).digest('hex').slice(0, 24),
  };
}

/** What the database can hold, and no marks that turn the direction of reading or hide words. */
function storable(text: string): string {
  return text.toWellFormed().replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069\ufeff]/gu, '');
}

function dateOf(value: string): Date | null {
  const at = new Date(value.replace(/\([^()]*\)/g, '').trim());
  return Number.isNaN(at.getTime()) || at.getTime() < 0 ? null : at;
}
