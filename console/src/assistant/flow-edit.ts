/** What the editor does to a flow. Pure: a flow goes in, a flow comes out; the steps keep their numbers. */
import type { Flow, FlowCondition, FlowStep, StaffLanguage } from '@recoup/contract';
import newWords from './new-words.json';

export type StepKind = FlowStep['kind'];
export type Way = FlowStep['next'][number];
export const stepKinds: readonly StepKind[] = ['looks_up', 'asks', 'says', 'does', 'hands_over', 'goes_to'];
/** After these the talk is somewhere else: nothing can follow. */
export const goesOn = (kind: StepKind): boolean => kind !== 'hands_over' && kind !== 'goes_to';
export const mostWays = 8;
export const mostConditions = 6;

export const stepOf = (flow: Flow, id: string): FlowStep | undefined => flow.steps.find((step) => step.id === id);

/** `4c` after `4b`; `3a` after `3`; a new number where the letters are used up. */
export function freeId(steps: readonly FlowStep[], after: string): string {
  const taken = new Set(steps.map(({ id }) => id));
  const [, digits = '1', letter] = /^(\d+)([a-z]?)$/.exec(after) ?? [];
  const from = letter ? letter.charCodeAt(0) + 1 : 97;
  for (let code = from; code <= 122; code++) {
    const id = `${digits}${String.fromCharCode(code)}`;
    if (!taken.has(id)) return id;
  }
  for (let n = 1; n <= 99; n++) if (!taken.has(String(n))) return String(n);
  throw new Error('no number is free');
}

/** A step that was just added: it says what its kind is, and nothing of its own yet. */
export function blankStep(id: string, kind: StepKind): FlowStep {
  const title = (language: StaffLanguage) => newWords[language][kind];
  const say = { en: '', zh: '', es: '' };
  return {
    id,
    kind,
    title: { en: title('en'), zh: title('zh') },
    note: null,
    next: [],
    ...(kind === 'looks_up' ? { look_up: 'order' as const } : {}),
    ...(kind === 'asks' ? { slot: 'problem' as const } : {}),
    ...(kind === 'does' ? { act: 'give_remedy' as const } : {}),
    ...(kind === 'hands_over' ? { because: 'rule' as const } : {}),
    ...(kind === 'goes_to' ? { flow: 'person' as const } : {}),
    ...(kind === 'looks_up' || kind === 'goes_to' ? {} : { say }),
  };
}

/**
 * Puts a step between one step and all that follows it, or on one of its ways only; a hand-over and a way to another flow
 * stand beside what follows. Null after a step nothing can follow, and where there is no room.
 */
export function addAfter(flow: Flow, id: string, kind: StepKind, way?: number): { flow: Flow; id: string } | null {
  const before = stepOf(flow, id);
  if (!before || !goesOn(before.kind) || flow.steps.length >= 60) return null;
  const made = blankStep(freeId(flow.steps, id), kind);
  if (!goesOn(kind) && way === undefined && before.next.length > 0) return besides(flow, before, made);
  const ends = way === undefined ? before.ends : undefined;
  const follows = way === undefined ? before.next : [{ when: [], to: before.next[way]?.to ?? '', label: null }];
  const next = way === undefined ? [] : before.next.map((each, at) => (at === way ? { ...each, to: made.id } : each));
  const added: FlowStep = goesOn(kind) ? { ...made, next: follows, ...(ends ? { ends } : {}) } : made;
  const { ends: _gone, ...open } = before;
  const changed: FlowStep =
    way === undefined ? { ...open, next: [{ when: [], to: made.id, label: null }] } : { ...before, next };
  const steps = flow.steps.flatMap((step) => (step.id === id ? [changed, added] : [step]));
  return { flow: { ...flow, steps }, id: made.id };
}

/** What nothing can follow stands beside what follows already, on a way of its own that somebody still has to name. */
function besides(flow: Flow, before: FlowStep, made: FlowStep): { flow: Flow; id: string } | null {
  if (before.next.length >= mostWays) return null;
  const own: Way = { when: [{ fact: 'problem', is: 'other' }], to: made.id, label: null };
  const changed = { ...before, next: [own, ...before.next] };
  const steps = flow.steps.flatMap((step) => (step.id === before.id ? [changed, made] : [step]));
  return { flow: { ...flow, steps }, id: made.id };
}

const reads = (when: readonly FlowCondition[], id: string) =>
  when.some(({ fact }) => fact === `answer.${id}` || fact === `done.${id}`);

/**
 * Takes a step out; who led to it leads on to what followed it, under both conditions. What was asked there is not
 * known any more, so a way that hung on its answer falls away.
 */
