/** Sends what is written down, in order, one at a time; waits and tries again while there is no line. */
import type { AnswerOf, Parcel, warehouse } from '@recoup/contract';
import { ApiProblem } from '../../app/problem.ts';
import type { Kept, KeptClose, KeptCount } from './kept.ts';
import { toSend } from './kept.ts';

export type CountAnswer = AnswerOf<typeof warehouse.count>;

/** What sending needs of the world. */
export type Line = {
  steps(): readonly Kept[];
  change(change: (steps: readonly Kept[]) => readonly Kept[]): void;
  count(step: KeptCount): Promise<CountAnswer>;
  close(step: KeptClose): Promise<Parcel>;
  words(problem: ApiProblem): string;
  now(): number;
};
export type Outcome =
  | { step: KeptCount; to: 'counted'; answer: CountAnswer }
  | { step: KeptClose; to: 'closed'; parcel: Parcel | null }
  | { step: Kept; to: 'refused'; words: string };

/** A refusal that comes this long after the step is no news to the band: it is kept until somebody has read it. */
const stillThere = 5_000;

/**
 * Sends until nothing is left (`true`) or there is no line (`false`). `told` hears what became of each step. A box that
 * was closed by a call whose answer never came is closed: that is no refusal.
 */
export async function sendKept(line: Line, told: (outcome: Outcome) => void, tried: Set<string>): Promise<boolean> {
  for (let step = toSend(line.steps())[0]; step; step = toSend(line.steps())[0]) {
    const { id } = step;
    const again = tried.has(id);
    tried.add(id);
    try {
      const outcome: Outcome =
        step.kind === 'count'
          ? { step, to: 'counted', answer: await line.count(step) }
          : { step, to: 'closed', parcel: await line.close(step) };
      told(outcome);
      line.change((steps) => steps.filter((each) => each.id !== id));
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (isDown(error)) return false;
      if (step.kind === 'close' && again && error.code === 'parcel.closed') {
        told({ step, to: 'closed', parcel: null });
        line.change((steps) => steps.filter((each) => each.id !== id));
        continue;
      }
      const words = line.words(error);
      const isNews = line.now() - step.at < stillThere;
      line.change((steps) =>
        isNews
          ? steps.filter((each) => each.id !== id)
          : steps.map((each) => (each.id === id ? { ...each, refused: words } : each)),
      );
      told({ step, to: 'refused', words });
    }
  }
  return true;
}

/** No answer, a server that restarts, or nobody signed in: the step is as good as before. */
function isDown(problem: ApiProblem): boolean {
  return problem.unknown || [401, 429, 502, 503, 504].includes(problem.status);
}
