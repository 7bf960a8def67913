import { ledgerApi as api } from '@recoup/contract';
import { inWorkspace } from '../../platform/db.ts';
import { type App, serve } from '../../platform/http.ts';
import { listEntries, readEntry, trialBalance } from './ledger.read.ts';

export function ledgerRoutes(app: App): void {
  serve(app, api.entries, (ctx, { query }) => inWorkspace(ctx, (tx) => listEntries(tx, ctx, query)));
  serve(app, api.entry, (ctx, { params }) => inWorkspace(ctx, (tx) => readEntry(tx, ctx, params.id)));
  serve(app, api.trialBalance, (ctx, { query }) => inWorkspace(ctx, (tx) => trialBalance(tx, ctx, query)));
}
