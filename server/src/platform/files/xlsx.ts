import { Worker } from 'node:worker_threads';
import { Refusal } from '../refusal.ts';
import type { SheetLimits, SheetRow } from './sheet.ts';
import type { WorkerAnswer, WorkerTask } from './xlsx-worker.ts';

const TIME_LIMIT = 60_000;

/**
 * Reads the first sheet of a workbook. The work is done in a thread of its own with bounded memory and time, so that a file
 * made to be heavy harms nobody but its sender; rows come over a thousand at a time, when they are asked for.
 */
export async function* xlsxRows(bytes: Uint8Array, limits: SheetLimits): AsyncGenerator<SheetRow> {
  const task: WorkerTask = { bytes, limits };
  const worker = new Worker(new URL('./xlsx-worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: 768, maxYoungGenerationSizeMb: 64 },
    execArgv: [],
  });
  // Between two questions nobody listens: an end that comes then is told at the next.
  let ended: Error | null = null;
  worker.on('error', (error) => {
    ended = error;
  });
  try {
    for (;;) {
      if (ended) throw ended;
      const answer = await next(worker);
      if ('refusal' in answer) throw new Refusal(answer.refusal, answer.details);
      yield* answer.rows;
      if (answer.last) return;
    }
  } finally {
    await worker.terminate();
  }
}

function next(worker: Worker): Promise<WorkerAnswer> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      clearTimeout(timer);
      worker.off('message', answered).off('error', failed).off('exit', ended);
      act();
    };
    const tooComplex = () => reject(new Refusal('file.unreadable', { reason: 'too_complex' }));
    const answered = (answer: WorkerAnswer) => settle(() => resolve(answer));
    const failed = (error: NodeJS.ErrnoException) =>
      settle(() => (error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooComplex() : reject(error)));
    const ended = () => settle(() => reject(new Error('the reader of a workbook ended without an answer')));
    const timer = setTimeout(() => settle(tooComplex), TIME_LIMIT);
    worker.on('message', answered).on('error', failed).on('exit', ended);
    worker.postMessage('next');
  });
}
