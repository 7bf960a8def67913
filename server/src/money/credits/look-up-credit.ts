import type { HeldCredit } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { type Limit, limitAttempts, takeBackAttempt } from '../../platform/limits.ts';
import { Refusal } from '../../platform/refusal.ts';
import { idOfHeld, readHeld } from './credits.read.ts';
import { cashOutCredit } from './end-credit.ts';

/** Wrong codes one address may try; a family or an office may stand behind it. */
const PER_ADDRESS: Limit = { max: 20, windowSeconds: 15 * 60 };
/** Wrong codes tried at one brand by everybody together: what a swarm of addresses guesses, it guesses this slowly. */
const PER_BRAND: Limit = { max: 600, windowSeconds: 60 * 60 };

type Visitor = Ctx & { brandId: string };

/**
 * A holder looks what is left on a code; who has the code is the holder. Guesses are counted before they are looked at
 * and a right one is taken back. Whatever is wrong with a code, and whether it is a code at all, the answer is the same.
 *
 * Throws `credit.not_found`, `guess.too_many` with `retry_at`.
 */
export function lookUpCredit(ctx: Visitor, from: { code: string; address: string }): Promise<HeldCredit> {
  return guarded(ctx, from.address, () => inWorkspace(ctx, (tx) => readHeld(tx, ctx, from.code)));
}

/**
 * The holder of a code asks for the rest in cash, where the law of the buyer's state grants it.
 * Throws what `lookUpCredit` throws, and `credit.no_cash_out`, `credit.wrong_state`.
 */
export async function cashOutHeld(ctx: Visitor, from: { code: string; address: string }): Promise<HeldCredit> {
  const id = await guarded(ctx, from.address, () => inWorkspace(ctx, (tx) => idOfHeld(tx, ctx, from.code)));
  await cashOutCredit(ctx, id);
  const held = await inWorkspace(ctx, (tx) => readHeld(tx, ctx, from.code));
  if (!held) throw new Refusal('credit.not_found');
  return held;
}

async function guarded<T>(ctx: Visitor, address: string, look: () => Promise<T | null>): Promise<T> {
  const buckets: [string, Limit][] = [
    [`store-credit:address:${address}`, PER_ADDRESS],
    [`store-credit:brand:${ctx.brandId}`, PER_BRAND],
  ];
  for (const [bucket, limit] of buckets) await limitAttempts(ctx, bucket, limit, 'guess.too_many');
  const found = await look();
  if (found === null) throw new Refusal('credit.not_found');
  for (const [bucket, limit] of buckets) await takeBackAttempt(ctx, bucket, limit);
  return found;
}
