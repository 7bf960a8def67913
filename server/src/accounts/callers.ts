import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Config } from '../platform/config.ts';
import { inWorkspace } from '../platform/db.ts';
import { bearer, type Caller, type Knock, type Services } from '../platform/http.ts';
import { Refusal } from '../platform/refusal.ts';
import { sign } from '../platform/secrets.ts';
import { isSameOrigin } from '../platform/server.ts';
import { findApiKey, membershipsOfSession, touchApiKey } from './accounts.store.ts';
import { keyActor, staffActor } from './actors.ts';

/** The key better-auth signs and encrypts with; the installation's secret itself never leaves this process's own code. */
export function authSecret(config: Config): string {
  return sign(config.secret, 'auth', 'better-auth').toString('base64url');
}

export function sessionCookieName(config: Config): string {
  return `${config.publicUrl.startsWith('https:') ? '__Secure-' : ''}recoup.session_token`;
}

/** A session's token as it stands in the cookie: with better-auth's signature (HMAC-SHA-256, base64). */
export function signedSession(config: Config, token: string): string {
  return encodeURIComponent(`${token}.${macOf(config, token)}`);
}

function macOf(config: Config, token: string): string {
  return createHmac('sha256', authSecret(config)).update(token).digest('base64');
}

/**
 * Who a request comes from: the holder of an API key (`Authorization: Bearer rk_…`) or of a session's cookie; null for
 * nobody. One query either way. The header Recoup-Workspace chooses where somebody works in several.
 *
 * Throws `auth.key`, `workspace.not_found`, and `request.origin.not_allowed` for a change by cookie that does
 * not come from our own pages.
 */
export async function callerOf(services: Services, req: Knock): Promise<Caller | null> {
  const secret = bearer(req);
  if (secret) return callerByKey(services, secret);
  const token = sessionToken(services.config, req.headers.cookie);
  if (!token) return null;
  if (req.method !== 'GET' && req.method !== 'HEAD' && !isSameOrigin(req, services.config.publicUrl)) {
    throw new Refusal('request.origin.not_allowed');
  }
  return callerBySession(services, token, req.headers['recoup-workspace']);
}

async function callerBySession(
  { db }: Services,
  token: string,
  wanted: string | string[] | undefined,
): Promise<Caller | null> {
  const memberships = await membershipsOfSession(db, token);
  if (memberships.length === 0) return null;
  const found = wanted ? memberships.find((one) => one.workspace_id === wanted) : memberships[0];
  if (!found) throw new Refusal('workspace.not_found');
  return { workspaceId: found.workspace_id, actor: staffActor({ ...found, id: found.staff_id }) };
}

export function hashOfKey(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

async function callerByKey({ db, config, log, clock }: Services, secret: string): Promise<Caller> {
  const key = secret.startsWith('rk_') ? await findApiKey(db, hashOfKey(secret)) : undefined;
  if (!key) throw new Refusal('auth.key');
  const caller = { workspaceId: key.workspace_id, actor: keyActor(key) };
  const now = clock();
  if (!key.last_used_at || now.getTime() - key.last_used_at.getTime() > 60_000) {
    const ctx = { ...caller, now, db, config, log, requestId: null };
    await inWorkspace(ctx, (tx) => touchApiKey(tx, key.workspace_id, key.id, now));
  }
  return caller;
}

/** The session's token out of a Cookie header; null where there is none or its signature is not ours. */
export function sessionToken(config: Config, cookies: string | undefined): string | null {
  const name = `${sessionCookieName(config)}=`;
  const pair = cookies?.split(/; */).find((one) => one.startsWith(name));
  if (!pair) return null;
  const value = decode(pair.slice(name.length));
  const dot = value.lastIndexOf('.');
  if (dot < 1) return null;
  const token = value.slice(0, dot);
  const given = Buffer.from(value.slice(dot + 1));
  const expected = Buffer.from(macOf(config, token));
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}
