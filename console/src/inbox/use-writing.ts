/** What is being written and what the buyer receives of it: translated as the writer pauses, read back, changed by hand where wanted. */
import { type AnswerOf, inbox } from '@recoup/contract';
import { useEffect, useReducer, useRef, useState } from 'react';
import { call } from '../app/api.ts';

const pause = 700;
type Made = AnswerOf<typeof inbox.translate>;
export type Writing = {
  /** What the buyer would receive; null while it is being made or could not be. */
  text: string | null;
  state: 'empty' | 'making' | 'made' | 'failed' | 'none';
  back: string | null;
  terms: Made['terms'];
  again: () => void;
};

export function useWriting(of: { on: boolean; brandId: string; text: string; from: string; to: string }): Writing {
  const { on, brandId, text, from, to } = of;
  const [made, setMade] = useState<{ of: string; answer: Made | null } | null>(null);
  const [tries, again] = useReducer((n: number) => n + 1, 0);
  const asked = useRef<AbortController | null>(null);
  const wanted = text.trim();
  const question = `${from} ${to} ${wanted}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` asks the same once more
  useEffect(() => {
    asked.current?.abort();
    if (!on || !wanted) return;
    const going = new AbortController();
    asked.current = going;
    const timer = setTimeout(() => {
      call(inbox.translate, { body: { brand_id: brandId, text: wanted, from, to } }, { signal: going.signal }).then(
        (answer) => !going.signal.aborted && setMade({ of: question, answer }),
        () => !going.signal.aborted && setMade({ of: question, answer: null }),
      );
    }, pause);
    return () => {
      clearTimeout(timer);
      going.abort();
    };
  }, [on, brandId, wanted, from, to, question, tries]);
  const nothing = { text: null, back: null, terms: [], again };
  if (!on || !wanted) return { ...nothing, state: 'empty' };
  if (made?.of !== question) return { ...nothing, state: 'making' };
  if (!made.answer) {
    const anew = () => {
      setMade(null);
      again();
    };
    return { ...nothing, state: 'failed', again: anew };
  }
  if (made.answer.text === null) return { ...nothing, state: 'none' };
  return { text: made.answer.text, back: made.answer.back, terms: made.answer.terms, state: 'made', again };
}
