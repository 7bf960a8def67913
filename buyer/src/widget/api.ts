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

/** Sends a picture or a video, telling how far it is (0 to 1). */
export function upload<T>(url: string, file: File, token: string, progress: (part: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.responseType = 'json';
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onerror = () => reject(new Failed('network'));
    request.onload = () =>
      request.status < 300
        ? resolve(request.response as T)
        : reject(new Failed((request.response as Problem | null)?.code ?? 'unknown'));
    const form = new FormData();
    form.append('file', file);
    request.send(form);
  });
}
