import { type CallSettings, callSettings } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { DEFAULT_SETTINGS } from './default-settings.ts';

/** What a brand decided about calls, with the defaults for what it did not. */
export async function settingsOf(tx: Tx, ctx: Ctx, brandId: string): Promise<CallSettings> {
  const row = await tx
    .selectFrom('call_settings')
    .select('settings')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brandId)
    .executeTakeFirst();
  return row
    ? callSettings.parse({ ...DEFAULT_SETTINGS, ...(row.settings as Partial<CallSettings>) })
    : DEFAULT_SETTINGS;
}

export async function saveSettings(tx: Tx, ctx: Ctx, brandId: string, settings: CallSettings): Promise<void> {
  const row = { settings: JSON.stringify(settings), updated_at: ctx.now };
  await tx
    .insertInto('call_settings')
    .values({ workspace_id: ctx.workspaceId, brand_id: brandId, ...row })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'brand_id']).doUpdateSet(row))
    .execute();
}

export async function hasCalendar(tx: Tx, ctx: Ctx, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('calendars')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}
