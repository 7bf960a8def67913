import { assistant as api } from '@recoup/contract';
import { type App, serve } from '../../platform/http.ts';
import { activateModel } from './activate-model.ts';
import { correctIntent } from './correct-intent.ts';
import { knownIntents } from './known-intents.ts';
import { readModels, readTraining } from './read-training.ts';
import { retrain } from './retrain.ts';
import { reviewTraining } from './review-training.ts';
import { understandSentence } from './understand-sentence.ts';

export function trainingRoutes(app: App): void {
  serve(app, api.intents, async () => knownIntents());
  serve(app, api.understand, (ctx, { body }) => understandSentence(ctx, body));
  serve(app, api.correct, (ctx, { params, body }) => correctIntent(ctx, params.id, body.intent));
  serve(app, api.training, (ctx, { query }) => readTraining(ctx, query));
  serve(app, api.review, (ctx, { params, body }) => reviewTraining(ctx, params.id, body));
  serve(app, api.models, (ctx) => readModels(ctx));
  serve(app, api.retrain, (ctx) => retrain(ctx));
  serve(app, api.activate, (ctx, { params }) => activateModel(ctx, params.id));
}
