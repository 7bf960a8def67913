import type { Dice } from './dice.ts';

/** A message with what it means, as somebody marked it. */
export type TrainingRow = {
  text: string;
  intent: string;
  /** Who wrote it, or in which manner: rows of one author are kept on one side, so that nobody is tested on their own turns of phrase. */
  author?: string;
};

/** The intent of a row that asks for nothing we know. It is no class of its own: such rows are far too unlike each other. */
export const OUT_OF_SCOPE = 'oos';

/** So many held-out messages settle where the threshold lies; more would only take longer. */
const ENOUGH = 800;
/** Messages of one author say the same things: of those it takes more, so that several authors are tried. */
const ENOUGH_BY_AUTHOR = 2_400;
const FEWEST_FOLDS = 5;

/**
 * Parts rows for trying a model on messages it was not trained on: lists of tried rows, by their place. Few rows are all
 * tried once, five ways; of many only as many folds as make `enough`. Rows of one author stay together where there are five
 * authors or more.
 */
export function folds(rows: readonly TrainingRow[], dice: Dice, enough?: number): number[][] {
  const authors = new Set(rows.map(({ author }) => author));
  const byAuthor = authors.size >= FEWEST_FOLDS && !authors.has(undefined);
  const wanted = enough ?? (byAuthor ? ENOUGH_BY_AUTHOR : ENOUGH);
  const count = byAuthor ? FEWEST_FOLDS : Math.max(FEWEST_FOLDS, Math.floor(rows.length / ENOUGH));
  const groups = new Map<string, number[]>();
  for (const [at, { author }] of rows.entries()) {
    const key = byAuthor ? author! : String(at);
    const group = groups.get(key);
    if (group) group.push(at);
    else groups.set(key, [at]);
  }
  const all = [...groups.values()];
  const parts: number[][] = Array.from({ length: count }, () => []);
  // Largest groups first, each to the fold that has least, so that folds come out alike.
  for (const group of shuffled(all, dice).sort((a, b) => b.length - a.length)) {
    parts.reduce((least, part) => (part.length < least.length ? part : least)).push(...group);
  }
  const used: number[][] = [];
  let tried = 0;
  for (const part of shuffled(parts, dice)) {
    if (tried >= wanted) break;
    used.push(part);
    tried += part.length;
  }
  return used.filter((part) => part.length > 0);
}

function shuffled<T>(all: readonly T[], dice: Dice): T[] {
  const order = Int32Array.from(all, (_, at) => at);
  dice.shuffle(order);
  return Array.from(order, (at) => all[at]!);
}

/** The value that `share` of the values lie under. */
export function quantileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NEGATIVE_INFINITY;
}
