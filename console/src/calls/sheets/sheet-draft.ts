/** A draft of a diagnosis sheet as its editor changes it. Pure. */
import {
  answersOf,
  type DiagnosisSheet,
  type SheetKind,
  type SheetOutcome,
  type SheetRule,
  type SheetStep,
} from '@recoup/contract';

export type Draft = Pick<DiagnosisSheet, 'name' | 'for'> & { steps: SheetStep[] };

/** What is written now: the draft, else what is live. */
export const draftOf = ({ name, for: scope, live, draft }: DiagnosisSheet): Draft =>
  draft ? { name: draft.name, for: draft.for, steps: draft.steps } : { name, for: scope, steps: live?.steps ?? [] };

/** A key no step has yet. */
export function freshKey(steps: readonly Pick<SheetStep, 'key'>[], stem = 'step'): string {
  for (let n = steps.length + 1; ; n++) if (!steps.some(({ key }) => key === `${stem}_${n}`)) return `${stem}_${n}`;
}

export const plainOutcome: SheetOutcome = {
  verdict: 'unclear',
  defect: null,
  reason: null,
  remedy: null,
  says: { en: '' },
};

/** A new step; the last one leads to it where that led nowhere yet. */
export function withStep(draft: Draft): Draft {
  const key = freshKey(draft.steps);
  const step: SheetStep = {
    key,
    ask: { en: '' },
    help: {},
    picture_file_id: null,
    kind: 'yes_no',
    choices: [],
    measure: null,
    photo: false,
    leads: [],
  };
  return { ...draft, steps: [...draft.steps, step] };
}

/** Without it, and without what led there. */
export const withoutStep = (draft: Draft, key: string): Draft => ({
  ...draft,
  steps: draft.steps
    .filter((step) => step.key !== key)
    .map((step) => ({ ...step, leads: step.leads.filter((rule) => rule.step !== key) })),
});

export const changedStep = (draft: Draft, key: string, change: Partial<SheetStep>): Draft => ({
  ...draft,
  steps: draft.steps.map((step) => (step.key === key ? { ...step, ...change } : step)),
});

/** Another kind has other answers: what led from the old ones goes. */
export function ofKind(step: SheetStep, kind: SheetKind): SheetStep {
  const next: SheetStep = {
    ...step,
    kind,
    measure: kind === 'measure' ? (step.measure ?? { unit: 'cm', low: null, high: null }) : null,
    choices: kind === 'choice' ? step.choices : [],
  };
  const known = answersOf(next);
  return {
    ...next,
    leads: step.leads
      .map((rule) => ({ ...rule, answers: rule.answers.filter((answer) => known.includes(answer)) }))
      .filter((rule, at) => rule.answers.length > 0 || step.leads[at]!.answers.length === 0),
  };
}

/** Where one answer leads is said for it alone: rules of several answers are taken apart. */
export function leadOf(step: SheetStep, answer: string): SheetRule | null {
  return step.leads.find(({ answers }) => answers.length === 0 || answers.includes(answer)) ?? null;
}
export function withLead(step: SheetStep, answer: string, to: Pick<SheetRule, 'step' | 'outcome'>): SheetStep {
  const leads = answersOf(step).flatMap((one): SheetRule[] => {
    if (one === answer) return [{ answers: [one], ...to }];
    const rule = leadOf(step, one);
    return rule ? [{ ...rule, answers: [one] }] : [];
  });
  return { ...step, leads };
}
