import { useState } from 'react';
import { type ProblemWords, useProblemWords } from '../app/problem-words.ts';

/** One thing at a time that is not of the contract; its refusal in words. `run` tells whether it was done. */
export function useAttempt() {
  const words = useProblemWords();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemWords | null>(null);
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
      return true;
    } catch (error) {
      setProblem(words(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { run, busy, problem, reset: () => setProblem(null) };
}
