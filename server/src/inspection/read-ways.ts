import type { Disposition, Reckoning } from '@recoup/contract';
import { type VariantFacts, variantFacts } from '../orders/index.ts';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { photoOf } from '../uploads/index.ts';
import {
  acrossSites,
  binFor,
  binsByPurpose,
  findUnit,
  photosOfUnit,
  type UnitRow,
  unitAnswer,
} from '../warehouse/index.ts';
import type { Found, Goods } from './constraints.ts';
import { SEAL } from './default-sops/index.ts';
import { chosenAnswers, gradeFrom } from './grade.ts';
import { defaultRates, defaultRules } from './rates.ts';
import { type Reckoned, reckon } from './reckoning.ts';
import { type Footing, footingOf } from './runs.store.ts';

/** Everything the reckoning page shows but the unit itself. */
export type Reckoned_ = Reckoned & Pick<Reckoning, 'decided' | 'bins' | 'photos' | 'inspection_id' | 'failed'>;

/** Every way out of an inspected unit with its reckoning, most money back first. Throws `unit.not_found`, `unit.not_inspected`. */
export function readWays(ctx: Ctx, unitId: string): Promise<Reckoning> {
  return acrossSites(ctx, async (tx) => {
    const unit = await findUnit(tx, ctx, unitId);
    if (!unit) throw new Refusal('unit.not_found');
    return { unit: unitAnswer(ctx, unit), ...(await waysOf(tx, ctx, unit)) };
  });
}

/** The same for a unit somebody holds; preview and decision share this path. */
export async function waysOf(tx: Tx, ctx: Ctx, unit: UnitRow): Promise<Reckoned_> {
  if (unit.grade === null || unit.acceptance === null) throw new Refusal('unit.not_inspected');
  const footing = await footingOf(tx, ctx, unit);
  const product = unit.variant_id ? await variantFacts(tx, ctx, unit.variant_id) : null;
  const bins = await binsByPurpose(tx, ctx, unit.site_id);
  const photos = await photosOfUnit(tx, ctx, unit.id);
  const { rates, rules, run, decision, currency } = footing;
  const found = foundOf({ grade: unit.grade, acceptance: unit.acceptance }, run);
  const reckoned = reckon(
    goodsOf(unit, product, currency),
    found,
    { ...defaultRates, ...rates },
    { ...defaultRules, ...rules },
    currency,
  );
  return {
    ...reckoned,
    decided: decision && {
      ...decision,
      by: decision.by as NonNullable<Reckoning['decided']>['by'],
      at: new Date(decision.at).toISOString(),
    },
    bins: (Object.keys(binFor) as Disposition[]).map((disposition) => ({
      disposition,
      bin: bins.get(binFor[disposition]) ?? null,
    })),
    photos: photos.map((photo) => photoOf(ctx, photo)),
    inspection_id: run?.id ?? null,
    failed: failedOf(run),
  };
}

/** Prices count only in the currency the brand reckons in; what the buyer paid stands in where the catalogue has none. */
function goodsOf(unit: UnitRow, product: VariantFacts | null, currency: string): Goods {
  const priced = product?.currency === currency ? product : null;
  const paid = unit.line && unit.return?.currency === currency ? unit.line.unit_price : null;
  return {
    sku: unit.sku,
    known: product !== null,
    price: priced?.price ?? paid,
    resale: priced?.resale ?? { A: null, B: null, C: null, D: null },
    unit_cost: priced?.unit_cost ?? null,
    lithium_battery: product?.lithium_battery ?? false,
    hygiene: product?.hygiene ?? false,
    recalled: product?.recalled ?? false,
  };
}

function foundOf(unit: Pick<Found, 'grade' | 'acceptance'>, run: Footing['run']): Found {
  const sealed = run?.answers[SEAL.step]?.answer === SEAL.unbroken;
  return { ...unit, unsafe: run ? gradeFrom(run.steps, run.answers).unsafe : false, opened: !sealed };
}

function failedOf(run: Footing['run']): Reckoning['failed'] {
  if (!run) return [];
  return chosenAnswers(run.steps, run.answers)
    .filter(({ answer }) => answer.tone === 'bad')
    .map(({ step, answer }) => ({ title: step.title, answer: answer.words }));
}
