import { callSummaries as api } from '@recoup/contract';
import { type App, serve } from '../../platform/http.ts';
import { changeSummary, readSummary, sendSummary } from './tell-after.ts';

export function summaryRoutes(app: App): void {
  serve(app, api.read, (ctx, { params }) => readSummary(ctx, params.id));
  serve(app, api.change, (ctx, { params, body }) => changeSummary(ctx, params.id, body));
  serve(app, api.send, (ctx, { params }) => sendSummary(ctx, params.id));
}
