import type { Ctx } from '../../platform/ctx.ts';
import { type Limit, limitAttempts } from '../../platform/limits.ts';
import { sign } from '../../platform/secrets.ts';

/** More than a person does. One address may be an office, a dormitory or a phone company. */
const SESSIONS: Limit = { max: 300, windowSeconds: 600 };
const SAID: Limit = { max: 20, windowSeconds: 60 };
const SAID_FROM: Limit = { max: 300, windowSeconds: 60 };
const ADDRESSES: Limit = { max: 5, windowSeconds: 3600 };

export const limitSessions = (ctx: Ctx, address: string) =>
  limitAttempts(ctx, `chat:session:${address}`, SESSIONS, 'chat.too_many');
export async function limitSaying(ctx: Ctx, session: string, address: string): Promise<void> {
  await Promise.all([
    limitAttempts(ctx, `chat:say:${session}`, SAID, 'chat.too_many'),
    limitAttempts(ctx, `chat:say-from:${address}`, SAID_FROM, 'chat.too_many'),
  ]);
}
export const limitAddresses = (ctx: Ctx, session: string) =>
  limitAttempts(ctx, `chat:address:${session}`, ADDRESSES, 'chat.too_many');
/** A session is free to begin, so what one address uploads is counted beside what one session does. */
const UPLOADS_FROM: Limit = { max: 200, windowSeconds: 3600 };
export const limitUploads = (ctx: Ctx, address: string) =>
  limitAttempts(ctx, `chat:upload-from:${address}`, UPLOADS_FROM, 'file.too_many');

/** Where somebody writes from, kept only to be compared: guesses made in a talk count against it. */
export const digestOf = (ctx: Pick<Ctx, 'config'>, address: string): string =>
  sign(ctx.config.secret, 'chat-address', address).subarray(0, 16).toString('base64url');
