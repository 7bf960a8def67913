/**
 * A buyer's mail as a page of its own inside a frame. The server has made the HTML safe; the frame is the second lock:
 * no script, no form, no address but our own for pictures, links open outside. What it quotes is left out: it stands
 * folded beneath. Pure.
 */

/** Words alone are read better as words; a mail with pictures, tables or lists of its own, not only in what it quotes, is shown as it came. */
export function isRich(html: string | null): boolean {
  const own = html?.split(/<\w+[^>]* data-fold=/)[0] ?? '';
  return /<(?:img|table|ul|ol|h[1-6]|blockquote|hr|video|pre)\b/i.test(own);
}

/** `origin` is ours: pictures of strangers come through our own address. */
export function pageOf(html: string, origin: string): string {
  const policy = [
    "default-src 'none'",
    `img-src ${origin} data:`,
    "style-src 'unsafe-inline'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="referrer" content="no-referrer"><base target="_blank"><style>
html{color-scheme:light;background:#fff}body{margin:0;padding:10px 12px;color:#1b1f1e;font:14px/21px "IBM Plex Sans",system-ui,sans-serif;overflow-wrap:anywhere;overflow-y:hidden}
img,video,table{max-width:100%}img{height:auto}a{color:#0e5a63}p{margin:0 0 10px}p:last-child{margin-bottom:0}blockquote{margin:8px 0;padding-left:10px;border-left:2px solid #cbc7bc}
[data-fold],[data-fold="rest"]~*{display:none}
</style></head><body>${html}</body></html>`;
}
