import type { Dice } from './dice.ts';
import { rowCount, type Sparse } from './features.ts';

/** One weight per feature and intent, feature by feature: weights[feature × classes + class]. */
export type Linear = { weights: Float32Array; bias: Float32Array };

export type LinearOptions = {
  classes: number;
  features: number;
  epochs: number;
  /** What a row of the class itself may cost, beside 1 for a row of another. */
  positiveCost: number;
};

/** The class of a row that belongs to none: out of scope, or made of two intents. It is a negative of every class. */
export const NONE = -1;

/** Classes solved side by side: a row is fetched from memory once for all of them, which is where the time goes. */
const SIDE_BY_SIDE = 4;

/**
 * One-vs-rest linear machines with squared hinge loss, solved in the dual one row at a time (Hsieh et al., "A Dual
 * Coordinate Descent Method for Large-scale Linear SVM", ICML 2008, algorithm 1). The bias is one more feature, always 1.
 * A row that moved nothing is left out of the next epoch, if it moves nothing again of the next two, and so on.
 */
export function trainLinear(rows: Sparse, labels: Int32Array, options: LinearOptions, dice: Dice): Linear {
  const { classes, features } = options;
  const weights = new Float32Array(features * classes);
  const bias = new Float32Array(classes);
  const scratch: Scratch = {
    w: new Float64Array(features * SIDE_BY_SIDE),
    bias: new Float64Array(SIDE_BY_SIDE),
    alpha: new Float64Array(labels.length * SIDE_BY_SIDE),
    steps: new Float64Array(SIDE_BY_SIDE),
    order: Int32Array.from(labels, (_, row) => row),
    squares: squaredLengths(rows),
    quiet: new Uint8Array(labels.length),
    rest: new Uint8Array(labels.length),
  };
  for (let first = 0; first < classes; first += SIDE_BY_SIDE) {
    solve(rows, labels, first, options, scratch, dice);
    for (let side = 0; side < SIDE_BY_SIDE && first + side < classes; side++) {
      bias[first + side] = scratch.bias[side]!;
      for (let feature = 0; feature < features; feature++) {
        weights[feature * classes + first + side] = scratch.w[feature * SIDE_BY_SIDE + side]!;
      }
    }
  }
  return { weights, bias };
}

type Scratch = {
  w: Float64Array;
  bias: Float64Array;
  alpha: Float64Array;
  steps: Float64Array;
  order: Int32Array;
  squares: Float64Array;
  /** How often in a row it moved nothing, and how many epochs it is still left out. */
  quiet: Uint8Array;
  rest: Uint8Array;
};

/** Leaves weights and biases of the classes from `first` on in scratch. */
function solve(
  { starts, indices, values }: Sparse,
  labels: Int32Array,
  first: number,
  { epochs, positiveCost }: LinearOptions,
  { w, bias, alpha, steps, order, squares, quiet, rest }: Scratch,
  dice: Dice,
): void {
  w.fill(0);
  bias.fill(0);
  alpha.fill(0);
  quiet.fill(0);
  rest.fill(0);
  for (let epoch = 0; epoch < epochs; epoch++) {
    dice.shuffle(order);
    for (let at = 0; at < order.length; at++) {
      const row = order[at]!;
      if (rest[row]! > 0) {
        rest[row]! -= 1;
        continue;
      }
      const from = starts[row]!;
      const end = starts[row + 1]!;
      let a = bias[0]!;
      let b = bias[1]!;
      let c = bias[2]!;
      let d = bias[3]!;
      for (let j = from; j < end; j++) {
        const base = indices[j]! * SIDE_BY_SIDE;
        const value = values[j]!;
        a += w[base]! * value;
        b += w[base + 1]! * value;
        c += w[base + 2]! * value;
        d += w[base + 3]! * value;
      }
      steps[0] = a;
      steps[1] = b;
      steps[2] = c;
      steps[3] = d;
      if (!chooseSteps(row, labels[row]! - first, squares[row]!, positiveCost, alpha, steps)) {
        quiet[row]! += 1;
        rest[row] = quiet[row]!;
        continue;
      }
      quiet[row] = 0;
      a = steps[0]!;
      b = steps[1]!;
      c = steps[2]!;
      d = steps[3]!;
      bias[0]! += a;
      bias[1]! += b;
      bias[2]! += c;
      bias[3]! += d;
      for (let j = from; j < end; j++) {
        const base = indices[j]! * SIDE_BY_SIDE;
        const value = values[j]!;
        w[base]! += a * value;
        w[base + 1]! += b * value;
        w[base + 2]! += c * value;
        w[base + 3]! += d * value;
      }
    }
  }
}

/** Turns each class's score of the row into its best step; false where no class moves. `own` is the row's class among these. */
function chooseSteps(
  row: number,
  own: number,
  square: number,
  positiveCost: number,
  alpha: Float64Array,
  steps: Float64Array,
): boolean {
  let moved = false;
  for (let side = 0; side < SIDE_BY_SIDE; side++) {
    const y = side === own ? 1 : -1;
    const diagonal = side === own ? 0.5 / positiveCost : 0.5;
    const old = alpha[row * SIDE_BY_SIDE + side]!;
    const gradient = y * steps[side]! - 1 + diagonal * old;
    const next = Math.max(old - gradient / (square + 1 + diagonal), 0);
    alpha[row * SIDE_BY_SIDE + side] = next;
    steps[side] = (next - old) * y;
    if (next !== old) moved = true;
  }
  return moved;
}

function squaredLengths(rows: Sparse): Float64Array {
  const { starts, values } = rows;
  const squares = new Float64Array(rowCount(rows));
  for (let row = 0; row < squares.length; row++) {
    let sum = 0;
    for (let j = starts[row]!; j < starts[row + 1]!; j++) sum += values[j]! * values[j]!;
    squares[row] = sum;
  }
  return squares;
}
