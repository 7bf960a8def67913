import type { BuyerLanguage } from '@recoup/contract';
import type en from './words/en.json';
import type more from './words/en.more.json';

export type Key = keyof typeof en | keyof typeof more;
export type Words = (key: Key, values?: Record<string, string | number>) => string;
type Catalogue = { default: Partial<Record<Key, string>> };

const load: Record<BuyerLanguage, [first: () => Promise<Catalogue>, more: () => Promise<Catalogue>]> = {
  en: [() => import('./words/en.json'), () => import('./words/en.more.json')],
  zh: [() => import('./words/zh.json'), () => import('./words/zh.more.json')],
  es: [() => import('./words/es.json'), () => import('./words/es.more.json')],
};

/**
 * One language's words; `{name}` is filled from `values`. What the cards and failures say comes after the first sight of the
 * panel (`then` is called), and an unknown failure says that it did not work.
 */
export async function wordsIn(language: BuyerLanguage, then: () => void): Promise<Words> {
  const [first, rest] = load[language];
  let catalogue = (await first()).default;
  const whole = () =>
    rest().then((more) => {
      catalogue = { ...catalogue, ...more.default };
      then();
    });
  whole().catch(() => addEventListener('online', () => void whole(), { once: true }));
  return (key, values = {}) =>
    (catalogue[key] ?? catalogue.error_unknown ?? '').replace(/\{(\w+)\}/g, (_, name: string) =>
      String(values[name] ?? ''),
    );
}
export const failureKey = (code: string) => `error_${code}` as Key;

const locale: Record<BuyerLanguage, string> = { en: 'en-US', zh: 'zh-CN', es: 'es-US' };
const format = (language: BuyerLanguage, at: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale[language], options).format(new Date(at));

export const time = (language: BuyerLanguage, at: string) =>
  format(language, at, { hour: 'numeric', minute: '2-digit', ...(language === 'zh' ? { hour12: false } : {}) });
/** `Mon, Nov 23`; `11月23日 周一`. */
export function date(language: BuyerLanguage, at: string): string {
  const year = new Date(at).getFullYear() === new Date().getFullYear() ? undefined : ('numeric' as const);
  if (language === 'zh')
    return `${format(language, at, { month: 'long', day: 'numeric', year })} ${format(language, at, { weekday: 'short' })}`;
  return format(language, at, { weekday: 'short', month: 'short', day: 'numeric', year });
}
/** Today by its time, another day by its date and time. */
export function when(language: BuyerLanguage, at: string): string {
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  return isToday ? time(language, at) : `${date(language, at)}${language === 'zh' ? ' ' : ', '}${time(language, at)}`;
}
