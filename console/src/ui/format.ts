/**
 * Money, numbers, dates and spans as people read them, in English and Chinese. Pure: the language, the time zone and
 * "now" come in. Amounts are integer minor units with an ISO 4217 currency; instants are ISO strings, Dates or
 * milliseconds; days are calendar days, `2026-11-17`, and know no zone.
 */
import en from './en.json' with { type: 'json' };
import zh from './zh.json' with { type: 'json' };

export type Language = 'en' | 'zh';
export type Instant = string | number | Date;
export type ClockTone = 'bad' | 'clock' | 'idle';

const words = { en: en.format, zh: zh.format };
const minus = '−';

function fill(template: string, values: Record<string, string | number>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}

const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();
function once<T extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => T): T {
  const found = made.get(key) as T | undefined;
  if (found) return found;
  const fresh = make();
  made.set(key, fresh);
  return fresh;
}

/** Decimals of a currency: 2 for USD, 0 for JPY, 3 for KWD. */
export function currencyDigits(currency: string): number {
  return once(
    `digits ${currency}`,
    () => new Intl.NumberFormat('en-US', { style: 'currency', currency }),
  ).resolvedOptions().maximumFractionDigits!;
}

/** `31284, 'USD'` → `312.84` as a decimal string: exact, no floats. */
export function toDecimal(amount: number, currency: string): string {
  const digits = currencyDigits(currency);
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const whole = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return amount < 0 ? `-${whole}` : whole;
}

/** What a person typed, `1,284.6`, as minor units; null when it is not an amount of this currency. */
export function toMinor(typed: string, currency: string): number | null {
  const digits = currencyDigits(currency);
  const text = typed.replace(/[,\s]/g, '').replace(minus, '-');
  const parts = text.match(/^(-?)(\d+)(?:\.(\d*))?$/);
  if (!parts || (parts[3] ?? '').length > digits) return null;
  const value = Number(parts[2]! + (parts[3] ?? '').padEnd(digits, '0'));
  if (!Number.isSafeInteger(value)) return null;
  return parts[1] ? -value || 0 : value;
}

/** `$1,284.60`; `−$3.10`; always all the cents. The yuan sign stands for CNY only where Chinese is read. */
export function money(amount: number, currency: string, language: Language): string {
  const locale = language === 'zh' && currency !== 'USD' ? 'zh-CN' : 'en-US';
  const format = once(
    `money ${locale} ${currency}`,
    () => new Intl.NumberFormat(locale, { style: 'currency', currency }),
  );
  // Intl takes a decimal string as it is, without a float between.
  const text = format.format(toDecimal(Math.abs(amount), currency) as unknown as number);
  return amount < 0 ? minus + text : text;
}

/** `12,480`; `−4`. */
export function number(value: number, digits = 0): string {
  const format = once(
    `number ${digits}`,
    () => new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  );
  return value < 0 ? minus + format.format(-value) : format.format(value);
}

/** A share, 0.614 → `61.4%`. */
export function percent(share: number, digits = 1): string {
  return `${number(share * 100, digits)}%`;
}

/** A count on a chart axis only: `12k`, `1.2万`. */
export function axis(value: number, language: Language): string {
  if (language === 'zh') return Math.abs(value) >= 10_000 ? `${trim(value / 10_000)}万` : number(value);
  return Math.abs(value) >= 1000 ? `${trim(value / 1000)}k` : number(value);
}
const trim = (value: number) => number(value, Number.isInteger(value) ? 0 : 1);

