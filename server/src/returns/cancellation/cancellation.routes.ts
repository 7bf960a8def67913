import { cancellations as api, portalCancellations as portal } from '@recoup/contract';
import { type App, serve } from '../../platform/http.ts';
import { cancelOrder, considerCancellation } from './cancel-order.ts';
import { mailReceipt, printReceipt } from './receipt.ts';

export function cancellationRoutes(app: App): void {
  serve(app, api.consider, (ctx, { params }) => considerCancellation(ctx, params.id));
  serve(app, api.cancel, (ctx, { params, body }) => cancelOrder(ctx, params.id, body));
  serve(app, api.mailReceipt, async (ctx, { params }) => {
    await mailReceipt(ctx, params.id);
    return { ok: true as const };
  });
  serve(app, api.receiptPdf, (ctx, { params }) => printReceipt(ctx, params.id));
  serve(app, portal.consider, (ctx) => considerCancellation(ctx, ctx.buyer.orderId));
  serve(app, portal.cancel, (ctx, { body }) => cancelOrder(ctx, ctx.buyer.orderId, body));
  serve(app, portal.receiptPdf, (ctx) => printReceipt(ctx, ctx.buyer.orderId));
}
