/** A thread of its own in which a model is trained, so that the worker's other jobs go on. Knows no database. */
import { parentPort, workerData } from 'node:worker_threads';
import type { TrainingRow } from '../intents/index.ts';
import { loadUtterances, packModel, unpackModel } from '../intents/index.ts';
import { readShipped } from '../intents/shipped.ts';
import { type Figures, teach, tryOut } from '../intents/teach.ts';

export type TrainingTask = {
  /** What agents taught. */
  taught: TrainingRow[];
  /** The one that answers now; null for the shipped one. */
  live: Uint8Array | null;
};
export type Trained = { packed: Uint8Array; rows: number; figures: Figures; live: Figures };

function trained({ taught, live }: TrainingTask): Trained {
  const utterances = loadUtterances();
  const test = utterances.filter(({ split }) => split === 'test');
  const rows = [...utterances.filter(({ split }) => split === 'train'), ...taught];
  const packed = packModel(teach(rows));
  return {
    packed,
    rows: rows.length,
    // As it will answer: what is lost by packing is measured too.
    figures: tryOut(unpackModel(packed), test),
    live: tryOut(unpackModel(live ?? readShipped().packed), test),
  };
}

parentPort?.postMessage(trained(workerData as TrainingTask));
