import { moneyApi as api } from '@recoup/contract';
import { dayIn, startOfDay } from '../platform/clock.ts';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { type App, serve } from '../platform/http.ts';
import { chargeRoutes } from './charges/charges.routes.ts';
import { claimRoutes } from './claims/claims.routes.ts';
import { costRoutes } from './cost/cost.routes.ts';
import { creditRoutes } from './credits/credits.routes.ts';
import { discountRoutes } from './discounts/discounts.routes.ts';
import { disputeRoutes } from './disputes/disputes.routes.ts';
import { dutyRoutes } from './duty/duty.routes.ts';
import { gatewayRoutes } from './gateways/gateways.routes.ts';
import { ledgerRoutes } from './ledger/ledger.routes.ts';
import { changeSettings, readSettings } from './money-settings.ts';
import { askSecondPerson, changeAmount } from './refunds/change-refund.ts';
import { countElsewhere } from './refunds/elsewhere.ts';
import { countRefunds, listRefunds, readRefund } from './refunds/refunds.read.ts';
import { approveRefund, retryRefund, sendRefund } from './refunds/send-refund.ts';
import { markFailed, markPaid } from './refunds/settle-refund.ts';
import { remediesRoutes } from './remedies/remedies.routes.ts';

export function routes(app: App): void {
  const read = (ctx: Ctx, id: string) => inWorkspace(ctx, (tx) => readRefund(tx, ctx, id));
  const after = async (ctx: Ctx, id: string, done: Promise<void>) => {
    await done;
    return read(ctx, id);
  };
  serve(app, api.refunds, (ctx, { query }) => inWorkspace(ctx, (tx) => listRefunds(tx, ctx, query)));
  serve(app, api.counts, (ctx, { query }) =>
    inWorkspace(ctx, (tx) => countRefunds(tx, ctx, query.brand_id, startOfDay('UTC', dayIn('UTC', ctx.now)))),
  );
  serve(app, api.refund, (ctx, { params }) => read(ctx, params.id));
  serve(app, api.send, (ctx, { params, body }) => after(ctx, params.id, sendRefund(ctx, params.id, body.version)));
  serve(app, api.askSecond, (ctx, { params, body }) =>
    after(ctx, params.id, askSecondPerson(ctx, params.id, body.note)),
  );
  serve(app, api.approve, (ctx, { params }) => after(ctx, params.id, approveRefund(ctx, params.id)));
  serve(app, api.markPaid, (ctx, { params, body }) => after(ctx, params.id, markPaid(ctx, params.id, body.reference)));
  serve(app, api.markFailed, (ctx, { params, body }) => after(ctx, params.id, markFailed(ctx, params.id, body.reason)));
  serve(app, api.retry, (ctx, { params }) => after(ctx, params.id, retryRefund(ctx, params.id)));
  serve(app, api.countElsewhere, (ctx, { params, body }) =>
    after(ctx, params.id, countElsewhere(ctx, params.id, body.reference)),
  );
  serve(app, api.changeAmount, (ctx, { params, body }) =>
    after(ctx, params.id, changeAmount(ctx, params.id, body.amount, body.reason)),
  );
  gatewayRoutes(app);
  chargeRoutes(app);
  ledgerRoutes(app);
  costRoutes(app);
  dutyRoutes(app);
  creditRoutes(app);
  discountRoutes(app);
  disputeRoutes(app);
  claimRoutes(app);
  remediesRoutes(app);
  serve(app, api.settings, (ctx, { query }) => readSettings(ctx, query.brand_id));
  serve(app, api.changeSettings, (ctx, { query, body }) => changeSettings(ctx, query.brand_id, body));
}
