import type { BuyerLanguage } from '@recoup/contract';
import type en from './words/call.en.json';

export type Key = keyof typeof en;
export type Words = {
  (key: Key, values?: Record<string, string | number>): string;
  language: BuyerLanguage;
  has(key: string): key is Key;
};

const load: Record<BuyerLanguage, () => Promise<{ default: Record<Key, string> }>> = {
  en: () => import('./words/call.en.json'),
  zh: () => import('./words/call.zh.json'),
  es: () => import('./words/call.es.json'),
};

/** One language's words of the call; `{name}` is filled from `values`. */
export async function wordsIn(language: BuyerLanguage): Promise<Words> {
  const { default: catalogue } = await load[language]();
  const w = (key: Key, values: Record<string, string | number> = {}) =>
    catalogue[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
  return Object.assign(w, { language, has: (key: string): key is Key => key in catalogue });
}

const locale: Record<BuyerLanguage, string> = { en: 'en-US', zh: 'zh-CN', es: 'es-US' };
export const time = (language: BuyerLanguage, at: string, timeZone?: string) =>
  new Intl.DateTimeFormat(locale[language], {
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
    ...(language === 'zh' ? { hour12: false } : {}),
  }).format(new Date(at));
/** `Mon, Nov 23`; `11月23日 周一`. */
export function date(language: BuyerLanguage, at: string, timeZone?: string): string {
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale[language], { ...options, timeZone }).format(new Date(at));
  if (language === 'zh') return `${part({ month: 'long', day: 'numeric' })} ${part({ weekday: 'short' })}`;
  return part({ weekday: 'short', month: 'short', day: 'numeric' });
}
/** `06:52`; above an hour `1:06:52`. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  return `${hours > 0 ? `${hours}:` : ''}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
/** How long it takes, as a person says it. */
export function spanOf(w: Words, seconds: number): string {
  if (seconds < 90) return w('span_minute');
  if (seconds < 3600) return w('span_minutes', { count: Math.round(seconds / 60) });
  const hours = Math.floor(seconds / 3600);
  if (hours < 24) return w('span_hours', { hours, minutes: Math.round((seconds % 3600) / 60) });
  return w('span_days', { days: Math.floor(hours / 24), hours: hours % 24 });
}
