/** What is wrong with a flow as it stands. */
import {
  buyerLanguage,
  type Flow,
  type FlowCondition,
  type FlowProblem,
  type FlowStep,
  factKindOf,
  flowVariables,
  type LookUp,
  lookUpFacts,
  type Spoken,
} from '@recoup/contract';
import { amountIn } from './amounts-in-words.ts';
import { lookUpOfVariable, variablesIn } from './said-words.ts';

/**
 * Everything that keeps a flow from being published, step by step in the order of the flow. Pure. `others`: the brand's other
 * flows, with which it may not share an intent. A flow without problems is read to an end from each of its steps: no way
 * leads round, each leads on whatever is known, and what its words name was looked up before on every way.
 */
export function checkFlow(flow: Flow, others: readonly Flow[]): FlowProblem[] {
  const problems: FlowProblem[] = [];
  const add = (step: string | null, code: FlowProblem['code'], facts: Record<string, unknown> = {}) =>
    problems.push({ step, code, facts });
  const byId = new Map(flow.steps.map((step) => [step.id, step]));
  const ids = flow.steps.map(({ id }) => id);

  for (const intent of flow.starts.intents) {
    const other = others.find(({ key, starts }) => key !== flow.key && starts.intents.includes(intent));
    if (other) add(null, 'intent_taken', { intent, flow: other.key });
  }
  for (const id of repeated(ids)) add(id, 'twice', { step: id });
  const reached = reachedFrom(flow.steps[0]?.id, byId);
  const before = lookedUpBefore(flow, byId);
  for (const step of flow.steps) {
    for (const what of incomplete(step)) add(step.id, 'kind_incomplete', { what });
    for (const value of repeated((step.choices ?? []).map((choice) => choice.value))) add(step.id, 'twice', { value });
    for (const { to } of step.next) if (!byId.has(to)) add(step.id, 'unknown_next', { to });
    if (!reached.has(step.id)) add(step.id, 'never_reached');
    if (leadsRound(step.id, byId)) add(step.id, 'goes_in_circles');
    if (!hasWayOn(step, flow.steps)) add(step.id, 'no_way_on');
    for (const { when } of step.next) {
      for (const condition of when) {
        const wrong = wrongFact(condition, flow.steps, before.get(step.id)?.some ?? new Set());
        if (wrong) add(step.id, 'unknown_fact', wrong);
      }
    }
    for (const spoken of spokenOf(step)) {
      for (const name of unknownVariables(spoken, before.get(step.id)?.all ?? new Set(), step))
        add(step.id, 'unknown_variable', { variable: name });
      for (const language of buyerLanguage.options) {
        const missing = !spoken[language].trim() || otherVariables(spoken, language);
        if (missing) add(step.id, 'words_missing', { language });
        const words = amountIn(spoken[language]);
        if (words) add(step.id, 'amount_in_words', { language, words });
      }
    }
  }
  return problems;
}

const repeated = (values: readonly string[]): string[] => [
  ...new Set(values.filter((value, at) => values.indexOf(value) !== at)),
];

function reachedFrom(first: string | undefined, byId: ReadonlyMap<string, FlowStep>): Set<string> {
  const reached = new Set<string>();
  const waiting = first ? [first] : [];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    waiting.push(...(byId.get(id)?.next ?? []).map(({ to }) => to));
  }
  return reached;
}

function leadsRound(id: string, byId: ReadonlyMap<string, FlowStep>): boolean {
  return (byId.get(id)?.next ?? []).some(({ to }) => reachedFrom(to, byId).has(id));
}

/** What a step of its kind must have, by the name it has in the contract. */
function incomplete(step: FlowStep): string[] {
  const needs: Record<FlowStep['kind'], readonly (keyof FlowStep)[]> = {
    looks_up: ['look_up'],
    asks: ['slot', 'say'],
    says: ['say'],
    does: ['act', 'say'],
    hands_over: ['because'],
    goes_to: ['flow'],
  };
  const missing = needs[step.kind].filter((key) => step[key] === undefined) as string[];
  const unclear = step.next
    .flatMap(({ when }) => when)
    .some(({ is, in: among, over }) => [is, among, over].filter((one) => one !== undefined).length !== 1);
  return unclear ? [...missing, 'when'] : missing;
}

/** Whether it leads on, or ends, whatever is known: no condition, or conditions that between them leave nothing out. */
function hasWayOn(step: FlowStep, steps: readonly FlowStep[]): boolean {
  if (step.kind === 'hands_over' || step.kind === 'goes_to' || step.ends) return true;
  if (step.next.some(({ when }) => when.length === 0)) return true;
  const single = step.next.flatMap(({ when }) => (when.length === 1 ? when : []));
  if (step.kind === 'does') return coversAct(step.id, single);
  return single.some(({ fact }) =>
    coversAll(
      fact,
      single.filter((one) => one.fact === fact),
      steps,
      step,
    ),
  );
}

