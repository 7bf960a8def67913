import { ledgerApi as api } from '@recoup/contract';
import { inWorkspace } from '../../platform/db.ts';
import { type App, serve } from '../../platform/http.ts';
import { exportLedger } from '../exports/export-ledger.ts';
import { mapAccounts, readAccountMap } from '../exports/map-accounts.ts';
import { closeMonth } from '../periods/close-month.ts';
import { readPeriods } from '../periods/read-periods.ts';
import { listEntries, readEntry, trialBalance } from './ledger.read.ts';

export function ledgerRoutes(app: App): void {
  serve(app, api.entries, (ctx, { query }) => inWorkspace(ctx, (tx) => listEntries(tx, ctx, query)));
  serve(app, api.entry, (ctx, { params }) => inWorkspace(ctx, (tx) => readEntry(tx, ctx, params.id)));
  serve(app, api.trialBalance, (ctx, { query }) => inWorkspace(ctx, (tx) => trialBalance(tx, ctx, query)));
  serve(app, api.export, (ctx, { query }) => exportLedger(ctx, query));
  serve(app, api.accountMap, (ctx, { query }) =>
    inWorkspace(ctx, (tx) => readAccountMap(tx, ctx, query.brand_id, query.system)),
  );
  serve(app, api.changeAccountMap, (ctx, { query, body }) => mapAccounts(ctx, query.brand_id, query.system, body.rows));
  serve(app, api.periods, (ctx, { query }) => inWorkspace(ctx, (tx) => readPeriods(tx, ctx, query.brand_id)));
  serve(app, api.closePeriod, (ctx, { body }) => closeMonth(ctx, body.month, body.brand_id));
}
