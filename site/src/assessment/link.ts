/** The answers in the address, after the #: kept over signing in and shared by copying, and never sent by the browser itself. */
import type { AssessmentAnswers, Assumptions, PolicyEdits, ServiceModel } from '@recoup/contract';

/** What somebody has said so far: what is left out takes its usual value. */
export type Said = {
  answers: Partial<AssessmentAnswers>;
  assumptions: Partial<Assumptions>;
  policy: PolicyEdits;
  model: ServiceModel | null;
};
export const nothingSaid: Said = { answers: {}, assumptions: {}, policy: {}, model: null };

const LISTS = ['traits', 'channels', 'goals'];
const NUMBERS = ['orders_a_month', 'price', 'return_rate'];
const MODELS = ['own', 'outsourced', 'mixed'];

export function writeSaid({ answers, assumptions, policy, model }: Said): string {
  const pairs = new URLSearchParams();
  for (const [key, value] of Object.entries(answers))
    if (value !== undefined) pairs.set(key, Array.isArray(value) ? value.join(',') : String(value));
  for (const [key, value] of Object.entries(assumptions)) pairs.set(`assume.${key}`, String(value));
  for (const [key, value] of Object.entries(policy)) pairs.set(`policy.${key}`, String(value));
  if (model) pairs.set('model', model);
  return pairs.size > 0 ? `#${pairs}` : '';
}

/** Reads what `writeSaid` wrote. Whether it may stand is seen to by the server, which names the field that may not. */
export function readSaid(hash: string): Said {
  const said: {
    answers: Record<string, unknown>;
    assumptions: Record<string, number>;
    policy: Record<string, unknown>;
  } = { answers: {}, assumptions: {}, policy: {} };
  let model: ServiceModel | null = null;
  const number = (text: string) => (/^\d{1,9}$/.test(text) ? Number(text) : null);
  for (const [key, text] of new URLSearchParams(hash.replace(/^#/, ''))) {
    const [group, name] = key.split('.');
    const value = number(text);
    if (key === 'model') model = MODELS.includes(text) ? (text as ServiceModel) : null;
    else if (group === 'assume' && name && value !== null) said.assumptions[name] = value;
    else if (group === 'policy' && name) said.policy[name] = value ?? text;
    else if (NUMBERS.includes(key)) {
      if (value !== null) said.answers[key] = value;
    } else if (LISTS.includes(key)) said.answers[key] = text === '' ? [] : text.split(',');
    else if (/^[a-z]+$/.test(key)) said.answers[key] = text;
  }
  return { ...said, model } as Said;
}

/** The self-assessment with these answers given already. */
export const assessmentLink = (answers: Said['answers']): string =>
  `/assessment${writeSaid({ ...nothingSaid, answers })}`;
