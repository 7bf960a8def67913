import { callEvidence as api } from '@recoup/contract';
import { inWorkspace } from '../../platform/db.ts';
import { type App, serve } from '../../platform/http.ts';
import { findCall } from '../calls/calls.store.ts';
import { changeStill } from './change-still.ts';
import { codesOf } from './codes.store.ts';
import { eraseCall } from './erase-call.ts';
import { proveStill } from './prove-still.ts';
import { readCode } from './read-code.ts';
import { removeStill } from './remove-still.ts';
import { pictureOf, stillShown } from './show-still.ts';
import { stillOfForm } from './still-form.ts';
import { shownStills } from './stills.store.ts';
import { takeStill } from './take-still.ts';

export function evidenceRoutes(app: App): void {
  serve(app, api.take, (ctx, { params, req }) =>
    stillOfForm(req, async (sent) => stillShown(ctx, await takeStill(ctx, params.id, sent))),
  );
  serve(app, api.buyerTake, (ctx, { req }) =>
    stillOfForm(req, async (sent) => {
      const still = await takeStill(ctx, ctx.call.callId, sent);
      return { id: still.id, position: still.position, ask: still.ask, photo: pictureOf(ctx, still) };
    }),
  );
  serve(app, api.list, (ctx, { params }) =>
    inWorkspace(ctx, async (tx) => {
      await findCall(tx, ctx, params.id);
      return { rows: (await shownStills(tx, ctx, params.id)).map((still) => stillShown(ctx, still)) };
    }),
  );
  serve(app, api.change, async (ctx, { params, body }) =>
    stillShown(ctx, await changeStill(ctx, params.id, params.still, body)),
  );
  serve(app, api.remove, async (ctx, { params, body }) =>
    stillShown(ctx, await removeStill(ctx, params.id, params.still, body.because)),
  );
  serve(app, api.proof, (ctx, { params }) => proveStill(ctx, params.id, params.still));
  serve(app, api.codes, (ctx, { params }) =>
    inWorkspace(ctx, async (tx) => {
      await findCall(tx, ctx, params.id);
      return { rows: await codesOf(tx, ctx, params.id) };
    }),
  );
  serve(app, api.readCode, (ctx, { params, body }) => readCode(ctx, params.id, body));
  serve(app, api.erase, async (ctx, { params, body }) => {
    await eraseCall(ctx, params.id, body);
    return { ok: true as const };
  });
}
