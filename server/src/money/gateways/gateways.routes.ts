import { paymentsApi as api } from '@recoup/contract';
import { inWorkspace } from '../../platform/db.ts';
import { type App, serve } from '../../platform/http.ts';
import { listAccounts } from './accounts.store.ts';
import { changeAccount, connectAccount, disconnectAccount, tryAccount } from './connect-account.ts';
import { hearEvent } from './take-event.ts';

const ok = { ok: true } as const;

export function gatewayRoutes(app: App): void {
  serve(app, api.accounts, async (ctx, { query }) => ({
    rows: await inWorkspace(ctx, (tx) => listAccounts(tx, ctx, { brandId: query.brand_id })),
  }));
  serve(app, api.connect, (ctx, { body }) => connectAccount(ctx, body));
  serve(app, api.change, (ctx, { params, body }) => changeAccount(ctx, params.id, body));
  serve(app, api.tryAccount, (ctx, { params }) => tryAccount(ctx, params.id));
  serve(app, api.disconnect, async (ctx, { params }) => {
    await disconnectAccount(ctx, params.id);
    return ok;
  });
  serve(app, api.webhook, async (ctx, { params, req }) => {
    const header = req.headers['stripe-signature'];
    const body = typeof req.body === 'string' ? req.body : '';
    await hearEvent(ctx, params.id, body, typeof header === 'string' ? header : undefined);
    return ok;
  });
}
