/** Words with variables in them, filled with what look-ups and acts gave, and with nothing else. */
import { type BuyerLanguage, type LookUp, lookUpFacts, type Spoken } from '@recoup/contract';

const VARIABLE = /\{\{\s*([a-z_]+\.[a-z_]+)\s*\}\}/g;

export const variablesIn = (text: string): string[] => [...text.matchAll(VARIABLE)].map(([, name]) => name as string);

/** The look-up a variable or a fact comes from; `offer.*` from the remedies. Null for slots, answers and acts. */
export function lookUpOfVariable(name: string): LookUp | null {
  const [head = '', rest] = name.split('.');
  if (rest === undefined) return null;
  if (head === 'offer') return 'remedies';
  return head in lookUpFacts ? (head as LookUp) : null;
}

/**
 * What a step says in the buyer's language. A sentence that names something not known is left out: nobody is ever told a
 * gap. Null where nothing is left.
 */
export function wordsOf(
  spoken: Spoken,
  language: BuyerLanguage,
  variables: Readonly<Record<string, string>>,
): string | null {
  const kept = sentencesOf(spoken[language])
    .filter((sentence) => variablesIn(sentence).every((name) => variables[name]))
    .map((sentence) => sentence.replace(VARIABLE, (_, name: string) => variables[name] ?? ''));
  return kept.join('').trim() || null;
}

/** Sentences with the space behind them, so that joined again they are the text; a variable is never cut. */
function sentencesOf(text: string): string[] {
  return text.match(/(?:\{\{[^}]*\}\}|[^.!?。！？\n]|[.!?](?=\S))+(?:[.!?。！？]+\s*|\n+|$)/gu) ?? [text];
}
