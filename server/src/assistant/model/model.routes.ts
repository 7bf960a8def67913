import { assistant as api } from '@recoup/contract';
import { type App, serve } from '../../platform/http.ts';
import { helpAgent } from '../copilot/help-agent.ts';
import { testModel } from './test-model.ts';

export function modelRoutes(app: App): void {
  serve(app, api.testModel, (ctx, { query }) => testModel(ctx, query.brand_id));
  serve(app, api.copilot, (ctx, { params, body }) => helpAgent(ctx, params.id, body));
}
