/** Money, days and times as a buyer reads them, in their language. */
import type { BuyerLanguage, Money } from '@recoup/contract/common';

export type Locale = { language: BuyerLanguage; time_zone: string; now: Date };

const tags: Record<BuyerLanguage, string> = { en: 'en-US', zh: 'zh-CN', es: 'es-US' };

/** Making a formatter costs a hundred times what using it does, so each is made once. Zones and currencies are few. */
const formats = new Map<string, Intl.DateTimeFormat>();
function dates(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${tag} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(tag, options);
  formats.set(key, format);
  return format;
}
const moneys = new Map<string, Intl.NumberFormat>();
function moneyFormat(tag: string, currency: string): Intl.NumberFormat {
  const key = `${tag} ${currency}`;
  const format =
    moneys.get(key) ?? new Intl.NumberFormat(tag, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  moneys.set(key, format);
  return format;
}

/** `$1,284.60`, `−$3.10`, `¥1,200`: always with the currency's own number of decimals, never rounded. */
export function moneyText({ amount, currency }: Money, language: BuyerLanguage): string {
  const format = moneyFormat(tags[language], currency);
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0');
  const whole = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  // A string keeps every digit; the minus is the typographic one, as on the screens.
  return `${amount < 0 ? '−' : ''}${format.format(whole as `${number}`)}`;
}

/**
 * A day with its weekday: `Tuesday, November 17`, with the year where it is not this one. A day (`2026-11-17`) is taken as
 * it stands; an instant is shown as the day it is in the brand's time zone.
 */
export function dateText(value: string, { language, time_zone, now }: Locale): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value);
  const at = new Date(isDay ? `${value}T12:00:00Z` : value);
  if (Number.isNaN(at.getTime())) throw new Error(`not a day or an instant: ${value}`);
  const zone = isDay ? 'UTC' : time_zone;
  const year = (zone: string, at: Date) => dates('en', { year: 'numeric', timeZone: zone }).format(at);
  const otherYear = year(zone, at) !== year(time_zone, now);
  const part = (options: Intl.DateTimeFormatOptions) =>
    dates(tags[language], { ...options, timeZone: zone }).format(at);
  const day = part({ month: 'long', day: 'numeric', ...(otherYear ? { year: 'numeric' } : {}) });
  if (language === 'zh') return `${day}（${part({ weekday: 'short' })}）`;
  const weekday = part({ weekday: 'long' });
  return language === 'es' ? `${weekday} ${day}` : `${weekday}, ${day}`;
}

/** A moment: `Tuesday, November 17, 9:42 AM CT`, in the brand's time zone, which is named. */
export function momentText(value: string, locale: Locale): string {
  const { language, time_zone } = locale;
  const at = new Date(value);
  const time = dates(tags[language], {
    hour: language === 'zh' ? '2-digit' : 'numeric',
    minute: '2-digit',
    hour12: language !== 'zh',
    timeZone: time_zone,
  }).format(at);
  const zone =
    dates(tags[language], { timeZone: time_zone, timeZoneName: 'shortGeneric' })
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')?.value ?? time_zone;
  const day = dateText(at.toISOString(), locale);
  return language === 'zh' ? `${day}${time}（${zone}）` : `${day}, ${time} (${zone})`;
}
