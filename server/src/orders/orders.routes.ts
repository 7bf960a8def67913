import { Readable } from 'node:stream';
import { orders as api, type UpsertAnswer } from '@recoup/contract';
import type { FastifyRequest } from 'fastify';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { type App, serve } from '../platform/http.ts';
import { Refusal } from '../platform/refusal.ts';
import { readNdjson } from './bulk/ndjson.ts';
import { type Batch, inBatches, type RawRow, type RowReader } from './bulk/row-batches.ts';
import { customerReader, saveCustomers } from './bulk/upsert-customers.ts';
import { orderReader, saveOrders } from './bulk/upsert-orders.ts';
import { productReader, saveProducts } from './bulk/upsert-products.ts';
import { changeVariant } from './change-variant.ts';
import { listCustomers, readCustomer } from './customers.read.ts';
import { cancelImport } from './imports/cancel-import.ts';
import { importErrors } from './imports/import-errors.ts';
import { listImports } from './imports/imports.store.ts';
import { mapImport } from './imports/map-import.ts';
import { readImport } from './imports/preview.ts';
import { queueImport } from './imports/queue-import.ts';
import { startImport } from './imports/start-import.ts';
import { readOrder } from './order.read.ts';
import { listOrders } from './orders.read.ts';
import { listCategories, listProducts, readProduct } from './products.read.ts';
import { setProductPhoto } from './set-product-photo.ts';

type Save<D> = (ctx: Ctx, brandId: string, batch: Batch<D>) => Promise<UpsertAnswer>;
type Rows = AsyncIterable<RawRow> | Iterable<RawRow>;

export function routes(app: App): void {
  serve(app, api.list, (ctx, { query }) => inWorkspace(ctx, (tx) => listOrders(tx, ctx, query)));
  serve(app, api.get, (ctx, { params }) => inWorkspace(ctx, (tx) => readOrder(tx, ctx, params.id)));
  serve(app, api.products, (ctx, { query }) => inWorkspace(ctx, (tx) => listProducts(tx, ctx, query)));
  serve(app, api.product, (ctx, { params }) => inWorkspace(ctx, (tx) => readProduct(tx, ctx, params.id)));
  serve(app, api.changeVariant, (ctx, { params, body }) => changeVariant(ctx, params.id, body));
  serve(app, api.setProductPhoto, (ctx, { params, body }) => setProductPhoto(ctx, params.id, body.file_id));
  serve(app, api.customer, (ctx, { params }) => inWorkspace(ctx, (tx) => readCustomer(tx, ctx, params.id)));
  serve(app, api.customers, (ctx, { query }) => inWorkspace(ctx, (tx) => listCustomers(tx, ctx, query)));
  serve(app, api.categories, (ctx, { query }) => inWorkspace(ctx, (tx) => listCategories(tx, ctx, query.brand_id)));
  bulkRoutes(app);
  importRoutes(app);
}

function importRoutes(app: App): void {
  serve(app, api.imports, (ctx, { query }) => inWorkspace(ctx, (tx) => listImports(tx, ctx, query)));
  serve(app, api.startImport, (ctx, { body }) => startImport(ctx, body));
  serve(app, api.importPreview, (ctx, { params }) => readImport(ctx, params.id));
  serve(app, api.mapImport, (ctx, { params, body }) => mapImport(ctx, params.id, body));
  serve(app, api.runImport, (ctx, { params }) => queueImport(ctx, params.id));
  serve(app, api.cancelImport, (ctx, { params }) => cancelImport(ctx, params.id));
  serve(app, api.importErrors, (ctx, { params }) => importErrors(ctx, params.id));
}

function bulkRoutes(app: App): void {
  const bulk = <D>(ctx: Ctx, brandId: string, rows: Rows, reader: RowReader<D>, save: Save<D>) =>
    inBatches(rows, reader, (batch) => save(ctx, brandId, batch));
  serve(app, api.upsert, (ctx, { query, body }) =>
    bulk(ctx, query.brand_id, numbered(body.orders), orderReader(), saveOrders),
  );
  serve(app, api.upsertStream, (ctx, { query, req }) =>
    bulk(ctx, query.brand_id, readNdjson(bodyOf(req)), orderReader(), saveOrders),
  );
  serve(app, api.upsertProducts, (ctx, { query, body }) =>
    bulk(ctx, query.brand_id, numbered(body.products), productReader(), saveProducts),
  );
  serve(app, api.upsertProductsStream, (ctx, { query, req }) =>
    bulk(ctx, query.brand_id, readNdjson(bodyOf(req)), productReader(), saveProducts),
  );
  serve(app, api.upsertCustomers, (ctx, { query, body }) =>
    bulk(ctx, query.brand_id, numbered(body.customers), customerReader(), saveCustomers),
  );
}

function numbered(values: readonly unknown[]): RawRow[] {
  return values.map((value, i) => ({ row: i + 1, value }));
}

/** The request's body as it comes in. Throws `input.media_type` where it was not sent as NDJSON. */
function bodyOf(req: FastifyRequest): Readable {
  if (!(req.body instanceof Readable)) throw new Refusal('input.media_type', { wanted: 'application/x-ndjson' });
  return req.body;
}
