import { assessmentApi, calculatorApi, costOfReturns } from '@recoup/contract';
import { type App, serve } from '../platform/http.ts';
import { applyPlan } from './apply-plan.ts';
import { makePlan } from './make-plan.ts';
import { planPdf } from './plan-paper.ts';

export function routes(app: App): void {
  serve(app, calculatorApi.calculate, async (_, { body }) => costOfReturns(body));
  serve(app, assessmentApi.plan, async (_, { body }) => makePlan(body));
  serve(app, assessmentApi.planPdf, async (ctx, { body }) => ({
    body: await planPdf(makePlan(body), body, ctx.now),
    type: 'application/pdf',
    name: body.language === 'zh' ? 'recoup-plan-zh.pdf' : 'recoup-plan-en.pdf',
  }));
  serve(app, assessmentApi.apply, (ctx, { body }) => applyPlan(ctx, body));
}
