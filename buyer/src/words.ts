import type { BuyerLanguage } from '@recoup/contract';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type en from './words/en.json';

export type Key = keyof typeof en;
type Catalogue = Record<Key, string>;

const load: Record<BuyerLanguage, () => Promise<{ default: Catalogue }>> = {
  en: () => import('./words/en.json'),
  zh: () => import('./words/zh.json'),
  es: () => import('./words/es.json'),
};

export type Words = {
  language: BuyerLanguage;
  t: (key: Key, values?: Record<string, string | number>) => string;
  has: (key: string) => key is Key;
};

/** One language's catalogue; `{name}` in a text is filled from `values`. */
export async function wordsIn(language: BuyerLanguage): Promise<Words> {
  const { default: catalogue } = await load[language]();
  return {
    language,
    has: (key): key is Key => key in catalogue,
    t: (key, values = {}) => catalogue[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '')),
  };
}

export const WordsContext = createContext<Words>(null as unknown as Words);
export const useWords = (): Words => useContext(WordsContext);

const chosen = 'recoup-language';

/** What the buyer chose before, else the phone's language where the brand speaks it, else the brand's first. */
export function languageFor(spoken: readonly BuyerLanguage[]): BuyerLanguage {
  const wishes = [
    new URLSearchParams(location.search).get('lang'),
    safeStorage()?.getItem(chosen),
    ...navigator.languages,
  ].map((one) => one?.slice(0, 2).toLowerCase());
  return (
    (wishes.find((one) => spoken.includes(one as BuyerLanguage)) as BuyerLanguage | undefined) ?? spoken[0] ?? 'en'
  );
}
export function rememberLanguage(language: BuyerLanguage): void {
  safeStorage()?.setItem(chosen, language);
}
function safeStorage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null; // private browsing may forbid it
  }
}
