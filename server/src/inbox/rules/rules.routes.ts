import { inboxSetup } from '@recoup/contract';
import { type App, serve } from '../../platform/http.ts';
import { addRule, changeRule, deleteRule, readRules } from './change-rules.ts';
import { testRule } from './test-rule.ts';

export function ruleRoutes(app: App): void {
  serve(app, inboxSetup.rules, (ctx) => readRules(ctx));
  serve(app, inboxSetup.addRule, (ctx, { body }) => addRule(ctx, body));
  serve(app, inboxSetup.testRule, (ctx, { body }) => testRule(ctx, body));
  serve(app, inboxSetup.changeRule, (ctx, { params, body }) => changeRule(ctx, params.id, body));
  serve(app, inboxSetup.deleteRule, (ctx, { params }) => deleteRule(ctx, params.id));
}
