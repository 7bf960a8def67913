import { inspections as api } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { type App, serve } from '../platform/http.ts';
import { Refusal } from '../platform/refusal.ts';
import { acrossSites, findUnit } from '../warehouse/index.ts';
import { answerStep } from './answer-step.ts';
import { changeRates, readRates } from './change-rates.ts';
import { decideWayOut } from './decide-way-out.ts';
import { finishInspection } from './finish-inspection.ts';
import { inspectUnit } from './inspect-unit.ts';
import { createSop, publishSop, sopAnswer } from './publish-sop.ts';
import { readWays } from './read-ways.ts';
import { runAnswer } from './run-answer.ts';
import { findRun } from './runs.store.ts';
import { setAcceptance } from './set-acceptance.ts';
import { listSops } from './sops.store.ts';
import { startInspection } from './start-inspection.ts';

export function routes(app: App): void {
  serve(app, api.sops, async (ctx) => {
    const rows = await inWorkspace(ctx, (tx) => listSops(tx, ctx));
    return { rows: rows.map(sopAnswer) };
  });
  serve(app, api.createSop, (ctx, { body }) => createSop(ctx, body));
  serve(app, api.publishSop, (ctx, { params, body }) => publishSop(ctx, params.id, body));

  serve(app, api.start, (ctx, { params }) => startInspection(ctx, params.id));
  serve(app, api.get, (ctx, { params }) => readInspection(ctx, params.id));
  serve(app, api.answer, (ctx, { params, body }) => answerStep(ctx, params.id, body));
  serve(app, api.finish, (ctx, { params }) => finishInspection(ctx, params.id));
  serve(app, api.inspect, (ctx, { params, body }) => inspectUnit(ctx, params.id, body.answers));
  serve(app, api.accept, (ctx, { params, body }) => setAcceptance(ctx, params.id, body));

  serve(app, api.reckon, (ctx, { params }) => readWays(ctx, params.id));
  serve(app, api.decide, (ctx, { params, body }) => decideWayOut(ctx, params.id, body));
  serve(app, api.rates, (ctx, { query }) =>
    readRates(ctx, { brand_id: query.brand_id ?? null, site_id: query.site_id ?? null }),
  );
  serve(app, api.changeRates, (ctx, { body }) => changeRates(ctx, body));
}

function readInspection(ctx: Ctx, id: string) {
  return acrossSites(ctx, async (tx) => {
    const run = await findRun(tx, ctx, id);
    const unit = run && (await findUnit(tx, ctx, run.unit_id));
    if (!run || !unit) throw new Refusal('inspection.not_found');
    return runAnswer(ctx, run, unit);
  });
}
