import { warehouse as api } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { type App, serve } from '../platform/http.ts';
import { acrossSites } from './across-sites.ts';
import { addParcelPhotos } from './add-parcel-photos.ts';
import { archiveBin } from './archive-bin.ts';
import { arriveParcel } from './arrive-parcel.ts';
import { closeParcel } from './close-parcel.ts';
import { countUnit } from './count-unit.ts';
import { createBin } from './create-bin.ts';
import { binPlates, lpnPdf, lpnZpl } from './labels.ts';
import { matchParcel } from './match-parcel.ts';
import { moveUnit } from './move-unit.ts';
import { readParcel } from './parcel-answer.ts';
import { readDock } from './read-dock.ts';
import { readBins, readMoves, readStock } from './read-stock.ts';
import { readParcels, readUnit, readUnits } from './read-units.ts';
import { scanCode } from './scan-code.ts';
import { sendOutUnit } from './send-out-unit.ts';
import { uncountUnit } from './uncount-unit.ts';

export function routes(app: App): void {
  serve(app, api.scan, (ctx, { query }) => scanCode(ctx, query.code, query.site_id ?? null));
  serve(app, api.dock, (ctx, { params }) => readDock(ctx, params.id));
  serve(app, api.arrive, (ctx, { body }) => arriveParcel(ctx, body));
  serve(app, api.parcel, (ctx: Ctx, { params }) => acrossSites(ctx, (tx) => readParcel(tx, ctx, params.id)));
  serve(app, api.parcels, (ctx, { query }) => readParcels(ctx, query));
  serve(app, api.count, (ctx, { params, body }) => countUnit(ctx, params.id, body));
  serve(app, api.uncount, (ctx, { params, body }) => uncountUnit(ctx, params.id, body.unit_id));
  serve(app, api.addParcelPhotos, (ctx, { params, body }) => addParcelPhotos(ctx, params.id, body));
  serve(app, api.close, (ctx, { params, body }) => closeParcel(ctx, params.id, body.note ?? null));
  serve(app, api.match, (ctx, { params, body }) => matchParcel(ctx, params.id, body));

  serve(app, api.units, (ctx, { query }) => readUnits(ctx, query));
  serve(app, api.unit, (ctx, { params }) => readUnit(ctx, params.id));
  serve(app, api.moveUnit, (ctx, { params, body }) => moveUnit(ctx, params.id, body.bin_id));
  serve(app, api.sendOut, (ctx, { params, body }) => sendOutUnit(ctx, params.id, body));
  serve(app, api.lpnPdf, (ctx, { params }) => lpnPdf(ctx, params.id));
  serve(app, api.lpnZpl, (ctx, { params }) => lpnZpl(ctx, params.id));

  serve(app, api.stock, (ctx, { query }) => readStock(ctx, query));
  serve(app, api.stockMoves, (ctx, { query }) => readMoves(ctx, query));
  serve(app, api.bins, (ctx, { query }) => readBins(ctx, query));
  serve(app, api.createBin, (ctx, { body }) => createBin(ctx, body));
  serve(app, api.archiveBin, (ctx, { params }) => archiveBin(ctx, params.id));
  serve(app, api.binPdf, (ctx, { params }) => binPlates(ctx, params.id));
}
