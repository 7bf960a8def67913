import { inboxSetup } from '@recoup/contract';
import { type App, serve } from '../../platform/http.ts';
import { applyMacro } from './apply-macro.ts';
import { addMacro, changeMacro, readMacros } from './change-macros.ts';
import { fillMacro } from './fill-macro.ts';

export function macroRoutes(app: App): void {
  serve(app, inboxSetup.macros, (ctx, { query }) => readMacros(ctx, query));
  serve(app, inboxSetup.addMacro, (ctx, { body }) => addMacro(ctx, body));
  serve(app, inboxSetup.changeMacro, (ctx, { params, body }) => changeMacro(ctx, params.id, body));
  serve(app, inboxSetup.fillMacro, (ctx, { params, body }) => fillMacro(ctx, params.id, body.conversation_id));
  serve(app, inboxSetup.applyMacro, (ctx, { params, body }) => applyMacro(ctx, params.id, body.conversation_id));
}
