import type { EligibleUnit } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import { dayIn } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { type UnitFacts, units as unitsSide } from '../cost/sides.ts';
import { claimedUnits } from './claims.store.ts';
import { type Allocation, allocate } from './drawback.ts';
import { linesOf } from './imports.store.ts';

export const basisOf = (unit: Pick<UnitFacts, 'gone_as'>): EligibleUnit['basis'] =>
  unit.gone_as === 'recycled' ? 'destroyed' : 'exported';

export type Matched = { unit: UnitFacts; allocation: Allocation };

/** Units that left for good, set against imports; `hold` keeps the imports to the end of the transaction. */
export async function matchUnits(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  how: 'read' | 'hold',
): Promise<{ rows: Matched[]; currency: string }> {
  const { currency, timeZone } = await brandOf(tx, brandId);
  const gone = await unitsSide().destroyedOrExported(tx, ctx, brandId);
  const variants = [...new Set(gone.map(({ variant_id }) => variant_id).filter((id) => id !== null))];
  const lines = await linesOf(tx, ctx, brandId, variants, how);
  const claimed = await claimedUnits(
    tx,
    ctx,
    gone.map(({ id }) => id),
  );
  const leaving = gone.map((unit) => ({
    unit_id: unit.id,
    variant_id: unit.variant_id,
    gone_on: dayIn(timeZone, unit.gone_at!),
    in_claim: claimed.has(unit.id),
  }));
  const allocations = allocate(leaving, lines, dayIn(timeZone, ctx.now));
  return { rows: gone.map((unit, n) => ({ unit, allocation: allocations[n]! })), currency };
}

/** Units whose duty can be had back, and why not for the others. Those in a claim are left out. Throws `brand.not_found`. */
export async function readEligible(tx: Tx, ctx: Ctx, brandId: string): Promise<{ rows: EligibleUnit[] }> {
  const { rows, currency } = await matchUnits(tx, ctx, brandId, 'read');
  return {
    rows: rows
      .filter(({ allocation }) => !('because' in allocation && allocation.because === 'in_claim'))
      .map(({ unit, allocation }) => ({
        unit: { id: unit.id, lpn: unit.lpn, sku: unit.sku ?? '', title: unit.title },
        basis: basisOf(unit),
        gone_at: unit.gone_at!.toISOString(),
        ...('line' in allocation
          ? {
              entry: {
                id: allocation.line.entry_id,
                number: allocation.line.number,
                on: allocation.line.on,
                claim_by: allocation.claim_by,
              },
              amount: { amount: allocation.amount, currency },
              because: null,
            }
          : { entry: null, amount: null, because: allocation.because }),
      })),
  };
}
