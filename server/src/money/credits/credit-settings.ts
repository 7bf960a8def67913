import type { CreditSettings } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { creditSettingsOf, saveCreditSettings } from './credits.store.ts';

/** What a brand sets about bonus and codes. Throws `brand.not_found`. */
export function readCreditSettings(ctx: Ctx, brandId: string): Promise<CreditSettings> {
  return inWorkspace(ctx, async (tx) => {
    await brandOf(tx, brandId);
    return creditSettingsOf(tx, ctx, brandId);
  });
}

/** A manager changes it; what was given before keeps its end. Throws `brand.not_found`. */
export function changeCreditSettings(ctx: Ctx, brandId: string, settings: CreditSettings): Promise<CreditSettings> {
  return inWorkspace(ctx, async (tx) => {
    await brandOf(tx, brandId);
    await saveCreditSettings(tx, ctx, brandId, settings);
    await record(tx, ctx, [
      { type: 'money.settings_changed', subject: { kind: 'brand', id: brandId }, brand_id: brandId, data: settings },
    ]);
    return settings;
  });
}
