import { timingSafeEqual } from 'node:crypto';
import { type ChatCtx, type Knock, openGuest, ordersOfAddress, proveOrders } from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { countAttempt, type Limit } from '../../platform/limits.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { At } from './at.ts';
import { codeHash, lastCode, type Session, useCode } from './codes.store.ts';

/** Tries at one code, whoever makes them; they count although the try is refused. */
const TRIES: Limit = { max: 5, windowSeconds: 15 * 60 };

type Came = { came: 'proved' | 'wrong' | 'expired' | 'locked'; orders: string[] };
const not = (came: Came['came']): Came => ({ came, orders: [] });

/**
 * A buyer typed the code that was mailed: from here on all orders of that address are proved to their session, and to no
 * other. A code counts for the session it was asked for in, once, for fifteen minutes and five tries.
 *
 * Throws `code.wrong`, `code.expired` (also where none was asked for), `guess.too_many`, and what `openGuest` throws.
 */
export async function proveCode(ctx: ChatCtx, code: string, knock: Knock): Promise<{ ok: true; orders: number }> {
  const guest = await inWorkspace(ctx, (tx) => openGuest(tx, ctx, knock.origin));
  const session = { brand_id: guest.channel.brand_id, session_id: guest.sessionId, conversation_id: null };
  const tried = await tryCode(ctx, session, code);
  if (tried.came === 'locked') throw new Refusal('guess.too_many', {});
  if (tried.came === 'expired') throw new Refusal('code.expired');
  if (tried.came === 'wrong') throw new Refusal('code.wrong');
  return { ok: true, orders: tried.orders.length };
}

/** The same, typed as a message of the talk. */
export async function proveInTalk({ ctx, sight }: At, code: string): Promise<'proved' | 'wrong' | 'expired'> {
  const { brand_id, session_id, conversation_id } = sight;
  if (sight.simulated) return 'proved';
  if (session_id === null) return 'expired';
  const tried = await tryCode(ctx, { brand_id, session_id, conversation_id }, code);
  if (tried.came !== 'proved') return tried.came === 'wrong' ? 'wrong' : 'expired';
  const others = sight.orders.filter(({ order_id }) => !tried.orders.includes(order_id));
  sight.orders.splice(
    0,
    sight.orders.length,
    ...tried.orders.map((order_id) => ({ order_id, by_code: true })),
    ...others,
  );
  return 'proved';
}

async function tryCode(ctx: Ctx, session: Session, code: string): Promise<Came> {
  const last = await inWorkspace(ctx, (tx) => lastCode(tx, ctx, session.brand_id, session.session_id));
  if (!last || last.expires_at <= ctx.now) return not('expired');
  if (!(await countAttempt(ctx, `chat-code:tries:${last.id}`, TRIES)).allowed) return not('locked');
  const given = Buffer.from(codeHash(ctx, last.id, code));
  const kept = Buffer.from(last.code_hash);
  if (given.length !== kept.length || !timingSafeEqual(given, kept)) return not('wrong');
  return inWorkspace(ctx, async (tx): Promise<Came> => {
    if (!(await useCode(tx, ctx, last.id))) return not('expired');
    const orders = await ordersOfAddress(tx, ctx, session.brand_id, last.email);
    await proveOrders(tx, ctx, session, orders, { by_code: true });
    return { came: 'proved', orders };
  });
}
