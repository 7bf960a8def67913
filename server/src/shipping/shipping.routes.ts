import { returns } from '@recoup/contract';
import { type App, serve } from '../platform/http.ts';
import { recordTracking } from './record-tracking.ts';

export function routes(app: App): void {
  serve(app, returns.track, (ctx, { body }) => recordTracking(ctx, body.events));
}
