import { mixed, withTypo } from './augment.ts';
import { type Dice, dice } from './dice.ts';
import { learnFeatures, vectorise, vectoriseAll, width } from './features.ts';
import { folds, quantileOf, type TrainingRow } from './held-out.ts';
import { NONE, trainLinear } from './linear.ts';
import { likelihoods, type Members, type Model, sureness } from './model.ts';
import { trainNetwork } from './network.ts';
import { packMatrix } from './packed.ts';
import { type Script, scriptOf, type Token, tokens } from './tokens.ts';

/** The intent of a row that asks for nothing we know. It is no class of its own: such rows are far too unlike each other. */
export const OUT_OF_SCOPE = 'oos';

export type TrainOptions = {
  /** The same rows and the same seed give the same model, bit by bit. */
  seed?: number;
  /** Share of in-scope messages that may be given up so as to abstain from what is out of scope. */
  quantile?: number;
  tuning?: Partial<Tuning>;
};

/** What was found by trial; docs/assistant.md has the figures. */
export type Tuning = {
  linearEpochs: number;
  networkEpochs: number;
  hidden: number;
  rate: number;
  positiveCost: number;
  /** Made-up negatives for the linear member, as a share of the rows. */
  madeUp: number;
  /** Share of the rows that are learned once more with a typing slip. */
  typos: number;
  leastRows: number;
  noneWeight: number;
  dropInput: number;
  dropHidden: number;
};

/** From so many rows on, two rows with the same n-gram are no longer rare, and made-up negatives help. */
const LARGE = 2_000;

/** So many held-out messages must lie below a threshold for it to be more than chance. */
const FEWEST_BELOW = 3;

function tuned(rows: number, changes: Partial<Tuning> = {}): Tuning {
  const large = rows >= LARGE;
  return {
    linearEpochs: large ? 8 : 20,
    networkEpochs: large ? 15 : 40,
    hidden: 128,
    rate: 0.05,
    positiveCost: large ? 3 : 1,
    madeUp: large ? 0.3 : 0,
    typos: 0.5,
    leastRows: large ? 2 : 1,
    noneWeight: 0.5,
    dropInput: 0.2,
    dropHidden: 0.3,
    ...changes,
  };
}

/**
 * Learns to tell intents apart, and from what messages to abstain: rows (any order, texts as they came in) to a model. About
 * 2 ms a row on one core. Throws where there are fewer than two intents beside out of scope, or a row has no text.
 */
export function train(rows: readonly TrainingRow[], options: TrainOptions = {}): Model {
  const { seed = 1, quantile = 0.05 } = options;
  const intents = [...new Set(rows.map(({ intent }) => intent))].filter((intent) => intent !== OUT_OF_SCOPE).sort();
  if (intents.length < 2) throw new Error(`Training needs two intents or more; these rows have ${intents.length}.`);
  const chance = dice(seed);
  const tuning = tuned(rows.length, options.tuning);
  const held = heldOutScores(rows, intents, tuning, chance);
  const members = fitMembers(rows, intents, tuning, chance);
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
function heldOutScores(rows: readonly TrainingRow[], intents: readonly string[], tuning: Tuning, chance: Dice) {
  const held: HeldOut[] = [];
  for (const fold of folds(rows, chance)) {
    const tried = new Set(fold);
    const others = rows.filter((_, at) => !tried.has(at));
    const known = new Set(others.map(({ intent }) => intent));
    const members = fitMembers(others, intents, tuning, chance);
    for (const at of fold) {
      const { text, intent } = rows[at]!;
      if (intent === OUT_OF_SCOPE || !known.has(intent)) continue;
      const row = tokens(text);
      held.push({ script: scriptOf(row), score: sureness(likelihoods(members, vectorise(members.features, row))) });
    }
  }
  return held;
}

/** Both members on all the rows, with slips and made-up negatives added, and their weights packed. */
export function fitMembers(
  rows: readonly TrainingRow[],
  intents: readonly string[],
  tuning: Tuning,
  chance: Dice,
): Members {
  const numberOf = new Map(intents.map((intent, at) => [intent, at]));
  const texts: Token[][] = rows.map(({ text }) => tokens(text));
  const labels = rows.map(({ intent }) => numberOf.get(intent) ?? NONE);
  const features = learnFeatures(texts, tuning.leastRows);
  for (const at of some(rows.length, Math.round(tuning.typos * rows.length), chance)) {
    texts.push(tokens(withTypo(rows[at]!.text, chance)));
    labels.push(labels[at]!);
  }
  const real = texts.length;
  for (let made = 0; made < Math.round(tuning.madeUp * rows.length); made++) {
    const one = chance.below(rows.length);
    const other = chance.below(rows.length);
    if (labels[one] === labels[other]) continue;
    texts.push(mixed(texts[one]!, texts[other]!));
    labels.push(NONE);
  }
  const all = vectoriseAll(features, texts);
  const withoutMadeUp = { ...all, starts: all.starts.subarray(0, real + 1) };
  const sizes = { classes: intents.length, features: width(features) };
  const { linearEpochs, networkEpochs, positiveCost, hidden, rate, noneWeight, dropInput, dropHidden } = tuning;
  const linear = trainLinear(all, Int32Array.from(labels), { ...sizes, epochs: linearEpochs, positiveCost }, chance);
  const network = trainNetwork(
    withoutMadeUp,
    Int32Array.from(labels.slice(0, real)),
    { ...sizes, hidden, epochs: networkEpochs, rate, dropInput, dropHidden, noneWeight },
    chance,
  );
  return {
    features,
    linear: { weights: packMatrix(linear.weights, sizes.features, sizes.classes), bias: linear.bias },
    network: {
      inputs: packMatrix(network.inputs, sizes.features, hidden),
      inputBias: Float32Array.from(network.inputBias),
      outputs: packMatrix(network.outputs, hidden, sizes.classes),
      outputBias: Float32Array.from(network.outputBias),
    },
  };
}

function some(count: number, wanted: number, chance: Dice): Int32Array {
  const order = Int32Array.from({ length: count }, (_, at) => at);
  chance.shuffle(order);
  return order.subarray(0, wanted);
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
