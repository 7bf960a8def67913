import { dutyApi as api } from '@recoup/contract';
import { inWorkspace } from '../../platform/db.ts';
import { type App, serve } from '../../platform/http.ts';
import { addRate, changeRate, listRates, removeRate } from './change-rates.ts';
import { endClaim, fileClaim, openClaim, payClaim, readClaim } from './claim.ts';
import { claimFile } from './claim-file.ts';
import { listClaims } from './claims.store.ts';
import { compare } from './compare.ts';
import { readEligible } from './eligible.ts';
import { enterImport, readImportEntry } from './enter-import.ts';
import { listEntries } from './imports.store.ts';
import { lookUp } from './lookup.ts';
import { allRates } from './rates.store.ts';
import { readImportFile } from './read-import-file.ts';
import { drawbackRules } from './rules.ts';

export function dutyRoutes(app: App): void {
  serve(app, api.rates, (ctx, { query }) => inWorkspace(ctx, (tx) => listRates(tx, ctx, query)));
  serve(app, api.lookup, (ctx, { query }) =>
    inWorkspace(ctx, async (tx) => lookUp(await allRates(tx, ctx), query.hts, query.origin, query.on)),
  );
  serve(app, api.addRate, (ctx, { body }) => addRate(ctx, body));
  serve(app, api.changeRate, (ctx, { params, body }) => changeRate(ctx, params.id, body));
  serve(app, api.removeRate, (ctx, { params }) => removeRate(ctx, params.id));
  serve(app, api.rules, async () => ({ rows: [...drawbackRules] }));
  serve(app, api.importEntries, (ctx, { query }) => inWorkspace(ctx, (tx) => listEntries(tx, ctx, query)));
  serve(app, api.importEntry, (ctx, { params }) => inWorkspace(ctx, (tx) => readImportEntry(tx, ctx, params.id)));
  serve(app, api.addImportEntry, (ctx, { body }) => enterImport(ctx, body));
  serve(app, api.importFile, (ctx, { query, req }) => readImportFile(ctx, query.brand_id, req));
  serve(app, api.eligible, (ctx, { query }) => inWorkspace(ctx, (tx) => readEligible(tx, ctx, query.brand_id)));
  serve(app, api.claims, (ctx, { query }) => inWorkspace(ctx, (tx) => listClaims(tx, ctx, query)));
  serve(app, api.claim, (ctx, { params }) => inWorkspace(ctx, (tx) => readClaim(tx, ctx, params.id)));
  serve(app, api.openClaim, (ctx, { body }) => openClaim(ctx, body));
  serve(app, api.claimFile, (ctx, { params }) => claimFile(ctx, params.id));
  serve(app, api.fileClaim, (ctx, { params, body }) => fileClaim(ctx, params.id, body.reference));
  serve(app, api.payClaim, (ctx, { params, body }) => payClaim(ctx, params.id, body.amount));
  serve(app, api.endClaim, (ctx, { params, body }) => endClaim(ctx, params.id, body.as, body.reason));
  serve(app, api.compareBatch, (ctx, { body }) => inWorkspace(ctx, (tx) => compare(tx, ctx, body)));
}
