/**
 * Words. Each folder of src/ has its en.json and zh.json: the folder's name is the namespace. Words of refusals, per
 * code, are the namespace `refusals`. One language is loaded at a time.
 */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../ui/format.ts';

const catalogues = { en: () => import('./words-en.ts'), zh: () => import('./words-zh.ts') };

const loaded = new Set<Language>();
async function load(language: Language) {
  if (loaded.has(language)) return;
  const { words } = await catalogues[language]();
  for (const [path, content] of Object.entries(words)) {
    i18next.addResourceBundle(language, path.split('/').at(-2)!, content);
  }
  loaded.add(language);
}

const key = 'recoup.language';
/** What this browser was last set to; before that, what the browser itself asks for. */
export function firstLanguage(): Language {
  const kept = localStorage.getItem(key);
  if (kept === 'en' || kept === 'zh') return kept;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export async function startWords(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: {},
    defaultNS: 'app',
    // React escapes; twice would show `&#39;` in names.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await setLanguage(language);
}

/** Loads the words, then turns every screen at once. */
export async function setLanguage(language: Language): Promise<void> {
  await load(language);
  await i18next.changeLanguage(language);
  localStorage.setItem(key, language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}
