import { createHash, timingSafeEqual } from 'node:crypto';
import { emailKey, type FoundOrder, findOrderByNumber, numberKey, postalKey } from '../orders/index.ts';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { type Limit, limitAttempts, takeBackAttempt } from '../platform/limits.ts';
import { Refusal } from '../platform/refusal.ts';
import { buyerToken } from './links.ts';

/** Wrong guesses one address may make; a family, an office or a phone company's customers may stand behind it. */
const PER_ADDRESS: Limit = { max: 30, windowSeconds: 15 * 60 };
/** Wrong guesses at one order number, whoever makes them: a ZIP has 100,000 values, and an order is asked for by its buyer. */
const PER_NUMBER: Limit = { max: 10, windowSeconds: 60 * 60 };

const digest = (text: string) => createHash('sha256').update(text).digest();
const same = (a: string, b: string) => timingSafeEqual(digest(a), digest(b));
const NOBODY: Pick<FoundOrder, 'emails' | 'postal_key'> = { emails: ['nobody@invalid'], postal_key: '-' };

/** Is this the order's e-mail (whatever its case) or ZIP (of nine digits, the first five)? Compares all there is, whatever fits first. */
export function proves(order: Pick<FoundOrder, 'emails' | 'postal_key'>, proof: string): boolean {
  const email = emailKey(proof);
  const zip = postalKey(proof);
  const byEmail = order.emails.map((one) => one !== '' && same(one, email));
  const byZip = order.postal_key !== null && zip !== '' && same(order.postal_key, zip);
  return byZip || byEmail.includes(true);
}

/**
 * A buyer without an account names their order: its number, as they know it (`#20377`, `20377`, `# 20 377`), with the
 * e-mail or the ZIP it was bought with. The answer is a link's token, good for 30 days and for this order only.
 *
 * An unknown number and a wrong proof get the same refusal, after the same work. Guesses are counted per address and per
 * order number before they are looked at, so that a thousand at once are no more than one after the other; a right one
 * is taken back. Beyond the limits even a right one is refused until the window has passed.
 *
 * Throws `order.not_found`, `guess.too_many` with `retry_at`.
 */
export async function findOrder(
  ctx: Ctx & { brandId: string },
  from: { number: string; proof: string; address: string },
): Promise<{ token: string; expires_at: string }> {
  const buckets: [string, Limit][] = [
    [`find-order:address:${from.address}`, PER_ADDRESS],
    [`find-order:number:${ctx.brandId}:${numberKey(from.number).slice(0, 60)}`, PER_NUMBER],
  ];
  for (const [bucket, limit] of buckets) await limitAttempts(ctx, bucket, limit, 'guess.too_many');
  const found = await inWorkspace(ctx, (tx) => findOrderByNumber(tx, ctx, from.number, ctx.brandId));
  const proved = (found.length > 0 ? found : [NOBODY]).map((order) => proves(order, from.proof));
  const order = found[proved.indexOf(true)];
  if (!order) throw new Refusal('order.not_found');
  for (const [bucket, limit] of buckets) await takeBackAttempt(ctx, bucket, limit);
  const { token, expiresAt } = buyerToken(ctx, { brand_id: order.brand_id, order_id: order.id });
  return { token, expires_at: expiresAt.toISOString() };
}
