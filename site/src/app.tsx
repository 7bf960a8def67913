import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { firstLanguage, type Language, rememberLanguage, type Words, WordsContext, wordsIn } from './words.ts';

export type PageProps = { speak: (language: Language) => void };

const pages = {
  calculator: () => import('./calculator/page.tsx').then(({ CalculatorPage }) => CalculatorPage),
  assessment: () => import('./assessment/page.tsx').then(({ AssessmentPage }) => AssessmentPage),
};

const wanted = location.pathname.startsWith('/assessment') ? pages.assessment : pages.calculator;

/** Loads the page of this address and the words of one language; turning the language keeps what was typed. */
export function App() {
  const [page, setPage] = useState<{ Page: ComponentType<PageProps> } | null>(null);
  const [words, setWords] = useState<Words | null>(null);
  const speak = async (language: Language) => {
    const found = await wordsIn(language);
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    setWords(found);
  };
  useEffect(() => {
    void wanted().then((Page) => setPage({ Page }));
    void speak(firstLanguage());
  }, []);
  if (!page || !words) return null;
  return (
    <WordsContext.Provider value={words}>
      <page.Page
        speak={(language) => {
          rememberLanguage(language);
          void speak(language);
        }}
      />
    </WordsContext.Provider>
  );
}
