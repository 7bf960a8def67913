import type { BatchComparison, BatchQuestion } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import { dayIn } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { type VariantFacts, variantsFor } from '../cost/cost.store.ts';
import { share } from '../cost/rates.ts';
import { compareBatch, type DutyOfPiece } from './compare-batch.ts';
import { claimBy } from './drawback.ts';
import { linesOf } from './imports.store.ts';
import { lookUp } from './lookup.ts';
import { allRates } from './rates.store.ts';

/**
 * A manager asks what to do with a batch. The duty is what was paid on the newest import of the product that can still be
 * claimed; else the rate of its code and origin on the day named (today without one), of what drawback covers.
 * Throws `brand.not_found`, `variant.not_found`.
 */
export async function compare(tx: Tx, ctx: Ctx, asked: BatchQuestion): Promise<BatchComparison> {
  const { currency, timeZone } = await brandOf(tx, asked.brand_id);
  const variant = (await variantsFor(tx, ctx, [asked.variant_id])).get(asked.variant_id);
  if (!variant) throw new Refusal('variant.not_found');
  const today = dayIn(timeZone, ctx.now);
  const duty = (await paidDuty(tx, ctx, asked, today)) ?? (await ratedDuty(tx, ctx, asked, variant, today));
  return compareBatch(asked, { currency, today, duty });
}

async function paidDuty(tx: Tx, ctx: Ctx, asked: BatchQuestion, today: string): Promise<DutyOfPiece | null> {
  const lines = await linesOf(tx, ctx, asked.brand_id, [asked.variant_id], 'read');
  const open = lines
    .filter((line) => line.claimed < line.quantity && today <= claimBy(line.on))
    .sort((a, b) => b.on.localeCompare(a.on));
  const line = open[0];
  if (!line) return null;
  const facts = { entry: line.number, on: line.on, claim_by: claimBy(line.on) };
  return { amount: Math.floor(line.duty / line.quantity), from: 'import_entry', facts };
}

async function ratedDuty(
  tx: Tx,
  ctx: Ctx,
  asked: BatchQuestion,
  { hts_code, origin_country }: VariantFacts,
  today: string,
): Promise<DutyOfPiece> {
  const nothing: DutyOfPiece = { amount: 0, from: 'unknown', facts: {} };
  const hts = hts_code?.replaceAll(/\D/g, '') ?? '';
  if (hts === '' || !origin_country) return nothing;
  const found = lookUp(await allRates(tx, ctx), hts, origin_country, asked.imported_on ?? today);
  if (found.drawback === null) return nothing;
  const facts = { hts, origin: origin_country, on: found.on, rate: found.drawback, verified: found.verified };
  return { amount: share(asked.customs_value, found.drawback), from: 'rate', facts };
}
