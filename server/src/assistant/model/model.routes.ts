import { assistant as api } from '@recoup/contract';
import { type App, serve } from '../../platform/http.ts';
import { testModel } from './test-model.ts';

export function modelRoutes(app: App): void {
  serve(app, api.testModel, (ctx, { query }) => testModel(ctx, query.brand_id));
}
