import { returns as api, remediesApi } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { type App, serve } from '../platform/http.ts';
import { addFiles } from './add-files.ts';
import { addNote } from './add-note.ts';
import { approveReturn } from './approve-return.ts';
import { bulkApprove } from './bulk-approve.ts';
import { cancelReturn } from './cancel-return.ts';
import { changeRemedy } from './change-remedy.ts';
import { closeReturn } from './close-return.ts';
import { declineReturn } from './decline-return.ts';
import { exportReturns } from './export-returns.ts';
import { changeLimits, readLimits } from './limits/change-limits.ts';
import { printLabel, printSlip } from './papers.ts';
import { previewForStaff } from './preview-return.ts';
import { requestReturn } from './request-return.ts';
import { resendLabel } from './resend-label.ts';
import { type Loaded, loadReturn } from './return.read.ts';
import { countReturns, listReturns } from './returns-list.read.ts';
import { deleteView, listViews, saveView } from './saved-views.store.ts';
import { sendReplacement } from './send-replacement.ts';
import { shownToStaff } from './staff-view.ts';

export function routes(app: App): void {
  const shown = async (ctx: Ctx, loaded: Promise<Loaded>) => shownToStaff(ctx, await loaded);

  serve(app, api.list, (ctx, { query }) => inWorkspace(ctx, (tx) => listReturns(tx, ctx, query)));
  serve(app, api.counts, (ctx, { query }) => inWorkspace(ctx, (tx) => countReturns(tx, ctx, query)));
  serve(app, api.exportCsv, async (ctx, { query }) => exportReturns(ctx, query));
  serve(app, api.get, (ctx, { params }) =>
    shown(
      ctx,
      inWorkspace(ctx, (tx) => loadReturn(tx, ctx, params.id)),
    ),
  );
  serve(app, api.preview, (ctx, { params, body }) => previewForStaff(ctx, params.id, body.lines));
  serve(app, api.request, (ctx, { params, body }) => shown(ctx, requestReturn(ctx, params.id, body)));
  serve(app, api.approve, (ctx, { params, body }) => shown(ctx, approveReturn(ctx, params.id, body.reason ?? null)));
  serve(app, api.decline, (ctx, { params, body }) => shown(ctx, declineReturn(ctx, params.id, body.reason)));
  serve(app, api.cancel, (ctx, { params, body }) => shown(ctx, cancelReturn(ctx, params.id, body.reason)));
  serve(app, api.changeRemedy, (ctx, { params, body }) => shown(ctx, changeRemedy(ctx, params.id, body)));
  serve(app, api.note, (ctx, { params, body }) => shown(ctx, addNote(ctx, params.id, body.text)));
  serve(app, api.addFiles, (ctx, { params, body }) =>
    shown(ctx, addFiles(ctx, params.id, body.file_ids, body.caption ?? null)),
  );
  serve(app, api.resendLabel, (ctx, { params }) => shown(ctx, resendLabel(ctx, params.id)));
  serve(app, api.replacementSent, (ctx, { params, body }) =>
    shown(ctx, sendReplacement(ctx, params.id, body.line_id, body.reference)),
  );
  serve(app, api.close, (ctx, { params }) => shown(ctx, closeReturn(ctx, params.id)));
  serve(app, api.bulkApprove, (ctx, { body }) => bulkApprove(ctx, body.ids, body.reason ?? null));

  serve(app, remediesApi.limits, (ctx, { query }) => readLimits(ctx, query.brand_id));
  serve(app, remediesApi.changeLimits, (ctx, { query, body }) => changeLimits(ctx, query.brand_id, body.rows));

  serve(app, api.labelPdf, (ctx, { params }) => printLabel(ctx, params.id, 'pdf'));
  serve(app, api.labelZpl, (ctx, { params }) => printLabel(ctx, params.id, 'zpl'));
  serve(app, api.slipPdf, (ctx, { params }) => printSlip(ctx, params.id));

  serve(app, api.views, async (ctx, { query }) => ({
    rows: await inWorkspace(ctx, (tx) => listViews(tx, ctx, query.list)),
  }));
  serve(app, api.saveView, (ctx, { body }) => inWorkspace(ctx, (tx) => saveView(tx, ctx, body)));
  serve(app, api.deleteView, async (ctx, { params }) => {
    await inWorkspace(ctx, (tx) => deleteView(tx, ctx, params.id));
    return { ok: true as const };
  });
}
