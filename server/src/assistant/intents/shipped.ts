import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { type Classified, classify } from './classifier.ts';
import { explain, type Spoke } from './explain.ts';
import type { Model } from './model.ts';
import { unpackModel } from './packed.ts';
import type { Figures } from './teach.ts';

/** What tells a buyer's intents apart: the model Recoup ships, or the one a workspace taught. */
export type Classifier = {
  intents: readonly string[];
  classify(text: string): Classified;
  /** The words that spoke most for an intent of its own. */
  explain(text: string, intent: string): Spoke[];
};

export const classifierOf = (model: Model): Classifier => ({
  intents: model.intents,
  classify: (text) => classify(model, text),
  explain: (text, intent) => explain(model, text, intent),
});

/**
 * The model in the repository: one line of JSON that says what it was made of, then the packed weights, compressed (Brotli).
 * `node tools/train-assistant.ts` writes it.
 */
const SHIPPED = new URL('shipped.model', import.meta.url);

export type ShippedHead = {
  /** SHA-256 of the utterances it learned from. */
  corpus: string;
  rows: number;
  figures: Figures;
};

export function readShipped(): { head: ShippedHead; packed: Uint8Array } {
  const bytes = readFileSync(SHIPPED);
  const ends = bytes.indexOf(0x0a);
  return {
    head: JSON.parse(bytes.toString('utf8', 0, ends)) as ShippedHead,
    packed: brotliDecompressSync(bytes.subarray(ends + 1)),
  };
}

let shipped: Classifier | null = null;
/** The shipped model, read from disk once in the life of the process, when it is first asked for. */
export function shippedClassifier(): Classifier {
  shipped ??= classifierOf(unpackModel(readShipped().packed));
  return shipped;
}
