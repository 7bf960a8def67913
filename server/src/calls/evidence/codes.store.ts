import type { CallCode, CodeFormat, CodeFound } from '@recoup/contract';
import { sql } from 'kysely';
import { variantsByCode } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { serialKey } from '../../warehouse/index.ts';
import type { Call } from '../calls/call.ts';
import type { CodeFacts } from './code.ts';

/** Everything we know that a read code may be, of any of its spellings. */
export async function codeFacts(
  tx: Tx,
  ctx: Ctx,
  call: Pick<Call, 'order_id' | 'order_line_id' | 'customer_id' | 'brand_id'>,
  codes: readonly string[],
): Promise<CodeFacts> {
  const spellings = [...new Set(codes.flatMap((code) => [code, code.toUpperCase(), code.toLowerCase()]))];
  const { rows: sales } = await sql<CodeFacts['sales'][number]>`
    select o.id as order_id, o.number as order_number, l.id as order_line_id, o.customer_id, l.sku, l.title, o.placed_at,
      coalesce((select s from fulfilment_lines x, unnest(x.serials) s where x.workspace_id = l.workspace_id
        and x.order_line_id = l.id and s = any (${spellings}::text[]) limit 1), ${codes[0]!}) as serial
    from order_lines l join orders o on o.workspace_id = l.workspace_id and o.id = l.order_id
    where l.workspace_id = ${ctx.workspaceId} and l.id in (select lines_with_serial(${spellings}))
    order by o.placed_at desc limit 20`.execute(tx);
  const keys = [...new Set(codes.map(serialKey))];
  const { rows: units } = await sql<CodeFacts['units'][number]>`
    select u.serial, u.lpn, u.arrived_at, r.code as rma, u.order_id, u.stage = 'gone' as gone
    from units u left join returns r on r.workspace_id = u.workspace_id and r.id = u.return_id
    where u.workspace_id = ${ctx.workspaceId} and u.serial_key = any (${keys}::text[])
    order by u.arrived_at desc limit 20`.execute(tx);
  return {
    order_id: call.order_id,
    order_line_id: call.order_line_id,
    customer_id: call.customer_id,
    lines: call.order_id === null ? [] : await linesOf(tx, ctx, call.order_id),
    sales,
    units,
    products: sales.length > 0 || units.length > 0 ? [] : await productsOf(tx, ctx, call.brand_id, codes),
  };
}

async function linesOf(tx: Tx, ctx: Ctx, orderId: string): Promise<CodeFacts['lines']> {
  const { rows } = await sql<CodeFacts['lines'][number]>`
    select l.id, l.variant_id, l.sku, l.title,
      coalesce((select array_agg(s) from fulfilment_lines x, unnest(x.serials) s
        where x.workspace_id = l.workspace_id and x.order_line_id = l.id), '{}') as serials
    from order_lines l where l.workspace_id = ${ctx.workspaceId} and l.order_id = ${orderId} order by l.position`.execute(
    tx,
  );
  return rows;
}

async function productsOf(tx: Tx, ctx: Ctx, brandId: string, codes: readonly string[]): Promise<CodeFacts['products']> {
  for (const code of codes) {
    const found = (await variantsByCode(tx, ctx, code)).filter(({ brand_id }) => brand_id === brandId);
    if (found.length === 0) continue;
    const is = (value: string | null) => value !== null && value.toUpperCase() === code.toUpperCase();
    return found.map((variant) => ({
      variant_id: variant.id,
      by: is(variant.fnsku) ? 'fnsku' : is(variant.asin) ? 'asin' : is(variant.sku) ? 'sku' : 'barcode',
      sku: variant.sku,
      title: variant.product_title,
    }));
  }
  return [];
}

/** The single thing with this serial that belongs to an order: it came back on its return. */
export async function unitOfOrder(tx: Tx, ctx: Ctx, serial: string, orderId: string | null): Promise<string | null> {
  if (orderId === null) return null;
  const row = await tx
    .selectFrom('units')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('serial_key', '=', serialKey(serial))
    .where('order_id', '=', orderId)
    .orderBy('arrived_at', 'desc')
    .executeTakeFirst();
  return row?.id ?? null;
}

/**
 * What stills of a call show, as far as it is known: the line whose serial was last read; else what the call is about, or the only
 * line of its order, with the serial if it was shipped with one alone.
 */
export async function shownInCall(
  tx: Tx,
  ctx: Ctx,
  call: Pick<Call, 'id' | 'order_id' | 'order_line_id'>,
): Promise<{ order_line_id: string | null; serial: string | null }> {
  const { rows } = await sql<{ order_line_id: string | null; serial: string }>`
    select (found->>'order_line_id')::uuid as order_line_id, found->>'serial' as serial from call_codes
    where workspace_id = ${ctx.workspaceId} and call_id = ${call.id} and found->>'kind' in ('this_line', 'other_line')
    order by id desc limit 1`.execute(tx);
  if (rows[0]) return rows[0];
  const lines = call.order_id === null ? [] : await linesOf(tx, ctx, call.order_id);
  const line = lines.length === 1 ? lines[0] : lines.find(({ id }) => id === call.order_line_id);
  return { order_line_id: line?.id ?? null, serial: line?.serials.length === 1 ? line.serials[0]! : null };
}

type NewCode = {
  still_id: string | null;
  format: CodeFormat;
  said: string;
  typed: boolean;
  found: CodeFound;
  swap: boolean;
  expected: string[];
};

export async function insertCode(
  tx: Tx,
  ctx: Ctx,
  call: Pick<Call, 'id' | 'brand_id'>,
  { found, ...code }: NewCode,
): Promise<CallCode> {
  const { kind, id, name } = ctx.actor;
  const row = await tx
    .insertInto('call_codes')
    .values({
      ...code,
      found: JSON.stringify(found),
      workspace_id: ctx.workspaceId,
      id: newId(),
      brand_id: call.brand_id,
      call_id: call.id,
      at: ctx.now,
      by: JSON.stringify({ kind, id, name }),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return shown(row as unknown as CodeRow);
}

type CodeRow = NewCode & { id: string; at: Date; by: CallCode['by'] };

/** In the order they were read. */
export async function codesOf(tx: Tx, ctx: Ctx, callId: string): Promise<CallCode[]> {
  const rows = await tx
    .selectFrom('call_codes')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('call_id', '=', callId)
    .orderBy('id')
    .execute();
  return (rows as unknown as CodeRow[]).map(shown);
}

const shown = ({ id, said, format, typed, still_id, found, swap, expected, at, by }: CodeRow): CallCode => ({
  id,
  text: said,
  format,
  typed,
  still_id,
  found,
  swap,
  expected,
  at: at.toISOString(),
  by,
});
