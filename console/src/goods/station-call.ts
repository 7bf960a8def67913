/** Calls from a station: a refusal becomes the band, with its sound, and what the person does next is theirs to choose. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { ApiProblem } from '../app/problem.ts';
import { useProblemWords } from '../app/problem-words.ts';
import type { Result } from '../ui/station/station.tsx';
import { lineIsDown } from './line.ts';

type Say = (result: Result | null) => void;

/**
 * `const answer = await attempt(() => call(…))`: the answer, or undefined when it was refused and the band says why.
 * `withoutLine`: what to say where there is no line and something better than "again later" can be done.
 */
export function useStationCall(say: Say) {
  const words = useProblemWords();
  return useCallback(
    async <T>(run: () => Promise<T>, withoutLine?: string): Promise<T | undefined> => {
      try {
        const answer = await run();
        lineIsDown(false);
        return answer;
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        lineIsDown(error.unknown);
        say({
          tone: 'bad',
          words: error.unknown && withoutLine ? withoutLine : words(error).words,
          aside: error.requestId && error.status >= 500 ? error.requestId : undefined,
        });
        return undefined;
      }
    },
    [say, words],
  );
}

/** Reads everything on the screen anew, after a move made by hand. */
export function useReadAnew() {
  const client = useQueryClient();
  return useCallback(() => void client.invalidateQueries(), [client]);
}
