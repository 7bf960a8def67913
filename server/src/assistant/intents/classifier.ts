import { chooseReading } from './choose-reading.ts';
import { type Dice, dice } from './dice.ts';
import { vectorise } from './features.ts';
import { fitMembers } from './fit-members.ts';
import { folds, OUT_OF_SCOPE, quantileOf, type TrainingRow } from './held-out.ts';
import { likelihoods, type Model, sureness } from './model.ts';
import type { Reading } from './ngrams.ts';
import { type Script, scriptOf, tokens } from './tokens.ts';
import { type Tuning, tuned } from './tuning.ts';

export type TrainOptions = {
  /** The same rows and the same seed give the same model, bit by bit. */
  seed?: number;
  /** Share of in-scope messages that may be given up so as to abstain from what is out of scope. */
  quantile?: number;
  /** Whether words of after-sales are read by what they mean; without it, it is found out on held-out rows. */
  reading?: Reading;
  tuning?: Partial<Tuning>;
};

/** So many held-out messages must lie below a threshold for it to be more than chance. */
const FEWEST_BELOW = 3;

/**
 * Learns to tell intents apart, and from what messages to abstain: rows (any order, texts as they came in) to a model. About
 * 2 ms a row on one core. Throws where there are fewer than two intents beside out of scope, or a row has no text.
 */
export function train(rows: readonly TrainingRow[], options: TrainOptions = {}): Model {
  const { seed = 1, quantile = 0.05 } = options;
  const intents = [...new Set(rows.map(({ intent }) => intent))].filter((intent) => intent !== OUT_OF_SCOPE).sort();
  if (intents.length < 2) throw new Error(`Training needs two intents or more; these rows have ${intents.length}.`);
  const chance = dice(seed);
  const inScripts = new Set(rows.map(({ text, intent }) => `${scriptOf(tokens(text))} ${intent}`));
  const tuning = tuned(rows.length, inScripts.size, options.tuning);
  const reading = options.reading ?? chooseReading(rows, intents, tuning, chance);
  const held = heldOutScores(rows, intents, reading, tuning, chance);
  const members = fitMembers(rows, intents, reading, tuning, chance);
  const outOfScope = rows.filter(({ intent }) => intent === OUT_OF_SCOPE).length;
  const trained = { rows: rows.length, outOfScope, heldOut: held.length, seed };
  return { intents, thresholds: thresholdsOf(held, quantile), quantile, trained, ...members };
}

type HeldOut = { script: Script; score: number };

/** A script gets a threshold of its own where enough of its messages were held out, else that of all. */
function thresholdsOf(held: readonly HeldOut[], quantile: number): Model['thresholds'] {
  const of = (script: Script) => {
    const own = held.filter((one) => one.script === script);
    const enough = own.length * quantile >= FEWEST_BELOW ? own : held;
    return quantileOf(
      enough.map(({ score }) => score),
      quantile,
    );
  };
  return { han: of('han'), letters: of('letters') };
}

/** How sure a model of the other rows is of each in-scope row: what the thresholds are read from. */
function heldOutScores(
  rows: readonly TrainingRow[],
  intents: readonly string[],
  reading: Reading,
  tuning: Tuning,
  chance: Dice,
) {
  const held: HeldOut[] = [];
  for (const fold of folds(rows, chance)) {
    const tried = new Set(fold);
    const others = rows.filter((_, at) => !tried.has(at));
    const known = new Set(others.map(({ intent }) => intent));
    const members = fitMembers(others, intents, reading, tuning, chance);
    for (const at of fold) {
      const { text, intent } = rows[at]!;
      if (intent === OUT_OF_SCOPE || !known.has(intent)) continue;
      const row = tokens(text);
      held.push({ script: scriptOf(row), score: sureness(likelihoods(members, vectorise(members.features, row))) });
    }
  }
  return held;
}

export type Classified = {
  /** The likeliest intent, also where it was abstained from. */
  intent: string;
  /** Its likelihood, 0 to 1. */
  confidence: number;
  /** How far its sureness lies above the threshold of its script, in nats; below 0 it is abstained from. */
  score: number;
  /** Not sure enough, or nothing in the message was ever seen: ask again or hand over, act on nothing. */
  abstained: boolean;
  /** All intents, likeliest first. */
  ranking: { intent: string; p: number }[];
};

/** What a message asks for, in a fraction of a millisecond. */
export function classify(model: Model, text: string): Classified {
  const row = tokens(text);
  const vector = vectorise(model.features, row);
  const likely = likelihoods(model, vector);
  const ranking = model.intents.map((intent, at) => ({ intent, p: likely[at]! })).sort((a, b) => b.p - a.p);
  const { intent, p } = ranking[0]!;
  const score = sureness(likely) - model.thresholds[scriptOf(row)];
  const abstained = vector.indices.length === 0 || score < 0;
  return { intent, confidence: p, score, abstained, ranking };
}
