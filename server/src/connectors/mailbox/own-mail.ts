/** The names our own mails go by, so that we know them when they come round. Pure. */
import { timingSafeEqual } from 'node:crypto';
import { sign } from '../../platform/secrets.ts';
import { type Headers, headerValue } from './parse/headers.ts';

/** In every mail we send: the same as the first part of its Message-ID. */
export const MARK = 'x-recoup';

function markOf(secret: string, messageId: string): string {
  return `${messageId}.${sign(secret, 'own-mail', messageId).toString('hex').slice(0, 20)}`;
}

/** The Message-ID of a message of ours: the same for the same row, whatever happens between. */
export function messageIdOf(secret: string, id: string, address: string): { message_id: string; mark: string } {
  const mark = markOf(secret, id);
  return { message_id: `<${mark}.recoup@${address.split('@')[1]}>`, mark };
}

/** A mail of this installation's that came back to it: it would answer itself for ever. */
export function isOwnMail(secret: string, headers: Headers): boolean {
  const messageId = /^<([^<>@]+)\.recoup@/.exec(headerValue(headers, 'message-id'))?.[1];
  return [messageId, headerValue(headers, MARK)].some((mark) => {
    if (!mark || mark.length > 100) return false;
    const given = Buffer.from(mark);
    const right = Buffer.from(markOf(secret, mark.slice(0, mark.lastIndexOf('.'))));
    return given.length === right.length && timingSafeEqual(given, right);
  });
}
