import { type Block, CHARS, CONCEPT, eachNgram, type Reading, WORDS } from './ngrams.ts';
import { type Token, tokens } from './tokens.ts';

/** The n-grams of one block that have a coordinate, in the order of their ids. */
export type Vocabulary = { ids: ReadonlyMap<string, number>; idf: Float32Array };

/** What turns a message into numbers: vocabularies learned from the training rows. Ids of characters follow those of words. */
export type Features = { blocks: readonly [Vocabulary, Vocabulary]; rows: number; reading: Reading };

/** Sparse rows: row r holds (index, value) from starts[r] up to starts[r + 1]. */
export type Sparse = { starts: Int32Array; indices: Int32Array; values: Float32Array };

export const width = ({ blocks }: Features) => blocks[WORDS].idf.length + blocks[CHARS].idf.length;
export const rowCount = ({ starts }: Sparse) => starts.length - 1;

/** A concept stands for many words, so it is worth more than one; found by trial. */
const CONCEPT_WEIGHT = 1.5;

/**
 * Learns the vocabularies: n-grams of words and of characters that stand in at least so many rows, weighed idf = ln((1+N)/(1+df)) + 1, concepts half
 * as much again.
 */
export function learnFeatures(
  texts: readonly (readonly Token[])[],
  leastRows: readonly [words: number, chars: number],
  reading: Reading = { concepts: false },
): Features {
  const counts = [new Map<string, number>(), new Map<string, number>()] as const;
  for (const row of texts) {
    const seen = [new Set<string>(), new Set<string>()] as const;
    eachNgram(row, reading, (block, key) => seen[block].add(key));
    for (const block of [WORDS, CHARS] as const) {
      for (const key of seen[block]) counts[block].set(key, (counts[block].get(key) ?? 0) + 1);
    }
  }
  let next = 0;
  const vocabulary = (block: Block): Vocabulary => {
    const kept = [...counts[block]].filter(([, df]) => df >= leastRows[block]);
    const idf = Float32Array.from(kept, ([key, df]) => {
      const weight = Math.log((1 + texts.length) / (1 + df)) + 1;
      return key.startsWith(CONCEPT) ? CONCEPT_WEIGHT * weight : weight;
    });
    return { ids: new Map(kept.map(([key]) => [key, next++])), idf };
  };
  return { blocks: [vocabulary(WORDS), vocabulary(CHARS)], rows: texts.length, reading };
}

/**
 * A message as numbers: (1 + ln tf)·idf, words and characters each brought to length one. An n-gram without a coordinate
 * adds the weight of one never seen, ln(1+N) + 1, to that length, so that unknown wording shrinks the vector and with it
 * every score: the message is answered less surely, and abstained from sooner.
 */
export function vectorise(features: Features, row: readonly Token[]): { indices: number[]; values: number[] } {
  const { blocks, rows, reading } = features;
  const known = [new Map<number, number>(), new Map<number, number>()] as const;
  const unknown = [new Map<string, number>(), new Map<string, number>()] as const;
  eachNgram(row, reading, (block, key) => {
    const id = blocks[block].ids.get(key);
    if (id === undefined) unknown[block].set(key, (unknown[block].get(key) ?? 0) + 1);
    else known[block].set(id, (known[block].get(id) ?? 0) + 1);
  });
  const indices: number[] = [];
  const values: number[] = [];
  const unseen = (Math.log(1 + rows) + 1) ** 2;
  let base = 0;
  for (const block of [WORDS, CHARS] as const) {
    const { idf } = blocks[block];
    let squares = 0;
    for (const tf of unknown[block].values()) squares += (1 + Math.log(tf)) ** 2 * unseen;
    const from = values.length;
    for (const [id, tf] of known[block]) {
      const value = (1 + Math.log(tf)) * idf[id - base]!;
      squares += value * value;
      indices.push(id);
      values.push(value);
    }
    const length = Math.sqrt(squares);
    for (let at = from; at < values.length; at++) values[at]! /= length;
    base += idf.length;
  }
  return { indices, values };
}

/** Many messages at once, packed for the training loops. */
export function vectoriseAll(features: Features, texts: readonly (readonly Token[])[]): Sparse {
  const rows = texts.map((row) => vectorise(features, row));
  const starts = new Int32Array(rows.length + 1);
  for (const [at, { indices }] of rows.entries()) starts[at + 1] = starts[at]! + indices.length;
  const indices = new Int32Array(starts[rows.length]!);
  const values = new Float32Array(starts[rows.length]!);
  for (const [at, row] of rows.entries()) {
    indices.set(row.indices, starts[at]!);
    values.set(row.values, starts[at]!);
  }
  return { starts, indices, values };
}

export { type Token, tokens };
