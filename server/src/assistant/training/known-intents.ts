import type { AnswerOf, assistant } from '@recoup/contract';
import { Refusal } from '../../platform/refusal.ts';
import { shippedFlows } from '../flows/default-flows/index.ts';
import { OUT_OF_SCOPE } from '../intents/index.ts';
import { intentWords } from './intent-words.ts';

/** What the assistant tells apart, with the flow that begins with it as shipped. */
export function knownIntents(): AnswerOf<(typeof assistant)['intents']> {
  const flows = [...shippedFlows.values()];
  return {
    rows: intentWords.map((words) => ({
      ...words,
      flow: flows.find(({ starts }) => starts.intents.includes(words.intent))?.key ?? null,
    })),
  };
}

const known = new Set([...intentWords.map(({ intent }) => intent), OUT_OF_SCOPE]);
/** Throws `intent.unknown`. */
export function checkIntent(intent: string): void {
  if (!known.has(intent)) throw new Refusal('intent.unknown', { intent });
}