type Parts = { year: number; month: number; day: number; weekday: string; hour: number; minute: number };
function partsOf(at: Instant, timeZone: string): Parts {
  const format = once(
    `parts ${timeZone}`,
    () =>
      new Intl.DateTimeFormat('en-US', {
        timeZone,
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        weekday: 'short',
        hour: 'numeric',
        minute: 'numeric',
        hourCycle: 'h23',
      }),
  );
  const found: Record<string, string> = {};
  for (const part of format.formatToParts(new Date(at))) found[part.type] = part.value;
  return {
    year: Number(found.year),
    month: Number(found.month),
    day: Number(found.day),
    weekday: found.weekday!,
    hour: Number(found.hour),
    minute: Number(found.minute),
  };
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const monthsWhole = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const weekdays: Record<string, string> = {
  Sun: '周日',
  Mon: '周一',
  Tue: '周二',
  Wed: '周三',
  Thu: '周四',
  Fri: '周五',
  Sat: '周六',
};

export type Where = { language: Language; timeZone: string; now: Instant };

/** `Nov 17`, `Nov 17, 2026` in another year; 11月17日, 2026年11月17日. In the zone given. */
export function date(at: Instant, where: Where): string {
  return dayText(partsOf(at, where.timeZone), partsOf(where.now, where.timeZone).year, where.language, false);
}

/** `Tue Nov 17`; 11月17日 周二. */
export function weekdayDate(at: Instant, where: Where): string {
  return dayText(partsOf(at, where.timeZone), partsOf(where.now, where.timeZone).year, where.language, true);
}

/** A calendar day (`2026-11-17`), which has no zone of its own; the year shows when it is not this year in `where`. */
export function calendarDay(day: string, where: Where, withWeekday = false): string {
  const parts = partsOf(`${day}T12:00:00Z`, 'UTC');
  return dayText(parts, partsOf(where.now, where.timeZone).year, where.language, withWeekday);
}

function dayText(p: Parts, thisYear: number, language: Language, withWeekday: boolean): string {
  const year = p.year !== thisYear;
  if (language === 'zh') {
    return `${year ? `${p.year}年` : ''}${p.month}月${p.day}日${withWeekday ? ` ${weekdays[p.weekday]}` : ''}`;
  }
  return `${withWeekday ? `${p.weekday} ` : ''}${months[p.month - 1]} ${p.day}${year ? `, ${p.year}` : ''}`;
}

/** `November`, `November 2025` in another year; 11月, 2025年11月. */
export function month(at: Instant, where: Where): string {
  const p = partsOf(at, where.timeZone);
  const other = p.year !== partsOf(where.now, where.timeZone).year;
  if (where.language === 'zh') return `${other ? `${p.year}年` : ''}${p.month}月`;
  return `${monthsWhole[p.month - 1]}${other ? ` ${p.year}` : ''}`;
}

/** `9:42 AM`; 09:42. */
export function time(at: Instant, where: Where): string {
  const { hour, minute } = partsOf(at, where.timeZone);
  const mm = String(minute).padStart(2, '0');
  if (where.language === 'zh') return `${String(hour).padStart(2, '0')}:${mm}`;
  return `${hour % 12 || 12}:${mm} ${hour < 12 ? 'AM' : 'PM'}`;
}

/**
 * What people call a zone: `PT`, `Shanghai`; 洛杉矶, 北京. Browsers know few of these names in Chinese, so the usual ones
 * are in the catalogue; of any other zone the city of its IANA name.
 */
export function zone(timeZone: string, language: Language): string {
  const known: Record<string, string> = words[language].zones;
  return known[timeZone] ?? (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');
}

/** `9:42 AM PT`; 09:42（洛杉矶）. Wherever the zone can be doubted. */
export function timeZoned(at: Instant, where: Where): string {
  return fill(words[where.language].time_zone, {
    time: time(at, where),
    zone: zone(where.timeZone, where.language),
  });
}

/** `Nov 17, 9:42 AM`; 11月17日 09:42. */
export function dateTime(at: Instant, where: Where): string {
  return fill(words[where.language].date_time, { date: date(at, where), time: time(at, where) });
}

/** `Tue Nov 17, 9:42 AM PT`; 11月17日 周二 09:42（洛杉矶）. */
export function fullDateTime(at: Instant, where: Where): string {
  return fill(words[where.language].date_time, { date: weekdayDate(at, where), time: timeZoned(at, where) });
}

/** The time if it is today, else the day: the right-hand column of lists. */
export function timeOrDate(at: Instant, where: Where): string {
  return dayKey(at, where.timeZone) === dayKey(where.now, where.timeZone) ? time(at, where) : date(at, where);
}

/** `2026-11-17`: the calendar day of an instant in a zone; sorts and groups. */
export function dayKey(at: Instant, timeZone: string): string {
  const p = partsOf(at, timeZone);
  return `${p.year}-${String(p.month).padStart(2, '0')}-${String(p.day).padStart(2, '0')}`;
}

/** Today, Tomorrow, Yesterday, else the date with its weekday. */
export function day(at: Instant, where: Where): string {
  const w = words[where.language];
  const apart = dayApart(dayKey(at, where.timeZone), dayKey(where.now, where.timeZone));
  if (apart === 0) return w.today;
  if (apart === 1) return w.tomorrow;
  if (apart === -1) return w.yesterday;
  return weekdayDate(at, where);
}
const dayApart = (a: string, b: string) => Math.round((Date.parse(a) - Date.parse(b)) / 86_400_000);

/** The head of a day in a timeline: `Today, Tue Nov 17`; `Mon Nov 16`. */
export function dayHead(at: Instant, where: Where): string {
  const text = weekdayDate(at, where);
  const today = dayKey(at, where.timeZone) === dayKey(where.now, where.timeZone);
  return today ? fill(words[where.language].today_date, { date: text }) : text;
}

/** `34 min`; `2 h 46 min`; `1 d 3 h`: the two largest units, whole minutes, rounded down. Under a minute: `1 min`. */
export function span(milliseconds: number, language: Language): string {
  const w = words[language];
  const minutes = Math.max(1, Math.floor(Math.abs(milliseconds) / 60_000));
  const d = Math.floor(minutes / 1440);
  const h = Math.floor((minutes % 1440) / 60);
  const m = minutes % 60;
  const parts = d
    ? [fill(w.day, { n: d }), h ? fill(w.hour, { n: h }) : '']
    : [h ? fill(w.hour, { n: h }) : '', m || !h ? fill(w.minute, { n: m }) : ''];
  return parts.filter(Boolean).join(' ');
}

/** How long work took, to the second: `3 min 48 s`; `1 min 06 s`; `40 s`; 3 分 48 秒. */
export function duration(seconds: number, language: Language): string {
  const w = words[language];
  const whole = Math.round(seconds);
  if (whole >= 3600) return span(whole * 1000, language);
  const m = Math.floor(whole / 60);
  const s = whole % 60;
  if (m === 0) return fill(w.second, { n: s });
  return `${fill(w.minute, { n: m })} ${fill(w.second, { n: String(s).padStart(2, '0') })}`;
}

/**
 * A clock that runs out: what it says and in which tone. Late is bad; under 60 minutes, or under a quarter of the whole
 * span left where the start is known, is clock; else idle.
 */
export function clock(due: Instant, where: Where, start?: Instant): { tone: ClockTone; text: string } {
  const w = words[where.language];
  const left = new Date(due).getTime() - new Date(where.now).getTime();
  if (left < 0) return { tone: 'bad', text: fill(w.late, { span: span(left, where.language) }) };
  const whole = start === undefined ? Number.NaN : new Date(due).getTime() - new Date(start).getTime();
  const pressing = left < 3_600_000 || left < whole / 4;
  const template = left < 3_600_000 ? w.left_short : w.left;
  return { tone: pressing ? 'clock' : 'idle', text: fill(template, { span: span(left, where.language) }) };
}

/** `a, b and c`; a、b和c. */
export function listed(items: readonly string[], language: Language): string {
  const w = words[language];
  if (items.length < 2) return items[0] ?? '';
  return fill(w.list_last, { list: items.slice(0, -1).join(w.list_join), last: items.at(-1)! });
}

/** `820 kB`; `3.1 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1_000_000) return `${number(Math.max(1, Math.round(bytes / 1000)))} kB`;
  const mb = bytes / 1_000_000;
  return `${number(mb, mb < 10 ? 1 : 0)} MB`;
}

const poundsPerKilogram = 2.2046226218;
/** Grams as people weigh: lb and oz in English, kg in Chinese. */
export function weight(grams: number, language: Language): string {
  if (language === 'zh') return grams < 1000 ? `${number(grams)} g` : `${trim(Math.round(grams / 100) / 10)} kg`;
  const pounds = (grams / 1000) * poundsPerKilogram;
  return pounds < 1 ? `${number(pounds * 16, 1)} oz` : `${number(pounds, 1)} lb`;
}

/** Millimetres as people measure: inches in English, cm in Chinese. */
export function length(millimetres: number, language: Language): string {
  return language === 'zh' ? `${trim(Math.round(millimetres) / 10)} cm` : `${number(millimetres / 25.4, 1)} in`;
}
