import { timingSafeEqual } from 'node:crypto';
import {
  type ChatCtx,
  conversationEvent,
  findConversation,
  type Knock,
  openGuest,
  ordersOfAddress,
  proveOrders,
} from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { countAttempt, type Limit } from '../../platform/limits.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { At } from './at.ts';
import { type Code, codeHash, lastCode, useCode } from './codes.store.ts';
import { masked } from './masked.ts';
import { seeAnew } from './sight.ts';

/** Tries at one code, whoever makes them; they count although the try is refused. */
const TRIES: Limit = { max: 5, windowSeconds: 15 * 60 };

type Came = { came: 'proved'; orders: string[] } | { came: 'wrong' } | { came: 'expired' } | { came: 'locked' };
type Session = { brand_id: string; session_id: string };

/**
 * A buyer typed the code that was mailed: from here on all orders of that address are proved to their session, and to no
 * other. A code counts for the session it was asked for in, once, for fifteen minutes and five tries. The talk it was asked
 * for in goes on.
 *
 * Throws `code.wrong`, `code.expired` (also where none was asked for), `guess.too_many`, and what `openGuest` throws.
 */
export async function proveCode(ctx: ChatCtx, code: string, knock: Knock): Promise<{ ok: true; orders: number }> {
  const guest = await inWorkspace(ctx, (tx) => openGuest(tx, ctx, knock.origin));
  const session = { brand_id: guest.channel.brand_id, session_id: guest.sessionId };
  const tried = await tryCode(ctx, session, code, tellTalk);
  if (tried.came === 'locked') throw new Refusal('guess.too_many');
  if (tried.came === 'expired') throw new Refusal('code.expired');
  if (tried.came === 'wrong') throw new Refusal('code.wrong');
  return { ok: true, orders: tried.orders.length };
}

/** The same, typed as a message of the talk. */
export async function proveInTalk({ ctx, sight }: At, code: string): Promise<'proved' | 'wrong' | 'expired'> {
  const { brand_id, session_id } = sight;
  if (sight.simulated) return 'proved';
  if (session_id === null) return 'expired';
  const tried = await tryCode(ctx, { brand_id, session_id }, code, async () => {});
  if (tried.came !== 'proved') return tried.came === 'wrong' ? 'wrong' : 'expired';
  await seeAnew(ctx, sight);
  return 'proved';
}

async function tryCode(
  ctx: Ctx,
  { brand_id, session_id }: Session,
  code: string,
  then: (tx: Tx, ctx: Ctx, of: Code) => Promise<void>,
): Promise<Came> {
  const last = await inWorkspace(ctx, (tx) => lastCode(tx, ctx, brand_id, session_id));
  if (!last || last.expires_at <= ctx.now) return { came: 'expired' };
  if (!(await countAttempt(ctx, `chat-code:tries:${last.id}`, TRIES)).allowed) return { came: 'locked' };
  const given = Buffer.from(codeHash(ctx, last.id, code));
  const kept = Buffer.from(last.code_hash);
  if (given.length !== kept.length || !timingSafeEqual(given, kept)) return { came: 'wrong' };
  return inWorkspace(ctx, async (tx): Promise<Came> => {
    if (!(await useCode(tx, ctx, last.id))) return { came: 'expired' };
    const orders = await ordersOfAddress(tx, ctx, brand_id, last.email);
    await proveOrders(tx, ctx, last, orders, { by_code: true });
    await then(tx, ctx, last);
    return { came: 'proved', orders };
  });
}

async function tellTalk(tx: Tx, ctx: Ctx, { conversation_id, email }: Code): Promise<void> {
  if (conversation_id === null) return;
  const conversation = await findConversation(tx, ctx, conversation_id);
  await record(tx, ctx, [conversationEvent(conversation, { type: 'assistant.proved', data: { to: masked(email) } })]);
}
