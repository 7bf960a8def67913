import addressparser from 'nodemailer/lib/addressparser';
import { oneLine } from '../../../platform/mail/clean.ts';
import { decodeText } from './charset.ts';
import { decodeBase64, decodeQuoted } from './transfer.ts';

/** One header: its name in lower case, its value unfolded, as the bytes it came as. */
export type Header = { name: string; value: Buffer };
export type Headers = readonly Header[];
export type Address = { name: string; address: string };

/** Reads a block of headers (RFC 5322, 2.2). Lines that are no header are passed over. */
export function readHeaders(block: Buffer): Header[] {
  const headers: { name: string; lines: Buffer[] }[] = [];
  for (let at = 0; at < block.length; ) {
    const end = block.indexOf(0x0a, at);
    const line = block.subarray(at, end < 0 ? block.length : end);
    at = end < 0 ? block.length : end + 1;
    const bare = line.at(-1) === 0x0d ? line.subarray(0, -1) : line;
    const colon = bare.indexOf(0x3a);
    if (bare[0] === 0x20 || bare[0] === 0x09) headers.at(-1)?.lines.push(bare);
    else if (colon > 0) {
      const name = bare.toString('latin1', 0, colon).trim().toLowerCase();
      if (/^[!-9;-~]+$/.test(name)) headers.push({ name, lines: [bare.subarray(colon + 1)] });
    }
  }
  return headers.map(({ name, lines }) => ({ name, value: Buffer.concat(lines) }));
}

/** The first header of a name as text, encoded words decoded; null where there is none. */
export function headerText(headers: Headers, name: string): string | null {
  const found = headers.find((one) => one.name === name);
  return found ? oneLine(decodeWords(decodeText(found.value, null)), 2000) : null;
}

/** The same as it stands, for structured headers: nothing decoded but the bytes. */
export function headerValue(headers: Headers, name: string): string {
  const found = headers.find((one) => one.name === name);
  return found ? decodeText(found.value, null).trim() : '';
}

export function headerValues(headers: Headers, name: string): string[] {
  return headers.filter((one) => one.name === name).map(({ value }) => decodeText(value, null).trim());
}

const ENCODED = /=\?([^?\s]{1,60})\?([BQbq])\?([^?]*)\?=/g;
const NEIGHBOURS = /(=\?[^?\s]{1,60}\?[BQbq]\?[^?]*\?=)\s+(?==\?[^?\s]{1,60}\?[BQbq]\?[^?]*\?=)/g;

/** Encoded words (RFC 2047). Neighbours of one charset are decoded as one: programs cut them in the middle of a character. */
export function decodeWords(text: string): string {
  if (!text.includes('=?')) return text;
  const joined = text.slice(0, 20_000).replace(NEIGHBOURS, '$1');
  let out = '';
  let end = 0;
  let run: { charset: string; bytes: Buffer[] } | null = null;
  const flush = () => {
    if (run) out += decodeText(Buffer.concat(run.bytes), run.charset);
    run = null;
  };
  for (const match of joined.matchAll(ENCODED)) {
    const [whole, label = '', how = '', content = ''] = match;
    const charset = label.split('*')[0]!.toLowerCase();
    if (match.index > end) {
      flush();
      out += joined.slice(end, match.index);
    }
    if (run && (run as { charset: string }).charset !== charset) flush();
    const encoded = Buffer.from(content, 'latin1');
    const bytes = how.toUpperCase() === 'B' ? decodeBase64(encoded) : decodeQuoted(encoded, true);
    run ??= { charset, bytes: [] };
    run.bytes.push(bytes);
    end = match.index + whole.length;
  }
  flush();
  return out + joined.slice(end);
}

/** A value and its parameters (RFC 2045, with the continuations and charsets of RFC 2231): `text/plain; charset=utf-8`. */
export function readParameters(value: string): { value: string; params: Map<string, string> } {
  const [first = '', ...rest] = splitOutsideQuotes(value);
  const plain = new Map<string, string>();
  const pieces = new Map<string, { at: number; encoded: boolean; text: string }[]>();
  for (const part of rest.slice(0, 100)) {
    const equals = part.indexOf('=');
    if (equals < 0) continue;
    const [, name = '', number, star] =
      /^([^*]+)(?:\*(\d{1,3}))?(\*)?$/.exec(part.slice(0, equals).trim().toLowerCase()) ?? [];
    const text = unquoted(part.slice(equals + 1).trim());
    if (!name) continue;
    if (number === undefined && !star) {
      if (!plain.has(name)) plain.set(name, decodeWords(text));
    } else
      pieces.set(name, [...(pieces.get(name) ?? []), { at: Number(number ?? 0), encoded: star !== undefined, text }]);
  }
  for (const [name, list] of pieces) {
    list.sort((a, b) => a.at - b.at);
    const [, charset = '', start = ''] = list[0]!.encoded
      ? (/^([^']*)'[^']*'(.*)$/s.exec(list[0]!.text) ?? [null, '', list[0]!.text])
      : [null, '', list[0]!.text];
    const bytes = list.map(({ encoded, text }, n) => {
      const given = n === 0 ? (start ?? text) : text;
      return encoded ? percentDecoded(given) : Buffer.from(given);
    });
    plain.set(name, decodeText(Buffer.concat(bytes), charset || null));
  }
  return { value: first.trim().toLowerCase(), params: plain };
}

function splitOutsideQuotes(value: string): string[] {
  const parts: string[] = [];
  let quoted = false;
  let from = 0;
  for (let at = 0; at < value.length; at += 1) {
    const sign = value[at];
    if (sign === '\\' && quoted) at += 1;
    else if (sign === '"') quoted = !quoted;
    else if (sign === ';' && !quoted) {
      parts.push(value.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, value.slice(from)];
}

function unquoted(text: string): string {
  const inner = /^"((?:[^"\\]|\\.)*)"?/s.exec(text)?.[1];
  return inner === undefined ? text.replace(/\s.*$/s, '') : inner.replace(/\\(.)/gs, '$1');
}

function percentDecoded(text: string): Buffer {
  const latin = text.replace(/%([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return Buffer.from(latin, 'latin1');
}

/** What a mail server takes as an address: no blanks, no second @, nothing that could end a header. */
const ADDRESS = /^[^\s@<>()[\],;:"\p{Cc}]{1,64}@[^\s@<>()[\],;:"\p{Cc}]{1,250}$/u;

/** The addresses of a header, groups taken apart, addresses in lower case; what is no address is left out. */
export function addressesOf(headers: Headers, name: string): Address[] {
  const value = headerValues(headers, name).join(', ').slice(0, 65_536);
  return addressparser(value, { flatten: true })
    .map((one) => ({ name: oneLine(decodeWords(one.name), 120), address: one.address.toLowerCase() }))
    .filter(({ address }) => ADDRESS.test(address))
    .slice(0, 200);
}

/** The Message-IDs of a header with their angle brackets, in their order, each once. */
export function messageIdsOf(headers: Headers, name: string): string[] {
  const value = headerValues(headers, name).join(' ').slice(0, 65_536);
  const found = value.match(/<[^<>\s]{1,250}>/g) ?? [];
  const bare = found.length === 0 ? (/^[^\s<>@]{1,200}@[^\s<>@]{1,200}$/.exec(value)?.[0] ?? null) : null;
  return [...new Set(bare ? [`<${bare}>`] : found)];
}
