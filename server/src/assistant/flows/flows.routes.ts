import { assistant } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import { inWorkspace } from '../../platform/db.ts';
import { type App, serve } from '../../platform/http.ts';
import { discardFlow } from './discard-flow.ts';
import { flowDetail, flowRows } from './flow-detail.ts';
import { versionsOf } from './flows.store.ts';
import { publishFlow } from './publish-flow.ts';
import { restoreFlow } from './restore-flow.ts';
import { saveFlow } from './save-flow.ts';
import { runTalks, saveTalk } from './save-talk.ts';
import { deleteTalk, savedTalkOf, talksOf } from './talks.store.ts';
import { tryTalk } from './try-talk.ts';

export function flowRoutes(app: App): void {
  serve(app, assistant.flows, async (ctx, { query }) => {
    return { rows: await inWorkspace(ctx, (tx) => flowRows(tx, ctx, query.brand_id)) };
  });
  serve(app, assistant.flow, (ctx, { params, query }) =>
    inWorkspace(ctx, (tx) => flowDetail(tx, ctx, query.brand_id, params.key)),
  );
  serve(app, assistant.saveFlow, (ctx, { params, query, body }) => saveFlow(ctx, query.brand_id, params.key, body));
  serve(app, assistant.publishFlow, (ctx, { params, query }) => publishFlow(ctx, query.brand_id, params.key));
  serve(app, assistant.discardFlow, (ctx, { params, query }) => discardFlow(ctx, query.brand_id, params.key));
  serve(app, assistant.flowVersions, (ctx, { params, query }) =>
    inWorkspace(ctx, async (tx) => {
      const brand = await brandOf(tx, query.brand_id);
      return { rows: await versionsOf(tx, ctx, brand.id, params.key) };
    }),
  );
  serve(app, assistant.restoreFlow, (ctx, { params, query, body }) =>
    restoreFlow(ctx, query.brand_id, params.key, body.version),
  );
  serve(app, assistant.try, (ctx, { body }) => tryTalk(ctx, body));
  serve(app, assistant.talks, (ctx, { query }) =>
    inWorkspace(ctx, async (tx) => {
      const brand = await brandOf(tx, query.brand_id);
      return { rows: (await talksOf(tx, ctx, brand.id)).map(savedTalkOf) };
    }),
  );
  serve(app, assistant.saveTalk, (ctx, { body }) => saveTalk(ctx, body));
  serve(app, assistant.dropTalk, async (ctx, { params }) => {
    await inWorkspace(ctx, (tx) => deleteTalk(tx, ctx, params.id));
    return { ok: true as const };
  });
  serve(app, assistant.runTalks, (ctx, { query, body }) => runTalks(ctx, query.brand_id, body.flows));
}
