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
  /** In how many rows an n-gram of words, of characters, must stand to get a coordinate. */
  leastRows: readonly [words: number, chars: number];
  noneWeight: number;
  dropInput: number;
  dropHidden: number;
};

/** From so many rows on, two rows with the same n-gram are no longer rare, and made-up negatives help. */
const LARGE = 2_000;

/** With fewer rows an intent than these, in each script, a word or pair of words said once is worth keeping. */
const DENSE = 80;

/** What suits so many rows of so many intents, one in two scripts counting twice. */
export function tuned(rows: number, intents: number, changes: Partial<Tuning> = {}): Tuning {
  const large = rows >= LARGE;
  return {
    linearEpochs: large ? 8 : 20,
    networkEpochs: large ? 15 : 40,
    hidden: 128,
    rate: 0.05,
    positiveCost: large ? 3 : 1,
    madeUp: large ? 0.3 : 0,
    typos: 0.5,
    leastRows: !large ? [1, 1] : rows < DENSE * intents ? [1, 2] : [2, 2],
    noneWeight: 0.5,
    dropInput: 0.2,
    dropHidden: 0.3,
    ...changes,
  };
}
