/** Where the steps of the dock are written down: in this browser, so that closing the page or losing the line loses none. */
import type { Kept } from './kept.ts';

const keyOf = (workspaceId: string) => `recoup.dock.${workspaceId}`;
const read = new Map<string, { text: string; steps: readonly Kept[] }>();
const listeners = new Set<() => void>();

/** The same list until something changes. */
export function keptSteps(workspaceId: string): readonly Kept[] {
  const text = localStorage.getItem(keyOf(workspaceId)) ?? '[]';
  const before = read.get(workspaceId);
  if (before?.text === text) return before.steps;
  const steps = parsed(text);
  read.set(workspaceId, { text, steps });
  return steps;
}

export function changeKept(workspaceId: string, change: (steps: readonly Kept[]) => readonly Kept[]): void {
  const steps = change(keptSteps(workspaceId));
  if (steps.length === 0) localStorage.removeItem(keyOf(workspaceId));
  else localStorage.setItem(keyOf(workspaceId), JSON.stringify(steps));
  for (const listener of listeners) listener();
}

/** Hears of changes here and in another tab of this device. */
export function onKept(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** What another version of this page wrote, or a hand, may not read. */
function parsed(text: string): readonly Kept[] {
  try {
    const steps: unknown = JSON.parse(text);
    return Array.isArray(steps) ? (steps as Kept[]) : [];
  } catch {
    return [];
  }
}
