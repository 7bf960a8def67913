/** A diagnosis sheet walked: which answers a step has, where each leads, what is wrong with a sheet, and where a run stands. Pure; the server's runs and the console's preview walk alike. */
import type { SheetFault, SheetKind, SheetOutcome, SheetRule, SheetStep } from './call-sheets.ts';

const fixed: Record<Exclude<SheetKind, 'choice' | 'measure'>, readonly string[]> = {
  yes_no: ['yes', 'no'],
  photo: ['given', 'skipped'],
  code: ['matches', 'differs', 'unread'],
  note: ['given', 'skipped'],
};

/** Every answer rules may name, in the order they are shown. A measure has `below` and `above` only where it has that limit. */
export function answersOf({ kind, choices, measure }: Pick<SheetStep, 'kind' | 'choices' | 'measure'>): string[] {
  if (kind === 'choice') return choices.map(({ key }) => key);
  if (kind !== 'measure') return [...fixed[kind]];
  const low = measure?.low ?? null;
  const high = measure?.high ?? null;
  return [...(low === null ? [] : ['below']), 'within', ...(high === null ? [] : ['above'])];
}

/** What a measured number is, both limits included. */
export function measured({ measure }: Pick<SheetStep, 'measure'>, value: number): 'below' | 'within' | 'above' {
  if (measure?.low != null && value < measure.low) return 'below';
  return measure?.high != null && value > measure.high ? 'above' : 'within';
}

/** The first rule that holds the answer; null where none does. */
export const ruleFor = ({ leads }: Pick<SheetStep, 'leads'>, answer: string): SheetRule | null =>
  leads.find(({ answers }) => answers.length === 0 || answers.includes(answer)) ?? null;

/**
 * Everything that keeps a sheet from being published: every step must be reached by some answer, every answer must lead on,
 * every way must end in an outcome, and none may go round. Empty where it holds together.
 */
export function faultsOf(steps: readonly SheetStep[]): SheetFault[] {
  const first = steps[0];
  if (!first) return [{ step: null, answer: null, code: 'no_steps' }];
  const keys = steps.map(({ key }) => key);
  const faults = steps.flatMap((step, at) => [
    ...(keys.indexOf(step.key) < at ? [{ step: step.key, answer: null, code: 'twice' as const }] : []),
    ...stepFaults(step, keys),
  ]);
  const reached = reachedFrom(first.key, steps);
  for (const key of keys) if (!reached.has(key)) faults.push({ step: key, answer: null, code: 'unreachable' as const });
  const round = circleIn(steps);
  if (round) faults.push({ step: round, answer: null, code: 'circle' as const });
  return faults;
}

function stepFaults(step: SheetStep, keys: readonly string[]): SheetFault[] {
  const at = (code: SheetFault['code'], answer: string | null = null): SheetFault => ({ step: step.key, answer, code });
  const faults: SheetFault[] = [];
  const answers = answersOf(step);
  if (step.kind === 'choice' && answers.length < 2) faults.push(at('choices_missing'));
  if (step.kind === 'choice' && new Set(answers).size < answers.length) faults.push(at('twice'));
  if (step.kind === 'measure' && !hasLimits(step)) faults.push(at('limits_missing'));
  const taken = new Set<string>();
  for (const rule of step.leads) {
    for (const answer of rule.answers) if (!answers.includes(answer)) faults.push(at('answer_unknown', answer));
    const named = rule.answers.length === 0 ? answers : rule.answers;
    if (named.every((answer) => taken.has(answer))) faults.push(at('never', rule.answers[0] ?? null));
    for (const answer of named) taken.add(answer);
    const one = (rule.step === null) !== (rule.outcome === null);
    if (!one || (rule.step !== null && !keys.includes(rule.step)))
      faults.push(at('leads_nowhere', rule.answers[0] ?? null));
  }
  for (const answer of answers) if (!ruleFor(step, answer)) faults.push(at('open_end', answer));
  return faults;
}

function hasLimits({ measure }: SheetStep): boolean {
  if (!measure || (measure.low === null && measure.high === null)) return false;
  return measure.low === null || measure.high === null || measure.low <= measure.high;
}

const nextOf = (step: SheetStep): string[] => [
  ...new Set(answersOf(step).flatMap((answer) => ruleFor(step, answer)?.step ?? [])),
];

function reachedFrom(key: string, steps: readonly SheetStep[]): Set<string> {
  const reached = new Set<string>();
  const open = [key];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const step = steps.find((each) => each.key === one);
    if (!step || reached.has(one)) continue;
    reached.add(one);
    open.push(...nextOf(step));
  }
  return reached;
}

/** A step that leads back to itself; null where none does. */
function circleIn(steps: readonly SheetStep[]): string | null {
  const done = new Set<string>();
  const goes = (key: string, on: ReadonlySet<string>): string | null => {
    if (on.has(key)) return key;
    const step = steps.find((one) => one.key === key);
    if (!step || done.has(key)) return null;
    const found = nextOf(step)
      .map((next) => goes(next, new Set([...on, key])))
      .find((one) => one !== null);
    done.add(key);
    return found ?? null;
  };
  return steps.map(({ key }) => goes(key, new Set())).find((one) => one !== null) ?? null;
}

/**
 * Where a run stands: the answers that count, in the order they were asked, the next step and the outcome. What was answered
 * behind an answer that now leads elsewhere does not count.
 */
export function walk<A extends { step: string; answer: string }>(
  steps: readonly SheetStep[],
  answers: readonly A[],
): { answers: A[]; next: string | null; outcome: SheetOutcome | null } {
  const counted: A[] = [];
  let key = steps[0]?.key ?? null;
  while (key !== null) {
    const step = steps.find((one) => one.key === key);
    const given = answers.find((one) => one.step === key);
    if (!step || !given || counted.includes(given)) return { answers: counted, next: step ? key : null, outcome: null };
    const rule = ruleFor(step, given.answer);
    if (!rule) return { answers: counted, next: key, outcome: null };
    counted.push(given);
    if (rule.outcome) return { answers: counted, next: null, outcome: rule.outcome };
    key = rule.step;
  }
  return { answers: counted, next: null, outcome: null };
}
