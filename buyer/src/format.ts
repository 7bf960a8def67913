import type { BuyerLanguage, Money } from '@recoup/contract';

const locale: Record<BuyerLanguage, string> = { en: 'en-US', zh: 'zh-CN', es: 'es-US' };

/** `$312.84`; always cents, a real minus. */
export function money({ amount, currency }: Money, language: BuyerLanguage): string {
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return new Intl.NumberFormat(locale[language], { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
    .format(amount / 10 ** digits)
    .replace('-', '−');
}

/** A calendar day with its weekday: `Mon, Nov 23`, `11月23日 周一`. */
export function day(date: string, language: BuyerLanguage): string {
  return withWeekday(new Date(`${date}T12:00:00Z`), language, 'UTC');
}
/** The day of an instant where the brand is. */
export function dayOf(instant: string, language: BuyerLanguage, zone: string): string {
  return withWeekday(new Date(instant), language, zone);
}
function withWeekday(at: Date, language: BuyerLanguage, timeZone: string): string {
  const year = at.getUTCFullYear() === new Date().getUTCFullYear() ? undefined : ('numeric' as const);
  if (language === 'zh') {
    const plain = new Intl.DateTimeFormat('zh-CN', { month: 'long', day: 'numeric', year, timeZone }).format(at);
    return `${plain} ${new Intl.DateTimeFormat('zh-CN', { weekday: 'short', timeZone }).format(at)}`;
  }
  return new Intl.DateTimeFormat(locale[language], {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    year,
    timeZone,
  }).format(at);
}
