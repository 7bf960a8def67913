/** Reads iCalendar (RFC 5545) as strictly as its grammar says, knowing nothing of what wrote it; for tests. */

const LINE = /^(?<name>[A-Z][A-Z-]*)(?<params>(?:;[A-Z-]+=(?:"[^"\p{Cc}]*"|[^";:,\p{Cc}]*))*):(?<value>[^\p{Cc}]*)$/u;
/** Those whose value is text, in which signs are escaped (3.3.11). */
const TEXTS = new Set(['SUMMARY', 'DESCRIPTION', 'LOCATION', 'UID']);

export type ReadCalendar = {
  method: string;
  version: string;
  event: Record<string, string>;
  params: Record<string, string>;
};

export function readCalendar(text: string): ReadCalendar {
  if (!text.endsWith('\r\n') || /[^\r]\n/.test(text)) throw new Error('a line does not end with CRLF');
  const physical = text.slice(0, -2).split('\r\n');
  for (const line of physical) if (Buffer.byteLength(line) > 75) throw new Error(`longer than 75 octets: ${line}`);
  const lines: string[] = [];
  for (const line of physical) {
    if (line.startsWith(' ')) lines[lines.length - 1] += line.slice(1);
    else lines.push(line);
  }
  const open: string[] = [];
  const head: Record<string, string> = {};
  const event: Record<string, string> = {};
  const params: Record<string, string> = {};
  for (const line of lines) {
    const found = LINE.exec(line)?.groups;
    if (!found) throw new Error(`not a content line: ${line}`);
    const { name = '', value = '' } = found;
    if (name === 'BEGIN') open.push(value);
    else if (name === 'END') {
      if (open.pop() !== value) throw new Error(`${value} ends and was not open`);
    } else {
      const at = open.at(-1) === 'VEVENT' ? event : head;
      if (name in at) throw new Error(`${name} stands twice`);
      at[name] = TEXTS.has(name) ? plain(value) : value;
      for (const [, key = '', quoted, bare] of (found.params ?? '').matchAll(/;([A-Z-]+)=(?:"([^"]*)"|([^";]*))/g))
        params[`${name}.${key}`] = quoted ?? bare ?? '';
    }
  }
  if (open.length > 0) throw new Error('something was never closed');
  for (const needed of ['UID', 'DTSTAMP', 'DTSTART']) if (!event[needed]) throw new Error(`${needed} is missing`);
  for (const key of ['DTSTAMP', 'DTSTART', 'DTEND'])
    if (event[key] && !/^\d{8}T\d{6}Z$/.test(event[key])) throw new Error(`${key} is not a moment in UTC`);
  return { method: head.METHOD ?? '', version: head.VERSION ?? '', event, params };
}

function plain(value: string): string {
  if (/(^|[^\\])(\\\\)*[;,]/.test(value)) throw new Error(`a sign is not escaped: ${value}`);
  return value.replace(/\\(.)/g, (_, sign: string) => {
    if (sign === 'n' || sign === 'N') return '\n';
    if (!'\\;,'.includes(sign)) throw new Error(`an escape that does not exist: \\${sign}`);
    return sign;
  });
}
