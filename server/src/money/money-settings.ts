import type { BodyOf, MoneySettings, moneyApi } from '@recoup/contract';
import { brandOf } from '../accounts/index.ts';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { saveSettings, settingsOf } from './refunds/refunds.store.ts';

/** The limits of a brand; the defaults where it set none. Throws `brand.not_found`. */
export function readSettings(ctx: Ctx, brandId: string): Promise<MoneySettings> {
  return inWorkspace(ctx, async (tx) => {
    await brandOf(tx, brandId);
    return settingsOf(tx, ctx, brandId);
  });
}

/** A manager changes the limits; refunds already owed keep the limit they were owed under. Throws `brand.not_found`. */
export function changeSettings(
  ctx: Ctx,
  brandId: string,
  given: BodyOf<typeof moneyApi.changeSettings>,
): Promise<MoneySettings> {
  return inWorkspace(ctx, async (tx) => {
    await brandOf(tx, brandId);
    const settings = { ...(await settingsOf(tx, ctx, brandId)), ...given };
    await saveSettings(tx, ctx, brandId, settings);
    await record(tx, ctx, [
      { type: 'money.settings_changed', subject: { kind: 'brand', id: brandId }, brand_id: brandId, data: settings },
    ]);
    return settings;
  });
}
