import { mixed, withTypo } from './augment.ts';
import type { Dice } from './dice.ts';
import { learnFeatures, vectoriseAll, width } from './features.ts';
import type { TrainingRow } from './held-out.ts';
import { NONE, trainLinear } from './linear.ts';
import type { Members } from './model.ts';
import { trainNetwork } from './network.ts';
import type { Reading } from './ngrams.ts';
import { packMatrix } from './packed.ts';
import { type Token, tokens } from './tokens.ts';
import type { Tuning } from './tuning.ts';

/** Both members on all the rows, with slips and made-up negatives added, and their weights packed. */
export function fitMembers(
  rows: readonly TrainingRow[],
  intents: readonly string[],
  reading: Reading,
  tuning: Tuning,
  chance: Dice,
): Members {
  const numberOf = new Map(intents.map((intent, at) => [intent, at]));
  const texts: Token[][] = rows.map(({ text }) => tokens(text));
  const labels = rows.map(({ intent }) => numberOf.get(intent) ?? NONE);
  const features = learnFeatures(texts, tuning.leastRows, reading);
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
