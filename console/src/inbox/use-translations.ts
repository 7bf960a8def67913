/** Translations of messages that have none yet in the reader's language: asked for one by one, the newest first, kept while the page lives. */
import { inbox, type Message } from '@recoup/contract';
import { useEffect, useReducer } from 'react';
import { call } from '../app/api.ts';
import { inLanguage, sameLanguage } from './thread.ts';

export type Translated = { text: string; by: string } | 'waiting' | 'failed';
const kept = new Map<string, Translated>();
const keyOf = (id: string, language: string) => `${id} ${language}`;
const atOnce = 30;

/** The translation of a message, where there is one or it is on its way. */
export function translatedOf(message: Message, language: string): Translated | null {
  return inLanguage(message, language) ?? kept.get(keyOf(message.id, language)) ?? null;
}

export function useTranslations(messages: readonly Message[], language: string, on: boolean) {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const wanted = on
    ? messages
        .filter(
          (each) =>
            each.text.trim() !== '' &&
            each.language !== null &&
            !sameLanguage(each.language, language) &&
            translatedOf(each, language) === null,
        )
        .slice(-atOnce)
        .reverse()
    : [];
  const next = wanted[0]?.id;
  useEffect(() => {
    if (!next) return;
    const key = keyOf(next, language);
    kept.set(key, 'waiting');
    redraw();
    call(inbox.translateMessage, { params: { id: next }, body: { language } }).then(
      ({ made }) => {
        kept.set(key, made ?? 'failed');
        redraw();
      },
      () => {
        kept.set(key, 'failed');
        redraw();
      },
    );
  }, [next, language]);
  return {
    again: (id: string) => {
      kept.delete(keyOf(id, language));
      redraw();
    },
  };
}
