/** What goods and steps of a checklist are called in the reader's language. */
import type { Words } from '@recoup/contract';
import { useCallback } from 'react';
import { useFormat } from '../ui/locale.tsx';

/** `const nameOf = useGoodsName(); nameOf(unit)`: the Chinese name where the reader reads Chinese and there is one. */
export function useGoodsName() {
  const { language } = useFormat();
  return useCallback(
    (of: { title: string; title_zh?: string | null }) => (language === 'zh' ? of.title_zh || of.title : of.title),
    [language],
  );
}

/** `const said = useSaid(); said(step.question)`; English where nobody wrote the Chinese. */
export function useSaid() {
  const { language } = useFormat();
  return useCallback(
    (words: Partial<Words> | null | undefined) => (language === 'zh' ? words?.zh || words?.en : words?.en) ?? '',
    [language],
  );
}

/** A checklist is named once for both languages, `Robot vacuum 扫地机器人`: each reader sees their half of it. */
export function useHalf() {
  const { language } = useFormat();
  return useCallback(
    (name: string) => {
      const halves = name.match(/^(\P{Script=Han}*[\p{L}\p{N}])\s+(\p{Script=Han}.*)$/u);
      return halves ? halves[language === 'zh' ? 2 : 1]! : name;
    },
    [language],
  );
}
