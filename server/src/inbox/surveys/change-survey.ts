import type { AnswerOf, BodyOf, inboxSetup } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { defaults, type SurveyKind } from './survey.ts';
import { brandNames, saveSettings, settingsOf } from './surveys.store.ts';

/** When buyers of each brand are asked, both surveys of every brand one may see. */
export function listSurveys(ctx: Ctx): Promise<AnswerOf<typeof inboxSetup.surveys>> {
  return inWorkspace(ctx, async (tx) => {
    const set = await settingsOf(tx, ctx);
    const rows = (await brandNames(tx, ctx)).flatMap((brand) =>
      (['csat', 'nps'] as SurveyKind[]).map((kind) => {
        const own = set.find((one) => one.brand_id === brand.id && one.kind === kind) ?? defaults[kind];
        const { enabled, after_minutes, again_after_days, share, channels } = own;
        return { brand, kind, enabled, after_minutes, again_after_days, share, channels };
      }),
    );
    return { rows };
  });
}

/** A manager changes when buyers of a brand are asked; who is planned to be asked already is asked by the new settings. Throws `brand.not_found`. */
export function changeSurvey(
  ctx: Ctx,
  { brand_id, ...settings }: BodyOf<typeof inboxSetup.changeSurvey>,
): Promise<AnswerOf<typeof inboxSetup.changeSurvey>> {
  return inWorkspace(ctx, async (tx) => {
    const { id, name } = await brandOf(tx, brand_id);
    await saveSettings(tx, ctx, brand_id, settings);
    const subject = { kind: 'brand', id: brand_id };
    await record(tx, ctx, [{ type: 'survey.settings_changed', subject, brand_id, data: settings }]);
    return { brand: { id, name }, ...settings };
  });
}
