import { creditsApi as api, creditSettingsApi, heldCredits } from '@recoup/contract';
import { callerAddress } from '../../platform/caller-address.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { type App, serve, visitorOf } from '../../platform/http.ts';
import { creditRules } from './credit-rules.ts';
import { changeCreditSettings, readCreditSettings } from './credit-settings.ts';
import { listCredits, readCredit } from './credits.read.ts';
import { cashOutCredit, voidCredit } from './end-credit.ts';
import { approveCredit, declineCredit, issueCredit } from './issue-credit.ts';
import { cashOutHeld, lookUpCredit } from './look-up-credit.ts';
import { giveBackCredit, redeemCredit } from './redeem-credit.ts';

export function creditRoutes(app: App): void {
  const read = (ctx: Ctx, id: string) => inWorkspace(ctx, (tx) => readCredit(tx, ctx, id));
  const after = async (ctx: Ctx, id: string, done: Promise<void>) => {
    await done;
    return read(ctx, id);
  };
  serve(app, api.credits, (ctx, { query }) => inWorkspace(ctx, (tx) => listCredits(tx, ctx, query)));
  serve(app, api.credit, (ctx, { params }) => read(ctx, params.id));
  serve(app, api.issue, async (ctx, { body }) => read(ctx, await issueCredit(ctx, body)));
  serve(app, api.approve, (ctx, { params }) => after(ctx, params.id, approveCredit(ctx, params.id)));
  serve(app, api.decline, (ctx, { params, body }) => after(ctx, params.id, declineCredit(ctx, params.id, body.reason)));
  serve(app, api.redeem, (ctx, { params, body }) => redeemCredit(ctx, params.code, body));
  serve(app, api.giveBack, (ctx, { params, body }) => giveBackCredit(ctx, params.code, body.reference));
  serve(app, api.void, (ctx, { params, body }) => after(ctx, params.id, voidCredit(ctx, params.id, body.reason)));
  serve(app, api.cashOut, (ctx, { params }) => after(ctx, params.id, cashOutCredit(ctx, params.id)));
  serve(app, api.rules, async () => ({ rows: [...creditRules] }));
  serve(app, creditSettingsApi.settings, (ctx, { query }) => readCreditSettings(ctx, query.brand_id));
  serve(app, creditSettingsApi.changeSettings, (ctx, { query, body }) =>
    changeCreditSettings(ctx, query.brand_id, body),
  );
  serve(app, heldCredits.balance, async (ctx, { params, body, req }) =>
    lookUpCredit(await visitorOf(ctx, params.slug), { code: body.code, address: callerAddress(req) }),
  );
  serve(app, heldCredits.cashOut, async (ctx, { params, body, req }) =>
    cashOutHeld(await visitorOf(ctx, params.slug), { code: body.code, address: callerAddress(req) }),
  );
}
