import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { AnswerOf, BodyOf, EndpointSpec, ParamsOf, QueryOf } from '@recoup/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Config } from './config.ts';
import { type Actor, type Ctx, may } from './ctx.ts';
import type { Database } from './db.ts';
import { fingerprint, once } from './idempotency.ts';
import { isClash } from './problems.ts';
import { Refusal } from './refusal.ts';
import { readChatToken, readPortalToken, readSeatToken } from './secrets.ts';

/** What a process is made of; app.ts puts it together. */
export type Services = {
  db: Database;
  config: Config;
  log: Logger;
  clock(): Date;
  /** Who a request comes from, by session or API key; null for nobody. Given by accounts. */
  callerOf(req: Knock): Promise<Caller | null>;
};
/** As much of a request as tells who makes it; the opening of a socket is one too. */
export type Knock = { method: string; headers: IncomingHttpHeaders };
export type Caller = { workspaceId: string; actor: Actor };

/** The web side of a process, as the modules' `routes` get it. */
export type App = { server: FastifyInstance; services: Services; endpoints: EndpointSpec[] };

declare module 'fastify' {
  interface FastifyRequest {
    ctx: Ctx | null;
  }
}

type BuyerCtx = Ctx & { buyer: { orderId: string; returnId?: string } };
/** A file to answer with. `inline` shows it in the browser instead of saving it under `name`. */
export type FileAnswer = {
  body: Buffer | string | Readable;
  type: string;
  name?: string;
  inline?: boolean;
  headers?: Record<string, string>;
};

type ChatCtx = Ctx & { chat: NonNullable<Ctx['chat']> };
export type SeatCtx = Ctx & { call: NonNullable<Ctx['call']> };
export type CtxOf<E> = E extends { access: 'buyer' }
  ? BuyerCtx
  : E extends { access: 'chat' }
    ? ChatCtx
    : E extends { access: 'call' }
      ? SeatCtx
      : Ctx;
export type Asked<E> = {
  params: ParamsOf<E>;
  query: QueryOf<E>;
  body: BodyOf<E>;
  req: FastifyRequest;
  reply: FastifyReply;
};
export type Handler<E extends EndpointSpec> = (
  ctx: CtxOf<E>,
  asked: Asked<E>,
) => Promise<E extends { answersFile: string } ? FileAnswer : AnswerOf<E>>;

const MB = 1024 * 1024;

/**
 * Serves one endpoint of the contract: who may call, what comes in, what goes out and what a repeated key answers are
 * seen to here; the handler only calls its verb. With `access: 'public'` no workspace is known yet: see `visitorOf`.
 *
 * A POST with an Idempotency-Key runs in one transaction with its key (`ctx.tx`), which the verbs join. There a failed
 * statement ends the whole request, so a verb that wants to go on after one uses `on conflict` or a savepoint.
 */
export function serve<const E extends EndpointSpec>(app: App, spec: E, handler: Handler<E>): void {
  app.endpoints.push(spec);
  const schema = {
    ...(spec.params ? { params: spec.params } : {}),
    ...(spec.query ? { querystring: spec.query } : {}),
    ...(spec.body && !spec.rawBody ? { body: spec.body } : {}),
    ...(spec.answersFile ? {} : { response: { 200: spec.response } }),
  };
  const keyed =
    spec.method === 'POST' && spec.access !== 'public' && !spec.perRow && !spec.rawBody && !spec.answersFile;
  app.server.route({
    method: spec.method,
    url: spec.path,
    schema,
    bodyLimit: spec.rawBody === 'signed' ? 40 * MB : spec.rawBody ? 256 * MB : spec.perRow ? 16 * MB : MB,
    config: { endpoint: spec },
    onRequest: async (req) => {
      req.ctx = await ctxOf(app.services, spec, req);
    },
    handler: async (req, reply) => {
      const ask = (ctx: Ctx) =>
        handler(ctx as CtxOf<E>, { params: req.params, query: req.query, body: req.body, req, reply } as Asked<E>);
      const ctx = req.ctx!;
      if (spec.answersFile) return sendFile(reply, (await retried(spec, () => ask(ctx))) as FileAnswer);
      reply.header('cache-control', 'no-store');
      const key = req.headers['idempotency-key'];
      if (!keyed || typeof key !== 'string') return reply.send(await retried(spec, () => ask(ctx)));
      const request = fingerprint(req.method, req.url, req.body);
      const work = async (joined: Ctx) => z.encode(spec.response, (await ask(joined)) as never);
      const { replayed, answer } = await onceMore(() => once(ctx, key, request, work));
      if (replayed) reply.header('idempotency-replayed', 'true');
      return reply
        .type('application/json; charset=utf-8')
        .serializer((payload: unknown) => JSON.stringify(payload))
        .send(answer);
    },
  });
}

