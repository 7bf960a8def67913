import type { Figures } from '../intents/teach.ts';

/**
 * Whether a model that was just trained answers from now on: only where it is not worse, in any way that is measured, than the
 * one that answers today on the same kept messages; half a percent is chance.
 */
export function verdict(trained: Figures, live: Figures): 'live' | 'worse' {
  const within = (key: keyof Figures, slack: number) => trained[key] + slack >= live[key];
  return within('accuracy', 0) && within('coverage', 500) && within('oos_recall', 1_500) ? 'live' : 'worse';
}

/** A training that has not ended by then was lost with its worker; another may begin. */
export const LOST_AFTER_MS = 60 * 60_000;
