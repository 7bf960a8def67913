import { discountsApi as api, portalDiscounts } from '@recoup/contract';
import { inWorkspace } from '../../platform/db.ts';
import { type App, serve } from '../../platform/http.ts';
import { heldDiscounts, listDiscounts, readDiscount } from './discounts.store.ts';
import { checkDiscount, useDiscount, voidDiscount } from './use-discount.ts';

export function discountRoutes(app: App): void {
  serve(app, api.discounts, (ctx, { query }) => inWorkspace(ctx, (tx) => listDiscounts(tx, ctx, query)));
  serve(app, api.check, (ctx, { params, body }) => checkDiscount(ctx, params.code, body));
  serve(app, api.use, (ctx, { params, body }) => useDiscount(ctx, params.code, body));
  serve(app, api.void, async (ctx, { params, body }) => {
    await voidDiscount(ctx, params.id, body.reason);
    return inWorkspace(ctx, (tx) => readDiscount(tx, ctx, params.id));
  });
  serve(app, portalDiscounts.ofReturn, (ctx, { params }) =>
    inWorkspace(ctx, (tx) => heldDiscounts(tx, ctx, params.id)),
  );
}
