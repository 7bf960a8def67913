import { createHash } from 'node:crypto';
import { classify, type TrainOptions, train } from './classifier.ts';
import { OUT_OF_SCOPE, type TrainingRow } from './held-out.ts';
import type { Model } from './model.ts';
import type { Utterance } from './utterances/index.ts';

/**
 * How the product's own models are made, the shipped one and those of workspaces, so that one is measured against the other
 * alike. Small enough to ship: words of two rows, runs of characters of four, 48 hidden units.
 */
const MANNER: TrainOptions = { seed: 1, quantile: 0.12, tuning: { leastRows: [2, 4], hidden: 48 } };

/** A model of these rows. Takes some 3 ms a row of one core: it runs in a thread or a tool, never where requests are answered. */
export const teach = (rows: readonly TrainingRow[]): Model => train(rows, MANNER);

/** On messages nobody learned from, of 10,000. */
export type Figures = {
  /** In scope and taken for what it is; an abstained message counts as wrong. */
  accuracy: number;
  /** In scope and not abstained from. */
  coverage: number;
  /** Out of scope and abstained from. */
  oos_recall: number;
};

/** How a model does on marked messages: the kept test set. */
export function tryOut(model: Model, rows: readonly TrainingRow[]): Figures {
  let [inScope, right, answered, outside, kept] = [0, 0, 0, 0, 0];
  for (const { text, intent } of rows) {
    const said = classify(model, text);
    if (intent === OUT_OF_SCOPE) {
      outside += 1;
      if (said.abstained) kept += 1;
    } else {
      inScope += 1;
      if (!said.abstained) answered += 1;
      if (!said.abstained && said.intent === intent) right += 1;
    }
  }
  const share = (part: number, all: number) => (all === 0 ? 0 : Math.round((10_000 * part) / all));
  return { accuracy: share(right, inScope), coverage: share(answered, inScope), oos_recall: share(kept, outside) };
}

/** SHA-256 of the utterances, by which a model says what it was made of. */
export function corpusHash(utterances: readonly Utterance[]): string {
  const hash = createHash('sha256');
  for (const { split, language, intent, author, text } of utterances) {
    hash.update(`${JSON.stringify([split, language, intent, author, text])}\n`);
  }
  return hash.digest('hex');
}
