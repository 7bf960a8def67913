import { Readable } from 'node:stream';
import { orders as api, type UpsertAnswer } from '@recoup/contract';
import type { FastifyRequest } from 'fastify';
import type { Ctx } from '../platform/ctx.ts';
import { type App, serve } from '../platform/http.ts';
import { Refusal } from '../platform/refusal.ts';
import { readNdjson } from './bulk/ndjson.ts';
import { type Batch, inBatches, type RawRow, type RowReader } from './bulk/row-batches.ts';
import { customerReader, saveCustomers } from './bulk/upsert-customers.ts';
import { orderReader, saveOrders } from './bulk/upsert-orders.ts';
import { productReader, saveProducts } from './bulk/upsert-products.ts';

type Save<D> = (ctx: Ctx, brandId: string, batch: Batch<D>) => Promise<UpsertAnswer>;
type Rows = AsyncIterable<RawRow> | Iterable<RawRow>;

export function routes(app: App): void {
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
