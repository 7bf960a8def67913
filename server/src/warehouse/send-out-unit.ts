import type { BodyOf, Unit, warehouse } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { acrossSites } from './across-sites.ts';
import { checkLeaves } from './places.ts';
import { insertMove } from './stock.store.ts';
import { standingOfUnit, unitAnswer } from './unit-answer.ts';
import { unitEvent } from './unit-events.ts';
import { currencyOf, lockUnit, saveUnit } from './units.store.ts';

/**
 * A ready unit leaves, once: sold, liquidated, recycled or sent back, as its way out says, with what it brought in minor
 * units of the brand's currency. Two who send it out at once: one does, the other is told.
 *
 * Throws `unit.not_found`, `unit.gone`, `unit.promised` to an outbound order, under which alone it leaves, `unit.not_ready`, `unit.other_way`.
 */
export function sendOutUnit(ctx: Ctx, unitId: string, out: BodyOf<(typeof warehouse)['sendOut']>): Promise<Unit> {
  return acrossSites(ctx, async (tx) => {
    const unit = await lockUnit(tx, ctx, unitId);
    if (!unit) throw new Refusal('unit.not_found');
    if (unit.outbound_id && unit.stage !== 'gone')
      throw new Refusal('unit.promised', { outbound_id: unit.outbound_id });
    checkLeaves(standingOfUnit(unit), out.as);
    const currency = await currencyOf(tx, ctx, unit.brand_id);
    const change = {
      stage: 'gone',
      bin_id: null,
      gone_at: ctx.now,
      gone_as: out.as,
      recovered: out.recovered,
      currency,
    } as const;
    await saveUnit(tx, ctx, unitId, change);
    const move = { unit_id: unitId, site_id: unit.site_id, from_bin_id: unit.bin_id, to_bin_id: null };
    await insertMove(tx, ctx, { ...move, why: out.as });
    const recovered = { amount: out.recovered, currency };
    await record(tx, ctx, [
      unitEvent('unit.gone', unit, { lpn: unit.lpn, as: out.as, recovered, reference: out.reference ?? null }),
    ]);
    return unitAnswer(ctx, { ...unit, ...change, bin: null, version: unit.version + 1 });
  });
}
