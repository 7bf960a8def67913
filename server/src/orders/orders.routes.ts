import { Readable } from 'node:stream';
import { orders as api } from '@recoup/contract';
import type { FastifyRequest } from 'fastify';
import type { Ctx } from '../platform/ctx.ts';
import { type App, serve } from '../platform/http.ts';
import { Refusal } from '../platform/refusal.ts';
import { readNdjson } from './bulk/ndjson.ts';
import { type Batch, inBatches, type RawRow } from './bulk/row-batches.ts';
import { readCustomers, saveCustomers } from './bulk/upsert-customers.ts';
import { readOrders, saveOrders } from './bulk/upsert-orders.ts';
import { readProducts, saveProducts } from './bulk/upsert-products.ts';

type Read<D> = (rows: readonly RawRow[], seen: Map<string, number>) => Batch<D>;
type Save<D> = (ctx: Ctx, brandId: string, batch: Batch<D>) => ReturnType<typeof saveOrders>;

export function routes(app: App): void {
  const bulk = async <D>(
    ctx: Ctx,
    brandId: string,
    rows: AsyncIterable<RawRow> | Iterable<RawRow>,
    read: Read<D>,
    save: Save<D>,
  ) => {
    const seen = new Map<string, number>();
    return inBatches(
      rows,
      (batch) => read(batch, seen),
      (batch) => save(ctx, brandId, batch),
    );
  };
  serve(app, api.upsert, (ctx, { query, body }) =>
    bulk(ctx, query.brand_id, numbered(body.orders), readOrders, saveOrders),
  );
  serve(app, api.upsertStream, (ctx, { query, req }) =>
    bulk(ctx, query.brand_id, readNdjson(bodyOf(req)), readOrders, saveOrders),
  );
  serve(app, api.upsertProducts, (ctx, { query, body }) =>
    bulk(ctx, query.brand_id, numbered(body.products), readProducts, saveProducts),
  );
  serve(app, api.upsertProductsStream, (ctx, { query, req }) =>
    bulk(ctx, query.brand_id, readNdjson(bodyOf(req)), readProducts, saveProducts),
  );
  serve(app, api.upsertCustomers, (ctx, { query, body }) =>
    bulk(ctx, query.brand_id, numbered(body.customers), readCustomers, saveCustomers),
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
