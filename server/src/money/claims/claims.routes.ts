import { claimsApi as api } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { type App, serve } from '../../platform/http.ts';
import { carrierRules } from './carrier-rules.ts';
import { drawClaimPack } from './claim-pack.ts';
import { countClaims, listClaims, possibleClaim, readClaim } from './claims.read.ts';
import { openClaim } from './open-claim.ts';
import { changeClaim, endClaim, fileClaim, payClaim } from './settle-claim.ts';

export function claimRoutes(app: App): void {
  const read = (ctx: Ctx, id: string) => inWorkspace(ctx, (tx) => readClaim(tx, ctx, id));
  const after = async (ctx: Ctx, id: string, done: Promise<unknown>) => {
    await done;
    return read(ctx, id);
  };
  serve(app, api.claims, (ctx, { query }) => inWorkspace(ctx, (tx) => listClaims(tx, ctx, query)));
  serve(app, api.counts, (ctx, { query }) => inWorkspace(ctx, (tx) => countClaims(tx, ctx, query.brand_id)));
  serve(app, api.possible, (ctx, { query }) => inWorkspace(ctx, (tx) => possibleClaim(tx, ctx, query.verdict_id)));
  serve(app, api.claim, (ctx, { params }) => read(ctx, params.id));
  serve(app, api.open, async (ctx, { body }) => read(ctx, await openClaim(ctx, body)));
  serve(app, api.change, (ctx, { params, body }) => after(ctx, params.id, changeClaim(ctx, params.id, body)));
  serve(app, api.file, (ctx, { params, body }) => after(ctx, params.id, fileClaim(ctx, params.id, body.reference)));
  serve(app, api.pay, (ctx, { params, body }) =>
    after(ctx, params.id, payClaim(ctx, params.id, body.amount, body.version)),
  );
  serve(app, api.end, (ctx, { params, body }) => after(ctx, params.id, endClaim(ctx, params.id, body.as, body.reason)));
  serve(app, api.pack, async (ctx, { params }) => {
    const { bytes, code } = await drawClaimPack(ctx, params.id);
    return { body: bytes, type: 'application/pdf', name: `${code}.pdf`, inline: true };
  });
  serve(app, api.rules, async () => ({ rows: carrierRules.map((rule) => ({ ...rule, counted_from: null })) }));
}
