import { stockLevels as api } from '@recoup/contract';
import { type App, serve } from '../../platform/http.ts';
import { adjustStock, expectGoods, receiveGoods } from './change-stock.ts';
import { readChanges, readLevels } from './read-levels.ts';
import { importLevels, setLevels } from './set-levels.ts';

export function stockLevelsRoutes(app: App): void {
  serve(app, api.list, (ctx, { query }) => readLevels(ctx, query));
  serve(app, api.changes, (ctx, { params, query }) => readChanges(ctx, params.id, query));
  serve(app, api.receive, (ctx, { body }) => receiveGoods(ctx, body));
  serve(app, api.adjust, (ctx, { body }) => adjustStock(ctx, body));
  serve(app, api.expect, (ctx, { body }) => expectGoods(ctx, body));
  serve(app, api.set, (ctx, { query, body }) =>
    setLevels(
      ctx,
      query.brand_id,
      body.levels.map((value, i) => ({ row: i + 1, value })),
    ),
  );
  serve(app, api.importFile, (ctx, { query, body }) => importLevels(ctx, query.brand_id, body.file_id, body.mode));
}
