import type { Features } from './features.ts';
import { softmaxInPlace } from './network.ts';
import type { Script } from './tokens.ts';

/** A matrix as whole numbers from -127 to 127, each row with what one of them is worth. */
export type Packed = { rows: number; columns: number; values: Int8Array; scales: Float32Array };

/** A trained classifier: what goes live, is kept in the database and is rolled back to. Its weights are the packed ones only. */
export type Model = {
  intents: readonly string[];
  /** A message whose score lies under that of its script is abstained from. */
  thresholds: Record<Script, number>;
  /** Share of in-scope messages that the thresholds give up. */
  quantile: number;
  /** What the model was made of. */
  trained: { rows: number; outOfScope: number; heldOut: number; seed: number };
  features: Features;
  linear: { weights: Packed; bias: Float32Array };
  network: { inputs: Packed; inputBias: Float32Array; outputs: Packed; outputBias: Float32Array };
};

export type Members = Pick<Model, 'features' | 'linear' | 'network'>;
export type Vector = { indices: readonly number[]; values: readonly number[] };

/** How much the raw scores of each member are flattened before they are compared. */
export const LINEAR_TEMPERATURE = 0.3;
export const NETWORK_TEMPERATURE = 1.5;

/** Adds value × row of the matrix to `sums`. */
function addRow({ columns, values, scales }: Packed, row: number, value: number, sums: Float64Array): void {
  const scale = value * scales[row]!;
  const base = row * columns;
  for (let at = 0; at < columns; at++) sums[at]! += scale * values[base + at]!;
}

/** What the one-vs-rest machines say of each intent: above 0 is "one of mine". */
export function linearScores({ linear }: Members, { indices, values }: Vector): Float64Array {
  const sums = Float64Array.from(linear.bias);
  for (let at = 0; at < indices.length; at++) addRow(linear.weights, indices[at]!, values[at]!, sums);
  return sums;
}

/** What each hidden unit lets through. */
export function hiddenActivity({ network }: Members, { indices, values }: Vector): Float64Array {
  const sums = Float64Array.from(network.inputBias);
  for (let at = 0; at < indices.length; at++) addRow(network.inputs, indices[at]!, values[at]!, sums);
  for (let at = 0; at < sums.length; at++) if (sums[at]! < 0) sums[at] = 0;
  return sums;
}

export function networkScores({ network }: Members, activity: Float64Array): Float64Array {
  const sums = Float64Array.from(network.outputBias);
  for (let at = 0; at < activity.length; at++) if (activity[at]! > 0) addRow(network.outputs, at, activity[at]!, sums);
  return sums;
}

/** How likely each intent is: the mean of both members. */
export function likelihoods(members: Members, vector: Vector): Float64Array {
  const linear = linearScores(members, vector);
  const network = networkScores(members, hiddenActivity(members, vector));
  softmaxInPlace(linear, linear.length, LINEAR_TEMPERATURE);
  softmaxInPlace(network, network.length, NETWORK_TEMPERATURE);
  for (let at = 0; at < linear.length; at++) linear[at] = (linear[at]! + network[at]!) / 2;
  return linear;
}

/** Sureness: 0 when one intent has it all, lower the more evenly it is spread (negative entropy, in nats). */
export function sureness(likely: Float64Array): number {
  let sum = 0;
  for (const p of likely) if (p > 0) sum += p * Math.log(p);
  return sum;
}
