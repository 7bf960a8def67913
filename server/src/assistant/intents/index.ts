/** Intents offline: what a message asks for, learned from marked rows, with honest abstention. Pure: no database, no library. */
export { type Classified, classify, type TrainOptions, train } from './classifier.ts';
export { explain, type Spoke } from './explain.ts';
export { OUT_OF_SCOPE, type TrainingRow } from './held-out.ts';
export type { Model } from './model.ts';
export { packModel, unpackModel } from './packed.ts';
export { loadUtterances, type Utterance } from './utterances/index.ts';
export { type MarkedRow, readRows, UnreadableRows } from './utterances/read-rows.ts';
