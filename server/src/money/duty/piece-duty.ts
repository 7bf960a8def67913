import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { claimBy } from './drawback.ts';
import { linesOf } from './imports.store.ts';
import { lookUp } from './lookup.ts';
import { allRates } from './rates.store.ts';

/** Duty of one piece, minor units of the brand's currency, and where it is known from. */
export type PieceDuty = { amount: number; from: 'import_entry' | 'rate' | 'unknown'; facts: Record<string, unknown> };
type Goods = { hts_code: string | null; origin_country: string | null };

/** As paid on the newest import of the product that came in until `until` and can still be claimed; null where there is none. */
export async function paidOnPiece(
  tx: Tx,
  ctx: Ctx,
  of: { brandId: string; variantId: string; until: string; today: string },
): Promise<PieceDuty | null> {
  const lines = await linesOf(tx, ctx, of.brandId, [of.variantId], 'read');
  const [line] = lines
    .filter((one) => one.on <= of.until && one.claimed < one.quantity && of.today <= claimBy(one.on))
    .sort((a, b) => b.on.localeCompare(a.on));
  if (!line) return null;
  const facts = { entry: line.number, on: line.on, claim_by: claimBy(line.on) };
  return { amount: Math.floor(line.duty / line.quantity), from: 'import_entry', facts };
}

/** By the rates of its code and origin on a day; `part` of them: all of it, or what drawback covers. */
export async function ratedOnPiece(
  tx: Tx,
  ctx: Ctx,
  { hts_code, origin_country }: Goods,
  of: { value: number; on: string; part: 'total' | 'drawback' },
): Promise<PieceDuty> {
  const hts = hts_code?.replaceAll(/\D/g, '') ?? '';
  const found = hts && origin_country ? lookUp(await allRates(tx, ctx), hts, origin_country, of.on) : null;
  const rate = found?.[of.part] ?? null;
  if (!found || rate === null) return { amount: 0, from: 'unknown', facts: {} };
  const facts = { hts, origin: origin_country, on: found.on, rate, verified: found.verified };
  return { amount: Number((BigInt(of.value) * BigInt(rate) + 5_000n) / 10_000n), from: 'rate', facts };
}
