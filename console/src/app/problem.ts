/** A call that did not succeed: business said no, the input was bad, nobody is signed in, or the line is down. */
import type { Problem } from '@recoup/contract';

export class ApiProblem extends Error {
  readonly status: number;
  /** Stable, dotted: `return.more_than_ordered`. `network.offline` when no answer came. */
  readonly code: string;
  readonly details: Record<string, unknown>;
  readonly fields: NonNullable<Problem['fields']>;
  readonly requestId: string | undefined;

  constructor(problem: Partial<Problem> & { code: string; status: number }) {
    super(problem.code);
    this.name = 'ApiProblem';
    this.status = problem.status;
    this.code = problem.code;
    this.details = problem.details ?? {};
    this.fields = problem.fields ?? [];
    this.requestId = problem.request_id;
  }

  /** No answer came: it may or may not have happened. */
  get unknown(): boolean {
    return this.code === 'network.offline';
  }
}
