import { disputesApi as api } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { type App, serve } from '../../platform/http.ts';
import { markSubmitted, setEvidence, submitDispute } from './answer-dispute.ts';
import { acceptDispute, decideDispute } from './decide-dispute.ts';
import { countDisputes, listDisputes, readDispute } from './disputes.read.ts';
import { drawPack, makePack } from './make-pack.ts';
import { networkReasons } from './network-reasons.ts';
import { changeDispute, openDispute } from './open-dispute.ts';

export function disputeRoutes(app: App): void {
  const read = (ctx: Ctx, id: string) => inWorkspace(ctx, (tx) => readDispute(tx, ctx, id));
  const after = async (ctx: Ctx, id: string, done: Promise<unknown>) => {
    await done;
    return read(ctx, id);
  };
  serve(app, api.disputes, (ctx, { query }) => inWorkspace(ctx, (tx) => listDisputes(tx, ctx, query)));
  serve(app, api.counts, (ctx, { query }) => inWorkspace(ctx, (tx) => countDisputes(tx, ctx, query.brand_id)));
  serve(app, api.dispute, (ctx, { params }) => read(ctx, params.id));
  serve(app, api.open, async (ctx, { body }) => read(ctx, await openDispute(ctx, body)));
  serve(app, api.change, (ctx, { params, body }) => after(ctx, params.id, changeDispute(ctx, params.id, body)));
  serve(app, api.evidence, (ctx, { params, body }) => after(ctx, params.id, setEvidence(ctx, params.id, body)));
  serve(app, api.preview, async (ctx, { params, query }) => {
    const { bytes, code } = await drawPack(ctx, params.id, query.language);
    return { body: bytes, type: 'application/pdf', name: `${code}-${query.language}.pdf`, inline: true };
  });
  serve(app, api.pack, (ctx, { params, body }) => after(ctx, params.id, makePack(ctx, params.id, body.language)));
  serve(app, api.submit, (ctx, { params, body }) => after(ctx, params.id, submitDispute(ctx, params.id, body.version)));
  serve(app, api.markSubmitted, (ctx, { params, body }) =>
    after(ctx, params.id, markSubmitted(ctx, params.id, body.reference ?? null)),
  );
  serve(app, api.accept, (ctx, { params, body }) => after(ctx, params.id, acceptDispute(ctx, params.id, body.reason)));
  serve(app, api.decide, (ctx, { params, body }) =>
    after(ctx, params.id, decideDispute(ctx, params.id, body.outcome, body.note ?? null)),
  );
  serve(app, api.reasons, async () => ({ rows: [...networkReasons] }));
}