async function ctxOf({ db, config, clock, callerOf }: Services, spec: EndpointSpec, req: FastifyRequest): Promise<Ctx> {
  const now = clock();
  const base = { now, db, config, log: req.log as Logger, requestId: req.id };
  if (spec.access === 'public') return { ...base, workspaceId: '', actor: VISITOR };
  if (spec.access === 'buyer') {
    const token = bearer(req) ?? (spec.answersFile ? linkToken(req) : null);
    if (!token) throw new Refusal('auth.link_needed');
    const forPapers = Boolean(spec.answersFile);
    const { workspaceId, brandId, orderId, returnId } = readPortalToken(config.secret, token, now, { forPapers });
    return { ...base, workspaceId, actor: buyerOf(brandId), buyer: returnId ? { orderId, returnId } : { orderId } };
  }
  if (spec.access === 'chat') {
    const token = bearer(req);
    if (!token) throw new Refusal('auth.link_needed');
    const { workspaceId, brandId, channelId, contactId, verified } = readChatToken(config.secret, token, now);
    const actor = { ...buyerOf(brandId), id: contactId };
    return { ...base, workspaceId, actor, chat: { channelId, contactId, verified } };
  }
  if (spec.access === 'call') {
    const token = bearer(req);
    if (!token) throw new Refusal('auth.link_needed');
    const { workspaceId, brandId, callId, partId } = readSeatToken(config.secret, token, now);
    return { ...base, workspaceId, actor: { ...buyerOf(brandId), id: partId }, call: { callId, partId } };
  }
  const caller = await callerOf(req);
  if (!caller) throw new Refusal('auth.needed');
  if (spec.permission && !may(caller.actor, spec.permission)) {
    throw new Refusal('permission.not_allowed', { needs: spec.permission });
  }
  return { ...base, ...caller };
}

const VISITOR: Actor = {
  kind: 'buyer',
  id: null,
  name: 'Visitor',
  permissions: new Set(),
  brandIds: [],
  siteIds: [],
};

/** A buyer may do what their endpoints offer, in one brand; they hold no permission of staff. */
export function buyerOf(brandId: string): Actor {
  return { kind: 'buyer', id: null, name: 'Buyer', permissions: new Set(), brandIds: [brandId], siteIds: null };
}

/** The secret of an `Authorization: Bearer` header. */
export function bearer(req: Pick<Knock, 'headers'>): string | null {
  const header = req.headers.authorization;
  return header?.startsWith('Bearer ') ? header.slice(7).trim() || null : null;
}

/** The token of a link to a file (`?token=`): a browser that opens a label sends no header. */
function linkToken(req: FastifyRequest): string | null {
  const { token } = (req.query ?? {}) as { token?: unknown };
  return typeof token === 'string' && token !== '' ? token : null;
}

/** Which workspace and brand a public name leads to. Throws `brand.not_found`. */
export async function workspaceOfBrand(db: Database, slug: string): Promise<{ workspaceId: string; brandId: string }> {
  const found = await db.kysely
    .selectFrom('public_names')
    .select(['workspace_id', 'brand_id'])
    .where('slug', '=', slug.toLowerCase())
    .executeTakeFirst();
  if (!found) throw new Refusal('brand.not_found');
  return { workspaceId: found.workspace_id, brandId: found.brand_id };
}

/** The context of a visitor to a brand's public pages: in its workspace, seeing that brand alone. Throws `brand.not_found`. */
export async function visitorOf(ctx: Ctx, slug: string): Promise<Ctx & { brandId: string }> {
  const { workspaceId, brandId } = await workspaceOfBrand(ctx.db, slug);
  return { ...ctx, workspaceId, brandId, actor: buyerOf(brandId) };
}

/** Where a clash of transactions left nothing behind and asking twice harms nobody, the request is run once more. */
async function retried<T>(spec: EndpointSpec, work: () => Promise<T>): Promise<T> {
  return spec.method === 'GET' ? onceMore(work) : work();
}
async function onceMore<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isClash(error)) throw error;
    return work();
  }
}

function sendFile(reply: FastifyReply, file: FileAnswer): FastifyReply {
  const how = file.inline ? 'inline' : 'attachment';
  // RFC 6266: the plain name for old readers, the whole one percent-encoded.
  const plain = file.name?.replace(/[^\x20-\x7e]|["\\]/g, '_');
  const named = file.name ? `; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.name)}` : '';
  return reply
    .headers({ 'cache-control': 'private, no-store', ...file.headers })
    .header('content-disposition', how + named)
    .type(file.type)
    .send(file.body);
}
