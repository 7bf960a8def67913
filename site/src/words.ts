import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type en from './words/en.json';

export type Key = keyof typeof en;
export type Language = 'en' | 'zh';
type Catalogue = Record<Key, string>;

const load: Record<Language, () => Promise<{ default: Catalogue }>> = {
  en: () => import('./words/en.json'),
  zh: () => import('./words/zh.json'),
};

export type Words = {
  language: Language;
  t: (key: Key, values?: Record<string, string | number>) => string;
};

/** One language's catalogue; `{name}` in a text is filled from `values`. */
export async function wordsIn(language: Language): Promise<Words> {
  const { default: catalogue } = await load[language]();
  return {
    language,
    t: (key, values = {}) => catalogue[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '')),
  };
}

export const WordsContext = createContext<Words>(null as unknown as Words);
export const useWords = (): Words => useContext(WordsContext);

/** The same drawer as the console's: who chose Chinese there reads Chinese here. */
const chosen = 'recoup.language';

export function firstLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang') ?? kept();
  if (asked === 'en' || asked === 'zh') return asked;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(chosen, language);
  } catch {
    return; // private browsing may forbid it; then it is asked of the browser again
  }
}
function kept(): string | null {
  try {
    return localStorage.getItem(chosen);
  } catch {
    return null;
  }
}
