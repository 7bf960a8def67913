import type { Problem } from '@recoup/contract';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import pg from 'pg';
import { z } from 'zod';
import { Refusal, statusOf } from './refusal.ts';

type Failure = Omit<Problem, 'type' | 'title' | 'request_id'>;

/** Every failed call ends here: business's no, bad input, and faults, which are logged once and told without their inside. */
export function answerError(error: unknown, req: FastifyRequest, reply: FastifyReply): FastifyReply {
  const failure = failureOf(error);
  if (failure.status >= 500) {
    const fault = error instanceof Error ? error : new Error(String(error));
    req.log.error({ err: fault, cause: fault.cause, code: failure.code }, 'request failed');
  }
  return sendProblem(req, reply, failure);
}

export function sendProblem(req: FastifyRequest, reply: FastifyReply, failure: Failure): FastifyReply {
  const problem: Problem = {
    type: `/docs/api#${failure.code}`,
    title: titleOf(failure.code),
    ...failure,
    request_id: req.id,
  };
  const retryAt = failure.details?.retry_at;
  if (typeof retryAt === 'string') {
    reply.header('retry-after', Math.max(1, Math.ceil((Date.parse(retryAt) - Date.now()) / 1000)));
  } else if (failure.status === 503) reply.header('retry-after', 1);
  if (failure.status === 401) reply.header('www-authenticate', 'Bearer');
  return reply
    .code(failure.status)
    .header('cache-control', 'no-store')
    .header('x-request-id', req.id) // also where the request ended before any hook of ours
    .type('application/problem+json; charset=utf-8')
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(problem);
}

/** `return.more_than_ordered` → "Return: more than ordered". For developers; words for people are the screens'. */
function titleOf(code: string): string {
  const [first = '', ...rest] = code.replaceAll('_', ' ').split('.');
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(': ');
}

/** A clash of two transactions, of which PostgreSQL ended ours: the same request may well pass a moment later. */
export function isClash(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === '40001' || error.code === '40P01');
}

function failureOf(error: unknown): Failure {
  if (error instanceof Refusal) {
    const { fields, ...details } = error.details as { fields?: Problem['fields'] };
    return {
      status: statusOf(error.code),
      code: error.code,
      ...(Object.keys(details).length > 0 ? { details } : {}),
      ...(fields ? { fields } : {}),
    };
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const context = (error as FastifyError).validationContext;
    return {
      status: 422,
      code: 'input.invalid',
      fields: error.validation.map((issue) => ({
        path: issue.instancePath.slice(1).replaceAll('/', '.') || (context ?? ''),
        code: String(issue.keyword),
        message: issue.message ?? '',
      })),
    };
  }
  if (error instanceof z.ZodError) return { status: 422, code: 'input.invalid', fields: fieldsOf(error) };
  if (isClash(error)) return { status: 503, code: 'server.busy' };
  // 57014: the statement took longer than the limit; 53300, 57P0x: the database is full or going away.
  if (error instanceof pg.DatabaseError && /^(57014|53300|57P0\d)$/.test(error.code ?? '')) {
    return { status: 503, code: 'server.busy' };
  }
  // The last line before text that PostgreSQL cannot hold: NUL characters, half surrogate pairs.
  if (error instanceof pg.DatabaseError && (error.code === '22021' || error.code === '22P05')) {
    return { status: 422, code: 'input.invalid', fields: [{ path: '', code: 'characters', message: 'not storable' }] };
  }
  // A form that breaks off: busboy throws it as a plain error.
  if (error instanceof Error && /unexpected end of multipart data$/i.test(error.message)) {
    return { status: 400, code: 'input.malformed' };
  }
  const { statusCode, code } = error as Partial<FastifyError>;
  if (code?.startsWith('FST_') && statusCode && statusCode < 500) return httpFailure(statusCode, code);
  if (statusCode === 429) return { status: 429, code: 'request.too_many' };
  if (statusCode === 400) return { status: 400, code: 'input.malformed' };
  return { status: 500, code: 'server.fault' };
}

/** The fields of a schema's complaint, as every 422 tells them. */
export function fieldsOf(error: z.ZodError): NonNullable<Problem['fields']> {
  return error.issues.map(({ path, code, message }) => ({ path: path.join('.'), code: String(code), message }));
}

function httpFailure(status: number, code: string): Failure {
  if (status === 413 || code === 'FST_REQ_FILE_TOO_LARGE') return { status: 413, code: 'input.too_large' };
  if (status === 415 || code === 'FST_INVALID_MULTIPART_CONTENT_TYPE') return { status: 415, code: 'input.media_type' };
  if (status === 404) return { status: 404, code: 'path.not_found' };
  return { status, code: 'input.malformed' };
}
