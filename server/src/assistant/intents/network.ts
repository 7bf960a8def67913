import type { Dice } from './dice.ts';
import type { Sparse } from './features.ts';
import { NONE } from './linear.ts';

/** Input × hidden and hidden × class, each row by row. */
export type Network = {
  hidden: number;
  inputs: Float64Array;
  inputBias: Float64Array;
  outputs: Float64Array;
  outputBias: Float64Array;
};

export type NetworkOptions = {
  classes: number;
  features: number;
  hidden: number;
  epochs: number;
  /** AdaGrad's step, brought down to nothing over the epochs. */
  rate: number;
  dropInput: number;
  dropHidden: number;
  /** What a row of no class counts, whose target is all classes alike; a row of a class counts 1. */
  noneWeight: number;
};

/**
 * One hidden layer of rectified units and a softmax, one row at a time with AdaGrad (Duchi et al. 2011) and dropout on
 * input and hidden layer (Srivastava et al. 2014).
 */
export function trainNetwork(rows: Sparse, labels: Int32Array, options: NetworkOptions, dice: Dice): Network {
  const { classes, features, hidden, epochs, rate } = options;
  const network: Network = {
    hidden,
    inputs: random(features * hidden, 0.05, dice),
    inputBias: new Float64Array(hidden),
    outputs: random(hidden * classes, Math.sqrt(3 / hidden), dice),
    outputBias: new Float64Array(classes),
  };
  const state = makeState(network, options, rows);
  const order = Int32Array.from(labels, (_, row) => row);
  const steps = epochs * labels.length;
  for (let epoch = 0, step = 0; epoch < epochs; epoch++) {
    dice.shuffle(order);
    for (const row of order) {
      const label = labels[row]!;
      learnRow(rows, row, label, network, state, options, dice, rate * (1 - step / steps));
      step += 1;
    }
  }
  return network;
}

function random(count: number, spread: number, dice: Dice): Float64Array {
  const values = new Float64Array(count);
  for (let at = 0; at < count; at++) values[at] = (dice.uniform() * 2 - 1) * spread;
  return values;
}

/** Sums of squared gradients, one for each row of weights, and room for one message's numbers, made once. */
function makeState(network: Network, { features, classes }: NetworkOptions, { starts }: Sparse) {
  const { hidden } = network;
  let longest = 0;
  for (let row = 0; row + 1 < starts.length; row++) longest = Math.max(longest, starts[row + 1]! - starts[row]!);
  return {
    inputSquares: new Float64Array(features),
    inputBiasSquares: new Float64Array(hidden),
    outputSquares: new Float64Array(hidden),
    outputBiasSquares: new Float64Array(classes),
    kept: new Int32Array(longest),
    z: new Float64Array(hidden),
    live: new Int32Array(hidden),
    activity: new Float64Array(hidden),
    blame: new Float64Array(hidden),
    out: new Float64Array(classes),
    wrong: new Int32Array(classes),
  };
}
type State = ReturnType<typeof makeState>;

const TINY = 1e-8;
/** An error of an output so small is let be: late in training almost all are, and the time goes where something is learned. */
const SMALL = 1e-3;

function learnRow(
  rows: Sparse,
  row: number,
  label: number,
  network: Network,
  state: State,
  options: NetworkOptions,
  dice: Dice,
  rate: number,
): void {
  const { indices, values } = rows;
  const { inputs, inputBias, outputs, outputBias, hidden } = network;
  const { classes, dropInput, dropHidden } = options;
  const { kept, z, live, activity, out } = state;
  const end = rows.starts[row + 1]!;
  const inputScale = 1 / (1 - dropInput);
  const hiddenScale = 1 / (1 - dropHidden);

  let keptCount = 0;
  for (let j = rows.starts[row]!; j < end; j++) if (dice.uniform() >= dropInput) kept[keptCount++] = j;
  z.set(inputBias);
  addInputs(rows, network, state, keptCount, inputScale);
  let liveCount = 0;
  for (let h = 0; h < hidden; h++) {
    if (z[h]! <= 0 || dice.uniform() < dropHidden) continue;
    activity[liveCount] = z[h]! * hiddenScale;
    live[liveCount++] = h;
  }
  out.set(outputBias);
  for (let l = 0; l < liveCount; l++) {
    const base = live[l]! * classes;
    const a = activity[l]!;
    for (let c = 0; c < classes; c++) out[c]! += a * outputs[base + c]!;
  }
  softmaxInPlace(out, classes);
  const wrongCount = errors(label, classes, state, options.noneWeight);
  if (wrongCount === 0) return;

  learnOutputs(network, classes, state, liveCount, wrongCount, rate);
  const { blame, inputSquares } = state;
  let blameSquares = 0;
  for (let l = 0; l < liveCount; l++) {
    blame[l]! *= hiddenScale;
    blameSquares += blame[l]! * blame[l]!;
  }
  blameSquares /= hidden;
  for (let k = 0; k < keptCount; k++) {
    const j = kept[k]!;
    const feature = indices[j]!;
    const value = values[j]! * inputScale;
    inputSquares[feature]! += value * value * blameSquares;
    const step = (rate * value) / Math.sqrt(inputSquares[feature]! + TINY);
    const base = feature * hidden;
    for (let l = 0; l < liveCount; l++) inputs[base + live[l]!]! -= step * blame[l]!;
  }
  for (let l = 0; l < liveCount; l++) {
    const h = live[l]!;
    const g = blame[l]!;
    state.inputBiasSquares[h]! += g * g;
    inputBias[h]! -= (rate * g) / Math.sqrt(state.inputBiasSquares[h]! + TINY);
  }
}

