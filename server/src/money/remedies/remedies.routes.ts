import { portalRemedies, remediesApi } from '@recoup/contract';
import { type App, serve } from '../../platform/http.ts';
import { askRemedies } from './ask-remedies.ts';
import { askRemediesAsBuyer } from './portal-remedies.ts';

export function remediesRoutes(app: App): void {
  serve(app, remediesApi.ask, (ctx, { params, body }) => askRemedies(ctx, params.id, body));
  serve(app, portalRemedies.ask, (ctx, { body }) => askRemediesAsBuyer(ctx, body));
}
