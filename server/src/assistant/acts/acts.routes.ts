import { chatAssistant as api } from '@recoup/contract';
import { knockOf } from '../../inbox/index.ts';
import { type App, serve } from '../../platform/http.ts';
import { answerCard } from './answer-card.ts';
import { mailCode } from './mail-code.ts';
import { proveCode } from './prove-code.ts';

/** What a buyer's chat calls of the assistant, in their session. */
export function actsRoutes(app: App): void {
  serve(app, api.answerCard, (ctx, { params, body, req }) => answerCard(ctx, params.id, body.yes, knockOf(req)));
  serve(app, api.mailCode, (ctx, { body, req }) => mailCode(ctx, body, knockOf(req)));
  serve(app, api.proveCode, (ctx, { body, req }) => proveCode(ctx, body.code, knockOf(req)));
}
