import { matches, type Place } from './spelling.ts';

const WEEKDAYS: Readonly<Record<string, number>> = {
  sunday: 0,
  sun: 0,
  monday: 1,
  mon: 1,
  tuesday: 2,
  tue: 2,
  tues: 2,
  wednesday: 3,
  wed: 3,
  thursday: 4,
  thu: 4,
  thur: 4,
  thurs: 4,
  friday: 5,
  fri: 5,
  saturday: 6,
  sat: 6,
  domingo: 0,
  lunes: 1,
  martes: 2,
  miercoles: 3,
  jueves: 4,
  viernes: 5,
  sabado: 6,
  日: 0,
  天: 0,
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
};
const MONTHS: Readonly<Record<string, number>> = {
  january: 1,
  jan: 1,
  february: 2,
  feb: 2,
  march: 3,
  mar: 3,
  april: 4,
  apr: 4,
  may: 5,
  june: 6,
  jun: 6,
  july: 7,
  jul: 7,
  august: 8,
  aug: 8,
  september: 9,
  sept: 9,
  sep: 9,
  october: 10,
  oct: 10,
  november: 11,
  nov: 11,
  december: 12,
  dec: 12,
  enero: 1,
  febrero: 2,
  marzo: 3,
  abril: 4,
  mayo: 5,
  junio: 6,
  julio: 7,
  agosto: 8,
  septiembre: 9,
  octubre: 10,
  noviembre: 11,
  diciembre: 12,
};
const NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  couple: 2,
  一: 1,
  两: 2,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
  un: 1,
  una: 1,
  dos: 2,
  tres: 3,
  cuatro: 4,
  cinco: 5,
  seis: 6,
  siete: 7,
  ocho: 8,
  nueve: 9,
  diez: 10,
};
const DAY = 86_400_000;
const weekdayWords = Object.keys(WEEKDAYS)
  .filter((word) => word.length > 1)
  .sort((a, b) => b.length - a.length)
  .join('|');
const monthWords = Object.keys(MONTHS)
  .sort((a, b) => b.length - a.length)
  .join('|');
const numberWords = Object.keys(NUMBERS)
  .filter((word) => /[a-z]/.test(word))
  .sort((a, b) => b.length - a.length)
  .join('|');

/** A day as a count of days, so that days can be reckoned with whatever the zone. */
type DayNumber = number;
const numberOf = (year: number, month: number, date: number): DayNumber | null => {
  const at = new Date(Date.UTC(year, month - 1, date));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === date ? at.getTime() / DAY : null;
};
const written = (day: DayNumber) => new Date(day * DAY).toISOString().slice(0, 10);

function todayIn(now: Date, zone: string): DayNumber {
  const [year, month, date] = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now).split('-').map(Number);
  return Date.UTC(year!, month! - 1, date!) / DAY;
}

const count = (word: string) => NUMBERS[word] ?? Number(word);
type Reading = { pattern: RegExp; day(groups: readonly string[], today: DayNumber): DayNumber | null };

/** The last such weekday before today; today's own name means a week ago, unless it is said of this week. */
function weekdayBefore(weekday: number, today: DayNumber): DayNumber {
  const back = (new Date(today * DAY).getUTCDay() - weekday + 7) % 7;
  return today - (back === 0 ? 7 : back);
}
/** Chinese 上周二 is the Tuesday of the week before, weeks beginning on Monday. */
function weekdayOfWeekBefore(weekday: number, today: DayNumber, weeks: number): DayNumber {
  const sinceMonday = (new Date(today * DAY).getUTCDay() + 6) % 7;
  return today - sinceMonday - 7 * weeks + ((weekday + 6) % 7);
}
/** A date without its year is the newest such day that is not to come. */
function dateWithoutYear(month: number, date: number, today: DayNumber): DayNumber | null {
  const year = new Date(today * DAY).getUTCFullYear();
  const found = numberOf(year, month, date);
  return found !== null && found <= today ? found : (numberOf(year - 1, month, date) ?? found);
}
const dated = (year: string, month: number, date: number, today: DayNumber) =>
  year
    ? numberOf(Number(year) < 100 ? 2000 + Number(year) : Number(year), month, date)
    : dateWithoutYear(month, date, today);

