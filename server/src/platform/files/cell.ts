/**
 * A cell of a CSV file that no spreadsheet takes for a formula (OWASP, CSV injection): an apostrophe goes before text that
 * begins with = + - @, a tab or a line end, also in full width as Chinese keyboards type them. Numbers stay numbers.
 */
export function safeCell(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (/^-?\d+(\.\d+)?$/.test(cell)) return cell;
  return /^\s*[=+\-@＝＋－＠\t\r\n]/.test(cell) ? `'${cell}` : cell;
}

/** Text as an Excel cell holds it: no control characters (XML 1.0 forbids them), at most 32,767 characters. */
export function plainCell(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')
    .slice(0, 32_767);
}
