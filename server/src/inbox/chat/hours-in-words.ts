import type { BuyerLanguage } from '@recoup/contract';
import { dayIn } from '../../platform/clock.ts';
import { type Hours, minutesOf, nextOpen, weekdayOf } from '../clocks/business-time.ts';

const locale: Record<BuyerLanguage, string> = { en: 'en-US', zh: 'zh-CN', es: 'es-US' };

/**
 * The hours of today, or of the next day that has some, as a buyer reads them: `8 AM to 9 PM CT`, `08:00–21:00（芝加哥时间）`.
 * Of split shifts the first beginning and the last end would promise too much, so each is named. Null where there are none.
 */
export function hoursInWords(hours: Hours, now: Date, language: BuyerLanguage): string | null {
  const opens = nextOpen(hours, now);
  if (!opens) return null;
  const day = dayIn(hours.time_zone, opens);
  const holiday = hours.holidays.find((one) => one.day === day);
  const shifts = [...(holiday ? holiday.shifts : hours.weekly.filter((one) => one.day === weekdayOf(day)))].sort(
    (a, b) => minutesOf(a.from) - minutesOf(b.from),
  );
  if (shifts.length === 0) return null;
  const zone = zoneName(hours.time_zone, opens, language);
  const spans = shifts.map(({ from, to }) => span(from, to, language));
  if (language === 'zh') return `${spans.join('、')}（${zone}）`;
  return `${spans.join(language === 'es' ? ' y ' : ' and ')} ${zone}`;
}

function span(from: string, to: string, language: BuyerLanguage): string {
  if (language === 'zh') return `${from}–${to}`;
  return language === 'es'
    ? `de ${clock(from, language)} a ${clock(to, language)}`
    : `${clock(from, language)} to ${clock(to, language)}`;
}

/** `9 AM`, `9:30 PM`; midnight at the end of a day is 12 AM. */
function clock(time: string, language: BuyerLanguage): string {
  const minutes = minutesOf(time) % 1440;
  const at = new Date(Date.UTC(2026, 0, 1, Math.floor(minutes / 60), minutes % 60));
  const minute = minutes % 60 === 0 ? undefined : ('2-digit' as const);
  return new Intl.DateTimeFormat(locale[language], { hour: 'numeric', minute, hour12: true, timeZone: 'UTC' })
    .format(at)
    .replace(/\u202f|\u00a0/g, ' ');
}

/** `CT`, `ET`: as Americans name their zones all year; elsewhere the offset. In Chinese the zone's own name. */
function zoneName(timeZone: string, at: Date, language: BuyerLanguage): string {
  const timeZoneName = language === 'zh' ? ('longGeneric' as const) : ('shortGeneric' as const);
  const parts = new Intl.DateTimeFormat(locale[language], { timeZone, timeZoneName }).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}
