import type { Dice } from './dice.ts';
import { learnFeatures, vectorise, vectoriseAll, width } from './features.ts';
import { folds, OUT_OF_SCOPE, type TrainingRow } from './held-out.ts';
import { NONE, trainLinear } from './linear.ts';
import { LINEAR_TEMPERATURE, sureness } from './model.ts';
import { softmaxInPlace } from './network.ts';
import type { Reading } from './ngrams.ts';
import { type Token, tokens } from './tokens.ts';
import type { Tuning } from './tuning.ts';

/** Enough to tell two ways of reading apart, in half the time. */
const EPOCHS = 4;
/** Of more intents than these some are drawn, with all their rows: fewer rows an intent would make concepts look better. */
const INTENTS = 40;
/** Rows tried, by folds: the linear member is quick, so more than for the threshold. */
const TRIED = 4_000;
/** One intent in so many is kept from a trial model, to see whether it abstains from what it was never taught. */
const STRANGERS = 5;

/**
 * Whether concepts of after-sales help with these rows, or only get in the way (messages to a bank, to a car): both readings
 * are tried with the linear member on rows and intents it was not taught, and the one with the better sum of accuracy and
 * AUROC is taken; without a difference, the plain one.
 */
export function chooseReading(
  rows: readonly TrainingRow[],
  intents: readonly string[],
  tuning: Tuning,
  chance: Dice,
): Reading {
  const drawn = draw(intents, chance);
  const numberOf = new Map(drawn.map((intent, at) => [intent, at]));
  const used = rows.filter(({ intent }) => intent === OUT_OF_SCOPE || numberOf.has(intent));
  const texts = used.map(({ text }) => tokens(text));
  const labels = used.map(({ intent }) => numberOf.get(intent) ?? NONE);
  const parts = folds(used, chance, TRIED);
  const total = (reading: Reading) =>
    parts.reduce((sum, tried, fold) => {
      const stranger = (label: number) => drawn.length > STRANGERS && (label + fold) % STRANGERS === 0;
      return sum + tryReading({ texts, labels, tried, stranger, classes: drawn.length }, reading, tuning, chance);
    }, 0);
  return { concepts: total({ concepts: true }) > total({ concepts: false }) };
}

function draw(intents: readonly string[], chance: Dice): string[] {
  const order = Int32Array.from(intents, (_, at) => at);
  chance.shuffle(order);
  return Array.from(order.subarray(0, INTENTS), (at) => intents[at]!);
}

type Trial = {
  texts: readonly Token[][];
  labels: readonly number[];
  tried: readonly number[];
  stranger(label: number): boolean;
  classes: number;
};

/** Accuracy on what was taught + the chance that it scores above what was not. */
function tryReading(
  { texts, labels, tried, stranger, classes }: Trial,
  reading: Reading,
  tuning: Tuning,
  chance: Dice,
) {
  const kept = new Set(tried);
  const taught = labels.flatMap((label, at) => (kept.has(at) || label === NONE || stranger(label) ? [] : [at]));
  const own = taught.map((at) => texts[at]!);
  const features = learnFeatures(own, tuning.leastRows, reading);
  const sizes = { classes, features: width(features), epochs: EPOCHS, positiveCost: tuning.positiveCost };
  const member = trainLinear(
    vectoriseAll(features, own),
    Int32Array.from(taught, (at) => labels[at]!),
    sizes,
    chance,
  );
  const known: number[] = [];
  const strange: number[] = [];
  let right = 0;
  for (const at of tried) {
    const label = labels[at]!;
    const scores = Float64Array.from(member.bias);
    const { indices, values } = vectorise(features, texts[at]!);
    for (const [j, feature] of indices.entries()) {
      for (let c = 0; c < classes; c++) scores[c]! += values[j]! * member.weights[feature * classes + c]!;
    }
    const isStrange = label === NONE || stranger(label);
    if (!isStrange && scores.indexOf(Math.max(...scores)) === label) right += 1;
    softmaxInPlace(scores, classes, LINEAR_TEMPERATURE);
    (isStrange ? strange : known).push(sureness(scores));
  }
  return right / Math.max(known.length, 1) + above(known, strange);
}

function above(higher: readonly number[], lower: readonly number[]): number {
  let sum = 0;
  for (const one of higher) for (const other of lower) sum += one > other ? 1 : one === other ? 0.5 : 0;
  return sum / Math.max(higher.length * lower.length, 1);
}
