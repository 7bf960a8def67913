/** What a draft changes of what is live, in the order the picture is read. Pure; the words belong to the screen. */
import type { Flow, FlowStep, Spoken } from '@recoup/contract';

export type Changed =
  | { what: 'words'; field: 'say' | 'say_again'; language: keyof Spoken; before: string; after: string }
  | { what: 'choices'; before: FlowStep['choices']; after: FlowStep['choices'] }
  | { what: 'ways'; before: FlowStep['next']; after: FlowStep['next'] }
  | { what: 'title' | 'note'; language: 'en' | 'zh'; before: string; after: string }
  | {
      what: 'kind' | 'look_up' | 'slot' | 'act' | 'remedy' | 'because' | 'flow' | 'shows' | 'ends';
      before: string | null;
      after: string | null;
    };
export type Difference =
  | { kind: 'starts'; added: string[]; removed: string[]; surer: { before: number; after: number } | null }
  | { kind: 'name'; before: Flow['name']; after: Flow['name'] }
  | { kind: 'order' }
  | { kind: 'added' | 'removed'; step: FlowStep }
  | { kind: 'changed'; step: FlowStep; changes: Changed[] };

export function compareFlows(live: Flow, draft: Flow): Difference[] {
  const found: Difference[] = [];
  if (live.name.en !== draft.name.en || live.name.zh !== draft.name.zh) {
    found.push({ kind: 'name', before: live.name, after: draft.name });
  }
  const added = draft.starts.intents.filter((each) => !live.starts.intents.includes(each));
  const removed = live.starts.intents.filter((each) => !draft.starts.intents.includes(each));
  const [before, after] = [live.starts.surer_than, draft.starts.surer_than];
  if (added.length + removed.length > 0 || before !== after) {
    found.push({ kind: 'starts', added, removed, surer: before === after ? null : { before, after } });
  }
  const old = new Map(live.steps.map((step) => [step.id, step]));
  for (const step of draft.steps) {
    const was = old.get(step.id);
    if (!was) {
      found.push({ kind: 'added', step });
      continue;
    }
    const changes = compareSteps(was, step);
    if (changes.length > 0) found.push({ kind: 'changed', step, changes });
  }
  const kept = new Set(draft.steps.map(({ id }) => id));
  for (const step of live.steps) if (!kept.has(step.id)) found.push({ kind: 'removed', step });
  // Where the reading begins is the only thing the order of the steps says.
  if (live.steps[0]?.id !== draft.steps[0]?.id) found.push({ kind: 'order' });
  return found;
}

const plain = ['kind', 'look_up', 'slot', 'act', 'remedy', 'because', 'flow', 'shows', 'ends'] as const;

function compareSteps(was: FlowStep, is: FlowStep): Changed[] {
  const found: Changed[] = [];
  for (const what of ['title', 'note'] as const) {
    for (const language of ['en', 'zh'] as const) {
      const [before, after] = [was[what]?.[language] ?? '', is[what]?.[language] ?? ''];
      if (before !== after) found.push({ what, language, before, after });
    }
  }
  for (const what of plain) {
    const [before, after] = [was[what] ?? null, is[what] ?? null];
    if (before !== after) found.push({ what, before, after });
  }
  for (const field of ['say', 'say_again'] as const) {
    for (const language of ['en', 'zh', 'es'] as const) {
      const [before, after] = [was[field]?.[language] ?? '', is[field]?.[language] ?? ''];
      if (before !== after) found.push({ what: 'words', field, language, before, after });
    }
  }
  if (!sameValue(was.choices ?? [], is.choices ?? [])) {
    found.push({ what: 'choices', before: was.choices, after: is.choices });
  }
  if (!sameValue(was.next, is.next)) found.push({ what: 'ways', before: was.next, after: is.next });
  return found;
}

/** Equal whatever the order of their keys: what came from the server and what was typed here are written differently. */
export function sameValue(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!value || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
