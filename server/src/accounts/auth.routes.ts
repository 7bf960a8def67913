import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App, Services } from '../platform/http.ts';
import { countAttempt, forgetAttempts, type Limit, NO_WORKSPACE } from '../platform/limits.ts';
import { sendProblem } from '../platform/problems.ts';
import { Refusal, statusOf } from '../platform/refusal.ts';
import { isSameOrigin } from '../platform/server.ts';
import { membershipsOfSession } from './accounts.store.ts';
import { type Auth, openAuth } from './auth.ts';
import { sessionToken } from './callers.ts';
import { noteForUser } from './user-events.ts';

/** What of better-auth is open to the web. Everything else it could do (sign-up, changing addresses) is not. */
const OPEN = new Set([
  'POST /sign-in/email',
  'POST /sign-out',
  'GET /get-session',
  'GET /list-sessions',
  'POST /revoke-session',
  'POST /revoke-other-sessions',
  'POST /change-password',
  'POST /request-password-reset',
  'POST /reset-password',
  'POST /two-factor/enable',
  'POST /two-factor/disable',
  'POST /two-factor/get-totp-uri',
  'POST /two-factor/generate-backup-codes',
  'POST /two-factor/verify-totp',
  'POST /two-factor/verify-backup-code',
]);

const WRONG_PASSWORDS: Limit = { max: 5, windowSeconds: 900 };
/** Against many machines guessing at one account; wide enough that nobody is locked out by one bad neighbour. */
const WRONG_ANYWHERE: Limit = { max: 50, windowSeconds: 900 };
const RESETS: Limit = { max: 5, windowSeconds: 3600 };

/** Sign-in, sign-out, sessions, two factors and forgotten passwords under /v1/auth. */
export function authRoutes(app: App): void {
  const { services, server } = app;
  const { auth, close } = openAuth(services);
  server.addHook('onClose', close);
  server.route({
    method: ['GET', 'POST'],
    url: '/v1/auth/*',
    bodyLimit: 16 * 1024,
    config: { rateLimit: { max: 120, timeWindow: 60_000 } },
    handler: async (req, reply) => {
      const path = new URL(req.url, services.config.publicUrl).pathname.slice('/v1/auth'.length);
      if (!OPEN.has(`${req.method} ${path}`)) return sendProblem(req, reply, { status: 404, code: 'path.not_found' });
      checkOrigin(services, req);
      reply.header('cache-control', 'no-store');
      if (path === '/sign-in/email') return signIn(services, auth, req, reply);
      if (path === '/request-password-reset') await countReset(services, req);
      const change = await changeBy(services, path, req);
      const response = await ask(services, auth, req);
      if (response.ok && change) await noteForUser(services, change.userId, change.type);
      return answer(req, reply, response);
    },
  });
}

/** Browsers say where a request comes from: what they say must be us. A program says nothing, and then brings no cookie either. */
function checkOrigin({ config }: Services, req: FastifyRequest): void {
  const { cookie, origin, 'sec-fetch-site': site } = req.headers;
  if (req.method === 'GET' || !(cookie || origin || site)) return;
  if (!isSameOrigin(req, config.publicUrl)) throw new Refusal('request.origin.not_allowed');
}

async function signIn(services: Services, auth: Auth, req: FastifyRequest, reply: FastifyReply) {
  const email = emailOf(req);
  const here = { workspaceId: NO_WORKSPACE, db: services.db, now: services.clock() };
  const bucket = `sign-in:${email}:${req.ip}`;
  const attempts = await countAttempt(here, bucket, WRONG_PASSWORDS);
  const anywhere = await countAttempt(here, `sign-in:${email}`, WRONG_ANYWHERE);
  const over = [attempts, anywhere].find(({ allowed }) => !allowed);
  if (over) throw new Refusal('auth.too_many', { retry_at: over.retryAt.toISOString() });

  const response = await ask(services, auth, req);
  if (response.status === 401) throw new Refusal('auth.wrong', { left: attempts.left });
  if (!response.ok) return answer(req, reply, response);
  await forgetAttempts(here, bucket);
  const { token, ...told } = (await response.clone().json()) as { token?: string };
  if (token && (await membershipsOfSession(services.db, token)).length === 0) {
    await (await auth.$context).internalAdapter.deleteSession(token);
    throw new Refusal('auth.closed.not_allowed');
  }
  // The session is the cookie's; its token has no business in a page's memory.
  return answer(req, reply, new Response(JSON.stringify(told), response));
}

