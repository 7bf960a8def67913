import type { AppliedPlan, AssessmentInput, Me, Problem, StartingPlan } from '@recoup/contract';
import type { PlanLanguage } from '@recoup/contract/plan-words';
import type { Said } from './link.ts';

/** A call that was refused, or that did not reach the server (status 0). */
export class Refused extends Error {
  readonly problem: Pick<Problem, 'code' | 'status' | 'fields' | 'details' | 'request_id'>;
  constructor(problem: Refused['problem']) {
    super(problem.code);
    this.problem = problem;
  }
}

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { accept: 'application/json', ...(init.headers as Record<string, string>) };
  const response = await fetch(path, { credentials: 'same-origin', ...init, headers }).catch(() => {
    throw new Refused({ code: 'network.offline', status: 0, request_id: '' });
  });
  if (response.ok) return response;
  const problem = (await response.json().catch(() => null)) as Problem | null;
  throw new Refused(problem ?? { code: 'server.away', status: response.status, request_id: '' });
}

const post = (path: string, body: object, headers: Record<string, string> = {}): Promise<Response> =>
  ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

export type Asked = Pick<Partial<AssessmentInput>, 'assumptions' | 'policy'> & { answers: Said['answers'] };
const asked = ({ answers, assumptions, policy }: Said): Asked => ({ answers, assumptions, policy });

export async function readPlan(said: Said): Promise<StartingPlan> {
  return (await post('/v1/public/assessment/plan', asked(said))).json();
}

/** Hands the paper to the browser as a download. */
export async function downloadPlan(said: Said, language: PlanLanguage): Promise<void> {
  const body = { ...asked(said), language, ...(said.model ? { model: said.model } : {}) };
  const paper = await (await post('/v1/public/assessment/plan.pdf', body)).blob();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(paper);
  link.download = `recoup-plan-${language}.pdf`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Who is signed in here; null for nobody. */
export async function whoIsHere(): Promise<Me | null> {
  try {
    return await (await ask('/v1/me')).json();
  } catch (error) {
    if (error instanceof Refused && error.problem.status === 401) return null;
    throw error;
  }
}

export type StartWith = {
  brand: { id: string } | { name: string; slug: string };
  sites: { code: string; address?: Street }[];
};
export type Street = { line1: string; city: string; region: string; postal_code: string; country: string };

/** `key` is one press of the button: sent again after a broken line it is still one. */
export async function startWithPlan(said: Said, start: StartWith, key: string): Promise<AppliedPlan> {
  const body = { ...asked(said), ...(said.model ? { model: said.model } : {}), ...start };
  return (await post('/v1/assessment/apply', body, { 'idempotency-key': key })).json();
}