/** What was refused goes to a person by itself, and what expired is offered anew. */
function coversAct(id: string, conditions: readonly FlowCondition[]): boolean {
  const own = conditions.filter(({ fact }) => fact === `done.${id}`);
  return ['done', 'declined'].every((state) => own.some((condition) => wordHolds(condition, state)));
}

function coversAll(
  fact: string,
  conditions: readonly FlowCondition[],
  steps: readonly FlowStep[],
  step: FlowStep,
): boolean {
  const kind = factKindOf(fact, steps);
  const always = fact === `answer.${step.id}` || (kind?.kind === 'known' && !fact.includes('.'));
  const given = kind?.kind === 'flag' && lookUpOfVariable(fact) === step.look_up && step.kind === 'looks_up';
  if (!kind || !(always || given)) return false;
  if (kind.kind === 'one_of') return kind.values.every((value) => conditions.some((one) => wordHolds(one, value)));
  return [true, false].every((value) => conditions.some(({ is, not }) => (is === value) !== (not ?? false)));
}

const wordHolds = ({ is, in: among, not = false }: FlowCondition, value: string): boolean =>
  (among ? among.includes(value) : is === value) !== not;

/** Null where the fact is one there is, is looked up on some way before, and is compared with what it can be. */
function wrongFact(
  condition: FlowCondition,
  steps: readonly FlowStep[],
  lookedUp: ReadonlySet<LookUp>,
): Record<string, unknown> | null {
  const { fact, is, in: among, over } = condition;
  const kind = factKindOf(fact, steps);
  const lookUp = lookUpOfVariable(fact);
  if (!kind || (lookUp && !lookedUp.has(lookUp))) return { fact };
  const values = [...(among ?? []), ...(typeof is === 'string' ? [is] : [])];
  if (over !== undefined) return kind.kind === 'number' ? null : { fact, over };
  if (kind.kind === 'number' && typeof is !== 'boolean') return { fact };
  if (kind.kind === 'one_of') {
    const odd = values.find((value) => !kind.values.includes(value));
    return odd === undefined ? null : { fact, value: odd };
  }
  return values.length > 0 ? { fact, value: values[0] } : null;
}

type LookedUp = { all: Set<LookUp>; some: Set<LookUp> };

/** Which look-ups were made when a step is reached: on all ways to it, and on some. Its own count. */
function lookedUpBefore(flow: Flow, byId: ReadonlyMap<string, FlowStep>): Map<string, LookedUp> {
  const every = Object.keys(lookUpFacts) as LookUp[];
  const known = new Map<string, LookedUp>();
  const first = flow.steps[0];
  if (!first) return known;
  for (let round = 0, changed = true; changed && round <= flow.steps.length * every.length; round += 1) {
    changed = false;
    for (const step of flow.steps) {
      const from = flow.steps
        .filter(({ next }) => next.some(({ to }) => to === step.id))
        .map(({ id }) => known.get(id));
      const reached = from.filter((one) => one !== undefined);
      if (step !== first && reached.length === 0) continue;
      const all = new Set(step === first ? [] : every.filter((key) => reached.every((one) => one.all.has(key))));
      const some = new Set(every.filter((key) => reached.some((one) => one.some.has(key))));
      const own = byId.get(step.id)?.look_up;
      if (own && step.kind === 'looks_up') {
        all.add(own);
        some.add(own);
      }
      const old = known.get(step.id);
      if (old && old.all.size === all.size && old.some.size === some.size) continue;
      known.set(step.id, { all, some });
      changed = true;
    }
  }
  return known;
}

const spokenOf = (step: FlowStep): Spoken[] =>
  [step.say, step.say_again, ...(step.choices ?? []).map(({ words }) => words)].filter((one) => one !== undefined);

/** `offer.*` is known behind the remedies, and where something is offered. */
function unknownVariables(spoken: Spoken, lookedUp: ReadonlySet<LookUp>, step: FlowStep): string[] {
  const named = [...new Set(buyerLanguage.options.flatMap((language) => variablesIn(spoken[language])))];
  const curly = buyerLanguage.options.flatMap((language) => spoken[language].match(/\{\{[^}]*\}\}/g) ?? []);
  const odd = curly.filter((one) => variablesIn(one).length === 0);
  const unknown = named.filter((name) => {
    const lookUp = lookUpOfVariable(name);
    if (!flowVariables.includes(name) || !lookUp) return true;
    return !lookedUp.has(lookUp) && !(name.startsWith('offer.') && step.kind === 'does');
  });
  return [...unknown, ...odd];
}

/** The three languages say the same things. */
function otherVariables(spoken: Spoken, language: keyof Spoken): boolean {
  const of = (one: keyof Spoken) => [...new Set(variablesIn(spoken[one]))].sort().join();
  return of(language) !== of('en');
}
