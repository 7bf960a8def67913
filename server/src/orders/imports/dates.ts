/** Dates and times as exports write them, read in the time zone the file means. */
import { RowRefusal } from '../bulk/rows.ts';

export type DateOrder = 'iso' | 'mdy' | 'dmy';
type Parts = { year: number; month: number; day: number; hour: number; minute: number; second: number };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * Reads an instant. What names its own offset (`2026-11-01 15:00:00 -0500`, `…Z`) means that; everything else means the
 * clock in `zone`, and a day alone its first instant there. Year first, in ISO or Chinese (`2026年11月1日 下午3:05`), is
 * always understood; `11/1/2026` by `order`, or by itself where one part can only be the day.
 *
 * Throws a RowRefusal `field.date`, and `field.date_order` where day and month cannot be told apart.
 */
export function readTime(text: string, zone: string, order: DateOrder, field: string): Date {
  const plain = text.normalize('NFKC').trim();
  const serial = excelSerial(plain);
  if (serial) return inZone(serial, zone);
  const offset = offsetOf(plain);
  const parts = partsOf(offset ? plain.slice(0, offset.from).trim() : plain, order, field, text);
  if (!isCalendar(parts)) throw notADate(text, field);
  if (!offset) return inZone(parts, zone);
  return new Date(utc(parts) - offset.minutes * 60_000);
}

function notADate(text: string, field: string): RowRefusal {
  return new RowRefusal('field.date', field, `${field}: ${text.slice(0, 60)} is no date`);
}

/** Days since 30 December 1899, as Excel keeps dates; what is left when a column lost its format. */
function excelSerial(text: string): Parts | null {
  if (!/^[2-7]\d{4}(\.\d+)?$/.test(text)) return null;
  const at = new Date(Date.UTC(1899, 11, 30) + Math.round(Number(text) * 86_400) * 1000);
  return fromUtc(at.getTime());
}

function offsetOf(text: string): { from: number; minutes: number } | null {
  const found = /(?:\s*(?:Z|UTC|GMT)|(?<=:\d{2}(?:\.\d{1,9})?)\s*([+-])(\d{2}):?(\d{2}))$/i.exec(text);
  if (!found || !/\d:\d{2}/.test(text)) return null;
  const [, sign, hours = '0', minutes = '0'] = found;
  return { from: found.index, minutes: (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) };
}

function partsOf(text: string, order: DateOrder, field: string, whole: string): Parts {
  const { day, time } = cut(text);
  const clock = readClock(time);
  const date = yearFirst(day) ?? named(day) ?? slashed(day, order, field, whole);
  if (!date || !clock) throw notADate(whole, field);
  return { ...date, ...clock };
}

/** Parts the day from the time of day. */
function cut(text: string): { day: string; time: string } {
  const found = /[\sT,]*(?:(?:上午|下午|凌晨|早上|中午|晚上)\s*)?\d{1,2}\s*(?::|时|点).*$/u.exec(text);
  if (!found || found.index === 0) return { day: text.replace(/[T\s]+$/, ''), time: '' };
  return { day: text.slice(0, found.index), time: found[0].replace(/^[\sT,]+/, '') };
}

type Day = Pick<Parts, 'year' | 'month' | 'day'>;
function yearFirst(text: string): Day | null {
  const [, year, month, day] =
    text.match(/^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?$/) ??
    text.match(/^(\d{4})(\d{2})(\d{2})$/) ??
    [];
  return year === undefined ? null : { year: Number(year), month: Number(month), day: Number(day) };
}

function named(text: string): Day | null {
  const plain = text.toLowerCase().replace(/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]?\s+/, '');
  const [, m1, d1, y1] = plain.match(/^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/) ?? [];
  const [, d2, m2, y2] = plain.match(/^(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4})$/) ?? [];
  const month = MONTHS.indexOf((m1 ?? m2 ?? '').slice(0, 3)) + 1;
  return month === 0 ? null : { year: Number(y1 ?? y2), month, day: Number(d1 ?? d2) };
}

function slashed(text: string, order: DateOrder, field: string, whole: string): Day | null {
  const [, a, b, y] = text.match(/^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$/) ?? [];
  if (a === undefined) return null;
  const [first, second] = [Number(a), Number(b)];
  const year = y!.length === 2 ? 2000 + Number(y) : Number(y);
  const read = order !== 'iso' ? order : first > 12 ? 'dmy' : second > 12 ? 'mdy' : null;
  if (read === null && first !== second) {
    throw new RowRefusal(
      'field.date_order',
      field,
      `${field}: ${whole.slice(0, 60)}: which is the day, which the month?`,
    );
  }
  return read === 'dmy' ? { year, month: second, day: first } : { year, month: first, day: second };
}

type Clock = Pick<Parts, 'hour' | 'minute' | 'second'>;
function readClock(text: string): Clock | null {
  if (text === '') return { hour: 0, minute: 0, second: 0 };
  const found = text.match(
    /^(上午|下午|凌晨|早上|中午|晚上)?\s*(\d{1,2})\s*(?::|时|点)\s*(\d{1,2})?\s*分?(?:\s*:?\s*(\d{1,2})(?:\.\d{1,9})?\s*秒?)?\s*([ap])?\.?(?:m\.?)?$/iu,
  );
  if (!found) return null;
  const [, half = '', h, m = '0', s = '0', meridiem = ''] = found;
  let hour = Number(h);
  const later = /下午|晚上/.test(half) || (half === '中午' && hour < 11) || meridiem.toLowerCase() === 'p';
  const twelve = half !== '' || meridiem !== '';
  if (twelve && (hour < 1 || hour > 12) && !(half !== '' && hour <= 23)) return null;
  if (later && hour < 12) hour += 12;
  else if (twelve && !later && hour === 12 && half !== '中午') hour = 0;
  return { hour, minute: Number(m), second: Number(s) };
}

function isCalendar({ year, month, day, hour, minute, second }: Parts): boolean {
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
}

function utc({ year, month, day, hour, minute, second }: Parts): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function fromUtc(ms: number): Parts {
  const at = new Date(ms);
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
  };
}

/** The instant at which the clocks of a zone show this; where daylight saving skips it, as much later as was skipped. */
function inZone(parts: Parts, zone: string): Date {
  const wanted = utc(parts);
  const before = wanted - offsetAt(zone, wanted);
  const at = wanted - offsetAt(zone, before);
  return new Date(at + offsetAt(zone, at) === wanted ? at : Math.max(at, before));
}

const clocks = new Map<string, Intl.DateTimeFormat>();
/** How far a zone's clocks are ahead of UTC at an instant, in milliseconds. */
function offsetAt(zone: string, at: number): number {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    clocks.set(zone, clock);
  }
  const shown: Record<string, number> = {};
  for (const { type, value } of clock.formatToParts(at)) shown[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  return utc({ year, month, day, hour, minute, second }) - Math.floor(at / 1000) * 1000;
}

/** The order of day and month that all of these dates allow; null where they leave it open. */
export function guessDateOrder(samples: readonly string[]): 'mdy' | 'dmy' | null {
  let [mdy, dmy] = [false, false];
  for (const sample of samples) {
    const [, a, b] = sample.normalize('NFKC').match(/^\s*(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}/) ?? [];
    if (Number(a) > 12) dmy = true;
    if (Number(b) > 12) mdy = true;
  }
  return mdy === dmy ? null : mdy ? 'mdy' : 'dmy';
}
