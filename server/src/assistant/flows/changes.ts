import { isDeepStrictEqual } from 'node:util';
import type { Flow } from '@recoup/contract';

/** How many things a draft changes: its name, when it starts, and each step that is new, gone, moved to the front or other than it was. */
export function changesIn(live: Flow, draft: Flow): number {
  const before = new Map(live.steps.map((step) => [step.id, step]));
  const after = new Map(draft.steps.map((step) => [step.id, step]));
  const steps = [...new Set([...before.keys(), ...after.keys()])].filter(
    (id) => !isDeepStrictEqual(before.get(id), after.get(id)),
  );
  const starts = live.steps[0]?.id !== draft.steps[0]?.id;
  return [
    !isDeepStrictEqual(live.name, draft.name),
    !isDeepStrictEqual(live.starts, draft.starts),
    starts,
    ...steps.map(() => true),
  ].filter(Boolean).length;
}
