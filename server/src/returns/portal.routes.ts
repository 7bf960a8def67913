import { portal as api, type BuyerReturn } from '@recoup/contract';
import { callerAddress } from '../platform/caller-address.ts';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { type App, serve, visitorOf } from '../platform/http.ts';
import { shownToBuyer } from './buyer-view.ts';
import { cancelReturn } from './cancel-return.ts';
import { findOrder } from './find-order.ts';
import { askForLinks } from './mail-links.ts';
import { printLabel, printSlip } from './papers.ts';
import { previewReturn } from './preview-return.ts';
import { requestReturn } from './request-return.ts';
import { type Loaded, loadReturn } from './return.read.ts';
import { buyerBrand, showOrder } from './show-order.ts';

export function portalRoutes(app: App): void {
  const shown = async (ctx: Ctx, loaded: Promise<Loaded>): Promise<BuyerReturn> => shownToBuyer(ctx, await loaded);

  serve(app, api.brand, async (ctx, { params }) => {
    const visitor = await visitorOf(ctx, params.slug);
    return inWorkspace(visitor, (tx) => buyerBrand(tx, visitor, visitor.brandId));
  });
  serve(app, api.findOrder, async (ctx, { params, body, req }) =>
    findOrder(await visitorOf(ctx, params.slug), { ...body, address: callerAddress(req) }),
  );
  serve(app, api.mailLinks, async (ctx, { params, body, req }) => {
    await askForLinks(await visitorOf(ctx, params.slug), { ...body, address: callerAddress(req) });
    return { ok: true as const };
  });
  serve(app, api.order, (ctx) => showOrder(ctx));
  serve(app, api.preview, (ctx, { body }) => previewReturn(ctx, ctx.buyer.orderId, body.lines));
  serve(app, api.request, (ctx, { body }) => shown(ctx, requestReturn(ctx, ctx.buyer.orderId, body)));
  serve(app, api.return, (ctx, { params }) =>
    shown(
      ctx,
      inWorkspace(ctx, (tx) => loadReturn(tx, ctx, params.id)),
    ),
  );
  serve(app, api.cancel, (ctx, { params }) => shown(ctx, cancelReturn(ctx, params.id, null)));
  serve(app, api.labelPdf, (ctx, { params }) => printLabel(ctx, params.id, 'pdf'));
  serve(app, api.slipPdf, (ctx, { params }) => printSlip(ctx, params.id));
}