async function countReset({ db, clock }: Services, req: FastifyRequest): Promise<void> {
  const here = { workspaceId: NO_WORKSPACE, db, now: clock() };
  for (const bucket of [`reset:${emailOf(req)}`, `reset-from:${req.ip}`]) {
    const { allowed, retryAt } = await countAttempt(here, bucket, RESETS);
    if (!allowed) throw new Refusal('auth.too_many', { retry_at: retryAt.toISOString() });
  }
}

function emailOf(req: FastifyRequest): string {
  const email = (req.body as { email?: unknown } | undefined)?.email;
  if (typeof email !== 'string' || email.length > 200) {
    throw new Refusal('input.invalid', { fields: [{ path: 'email', code: 'invalid_type', message: 'an address' }] });
  }
  return email.trim().toLowerCase();
}

/** Hands the request to better-auth in the web's own terms. */
function ask({ config }: Services, auth: Auth, req: FastifyRequest): Promise<Response> {
  const headers = new Headers({ 'x-recoup-peer': req.ip });
  for (const name of ['cookie', 'user-agent', 'accept', 'content-type'] as const) {
    const value = req.headers[name];
    if (value) headers.set(name, value);
  }
  const body = req.method === 'POST' ? JSON.stringify(req.body ?? {}) : undefined;
  if (body) headers.set('content-type', 'application/json');
  return auth.handler(new Request(new URL(req.url, config.publicUrl), { method: req.method, headers, body }));
}

/** Its answer as ours: cookies and body as they are, what went wrong as a problem document. */
async function answer(req: FastifyRequest, reply: FastifyReply, response: Response): Promise<FastifyReply> {
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  const text = await response.text();
  if (response.ok) return reply.type('application/json; charset=utf-8').send(text || 'null');
  const code = codeOf(text);
  if (response.status >= 500) throw new Error(`sign-in failed: ${code}`);
  return sendProblem(req, reply, { status: statusOf(code), code });
}

/** better-auth's words for what went wrong, as stable codes of our kind. */
function codeOf(text: string): string {
  const { code = '' } = JSON.parse(text || '{}') as { code?: string };
  if (code === 'INVALID_PASSWORD' || code === 'INVALID_EMAIL_OR_PASSWORD') return 'auth.wrong';
  if (code === 'PASSWORD_TOO_SHORT' || code === 'PASSWORD_TOO_LONG') return 'auth.password';
  if (code === 'INVALID_TOKEN') return 'auth.link_expired';
  if (/^INVALID_(CODE|BACKUP_CODE|TWO_FACTOR_COOKIE)$/.test(code)) return 'auth.wrong_code';
  if (/TOO_MANY|LOCKED/.test(code)) return 'auth.too_many';
  if (code === 'VALIDATION_ERROR' || code === 'INVALID_EMAIL') return 'input.invalid';
  if (code === 'UNAUTHORIZED' || code === '') return 'auth.needed';
  return `auth.${code.toLowerCase()}`;
}

const CHANGES: Record<string, string> = {
  '/change-password': 'staff.password_changed',
  '/two-factor/disable': 'staff.two_factor_off',
  '/two-factor/generate-backup-codes': 'staff.backup_codes_renewed',
  // Asked by who is signed in already, it ends the set-up; asked in the middle of a sign-in, it is the second step.
  '/two-factor/verify-totp': 'staff.two_factor_on',
};

/** What somebody signed in is about to change in how they sign in, for the record. Asked before, as it may end their session. */
async function changeBy({ db, config }: Services, path: string, req: FastifyRequest) {
  const type = CHANGES[path];
  const token = type && sessionToken(config, req.headers.cookie);
  if (!token) return null;
  const [first] = await membershipsOfSession(db, token);
  return first ? { userId: first.user_id, type } : null;
}
