import { type Header, headerValue, readHeaders, readParameters } from './headers.ts';
import { decodeTransfer } from './transfer.ts';

/** A part of a mail (RFC 2045–2046). `children` of a multipart; of `message/rfc822` the one mail inside. */
export type Part = {
  headers: Header[];
  type: string;
  params: Map<string, string>;
  disposition: string | null;
  name: string | null;
  content_id: string | null;
  /** Decoded when asked for. */
  bytes(): Buffer;
  children: Part[];
};

export const MAIL_LIMITS = { bytes: 25 * 1024 * 1024, parts: 100, depth: 10, header: 64 * 1024 };
export type Beyond = 'size' | 'parts' | 'depth' | 'header';

/** The mail is made to cost more than mails do. What it is is told by its headers alone. */
export class MailBeyond extends Error {
  override readonly name = 'MailBeyond';
  readonly what: Beyond;
  constructor(what: Beyond) {
    super(`a mail beyond the limit of ${what}`);
    this.what = what;
  }
}

/** Takes a mail apart without looking into what its parts hold. Throws `MailBeyond`. */
export function readMime(raw: Buffer): Part {
  if (raw.length > MAIL_LIMITS.bytes) throw new MailBeyond('size');
  return readPart(raw, { parts: 0 }, 1);
}

/** The headers of a mail of whatever size: of its beginning as much as headers may be. */
export function readTopHeaders(raw: Buffer): Header[] {
  return readHeaders(splitHead(withoutEnvelope(raw.subarray(0, MAIL_LIMITS.header))).head);
}

function readPart(given: Buffer, count: { parts: number }, depth: number, fallback = 'text/plain'): Part {
  count.parts += 1;
  if (count.parts > MAIL_LIMITS.parts) throw new MailBeyond('parts');
  if (depth > MAIL_LIMITS.depth) throw new MailBeyond('depth');
  const { head, body } = splitHead(depth === 1 ? withoutEnvelope(given) : given);
  if (head.length > MAIL_LIMITS.header) throw new MailBeyond('header');
  const headers = readHeaders(head);
  const content = readParameters(headerValue(headers, 'content-type'));
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(content.value) ? content.value : fallback;
  const disposition = readParameters(headerValue(headers, 'content-disposition'));
  const encoding = headerValue(headers, 'content-transfer-encoding')
    .toLowerCase()
    .replace(/[\s;].*$/s, '');
  const boundary = type.startsWith('multipart/') ? content.params.get('boundary') : undefined;
  return {
    headers,
    type: type.startsWith('multipart/') && !boundary ? 'text/plain' : type,
    params: content.params,
    disposition: disposition.value || null,
    name: disposition.params.get('filename') ?? content.params.get('name') ?? null,
    content_id: /^<?([^<>\s]{1,250})>?$/.exec(headerValue(headers, 'content-id'))?.[1] ?? null,
    bytes: () => decodeTransfer(body, encoding),
    children: childrenOf(),
  };

  function childrenOf(): Part[] {
    if (boundary) {
      const inner = type === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
      return between(body, boundary).map((part) => readPart(part, count, depth + 1, inner));
    }
    if (type !== 'message/rfc822' && type !== 'message/global') return [];
    return [readPart(decodeTransfer(body, encoding), count, depth + 1)];
  }
}

/** Some mailboxes keep the envelope as a first line, "From ann@buyer.example Tue May 12 …". */
function withoutEnvelope(raw: Buffer): Buffer {
  if (raw.toString('latin1', 0, 5) !== 'From ') return raw;
  const end = raw.indexOf(0x0a);
  return end < 0 ? raw : raw.subarray(end + 1);
}

/** Headers and what comes after the first empty line. */
function splitHead(raw: Buffer): { head: Buffer; body: Buffer } {
  for (let at = 0; at < raw.length; ) {
    const end = raw.indexOf(0x0a, at);
    if (end < 0) break;
    if (end === at || (end === at + 1 && raw[at] === 0x0d))
      return { head: raw.subarray(0, at), body: raw.subarray(end + 1) };
    at = end + 1;
  }
  return { head: raw, body: raw.subarray(raw.length) };
}

/** What stands between the delimiter lines of a multipart; up to the end where the last is missing. */
function between(body: Buffer, boundary: string): Buffer[] {
  const mark = Buffer.from(`--${boundary}`, 'latin1');
  const parts: Buffer[] = [];
  let begin = -1;
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) {
    if (at > 0 && body[at - 1] !== 0x0a) continue;
    const after = body.indexOf(0x0a, at + mark.length);
    const rest = body.toString(
      'latin1',
      at + mark.length,
      Math.min(after < 0 ? body.length : after, at + mark.length + 80),
    );
    if (!/^(?:--)?[\s]*$/.test(rest)) continue;
    if (begin >= 0) parts.push(body.subarray(begin, Math.max(begin, lineBefore(body, at))));
    begin = rest.startsWith('--') ? -1 : after < 0 ? body.length : after + 1;
    if (begin < 0) return parts;
    if (parts.length > MAIL_LIMITS.parts) throw new MailBeyond('parts');
  }
  return begin >= 0 && begin < body.length ? [...parts, body.subarray(begin)] : parts;
}

/** The line end before a delimiter belongs to it. */
function lineBefore(body: Buffer, at: number): number {
  if (body[at - 1] !== 0x0a) return at;
  return body[at - 2] === 0x0d ? at - 2 : at - 1;
}
