import { costsApi as api } from '@recoup/contract';
import { inWorkspace } from '../../platform/db.ts';
import { type App, serve } from '../../platform/http.ts';
import { readReturnCost } from './read-cost.ts';

export function costRoutes(app: App): void {
  serve(app, api.ofReturn, (ctx, { params }) => inWorkspace(ctx, (tx) => readReturnCost(tx, ctx, params.id)));
}
