import { diagnosisSheets as api, callDiagnosis } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import { inWorkspace } from '../../platform/db.ts';
import { type App, serve } from '../../platform/http.ts';
import { archiveSheet, createSheet, discardDraft, publishSheet, restoreSheet, saveDraft } from './change-sheet.ts';
import { answerDiagnosis, readDiagnosis, startDiagnosis } from './run-sheet.ts';
import { answerSheet, answerSheets, versionAnswer } from './sheet-answer.ts';
import { sheetsOf, versionsOf } from './sheets.store.ts';
import { startingSheets } from './starting-sheets.ts';

export function sheetRoutes(app: App): void {
  serve(app, api.list, (ctx, { query }) =>
    inWorkspace(ctx, async (tx) => {
      await brandOf(tx, query.brand_id);
      return { rows: await answerSheets(tx, ctx, await sheetsOf(tx, ctx, query)) };
    }),
  );
  serve(app, api.starting, (ctx, { query }) =>
    inWorkspace(ctx, async (tx) => {
      await brandOf(tx, query.brand_id);
      const there = new Set((await sheetsOf(tx, ctx, { ...query, archived: false })).map(({ name }) => name));
      return {
        rows: startingSheets.map(({ key, name, reasons, steps }) => ({
          key,
          name,
          for: { product_ids: [], categories: [], reasons },
          steps,
          added: Object.values(name).some((one) => there.has(one)),
        })),
      };
    }),
  );
  serve(app, api.create, (ctx, { body }) => createSheet(ctx, body));
  serve(app, api.get, (ctx, { params }) => inWorkspace(ctx, (tx) => answerSheet(tx, ctx, params.id)));
  serve(app, api.saveDraft, (ctx, { params, body }) => saveDraft(ctx, params.id, body));
  serve(app, api.discardDraft, (ctx, { params }) => discardDraft(ctx, params.id));
  serve(app, api.publish, (ctx, { params, body }) => publishSheet(ctx, params.id, body.version));
  serve(app, api.versions, (ctx, { params }) =>
    inWorkspace(ctx, async (tx) => {
      await answerSheet(tx, ctx, params.id);
      return { rows: (await versionsOf(tx, ctx, [params.id])).map(versionAnswer) };
    }),
  );
  serve(app, api.restore, (ctx, { params, body }) => restoreSheet(ctx, params.id, body.version));
  serve(app, api.archive, (ctx, { params, body }) => archiveSheet(ctx, params.id, body.archived));

  serve(app, callDiagnosis.read, (ctx, { params, query }) => readDiagnosis(ctx, params.id, query));
  serve(app, callDiagnosis.start, (ctx, { params, body }) => startDiagnosis(ctx, params.id, body));
  serve(app, callDiagnosis.answer, (ctx, { params, body }) =>
    answerDiagnosis(ctx, params.id, params.diagnosis_id, body),
  );
}
