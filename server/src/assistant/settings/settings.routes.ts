import { assistant as api } from '@recoup/contract';
import { type App, serve } from '../../platform/http.ts';
import { changeSettings, readSettings } from './change-settings.ts';

export function settingsRoutes(app: App): void {
  serve(app, api.settings, (ctx, { query }) => readSettings(ctx, query.brand_id));
  serve(app, api.changeSettings, (ctx, { query, body }) => changeSettings(ctx, query.brand_id, body));
}
