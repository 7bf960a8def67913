import { inbox as api } from '@recoup/contract';
import { type App, serve } from '../../platform/http.ts';
import { readPicture } from './read-picture.ts';

export function mailRoutes(app: App): void {
  serve(app, api.picture, (ctx, { params }) => readPicture(ctx, params.token));
}