/** Adds to z what the kept features bring, four at a time, so that z is gone through a quarter as often. */
function addInputs(
  { indices, values }: Sparse,
  { inputs, hidden }: Network,
  { kept, z }: State,
  keptCount: number,
  scale: number,
): void {
  let k = 0;
  for (; k + 3 < keptCount; k += 4) {
    const [j0, j1, j2, j3] = [kept[k]!, kept[k + 1]!, kept[k + 2]!, kept[k + 3]!];
    const v0 = values[j0]! * scale;
    const v1 = values[j1]! * scale;
    const v2 = values[j2]! * scale;
    const v3 = values[j3]! * scale;
    const b0 = indices[j0]! * hidden;
    const b1 = indices[j1]! * hidden;
    const b2 = indices[j2]! * hidden;
    const b3 = indices[j3]! * hidden;
    for (let h = 0; h < hidden; h++) {
      z[h]! += v0 * inputs[b0 + h]! + v1 * inputs[b1 + h]! + v2 * inputs[b2 + h]! + v3 * inputs[b3 + h]!;
    }
  }
  for (; k < keptCount; k++) {
    const value = values[kept[k]!]! * scale;
    const base = indices[kept[k]!]! * hidden;
    for (let h = 0; h < hidden; h++) z[h]! += value * inputs[base + h]!;
  }
}

/** Turns the shares in `out` into errors, lists in `wrong` those worth learning from, and says how many. */
function errors(label: number, classes: number, { out, wrong }: State, noneWeight: number): number {
  const weight = label === NONE ? noneWeight : 1;
  const even = label === NONE ? 1 / classes : 0;
  let count = 0;
  for (let c = 0; c < classes; c++) {
    const error = weight * (out[c]! - (c === label ? 1 : even));
    out[c] = error;
    if (error > SMALL || error < -SMALL) wrong[count++] = c;
  }
  return count;
}

/** A step on the outputs, and in `blame` what each live unit had in the errors. */
function learnOutputs(
  { outputs, outputBias }: Network,
  classes: number,
  { out, wrong, live, activity, blame, outputSquares, outputBiasSquares }: State,
  liveCount: number,
  wrongCount: number,
  rate: number,
): void {
  let errorSquares = 0;
  for (let e = 0; e < wrongCount; e++) {
    const c = wrong[e]!;
    const g = out[c]!;
    errorSquares += g * g;
    outputBiasSquares[c]! += g * g;
    outputBias[c]! -= (rate * g) / Math.sqrt(outputBiasSquares[c]! + TINY);
  }
  errorSquares /= classes;
  for (let l = 0; l < liveCount; l++) {
    const h = live[l]!;
    const base = h * classes;
    const a = activity[l]!;
    outputSquares[h]! += a * a * errorSquares;
    const step = (rate * a) / Math.sqrt(outputSquares[h]! + TINY);
    let sum = 0;
    for (let e = 0; e < wrongCount; e++) {
      const c = wrong[e]!;
      const w = outputs[base + c]!;
      sum += out[c]! * w;
      outputs[base + c] = w - step * out[c]!;
    }
    blame[l] = sum;
  }
}

/** Scores to shares of one, in place; the first `count` of the array. */
export function softmaxInPlace(scores: Float64Array, count = scores.length, temperature = 1): void {
  let top = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < count; at++) if (scores[at]! > top) top = scores[at]!;
  let sum = 0;
  for (let at = 0; at < count; at++) {
    const share = Math.exp((scores[at]! - top) / temperature);
    scores[at] = share;
    sum += share;
  }
  for (let at = 0; at < count; at++) scores[at]! /= sum;
}
