/** Calls to the server from the shop's page: another origin, no cookie, the session's token in a header. */
import type { AnswerOf, BodyIn, EndpointSpec, ParamsIn, Problem, QueryIn } from '@recoup/contract';

/** A refused or failed call; `network` when nothing was heard at all. */
export class Failed extends Error {
  readonly code: string;
  readonly retryAfter: number;
  constructor(code: string, retryAfter = 0) {
    super(code);
    this.code = code;
    this.retryAfter = retryAfter;
  }
}
type Input<E> = { params?: ParamsIn<E>; query?: QueryIn<E>; body?: BodyIn<E>; token?: string };

/** Only the types of the contract come along; method and path are written out and checked against the descriptor's. */
export const caller = (origin: string) =>
  async function call<const E extends EndpointSpec>(
    method: E['method'],
    path: E['path'],
    { params, query, body, token }: Input<E> = {},
  ): Promise<AnswerOf<E>> {
    const filled = path.replace(/:(\w+)/g, (_, name: string) =>
      encodeURIComponent((params as Record<string, string>)[name]!),
    );
    const headers: Record<string, string> = {};
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (token) headers.authorization = `Bearer ${token}`;
    const answer = await fetch(
      origin + filled + (query ? `?${new URLSearchParams(query as Record<string, string>)}` : ''),
      {
        method,
        headers,
        credentials: 'omit',
        body: body === undefined ? undefined : JSON.stringify(body),
      },
    ).catch(() => null);
    if (!answer || answer.status >= 502) throw new Failed('network');
    if (answer.ok) return answer.json() as Promise<AnswerOf<E>>;
    const problem = (await answer.json().catch(() => null)) as Problem | null;
    throw new Failed(problem?.code ?? 'unknown', Number(answer.headers.get('retry-after') ?? 0));
  };
export type Call = ReturnType<typeof caller>;
