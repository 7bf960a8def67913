import { createHash } from 'node:crypto';
import { heardFrom, proveOrders } from '../../inbox/index.ts';
import { emailKey, numberKey, postalKey } from '../../orders/index.ts';
import { inWorkspace } from '../../platform/db.ts';
import { countAttempt, type Limit, takeBackAttempt } from '../../platform/limits.ts';
import { Refusal } from '../../platform/refusal.ts';
import { portalForInbox } from '../../returns/index.ts';
import type { At } from '../acts/at.ts';
import { seeAnew } from '../acts/sight.ts';
import type { Tokens } from '../talk.ts';

export type Tried = 'nothing' | 'proved' | 'wrong' | 'locked';

/** What was typed stays known over the turns of a talk, and is not guessed with again and again. */
const SAME_GUESS: Limit = { max: 1, windowSeconds: 600 };
/** More than somebody types in one message who looks for their own order. */
const MOST_NUMBERS = 2;
const MOST_PROOFS = 3;

/**
 * A buyer on a chat typed the number of an order and an e-mail or ZIP: that proves it to their session as it would on the
 * return pages, under the same limits, with the same answer for an unknown number and a wrong proof. From then on the session
 * sees it, and the conversation is about it. On channels without a session nothing is proved by being typed.
 */
export async function proveOrder(at: At, tokens: Tokens, known: readonly { number: string }[]): Promise<Tried> {
  const { ctx, sight } = at;
  const { session_id, conversation_id } = sight;
  if (session_id === null || sight.simulated) return 'nothing';
  const seen = new Set(known.map(({ number }) => numberKey(number)));
  const numbers = [...new Set(tokens.order_numbers.map(numberKey))].filter((one) => one !== '' && !seen.has(one));
  const proofs = [...new Set([...tokens.emails.map(emailKey), ...tokens.postal_codes.map(postalKey)])].filter(Boolean);
  if (numbers.length === 0 || proofs.length === 0) return 'nothing';
  const address = (await inWorkspace(ctx, (tx) => heardFrom(tx, ctx, session_id))) ?? `session:${session_id}`;
  let outcome: Tried = 'nothing';
  for (const number of numbers.slice(-MOST_NUMBERS)) {
    for (const proof of proofs.slice(-MOST_PROOFS)) {
      const found = await guess(at, { number, proof, address }, session_id);
      if (found === 'wrong' || found === 'locked') {
        outcome = found;
        if (found === 'locked') return 'locked';
        continue;
      }
      await inWorkspace(ctx, (tx) =>
        proveOrders(tx, ctx, { session_id, conversation_id }, [found.order_id], { by_code: false }),
      );
      await seeAnew(ctx, sight);
      return 'proved';
    }
  }
  return outcome;
}

async function guess(
  { ctx, sight }: At,
  asked: { number: string; proof: string; address: string },
  session: string,
): Promise<{ order_id: string } | 'wrong' | 'locked'> {
  const digest = createHash('sha256').update(`${asked.number}\n${asked.proof}`).digest('base64url').slice(0, 22);
  const bucket = `assistant:guess:${session}:${digest}`;
  if (!(await countAttempt(ctx, bucket, SAME_GUESS)).allowed) return 'wrong';
  try {
    const found = await portalForInbox.findOrder({ ...ctx, brandId: sight.brand_id }, asked);
    await takeBackAttempt(ctx, bucket, SAME_GUESS);
    return found;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === 'order.not_found') return 'wrong';
    if (error.code !== 'guess.too_many') throw error;
    await takeBackAttempt(ctx, bucket, SAME_GUESS);
    return 'locked';
  }
}
