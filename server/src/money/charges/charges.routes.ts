import { paymentsApi as api, portalCharges } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { type App, serve } from '../../platform/http.ts';
import { captureCharge, markChargePaid, releaseCharge, retryCharge, sendLink, waiveCharge } from './change-charge.ts';
import { chargesForBuyer, listCharges, readCharge } from './charges.read.ts';
import { payNow } from './pay-page.ts';

export function chargeRoutes(app: App): void {
  const after = async (ctx: Ctx, id: string, done: Promise<void>) => {
    await done;
    return inWorkspace(ctx, (tx) => readCharge(tx, ctx, id));
  };
  serve(app, api.charges, (ctx, { query }) => inWorkspace(ctx, (tx) => listCharges(tx, ctx, query)));
  serve(app, api.charge, (ctx, { params }) => inWorkspace(ctx, (tx) => readCharge(tx, ctx, params.id)));
  serve(app, api.sendLink, (ctx, { params }) => after(ctx, params.id, sendLink(ctx, params.id)));
  serve(app, api.markPaid, (ctx, { params, body }) =>
    after(ctx, params.id, markChargePaid(ctx, params.id, body.reference)),
  );
  serve(app, api.waive, (ctx, { params, body }) => after(ctx, params.id, waiveCharge(ctx, params.id, body.reason)));
  serve(app, api.capture, (ctx, { params, body }) =>
    after(ctx, params.id, captureCharge(ctx, params.id, body.amount, body.reason)),
  );
  serve(app, api.release, (ctx, { params, body }) => after(ctx, params.id, releaseCharge(ctx, params.id, body.reason)));
  serve(app, api.retry, (ctx, { params }) => after(ctx, params.id, retryCharge(ctx, params.id)));
  serve(app, portalCharges.list, async (ctx) => ({
    rows: await inWorkspace(ctx, (tx) => chargesForBuyer(tx, ctx, ctx.buyer.orderId)),
  }));
  serve(app, portalCharges.pay, (ctx, { params }) => payNow(ctx, params.id));
}
