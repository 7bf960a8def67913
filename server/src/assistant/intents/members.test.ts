import { describe, expect, it } from 'vitest';
import { dice } from './dice.ts';
import type { Sparse } from './features.ts';
import { NONE, trainLinear } from './linear.ts';
import { trainNetwork } from './network.ts';
import { packMatrix } from './packed.ts';

/** Rows of (feature, value) pairs. */
function sparse(rows: [number, number][][]): Sparse {
  const starts = Int32Array.from([0, ...rows.map((_, at) => rows.slice(0, at + 1).flat().length)]);
  const flat = rows.flat();
  return { starts, indices: Int32Array.from(flat, ([f]) => f), values: Float32Array.from(flat, ([, v]) => v) };
}

const cloud = (count: number) => {
  const chance = dice(5);
  const rows: [number, number][][] = [];
  const labels: number[] = [];
  for (let n = 0; n < count; n++) {
    const label = n % 5;
    rows.push([
      [label, 0.6 + chance.uniform() * 0.4],
      [5 + chance.below(10), chance.uniform()],
    ]);
    labels.push(label);
  }
  return { rows: sparse(rows), labels: Int32Array.from(labels) };
};

describe('the one-vs-rest machines', () => {
  it('come to the least of ½|w|² + C Σ max(0, 1 − y·f)²: no small change of a weight makes it less', () => {
    const { rows, labels } = cloud(60);
    const costs = 3;
    const { weights, bias } = trainLinear(
      rows,
      labels,
      { classes: 5, features: 15, epochs: 400, positiveCost: costs },
      dice(1),
    );
    for (const one of [0, 4]) {
      const w = [...Array.from({ length: 15 }, (_, f) => weights[f * 5 + one]!), bias[one]!];
      const loss = (at: readonly number[]) => {
        let sum = at.reduce((squares, value) => squares + value * value, 0) / 2;
        for (let row = 0; row < labels.length; row++) {
          let score = at[15]!;
          for (let j = rows.starts[row]!; j < rows.starts[row + 1]!; j++)
            score += at[rows.indices[j]!]! * rows.values[j]!;
          const positive = labels[row] === one;
          sum += (positive ? costs : 1) * Math.max(0, 1 - (positive ? score : -score)) ** 2;
        }
        return sum;
      };
      const least = loss(w);
      for (let f = 0; f < w.length; f++) {
        for (const change of [0.01, -0.01])
          expect(loss(w.with(f, w[f]! + change))).toBeGreaterThanOrEqual(least - 1e-6);
      }
    }
  });

  it('hold a row of no intent against every intent', () => {
    const rows = sparse([[[0, 1]], [[1, 1]], [[2, 1]], [[2, 1]]]);
    const labels = Int32Array.from([0, 1, NONE, NONE]);
    const { weights, bias } = trainLinear(
      rows,
      labels,
      { classes: 2, features: 3, epochs: 50, positiveCost: 1 },
      dice(1),
    );
    for (const one of [0, 1]) expect(weights[2 * 2 + one]! + bias[one]!).toBeLessThan(-0.5);
  });

  it('solve a number of intents that is no multiple of those solved side by side', () => {
    const { rows, labels } = cloud(50);
    const { weights, bias } = trainLinear(
      rows,
      labels,
      { classes: 5, features: 15, epochs: 20, positiveCost: 1 },
      dice(1),
    );
    for (let one = 0; one < 5; one++) {
      const scores = Array.from({ length: 5 }, (_, c) => weights[one * 5 + c]! + bias[c]!);
      expect(scores.indexOf(Math.max(...scores))).toBe(one);
    }
  });
});

describe('the network', () => {
  const options = {
    classes: 2,
    features: 2,
    hidden: 16,
    epochs: 300,
    rate: 0.05,
    dropInput: 0,
    dropHidden: 0,
    noneWeight: 0.5,
  };
  const shares = (network: ReturnType<typeof trainNetwork>, row: [number, number][]) => {
    const hidden = Array.from(network.inputBias, (bias, h) =>
      Math.max(
        0,
        row.reduce((sum, [f, v]) => sum + v * network.inputs[f * network.hidden + h]!, bias),
      ),
    );
    const out = Array.from(network.outputBias, (bias, c) =>
      hidden.reduce((sum, a, h) => sum + a * network.outputs[h * options.classes + c]!, bias),
    );
    const all = out.reduce((sum, o) => sum + Math.exp(o), 0);
    return out.map((o) => Math.exp(o) / all);
  };

  it('learns what no straight line can part', () => {
    const rows: [number, number][][] = [
      [],
      [[0, 1]],
      [[1, 1]],
      [
        [0, 1],
        [1, 1],
      ],
    ];
    const labels = Int32Array.from([0, 1, 1, 0]);
    const network = trainNetwork(sparse(rows), labels, { ...options, epochs: 2_000 }, dice(4));
    for (const [at, row] of rows.entries()) expect(shares(network, row)[labels[at]!]).toBeGreaterThan(0.9);
  });

  it('leaves a row of no intent undecided', () => {
    const rows: [number, number][][] = [
      [[0, 1]],
      [[1, 1]],
      [
        [0, 1],
        [1, 1],
      ],
    ];
    const network = trainNetwork(sparse(rows), Int32Array.from([0, 1, NONE]), options, dice(4));
    expect(shares(network, rows[2]!)[0]).toBeGreaterThan(0.35);
    expect(shares(network, rows[2]!)[0]).toBeLessThan(0.65);
    expect(shares(network, rows[0]!)[0]).toBeGreaterThan(0.8);
  });
});

describe('weights as whole numbers', () => {
  it('are off by half a step of their row at most', () => {
    const chance = dice(9);
    const weights = Float32Array.from({ length: 40 * 7 }, (_, at) => (chance.uniform() - 0.5) * 10 ** ((at / 7) % 4));
    const { values, scales } = packMatrix(weights, 40, 7);
    for (let at = 0; at < weights.length; at++) {
      const scale = scales[Math.floor(at / 7)]!;
      expect(Math.abs(values[at]! * scale - weights[at]!)).toBeLessThanOrEqual(scale * 0.5001);
    }
  });

  it('no answer changes by it', () => {
    const { rows, labels } = cloud(200);
    const sizes = { classes: 5, features: 15, epochs: 20, positiveCost: 1 };
    const { weights, bias } = trainLinear(rows, labels, sizes, dice(1));
    const packed = packMatrix(weights, 15, 5);
    const scores = (row: number, weight: (at: number) => number) =>
      Array.from(bias, (start, one) => {
        let sum = start;
        for (let j = rows.starts[row]!; j < rows.starts[row + 1]!; j++) {
          sum += rows.values[j]! * weight(rows.indices[j]! * 5 + one);
        }
        return sum;
      });
    const top = (all: number[]) => all.indexOf(Math.max(...all));
    for (let row = 0; row < labels.length; row++) {
      const exact = scores(row, (at) => weights[at]!);
      const whole = scores(row, (at) => packed.values[at]! * packed.scales[Math.floor(at / 5)]!);
      expect(top(whole)).toBe(top(exact));
      for (const [one, score] of whole.entries()) expect(Math.abs(score - exact[one]!)).toBeLessThan(0.02);
    }
  });

  it('a row of nothing stays nothing', () => {
    expect(packMatrix(new Float32Array(6), 2, 3).scales).toEqual(new Float32Array(2));
  });
});
