import { policies } from '@recoup/contract';
import { inWorkspace } from '../platform/db.ts';
import { type App, serve, visitorOf } from '../platform/http.ts';
import { archivePolicy } from './archive-policy.ts';
import { createPolicy } from './create-policy.ts';
import { discardDraft } from './discard-draft.ts';
import { disclosureWarnings } from './disclosure.ts';
import { readPolicies, readPolicy, readVersions } from './policies.store.ts';
import { policySeenBy } from './policy.ts';
import { publicPage } from './public-page.ts';
import { publishPolicy } from './publish-policy.ts';
import { saveDraft } from './save-draft.ts';
import { type PastAsks, tryOut } from './try-out.ts';

export function routes(app: App, pastAsks: PastAsks): void {
  serve(app, policies.list, async (ctx, { query }) => {
    const rows = await inWorkspace(ctx, (tx) => readPolicies(tx, ctx, { brandId: query.brand_id }));
    return { rows: rows.map((row) => policySeenBy(row, ctx.actor)) };
  });
  serve(app, policies.get, async (ctx, { params }) =>
    policySeenBy(await inWorkspace(ctx, (tx) => readPolicy(tx, ctx, params.id)), ctx.actor),
  );
  serve(app, policies.create, (ctx, { body }) => createPolicy(ctx, body));
  serve(app, policies.saveDraft, (ctx, { params, body }) => saveDraft(ctx, params.id, body));
  serve(app, policies.publish, (ctx, { params }) => publishPolicy(ctx, params.id));
  serve(app, policies.discard, (ctx, { params }) => discardDraft(ctx, params.id));
  serve(app, policies.archive, (ctx, { params }) => archivePolicy(ctx, params.id));
  serve(app, policies.versions, (ctx, { params }) =>
    inWorkspace(ctx, async (tx) => {
      await readPolicy(tx, ctx, params.id);
      const rows = await readVersions(tx, ctx, params.id);
      return { rows: rows.map(({ scope: _, ...row }) => ({ ...row, published_at: row.published_at.toISOString() })) };
    }),
  );
  serve(app, policies.check, async (_ctx, { body }) => ({ warnings: disclosureWarnings(body.rules) }));
  serve(app, policies.tryOut, (ctx, { params, body }) => tryOut(ctx, params.id, body.rules, pastAsks));
  serve(app, policies.publicPage, async (ctx, { params }) => publicPage(await visitorOf(ctx, params.slug)));
}
