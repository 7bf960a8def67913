/** What may never come through from a name, a note or an order into a mail. */

/** Control characters and marks that turn the direction of reading or hide text. Line ends and tabs stay. */
export function withoutControls(text: string): string {
  return text.toWellFormed().replace(/[^\P{Cc}\n\t]|[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\p{Co}/gu, '');
}

export function escapeHtml(text: string): string {
  const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}

/** One line, for a header or a subject: a line end would begin a header of its own (CRLF injection). */
export function oneLine(text: string, most = 200): string {
  return [...withoutControls(text.replace(/\s+/g, ' ')).trim()].slice(0, most).join('');
}

/** An address for a link. Only http and https: never `javascript:` or `data:`. */
export function linkAddress(address: unknown): string {
  const url = URL.parse(String(address));
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw new Error(`not an address for a link: ${oneLine(String(address))}`);
  return url.href;
}
