import { outbound as api } from '@recoup/contract';
import { type App, serve } from '../../platform/http.ts';
import { acrossSites } from '../across-sites.ts';
import { cancelOutbound } from './cancel.ts';
import { finishRepair } from './finish-repair.ts';
import { openOutbound } from './open-outbound.ts';
import { countOutbound, listOutbound, readOutbound } from './outbound.read.ts';
import { changeAddress, giveLabelUp, pack, wantLabelAgain } from './pack.ts';
import { printOutLabel, printOutSlip } from './papers.ts';
import { pick } from './pick.ts';
import { reserveNow } from './reserve-now.ts';
import { ship } from './ship.ts';

export function outboundRoutes(app: App): void {
  serve(app, api.list, (ctx, { query }) => listOutbound(ctx, query));
  serve(app, api.counts, (ctx, { query }) => countOutbound(ctx, query));
  serve(app, api.get, (ctx, { params }) => acrossSites(ctx, (tx) => readOutbound(tx, ctx, params.id)));
  serve(app, api.open, (ctx, { body }) => openOutbound(ctx, body.return_line_id));
  serve(app, api.reserve, (ctx, { params, body }) => reserveNow(ctx, params.id, body.site_id ?? null));
  serve(app, api.finishRepair, (ctx, { params, body }) => finishRepair(ctx, params.id, body));
  serve(app, api.pick, (ctx, { params, body }) => pick(ctx, params.id, body));
  serve(app, api.pack, (ctx, { params, body }) => pack(ctx, params.id, body.weight_g));
  serve(app, api.wantLabel, (ctx, { params }) => wantLabelAgain(ctx, params.id));
  serve(app, api.voidLabel, (ctx, { params }) => giveLabelUp(ctx, params.id));
  serve(app, api.ship, (ctx, { params, body }) => ship(ctx, params.id, body));
  serve(app, api.changeAddress, (ctx, { params, body }) => changeAddress(ctx, params.id, body));
  serve(app, api.cancel, (ctx, { params, body }) => cancelOutbound(ctx, params.id, body.reason));
  serve(app, api.labelPdf, (ctx, { params }) => printOutLabel(ctx, params.id, 'pdf'));
  serve(app, api.labelZpl, (ctx, { params }) => printOutLabel(ctx, params.id, 'zpl'));
  serve(app, api.slipPdf, (ctx, { params }) => printOutSlip(ctx, params.id));
}
