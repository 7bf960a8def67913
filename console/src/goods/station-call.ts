/** Calls from a station: a refusal becomes the band, with its sound, and what the person does next is theirs to choose. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { ApiProblem } from '../app/problem.ts';
import { useProblemWords } from '../app/problem-words.ts';
import type { Result } from '../ui/station/station.tsx';

type Say = (result: Result | null) => void;

/** `const answer = await attempt(() => call(…))`: the answer, or undefined when it was refused and the band says why. */
export function useStationCall(say: Say) {
  const words = useProblemWords();
  return useCallback(
    async <T>(run: () => Promise<T>): Promise<T | undefined> => {
      try {
        return await run();
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        say({
          tone: 'bad',
          words: words(error).words,
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
