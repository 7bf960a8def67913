import { verdicts as api } from '@recoup/contract';
import { orderForReturn } from '../../orders/index.ts';
import { inWorkspace } from '../../platform/db.ts';
import { type App, serve } from '../../platform/http.ts';
import { Refusal } from '../../platform/refusal.ts';
import { giveVerdict } from './give-verdict.ts';
import { defectsBefore, readVerdicts } from './verdicts.read.ts';

export function verdictRoutes(app: App): void {
  serve(app, api.list, (ctx, { query }) => inWorkspace(ctx, (tx) => readVerdicts(tx, ctx, query)));
  serve(app, api.give, (ctx, { params, body }) => giveVerdict(ctx, { ...body, order_id: params.id }));
  serve(app, api.defects, (ctx, { params, query }) =>
    inWorkspace(ctx, async (tx) => {
      const order = await orderForReturn(tx, ctx, params.id);
      const line = order.lines.find(({ id }) => id === query.order_line_id);
      if (!line) throw new Refusal('order.line_not_found', { line: query.order_line_id });
      const of = { brand_id: order.brand_id, product_id: line.product_id, sku: line.sku };
      return { rows: await defectsBefore(tx, ctx, { ...of, ...(query.reason ? { reason: query.reason } : {}) }) };
    }),
  );
}