export function dropStep(flow: Flow, id: string): Flow {
  const gone = stepOf(flow, id);
  if (!gone || flow.steps.length === 1) return flow;
  const ways = gone.next.filter((way) => way.to !== id && !reads(way.when, id));
  const onward =
    ways.length > 0
      ? ways
      : gone.next
          .filter(({ to }) => to !== id)
          .slice(-1)
          .map((way) => ({ ...way, when: [] }));
  const joined = (way: Way): Way[] =>
    onward.map(({ when, to, label }) => ({
      when: [...way.when, ...when].slice(0, mostConditions),
      to,
      label: way.label ?? label,
    }));
  const rewired = flow.steps
    .filter((step) => step.id !== id)
    .map((step): FlowStep => {
      if (!step.next.some(({ to }) => to === id)) return step;
      const next = step.next.flatMap((way) => (way.to === id ? joined(way) : [way])).slice(0, mostWays);
      return { ...step, next, ...(next.length === 0 && gone.ends ? { ends: gone.ends } : {}) };
    });
  // The first step is where the reading begins: what followed it takes its place.
  const first = flow.steps[0]!.id === id ? onward[0]?.to : undefined;
  const steps = first
    ? [...rewired.filter((step) => step.id === first), ...rewired.filter((step) => step.id !== first)]
    : rewired;
  return { ...flow, steps };
}

export function changeStep(flow: Flow, id: string, part: Partial<FlowStep>): Flow {
  return { ...flow, steps: flow.steps.map((step) => (step.id === id ? clean({ ...step, ...part }) : step)) };
}

/** Another kind: what only the old kind has is left behind; words, title and ways stay where the new kind may have them. */
export function turnInto(flow: Flow, id: string, kind: StepKind): Flow {
  const was = stepOf(flow, id);
  if (!was || was.kind === kind) return flow;
  const blank = blankStep(id, kind);
  const untouched = (['en', 'zh'] as const).every((each) => was.title[each] === newWords[each][was.kind]);
  const step: FlowStep = {
    ...blank,
    title: untouched ? blank.title : was.title,
    note: was.note,
    ...(blank.say && was.say ? { say: was.say } : {}),
    ...(was.choices && (kind === 'asks' || kind === 'says') ? { choices: was.choices } : {}),
    ...(goesOn(kind) ? { next: was.next, ...(was.ends ? { ends: was.ends } : {}) } : {}),
  };
  return { ...flow, steps: flow.steps.map((each) => (each.id === id ? step : each)) };
}

/** Ways on are tried in their order: the first whose conditions hold is taken. */
export function setWays(flow: Flow, id: string, next: readonly Way[]): Flow {
  return { ...flow, steps: flow.steps.map((step) => (step.id === id ? waysOf(step, next) : step)) };
}
function waysOf(step: FlowStep, next: readonly Way[]): FlowStep {
  const { ends: _gone, ...open } = step;
  return next.length > 0 ? { ...open, next: [...next] } : { ...step, next: [], ends: step.ends ?? 'answered' };
}

export function moveWay(ways: readonly Way[], from: number, to: number): Way[] {
  const next = [...ways];
  const [moved] = next.splice(from, 1);
  if (moved) next.splice(to, 0, moved);
  return next;
}

/** Empty extras are left out, so that a flow that was changed and changed back is the same flow. */
function clean(step: FlowStep): FlowStep {
  const { say_again, choices, note, ...rest } = step;
  const blank = (words: { en: string; zh: string; es?: string } | null | undefined) =>
    !words || Object.values(words).every((text) => !text);
  return {
    ...rest,
    note: blank(note) ? null : note,
    ...(blank(say_again) ? {} : { say_again: say_again! }),
    ...(choices && choices.length > 0 ? { choices } : {}),
  } as FlowStep;
}

/** Every step from which this one may be reached, itself left out: what they found and heard may be known here. */
export function before(flow: Flow, id: string): Set<string> {
  const found = new Set<string>();
  const waiting = [id];
  while (waiting.length > 0) {
    const at = waiting.pop()!;
    for (const step of flow.steps) {
      if (found.has(step.id) || !step.next.some(({ to }) => to === at)) continue;
      found.add(step.id);
      waiting.push(step.id);
    }
  }
  found.delete(id);
  return found;
}

/** A value for a new answer to tap: `answer`, `answer_b`, … */
export function freeValue(taken: readonly string[]): string {
  if (!taken.includes('answer')) return 'answer';
  for (let code = 98; code <= 122; code++) {
    const value = `answer_${String.fromCharCode(code)}`;
    if (!taken.includes(value)) return value;
  }
  return `answer_${'z'.repeat(taken.length)}`;
}

/** As it is kept: a note or a label written in one language stands in the other too, until somebody writes it there. */
export function filled(flow: Flow): Flow {
  const both = <W extends { en: string; zh: string } | null>(words: W): W =>
    words && { ...words, en: words.en.trim() || words.zh, zh: words.zh.trim() || words.en };
  return {
    ...flow,
    steps: flow.steps.map((step) => ({
      ...step,
      note: both(step.note),
      next: step.next.map((way) => ({ ...way, label: both(way.label) })),
    })),
  };
}
