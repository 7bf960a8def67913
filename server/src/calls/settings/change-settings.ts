import type { CallSettings } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import type { Config } from '../../platform/config.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { hasCalendar, saveSettings, settingsOf } from './settings.store.ts';

let sfuIsSetUp: (config: Config) => boolean = () => false;
/** Said once by whatever carries calls of many sides: is a server for it configured here? Until then there is none. */
export function tellWhetherSfu(check: (config: Config) => boolean): void {
  sfuIsSetUp = check;
}

/** What a brand decided about calls. Throws `brand.not_found`. */
export function readSettings(ctx: Ctx, brandId: string): Promise<CallSettings> {
  return inWorkspace(ctx, async (tx) => {
    await brandOf(tx, brandId);
    return settingsOf(tx, ctx, brandId);
  });
}

/** A manager decides about calls. Calls that run go on as they are. Throws `brand.not_found`, `calendar.not_found`, `call.sfu_not_set_up`. */
export function changeSettings(ctx: Ctx, brandId: string, settings: CallSettings): Promise<CallSettings> {
  return inWorkspace(ctx, async (tx) => {
    await brandOf(tx, brandId);
    if (settings.calendar_id !== null && !(await hasCalendar(tx, ctx, settings.calendar_id)))
      throw new Refusal('calendar.not_found');
    if (settings.sfu === 'livekit' && !sfuIsSetUp(ctx.config)) throw new Refusal('call.sfu_not_set_up');
    const before = await settingsOf(tx, ctx, brandId);
    const changed = (Object.keys(settings) as (keyof CallSettings)[]).filter(
      (key) => JSON.stringify(settings[key]) !== JSON.stringify(before[key]),
    );
    if (changed.length === 0) return before;
    await saveSettings(tx, ctx, brandId, settings);
    const subject = { kind: 'brand', id: brandId };
    await record(tx, ctx, [{ type: 'call_settings.changed', subject, brand_id: brandId, data: { changed } }]);
    return settings;
  });
}