const READINGS: readonly Reading[] = [
  { pattern: /\b(20\d\d)-(\d{1,2})-(\d{1,2})\b/g, day: ([y, m, d], today) => dated(y!, Number(m), Number(d), today) },
  {
    pattern: /(?:(20\d\d)年)?(\d{1,2})月(\d{1,2})[号日]?/g,
    day: ([y, m, d], today) => dated(y!, Number(m), Number(d), today),
  },
  {
    pattern: new RegExp(`\\b(${monthWords})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s+(20\\d\\d))?(?!\\d)`, 'g'),
    day: ([m, d, y], today) => dated(y!, MONTHS[m!]!, Number(d), today),
  },
  {
    pattern: new RegExp(
      `\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+|de\\s+)?(${monthWords})\\b(?:,?\\s+(?:de\\s+)?(20\\d\\d))?`,
      'g',
    ),
    day: ([d, m, y], today) => dated(y!, MONTHS[m!]!, Number(d), today),
  },
  // As written in the United States: month first.
  {
    pattern: /(?<![\d/$.-])(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?(?![\d/%])/g,
    day: ([m, d, y], today) => dated(y!, Number(m), Number(d), today),
  },
  { pattern: /\bday before yesterday\b|(?<!大)前天|\b(?:anteayer|antier)\b/g, day: (_, today) => today - 2 },
  { pattern: /大前天/g, day: (_, today) => today - 3 },
  {
    pattern: /\b(?:yesterday|ystrday|yesteday|last night)\b|昨[天日晚]|\bayer\b|\banoche\b/g,
    day: (_, today) => today - 1,
  },
  { pattern: /\b(?:today|this morning|just now|tonight)\b|今[天早]|刚刚|\bhoy\b/g, day: (_, today) => today },
  {
    pattern: new RegExp(`\\b(${numberWords}|\\d{1,3})(?: of)? (day|week|month)s? ago\\b`, 'g'),
    day: ([n, unit], today) => today - count(n!) * (unit === 'day' ? 1 : unit === 'week' ? 7 : 30),
  },
  {
    pattern: /(\d{1,3}|[一两二三四五六七八九十])(?:个)?(天|周|星期|礼拜|月)(?:以?前|之前)/g,
    day: ([n, unit], today) => today - count(n!) * (unit === '天' ? 1 : unit === '月' ? 30 : 7),
  },
  {
    pattern: /\bhace (un|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|\d{1,3}) (dia|semana|mes)(?:es|s)?\b/g,
    day: ([n, unit], today) => today - count(n!) * (unit!.startsWith('d') ? 1 : unit === 'semana' ? 7 : 30),
  },
  {
    pattern: /上+(?:个)?(?:周|星期|礼拜)([一二三四五六日天])/g,
    day: ([day], today) => weekdayOfWeekBefore(WEEKDAYS[day!]!, today, 1),
  },
  {
    pattern: /(?<![上下])(?:这|本)?(?:周|星期|礼拜)([一二三四五六日天])/g,
    day: ([day], today) => weekdayBefore(WEEKDAYS[day!]!, today + 1),
  },
  {
    pattern: new RegExp(
      `\\b(?:last|this past|on|el|el pasado|since|desde el|by)\\s+(${weekdayWords})\\b(?! (?:morning )?(?:next|coming))`,
      'g',
    ),
    day: ([day], today) => weekdayBefore(WEEKDAYS[day!]!, today),
  },
];

/**
 * Days that are named, as calendar days in the brand's zone. What buyers tell of has happened: a date without its year is
 * the last such day, and a day to come is none.
 */
export function daysIn(text: string, now: Date, zone: string): (Place & { day: string; words: string })[] {
  const today = todayIn(now, zone);
  const found: (Place & { day: string; words: string })[] = [];
  for (const { pattern, day } of READINGS) {
    for (const { start, end, words, groups } of matches(text, pattern)) {
      if (found.some((one) => start < one.end && end > one.start)) continue;
      const at = day(groups, today);
      if (at !== null && at <= today && at > today - 3660) found.push({ start, end, day: written(at), words });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}
