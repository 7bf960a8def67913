import { costsApi as api } from '@recoup/contract';
import { inWorkspace } from '../../platform/db.ts';
import { type App, serve } from '../../platform/http.ts';
import { bookLine } from './book-line.ts';
import { changeRates, readRates } from './change-rates.ts';
import { readReturnCost } from './read-cost.ts';

export function costRoutes(app: App): void {
  serve(app, api.ofReturn, (ctx, { params }) => inWorkspace(ctx, (tx) => readReturnCost(tx, ctx, params.id)));
  serve(app, api.bookLine, (ctx, { params, body }) => bookLine(ctx, params.id, body));
  serve(app, api.rates, (ctx, { query }) => inWorkspace(ctx, (tx) => readRates(tx, ctx, query.brand_id)));
  serve(app, api.changeRates, (ctx, { query, body }) => changeRates(ctx, query.brand_id, body.rates));
}
