import type { IncomingHttpHeaders } from 'node:http';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import type { EndpointSpec } from '@recoup/contract';
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { newId } from './ids.ts';
import { loggable } from './log.ts';
import { answerError } from './problems.ts';
import { Refusal } from './refusal.ts';

/** The bare web server: ids, logs, headers, limits, parsing and errors; it knows no route yet. */
export async function openServer(config: Config, log: Logger): Promise<FastifyInstance> {
  const server = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    genReqId: (req) => saneRequestId(req.headers['x-request-id']) ?? newId(),
    trustProxy: config.trustedProxies > 0 ? (_address, hop) => hop < config.trustedProxies : false,
    routerOptions: { maxParamLength: 4000, ignoreTrailingSlash: true },
    forceCloseConnections: 'idle',
    requestTimeout: 600_000, // a long NDJSON stream of orders takes its time
    frameworkErrors: (error, req, reply) => void answerError(error, req, reply),
    // The queries of a request that is being answered are finished when the server closes.
    return503OnClosing: false,
  });
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler(answerError);
  server.decorateRequest('ctx', null);

  server.addHook('onRequest', async (req, reply) => {
    reply.header('x-request-id', req.id);
    if (/%00/.test(req.url)) throw new Refusal('input.invalid', { fields: [NOT_STORABLE] });
  });
  openToShops(server);
  server.addHook('onResponse', async (req, reply) => {
    const ctx = req.ctx;
    log.info(
      {
        request_id: req.id,
        method: req.method,
        path: loggable(req.url),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        ...(ctx?.workspaceId
          ? { workspace_id: ctx.workspaceId, actor: `${ctx.actor.kind}:${ctx.actor.id ?? ''}` }
          : {}),
      },
      'request',
    );
  });

  await server.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: csp(config) },
    // Photos and labels are shown inside the shop's own pages.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    crossOriginEmbedderPolicy: false,
    hsts: config.publicUrl.startsWith('https:') ? { maxAge: 15_552_000 } : false,
    referrerPolicy: { policy: 'strict-origin' },
  });
  await server.register(rateLimit, {
    // A flood guard, by address and process. A whole warehouse may stand behind one address, so it is generous;
    // what may be guessed (passwords, orders) is counted in the database, see limits.ts.
    max: 60_000,
    // A request whose client left before it was read has no address any more.
    keyGenerator: (req) => req.ip ?? 'gone',
    timeWindow: 10_000,
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    errorResponseBuilder: (_req, context) =>
      new Refusal('request.too_many', { retry_at: new Date(Date.now() + context.ttl).toISOString() }),
  });
  await server.register(multipart, {
    limits: { files: 12, fields: 30, fieldSize: 100_000, fileSize: 64 * 1024 * 1024 },
  });
  parseBodies(server);
  return server;
}

/**
 * The chat's endpoints, and those of a call that was begun in it, are called from the shops' own pages, which are other
 * origins; nothing else is. No cookie goes along and none counts there: who is talking stands in the token alone, and the
 * channel's own list says which sites may.
 */
function openToShops(server: FastifyInstance): void {
  server.addHook('onRequest', async (req, reply) => {
    if (!FOR_SHOPS.test(req.url)) return;
    reply
      .header('access-control-allow-origin', '*')
      .header('access-control-expose-headers', 'retry-after, x-request-id');
  });
  for (const path of ['/v1/chat/*', '/v1/call', '/v1/call/*'])
    server.options(path, (_req, reply) =>
      reply
        .code(204)
        .header('access-control-allow-methods', 'GET, POST')
        .header('access-control-allow-headers', 'authorization, content-type, idempotency-key')
        .header('access-control-max-age', '7200')
        .send(),
    );
}

const FOR_SHOPS = /^\/v1\/(?:chat\/|call(?:[/?]|$))/;

function saneRequestId(given: string | string[] | undefined): string | null {
  return typeof given === 'string' && /^[A-Za-z0-9._-]{8,80}$/.test(given) ? given : null;
}

const NOT_STORABLE = {
  path: '',
  code: 'characters',
  message: 'NUL characters and half surrogate pairs are not allowed',
};

/** JSON without what PostgreSQL cannot store; NDJSON as the stream it is, for the handler to read line by line. */
function parseBodies(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeContentTypeParser('application/json');
  server.addContentTypeParser(/^application\/(?:[\w.-]+\+)?json/, { parseAs: 'string' }, (req, text, done) => {
    if (text.length === 0) return done(null, undefined);
    // A signature is over the bytes as they came: such a body stays what it is, and its handler reads it.
    if ((req.routeOptions.config as { endpoint?: EndpointSpec }).endpoint?.rawBody === 'signed')
      return done(null, text);
    void parse(req, text as string, (error, value) => {
      if (error) return done(error);
      // Only an escape can bring such a character in; plain UTF-8 cannot hold it, and a plain NUL is no JSON.
      if (/\\u0000|\\u[dD][89a-fA-F]/.test(text as string) && !isStorable(value)) {
        return done(new Refusal('input.invalid', { fields: [NOT_STORABLE] }));
      }
      done(null, value);
    });
  });
  server.addContentTypeParser(
    ['application/x-ndjson', 'application/ndjson', 'application/jsonl'],
    (_req, payload, done) => done(null, payload),
  );
}

/** False when a string anywhere inside holds a NUL or half a surrogate pair. */
export function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (Array.isArray(value)) return value.every(isStorable);
  if (value && typeof value === 'object') {
    return Object.entries(value).every(([key, inner]) => isStorable(key) && isStorable(inner));
  }
  return true;
}

/**
 * What the console and the buyer pages need and no more: own scripts (and WebAssembly, for reading codes with a camera),
 * styles that the component library writes at run time, pictures from a canvas or a file just chosen, and own sockets.
 */
function csp(config: Config): Record<string, string[] | null> {
  return {
    'default-src': ["'self'"],
    'script-src': ["'self'", "'wasm-unsafe-eval'"],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'blob:', 'data:', 'https:'],
    'media-src': ["'self'", 'blob:'],
    'font-src': ["'self'", 'data:'],
    'connect-src': ["'self'", config.publicUrl.replace(/^http/, 'ws')],
    'worker-src': ["'self'", 'blob:'],
    'frame-src': ["'self'", 'blob:'],
    'object-src': ["'none'"],
    'base-uri': ["'self'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'self'"],
    ...(config.publicUrl.startsWith('https:') ? { 'upgrade-insecure-requests': [] } : {}),
  };
}

/**
 * True when a browser says that the request comes from our own pages. Asked of everything that changes something by
 * cookie; SameSite=Lax is the first line, this the second.
 */
export function isSameOrigin(req: { headers: IncomingHttpHeaders }, publicUrl: string): boolean {
  const site = req.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const origin = req.headers.origin;
  if (!origin || !URL.canParse(origin)) return false;
  return origin === new URL(publicUrl).origin || new URL(origin).host === req.headers.host;
}
