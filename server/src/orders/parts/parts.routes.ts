import { partsApi as api } from '@recoup/contract';
import { inWorkspace } from '../../platform/db.ts';
import { type App, serve } from '../../platform/http.ts';
import { archivePart, changePart, restorePart } from './change-part.ts';
import { createPart } from './create-part.ts';
import { importParts } from './import-parts.ts';
import { listParts, readPart } from './parts.read.ts';
import { setPartPhoto } from './set-part-photo.ts';
import { upsertParts } from './upsert-parts.ts';

export function partsRoutes(app: App): void {
  serve(app, api.list, (ctx, { query }) => inWorkspace(ctx, (tx) => listParts(tx, ctx, query)));
  serve(app, api.get, (ctx, { params }) => inWorkspace(ctx, (tx) => readPart(tx, ctx, params.id)));
  serve(app, api.create, (ctx, { query, body }) => createPart(ctx, query.brand_id, body));
  serve(app, api.change, (ctx, { params, body }) => changePart(ctx, params.id, body));
  serve(app, api.setPhoto, (ctx, { params, body }) => setPartPhoto(ctx, params.id, body.file_id));
  serve(app, api.archive, (ctx, { params }) => archivePart(ctx, params.id));
  serve(app, api.restore, (ctx, { params }) => restorePart(ctx, params.id));
  serve(app, api.upsert, (ctx, { query, body }) =>
    upsertParts(
      ctx,
      query.brand_id,
      body.parts.map((value, i) => ({ row: i + 1, value })),
    ),
  );
  serve(app, api.importFile, (ctx, { query, body }) => importParts(ctx, query.brand_id, body.file_id, body.mode));
}
