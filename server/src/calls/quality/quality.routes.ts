import { callLine as api } from '@recoup/contract';
import { type App, serve } from '../../platform/http.ts';
import { readFigures } from './read-figures.ts';
import { readQuality } from './read-quality.ts';
import { tellFailure, tellFailureOfSeat, tellSamples, tellSamplesOfSeat } from './tell-line.ts';

export function qualityRoutes(app: App): void {
  serve(app, api.sampleOfSeat, (ctx, { body }) => tellSamplesOfSeat(ctx, body));
  serve(app, api.sample, (ctx, { params, body }) => tellSamples(ctx, params.id, body));
  serve(app, api.failureOfSeat, (ctx, { body }) => tellFailureOfSeat(ctx, body));
  serve(app, api.failure, (ctx, { params, body }) => tellFailure(ctx, params.id, body));
  serve(app, api.quality, (ctx, { params }) => readQuality(ctx, params.id));
  serve(app, api.figures, (ctx, { query }) => readFigures(ctx, query));
}
