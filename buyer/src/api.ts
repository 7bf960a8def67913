import type { AnswerOf, BodyIn, EndpointSpec, ParamsIn, Problem, QueryIn } from '@recoup/contract';

/** A refused or failed call. `code` finds the words; `network` when nothing was heard at all. */
export class Failed extends Error {
  readonly code: string;
  readonly problem: Problem | null;
  constructor(code: string, problem: Problem | null = null) {
    super(code);
    this.code = code;
    this.problem = problem;
  }
}

type Input<E> = { params?: ParamsIn<E>; query?: QueryIn<E>; body?: BodyIn<E>; token?: string | null; key?: string };

/**
 * Calls an endpoint of the contract. Only its types come along (`typeof portal.findOrder`), so that no schema library
 * is loaded on the phone; method and path are written out and checked against the descriptor's.
 */
export async function call<const E extends EndpointSpec>(
  method: E['method'],
  path: E['path'],
  { params, query, body, token, key }: Input<E> = {},
): Promise<AnswerOf<E>> {
  const filled = path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent((params as Record<string, string>)[name]!),
  );
  const search = query ? `?${new URLSearchParams(query as Record<string, string>)}` : '';
  const headers: Record<string, string> = {};
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (token) headers.authorization = `Bearer ${token}`;
  if (key) headers['idempotency-key'] = key;
  let answer: Response;
  try {
    answer = await fetch(filled + search, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Failed('network');
  }
  if (!answer.ok) throw await failure(answer);
  return answer.json() as Promise<AnswerOf<E>>;
}

async function failure(answer: Response): Promise<Failed> {
  const problem = (await answer.json().catch(() => null)) as Problem | null;
  return new Failed(problem?.code ?? 'unknown', problem);
}

/** Sends a photo or video, telling how far it is (0 to 1). */
export function upload<const E extends EndpointSpec>(
  path: E['path'],
  file: File,
  token: string,
  progress: (part: number) => void,
): Promise<AnswerOf<E>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.responseType = 'json';
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onerror = () => reject(new Failed('network'));
    request.onload = () => {
      if (request.status < 300) resolve(request.response as AnswerOf<E>);
      else
        reject(new Failed((request.response as Problem | null)?.code ?? 'unknown', request.response as Problem | null));
    };
    const form = new FormData();
    form.append('file', file);
    request.send(form);
  });
}
