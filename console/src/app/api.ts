/**
 * The public API, typed by the contract: `call(returns.approve, { params: { id }, body: {} })`. The console has no other
 * way to the server. In components use useApi, useApiList and useMove (queries.ts).
 */
import {
  type AnswerOf,
  type BodyIn,
  type EndpointSpec,
  files,
  type ParamsIn,
  type QueryIn,
  type Uploaded,
} from '@recoup/contract';
import { ApiProblem } from './problem.ts';

type Part<K extends string, T> = [T] extends [undefined] ? { [P in K]?: undefined } : { [P in K]: T };
type OptionalPart<K extends string, T> = [T] extends [undefined] ? { [P in K]?: undefined } : { [P in K]?: T };
/** What a call of this endpoint needs: its params, its query (always optional parts) and its body. */
export type Input<E extends EndpointSpec> = Part<'params', ParamsIn<E>> &
  OptionalPart<'query', QueryIn<E>> &
  Part<'body', BodyIn<E>>;
export type AnyInput = { params?: unknown; query?: unknown; body?: unknown };

/** `/v1/returns/:id?x=1` with everything filled in. Lists go as `a,b`; what is undefined or empty is left out. */
export function urlOf(spec: EndpointSpec, input: AnyInput): string {
  const params = (input.params ?? {}) as Record<string, string>;
  const path = spec.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name] ?? '')));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries((input.query ?? {}) as Record<string, unknown>)) {
    if (value === undefined || value === null || value === '') continue;
    query.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** Where somebody works in several workspaces, the one chosen in this tab. */
const workspaceKey = 'recoup.workspace';
export function chosenWorkspace(): string | null {
  return sessionStorage.getItem(workspaceKey);
}
export function chooseWorkspace(id: string | null) {
  if (id) sessionStorage.setItem(workspaceKey, id);
  else sessionStorage.removeItem(workspaceKey);
}
export function headersOf(): Record<string, string> {
  const workspace = chosenWorkspace();
  return workspace ? { 'Recoup-Workspace': workspace } : {};
}

const signedOut = new Set<() => void>();
/** Calls back when the server says that nobody is signed in any more. */
export function onSignedOut(listener: () => void): () => void {
  signedOut.add(listener);
  return () => signedOut.delete(listener);
}

/**
 * Keys of POSTs whose answer never came. The same call made again carries the same key, so pressing twice, or again
 * after the line dropped, does the thing once.
 */
const unanswered = new Map<string, string>();

export type CallOptions = { signal?: AbortSignal; key?: string };

export async function call<E extends EndpointSpec>(
  spec: E,
  ...[input, options]: Record<string, never> extends Input<E> ? [Input<E>?, CallOptions?] : [Input<E>, CallOptions?]
): Promise<AnswerOf<E>> {
  return (await request(spec, (input ?? {}) as AnyInput, options ?? {})) as AnswerOf<E>;
}

/** The untyped inside of call(). */
export async function request(spec: EndpointSpec, input: AnyInput, options: CallOptions): Promise<unknown> {
  const url = urlOf(spec, input);
  const body = input.body === undefined ? undefined : JSON.stringify(input.body);
  const same = `${spec.method} ${url} ${body ?? ''}`;
  const key = spec.method === 'POST' ? (options.key ?? unanswered.get(same) ?? newKey()) : undefined;
  if (key) unanswered.set(same, key);
  const response = await send(url, {
    method: spec.method,
    credentials: 'include',
    headers: {
      Accept: 'application/json',
      ...headersOf(),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(key ? { 'Idempotency-Key': key } : {}),
    },
    ...(body === undefined ? {} : { body }),
    ...(options.signal ? { signal: options.signal } : {}),
  });
  unanswered.delete(same);
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return undefined;
  return response.json();
}

/** A key no other call has; where the page is not served securely, randomUUID is missing. */
export function newKey(): string {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiProblem({ code: 'network.offline', status: 0 });
  }
}

/** A refused response as an ApiProblem; a proxy's own page counts as the server being away. */
async function problemOf(response: Response): Promise<ApiProblem> {
  const type = response.headers.get('content-type') ?? '';
  const requestId = response.headers.get('x-request-id') ?? undefined;
  const body = type.includes('json') ? ((await response.json().catch(() => ({}))) as Record<string, unknown>) : {};
  const code = typeof body.code === 'string' ? body.code : response.status >= 500 ? 'server.away' : 'server.fault';
  const problem = new ApiProblem({ request_id: requestId, ...body, code, status: response.status });
  if (code === 'auth.needed') for (const listener of signedOut) listener();
  return problem;
}

/** A photo, a video, a sheet or a PDF, with its progress (0 to 1). Refusals: file.too_large, file.type_not_allowed and others. */
export function upload(file: File, progress?: (share: number) => void): Promise<Uploaded> {
  const { promise, resolve, reject } = Promise.withResolvers<Uploaded>();
  const form = new FormData();
  form.append('file', file);
  const going = new XMLHttpRequest();
  going.open(files.upload.method, files.upload.path);
  going.withCredentials = true;
  for (const [name, value] of Object.entries(headersOf())) going.setRequestHeader(name, value);
  going.upload.onprogress = (event) => event.lengthComputable && progress?.(event.loaded / event.total);
  going.onerror = () => reject(new ApiProblem({ code: 'network.offline', status: 0 }));
  going.onload = () => {
    const body = parsed(going.responseText);
    if (going.status < 300) resolve(body as Uploaded);
    else reject(new ApiProblem({ code: 'server.away', ...(body as object), status: going.status }));
  };
  going.send(form);
  return promise;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** Fetches an endpoint that answers a file (label, slip, CSV) and opens or saves it. */
export async function openFile<E extends EndpointSpec & { answersFile: string }>(
  spec: E,
  input: Input<E>,
  as: 'open' | { save: string },
) {
  const response = await send(urlOf(spec, input as AnyInput), { credentials: 'include', headers: headersOf() });
  if (!response.ok) throw await problemOf(response);
  const address = URL.createObjectURL(await response.blob());
  if (as === 'open') {
    window.open(address, '_blank');
  } else {
    const link = document.createElement('a');
    link.href = address;
    link.download = as.save;
    link.click();
  }
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
