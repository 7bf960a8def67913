import { assistant as api } from '@recoup/contract';
import { type App, serve } from '../../platform/http.ts';
import { readFigures } from './read-figures.ts';

export function figureRoutes(app: App): void {
  serve(app, api.figures, (ctx, { query }) => readFigures(ctx, query));
}
