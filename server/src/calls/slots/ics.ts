/** An agreed call as calendars read it: iCalendar (RFC 5545), with iTIP's methods (RFC 5546). Pure. */

export type CalendarEvent = {
  /** REQUEST and CANCEL go by mail to whoever is asked; PUBLISH is what a link gives. */
  method: 'PUBLISH' | 'REQUEST' | 'CANCEL';
  uid: string;
  /** Counts up when the time changes; calendars keep the highest. */
  sequence: number;
  stamp: Date;
  starts_at: Date;
  minutes: number;
  summary: string;
  description: string;
  url: string | null;
  organizer: { name: string; email: string };
  attendee: { name: string; email: string } | null;
};

export const ICS_TYPE = 'text/calendar; charset=utf-8';

export function calendarText(event: CalendarEvent): string {
  const ends = new Date(event.starts_at.getTime() + event.minutes * 60_000);
  const { organizer, attendee } = event;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Recoup//Calls//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${event.method}`,
    'BEGIN:VEVENT',
    `UID:${textOf(event.uid)}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTAMP:${instant(event.stamp)}`,
    `DTSTART:${instant(event.starts_at)}`,
    `DTEND:${instant(ends)}`,
    `SUMMARY:${textOf(event.summary)}`,
    `DESCRIPTION:${textOf(event.description)}`,
    ...(event.url ? [`LOCATION:${textOf(event.url)}`, `URL:${event.url}`] : []),
    `ORGANIZER;CN=${param(organizer.name)}:mailto:${organizer.email}`,
    ...(attendee && event.method !== 'PUBLISH'
      ? [
          `ATTENDEE;CN=${param(attendee.name)};ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:${attendee.email}`,
        ]
      : []),
    `STATUS:${event.method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:OPAQUE',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map(fold).join('');
}

/** `20261117T180000Z`: always in UTC, so that no calendar has to know a zone's rules. */
const instant = (at: Date) => `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/** 3.3.11: backslash, semicolon, comma and line breaks are escaped; other control characters have no place. */
const textOf = (text: string) =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\n/g, '\\n');

/** 3.2: a parameter's value is quoted, and holds neither quotes nor control characters. */
const param = (text: string) => `"${text.replace(/["\p{Cc}]/gu, '').trim()}"`;

/** 3.1: no line is longer than 75 octets; what goes on begins with a space, and no character is cut apart. */
function fold(line: string): string {
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const sign of line) {
    const size = Buffer.byteLength(sign);
    if (bytes + size > 75) {
      parts.push(part);
      part = ' ';
      bytes = 1;
    }
    part += sign;
    bytes += size;
  }
  return `${[...parts, part].join('\r\n')}\r\n`;
}
