import { inbox } from '@recoup/contract';
import { type App, serve } from '../../platform/http.ts';
import { readFigures } from './read-figures.ts';

export function figureRoutes(app: App): void {
  serve(app, inbox.figures, (ctx, { query }) => readFigures(ctx, query));
}
