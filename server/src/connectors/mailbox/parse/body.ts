import { textOfHtml } from '../../../inbox/index.ts';
import { escapeHtml } from '../../../platform/mail/clean.ts';
import { decodeText } from './charset.ts';
import { addressesOf, headerText } from './headers.ts';
import type { Part } from './mime.ts';

export type Attachment = { name: string | null; type: string; content_id: string | null; bytes(): Buffer };
/** What a mail says, and what hangs on it. `html` is as it came: clean it before anybody sees it. */
export type Body = { text: string; html: string | null; attachments: Attachment[] };

/** Signatures of whole mails, and forms of words that other parts say already: nothing for a reader. */
const PASSED_OVER =
  /^(?:application\/(?:pgp-signature|(?:x-)?pkcs7-signature)|text\/x-amp-html|message\/(?:disposition-notification|feedback-report|delivery-status)|text\/rfc822-headers)$/;

export function bodyOf(root: Part): Body {
  const said = sayingOf(root);
  const text = said.text.trim() === '' && said.html ? textOfHtml(said.html) : said.text;
  return { text, html: said.html, attachments: said.attachments };
}

function sayingOf(part: Part): Body {
  if (part.type === 'multipart/alternative') return alternatives(part.children);
  if (part.type === 'multipart/signed') return joined(part.children.slice(0, 2).map(sayingOf));
  // The mail that did not arrive is told of by the report, and is our own.
  if (part.type === 'multipart/report') return joined(part.children.slice(0, 1).map(sayingOf));
  if (part.type.startsWith('multipart/')) return joined(part.children.map(sayingOf));
  if (part.type === 'message/rfc822' || part.type === 'message/global') return forwarded(part.children[0]!);
  if (PASSED_OVER.test(part.type)) return nothing();
  const isWords = part.disposition !== 'attachment' && part.name === null;
  if (isWords && part.type === 'text/plain') return { ...nothing(), text: plainText(part) };
  if (isWords && part.type === 'text/html') return { ...nothing(), html: wordsOf(part) };
  const { name, type, content_id } = part;
  return { ...nothing(), attachments: [{ name, type, content_id, bytes: () => part.bytes() }] };
}

const nothing = (): Body => ({ text: '', html: null, attachments: [] });

function wordsOf(part: Part): string {
  return decodeText(part.bytes(), part.params.get('charset') ?? null);
}

/** The same said several ways: the plain one to read and search, the HTML one to show. */
function alternatives(parts: readonly Part[]): Body {
  const ways = parts.map(sayingOf);
  return {
    text: ways.find(({ text, html }) => html === null && text.trim() !== '')?.text ?? '',
    html: ways.findLast(({ html }) => html !== null)?.html ?? null,
    attachments: ways.flatMap(({ attachments }) => attachments),
  };
}

/** One after the other. As soon as one is HTML, all are. */
function joined(bodies: readonly Body[]): Body {
  const words = bodies.filter(({ text, html }) => text.trim() !== '' || html !== null);
  const isHtml = words.some(({ html }) => html !== null);
  const texts = words.map(({ text, html }) =>
    text.trim() === '' && html && words.length > 1 ? textOfHtml(html) : text,
  );
  return {
    text: texts.filter((text) => text.trim() !== '').join('\n\n'),
    html: isHtml ? words.map(({ text, html }) => html ?? asHtml(text)).join('<br>') : null,
    attachments: bodies.flatMap(({ attachments }) => attachments),
  };
}

const asHtml = (text: string) => `<div>${escapeHtml(text).replaceAll('\n', '<br>')}</div>`;

/** A mail inside a mail, as an attachment: told with who wrote it and when. */
function forwarded(mail: Part): Body {
  const inner = bodyOf(mail);
  const [from] = addressesOf(mail.headers, 'from');
  const lines = [
    '---------- Forwarded message ---------',
    ...(from ? [`From: ${from.name ? `${from.name} <${from.address}>` : from.address}`] : []),
    ...['date', 'subject'].flatMap((name) => {
      const value = headerText(mail.headers, name);
      return value ? [`${name === 'date' ? 'Date' : 'Subject'}: ${value}`] : [];
    }),
    '',
    inner.text,
  ];
  const text = lines.join('\n');
  return { text, html: null, attachments: inner.attachments };
}

/** Plain text with the lines put together that its program broke (format=flowed, RFC 3676). */
function plainText(part: Part): string {
  const text = wordsOf(part).replace(/\r\n?/g, '\n');
  if (part.params.get('format')?.toLowerCase() !== 'flowed') return text;
  const isDeleted = part.params.get('delsp')?.toLowerCase() === 'yes';
  const out: string[] = [];
  let depthBefore = -1;
  for (const line of text.split('\n')) {
    const depth = /^>*/.exec(line)![0].length;
    const bare = line.slice(depth).replace(/^ /, '');
    const last = out.at(-1);
    if (
      last !== undefined &&
      depth === depthBefore &&
      last.endsWith(' ') &&
      !/^>* ?-- $/.test(last) &&
      bare !== '-- '
    ) {
      out[out.length - 1] = (isDeleted ? last.slice(0, -1) : last) + bare;
    } else out.push(depth > 0 ? `${'>'.repeat(depth)} ${bare}` : bare);
    depthBefore = depth;
  }
  return out.join('\n');
}
