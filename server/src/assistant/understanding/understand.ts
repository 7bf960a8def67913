import type { Classifier } from '../intents/shipped.ts';
import type { Heard, Tokens } from '../talk.ts';
import type { Said } from './said.ts';

export { type Classifier, shippedClassifier } from '../intents/shipped.ts';
export type { Context, KnownLine, KnownOrder, KnownProduct, Said } from './said.ts';

/**
 * What a buyer's words come to: the intent and how sure it is, everything they name, how they sound, and what else they ask
 * for. Pure: the same words in the same context give the same answer. Nothing is believed for being said; who acts proves it.
 */
export function understand(said: Said, classifier: Classifier): Heard {
  const { intent, confidence, abstained, ranking } = classifier.classify(said.text);
  return {
    message_ids: [...said.message_ids],
    text: said.text,
    language: said.language ?? 'en',
    choice: said.choice,
    file_ids: [...said.file_ids],
    understood: {
      intent: abstained ? null : intent,
      confidence,
      ranking: ranking.slice(0, 5).map((one) => ({ intent: one.intent, confidence: one.p })),
      because: [],
      language: said.language,
      slots: [],
      sentiment: 0,
      severity: 'none',
      urgent: false,
      alarm: null,
      by: 'offline',
    },
    also: [],
    slots: said.file_ids.length > 0 ? { photos: [...said.file_ids] } : {},
    tokens: nothingNamed(),
    yes: null,
    corrects: false,
  };
}

export const nothingNamed = (): Tokens => ({
  order_numbers: [],
  emails: [],
  postal_codes: [],
  tracking_numbers: [],
  return_codes: [],
  serials: [],
  skus: [],
  code: null,
  amounts: [],
  days: [],
});
