/**
 * An endpoint descriptor: everything both sides must agree on about one call of the public API.
 * The server turns it into a route and into OpenAPI; the console and the integrators' examples call through it.
 */
import type { z } from 'zod';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Who may call:
 * - `staff`: a signed-in member of staff or an API key whose role or scopes hold `permission`;
 * - `buyer`: the bearer of a link scoped to one order (portal token);
 * - `chat`: the bearer of a chat session's token, scoped to one contact of one brand;
 * - `call`: the bearer of a seat in one call, until it has ended;
 * - `public`: anybody; the handler itself limits what a stranger learns.
 */
export type Access = 'staff' | 'buyer' | 'chat' | 'call' | 'public';

export type EndpointSpec = {
  method: Method;
  /** Path below the origin, with `:name` parameters: `/v1/returns/:id/approve`. */
  path: `/${string}`;
  summary: string;
  tag: string;
  access: Access;
  /** What a member of staff needs; see contract/permissions.ts. Left out where being signed in is enough. */
  permission?: string;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  response: z.ZodType;
  /** Codes of the refusals a caller should be ready for. */
  refusals?: readonly string[];
  /** Request body is not JSON: a multipart upload, NDJSON, a raw mail, plain bytes, or a body whose bytes are signed; read by the handler itself. */
  rawBody?: 'multipart' | 'ndjson' | 'mail' | 'bytes' | 'signed';
  /** The answer is a file (PDF, ZPL, CSV…), not JSON. */
  answersFile?: string;
  /** Rows succeed or fail one by one, or somebody outside is asked: the call is not wrapped in one transaction by an Idempotency-Key. */
  perRow?: boolean;
};

export function endpoint<const E extends EndpointSpec>(spec: E): E {
  return spec;
}

type Part<E, K extends string> = E extends Record<K, infer S extends z.ZodType> ? S : never;
/** The parameter shapes as a caller writes them. */
export type ParamsIn<E> = [Part<E, 'params'>] extends [never] ? undefined : z.input<Part<E, 'params'>>;
export type QueryIn<E> = [Part<E, 'query'>] extends [never] ? undefined : z.input<Part<E, 'query'>>;
export type BodyIn<E> = [Part<E, 'body'>] extends [never] ? undefined : z.input<Part<E, 'body'>>;
/** The shapes as the handler receives them, parsed. */
export type ParamsOf<E> = [Part<E, 'params'>] extends [never] ? undefined : z.output<Part<E, 'params'>>;
export type QueryOf<E> = [Part<E, 'query'>] extends [never] ? undefined : z.output<Part<E, 'query'>>;
export type BodyOf<E> = [Part<E, 'body'>] extends [never] ? undefined : z.output<Part<E, 'body'>>;
/** What the handler returns and the caller gets. */
export type AnswerOf<E extends EndpointSpec> = z.output<E['response']>;
export type AnswerIn<E extends EndpointSpec> = z.input<E['response']>;

/** RFC 9457 problem details, as every failed call answers. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  /** Stable, dotted, for programs and for the words of a screen: `return.more_than_ordered`. */
  code: string;
  details?: Record<string, unknown>;
  /** For bad input: which field, why. Paths as in the request: `lines.0.quantity`. */
  fields?: { path: string; code: string; message: string }[];
  request_id: string;
};
