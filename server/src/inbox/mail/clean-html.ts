import sanitize from 'sanitize-html';

/** Longer ones are shown as text alone. */
export const MOST_HTML = 1_000_000;

const blocks = ['p', 'div', 'br', 'hr', 'blockquote', 'pre', 'center', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'];
const words = ['span', 'b', 'strong', 'i', 'em', 'u', 's', 'del', 'ins', 'sub', 'sup', 'small', 'code', 'a', 'img'];
const lists = ['ul', 'ol', 'li', 'dl', 'dt', 'dd'];
const tables = ['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th'];

/** Tags whose inside is no text to be read. */
const unread = [
  ...['script', 'style', 'title', 'textarea', 'option', 'select', 'button', 'noscript', 'noembed', 'noframes'],
  ...['svg', 'math', 'template', 'iframe', 'frameset', 'object', 'embed', 'applet', 'audio', 'video', 'canvas', 'xmp'],
];

const word = (...of: string[]) => [new RegExp(`^(?:${of.join('|')})$`)];

/**
 * What of a mail's HTML may stand on our pages: words, lists, tables, links, pictures. No script, style sheet, form, frame,
 * drawing or event handler, no names that a page's own code might take for its own; no colours, which would be unreadable
 * on a dark page. A picture the mail brings stays `cid:`; one that lies elsewhere waits in `data-remote` and is loaded by
 * nobody until `showHtml` gives it an address of ours. What is quoted is marked `data-fold` ("quoted", or "rest" for it and
 * everything after it). The result is in one spelling: attributes in double quotes, `&<>"` escaped.
 */
export function cleanHtml(html: string): string {
  return sanitize(html.slice(0, MOST_HTML), {
    allowedTags: [...blocks, ...words, ...lists, ...tables],
    allowedAttributes: {
      '*': ['dir', 'data-fold', 'style'],
      a: ['href', 'title', 'rel', 'target'],
      img: ['src', 'data-remote', 'alt', 'width', 'height'],
      td: ['colspan', 'rowspan', 'align', 'valign'],
      th: ['colspan', 'rowspan', 'align', 'valign'],
      ol: ['start'],
    },
    allowedStyles: {
      '*': {
        'text-align': word('left', 'right', 'center', 'justify'),
        'font-weight': word('bold', 'normal', '[1-9]00'),
        'font-style': word('italic', 'normal'),
        'text-decoration': word('underline', 'line-through', 'none'),
      },
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['cid'] },
    allowProtocolRelative: false,
    nonTextTags: unread,
    nestingLimit: 120,
    enforceHtmlBoundary: false,
    transformTags: {
      '*': (tag, given) =>
        tag === 'a' ? linkOf(tag, given) : tag === 'img' ? pictureOf(tag, given) : attributesOf(tag, given),
    },
    exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !attribs.src && !attribs['data-remote'],
  }).trim();
}

type Attributes = Record<string, string>;

/** Ids and classes by which mail programs mark what they quote. */
const quotes =
  /(?:^|\s)(?:gmail_quote|yahoo_quoted|moz-cite-prefix|protonmail_quote|zmail_extra|ntes-mailmaster-quote)/;
const quoteBegins = /^(?:divRplyFwdMsg|appendonsend|x_divRplyFwdMsg|mail-editor-reference-message-container)$/;

function attributesOf(tagName: string, { dir, style, ...given }: Attributes) {
  const attribs: Attributes = {};
  if (/^(?:ltr|rtl|auto)$/i.test(dir ?? '')) attribs.dir = dir!.toLowerCase();
  if (style) attribs.style = style.slice(0, 2000);
  for (const name of ['colspan', 'rowspan', 'start']) {
    if (/^\d{1,3}$/.test(given[name] ?? '')) attribs[name] = given[name]!;
  }
  for (const name of ['align', 'valign']) {
    if (/^[a-z]{3,8}$/i.test(given[name] ?? '')) attribs[name] = given[name]!.toLowerCase();
  }
  if (quoteBegins.test(given.id ?? '')) attribs['data-fold'] = 'rest';
  else if (quotes.test(given.class ?? '') || (tagName === 'blockquote' && given.type === 'cite')) {
    attribs['data-fold'] = 'quoted';
  }
  return { tagName, attribs };
}

function linkOf(tagName: string, { href, title }: Attributes) {
  const attribs: Attributes = { rel: 'noopener noreferrer nofollow', target: '_blank' };
  const address = href?.trim() ?? '';
  if (/^(?:https?:\/\/|mailto:|tel:)/i.test(address) && URL.canParse(address)) attribs.href = address;
  if (title) attribs.title = title.slice(0, 200);
  return { tagName, attribs };
}

function pictureOf(tagName: string, { src, alt, width, height, style }: Attributes) {
  const attribs: Attributes = { alt: (alt ?? '').slice(0, 300) };
  for (const [name, size] of Object.entries({ width, height })) {
    const pixels = /^(\d{1,4})(?:px)?$/.exec(size?.trim() ?? '')?.[1];
    if (pixels) attribs[name] = pixels;
  }
  const address = (src ?? '').trim();
  const content = /^cid:([^\s"'<>&]{1,250})$/i.exec(address)?.[1];
  if (content) attribs.src = `cid:${content}`;
  else if (!isBeacon({ width, height, style })) {
    const url = URL.parse(address.startsWith('//') ? `https:${address}` : address);
    if (url && /^https?:$/.test(url.protocol) && url.username === '' && url.href.length <= LONGEST_URL) {
      attribs['data-remote'] = url.href;
    }
  }
  return { tagName, attribs };
}
export const LONGEST_URL = 2000;

/** A picture nobody is meant to see: it tells its sender that the mail was opened. It is not shown and not fetched. */
function isBeacon({ width, height, style = '' }: { width?: string; height?: string; style?: string }): boolean {
  const tiny = (size: string | undefined) => size !== undefined && /^\s*[0-3](?:px)?\s*$/.test(size);
  const css = style.toLowerCase().replace(/\s/g, '');
  return (
    tiny(width) ||
    tiny(height) ||
    /(?:^|;)(?:max-)?(?:width|height):[0-3](?:px)?(?:;|!|$)/.test(css) ||
    /display:none|visibility:hidden|opacity:0(?:;|$)/.test(css)
  );
}
