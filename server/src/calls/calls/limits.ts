import type { Ctx } from '../../platform/ctx.ts';
import { type Limit, limitAttempts } from '../../platform/limits.ts';

/** More than a person does who tries again. One address may be an office, a dormitory or a phone company. */
const ASKED: Limit = { max: 12, windowSeconds: 600 };
const ASKED_FROM: Limit = { max: 120, windowSeconds: 600 };
const SAID: Limit = { max: 30, windowSeconds: 60 };

/** `who`: the session, or the order's link. Throws `call.too_many`. */
export async function limitAsking(ctx: Ctx, who: string, address: string): Promise<void> {
  await Promise.all([
    limitAttempts(ctx, `call:ask:${who}`, ASKED, 'call.too_many'),
    limitAttempts(ctx, `call:ask-from:${address}`, ASKED_FROM, 'call.too_many'),
  ]);
}

/** Throws `chat.too_many`. */
export async function limitSaying(ctx: Ctx, partId: string): Promise<void> {
  await limitAttempts(ctx, `call:say:${partId}`, SAID, 'chat.too_many');
}
