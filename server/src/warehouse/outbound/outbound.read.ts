/** Outbound orders as queues, stations and pages show them. */
import type {
  Address,
  AnswerOf,
  Grade,
  OutboundDetail,
  OutboundRow,
  outbound,
  QueryOf,
  TimelineEvent,
} from '@recoup/contract';
import { type RawBuilder, sql } from 'kysely';
import { numberKey } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { pageOf, readCursor } from '../../platform/cursor.ts';
import type { Tx } from '../../platform/db.ts';
import { readCode } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { trackingKey, trackingOf } from '../../shipping/index.ts';
import { fileUrlOr } from '../../uploads/index.ts';
import { acrossSites, allOf } from '../across-sites.ts';
import { partsOnHand, variantsOnHand } from '../stock-levels/stock-side.ts';
import { type Outbound, ofOwnSites, type RepairRow } from './outbound.store.ts';
import { movesOf, toLeave } from './outbound.ts';

type Api = typeof outbound;
type LineRow = Omit<
  OutboundRow['lines'][number],
  'thumb_url' | 'takes' | 'unit_cost' | 'in_stock' | 'expected_on' | 'picked'
> & {
  thumb_key: string | null;
  unit_cost: number | null;
  weight_g: number | null;
  takes: {
    id: string;
    unit: { id: string; lpn: string; serial: string | null; grade: Grade | null } | null;
    bin: string | null;
    quantity: number;
    picked: number;
  }[];
};
type Row = Outbound & {
  brand: string;
  site: string | null;
  return_code: string;
  order_number: string;
  customer_id: string;
  customer: string;
  goods_cost: number | null;
  reference: string | null;
  repair: RepairRow | null;
  cancel_reason: string | null;
  opened_at: Date;
  since: Date;
  reserved_at: Date | null;
  picked_at: Date | null;
  packed_at: Date | null;
  shipped_at: Date | null;
  delivered_at: Date | null;
  label_row: {
    id: string;
    carrier: string;
    service: string;
    state: 'wanted' | 'made' | 'failed';
    tracking: string | null;
    cost: number | null;
    currency: string;
    failure: string | null;
    made_at: string | null;
  } | null;
  lines: LineRow[];
};

const ROW = sql`o.*, b.name as brand, s.name as site, r.code as return_code, d.number as order_number, c.id as customer_id, c.name as customer,
  lb.state as label, to_jsonb(lb) as label_row,
  coalesce((select jsonb_agg(jsonb_build_object('id', x.id, 'kind', x.kind, 'variant_id', x.variant_id, 'part_id', x.part_id, 'unit_id', x.unit_id,
      'sku', x.sku, 'title', x.title, 'title_zh', coalesce(p.title_zh, pr.title_zh), 'thumb_key', coalesce(f.thumb_key, f.key), 'quantity', x.quantity,
      'weight_g', coalesce(p.weight_g, v.weight_g),
      'unit_cost', case when x.kind <> 'unit' and coalesce(p.currency, v.currency) = o.currency then coalesce(p.unit_cost, v.unit_cost) end,
      'takes', coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'quantity', t.quantity, 'picked', t.picked, 'bin', coalesce(bn.code, l.bin),
          'unit', case when tu.id is not null then jsonb_build_object('id', tu.id, 'lpn', tu.lpn, 'serial', tu.serial, 'grade', tu.grade) end)
          order by t.level_id nulls last, t.id)
        from outbound_takes t left join units tu on tu.workspace_id = t.workspace_id and tu.id = t.unit_id
        left join bins bn on bn.workspace_id = tu.workspace_id and bn.id = tu.bin_id
        left join stock_levels l on l.workspace_id = t.workspace_id and l.id = t.level_id
        where t.workspace_id = x.workspace_id and t.line_id = x.id), '[]')) order by x.position)
    from outbound_lines x
    left join parts p on p.workspace_id = x.workspace_id and p.id = x.part_id
    left join units u on u.workspace_id = x.workspace_id and u.id = x.unit_id
    left join variants v on v.workspace_id = x.workspace_id and v.id = coalesce(x.variant_id, u.variant_id)
    left join products pr on pr.workspace_id = v.workspace_id and pr.id = v.product_id
    left join files f on f.workspace_id = x.workspace_id and f.id = coalesce(p.photo_file_id, pr.photo_file_id)
    where x.workspace_id = o.workspace_id and x.outbound_id = o.id), '[]') as lines
  from outbound_orders o
  join brands b on b.workspace_id = o.workspace_id and b.id = o.brand_id
  join returns r on r.workspace_id = o.workspace_id and r.id = o.return_id
  join orders d on d.workspace_id = o.workspace_id and d.id = o.order_id
  join customers c on c.workspace_id = d.workspace_id and c.id = d.customer_id
  left join sites s on s.workspace_id = o.workspace_id and s.id = o.site_id
  left join lateral (select l.id, l.carrier, l.service, l.state, l.tracking, l.cost, l.currency, l.failure, l.made_at from labels l
    where l.workspace_id = o.workspace_id and l.outbound_id = o.id and l.state <> 'void' order by l.created_at desc, l.id desc limit 1) lb on true`;

/** What waits comes oldest first; a list of what left, or was called off, newest first. */
export function listOutbound(ctx: Ctx, query: QueryOf<Api['list']>): Promise<AnswerOf<Api['list']>> {
  const oldestFirst = (query.state ?? []).length > 0 && query.state!.every((state) => toLeave.includes(state));
  const after = readCursor(query.cursor, ['at', 'id']);
  const conditions = allOf([
    query.state && query.state.length > 0 && sql`and o.state = any (${query.state}::text[])`,
    query.waits_for && sql`and o.waits_for = ${query.waits_for}`,
    query.site_id && sql`and (o.site_id = ${query.site_id} or o.site_id is null)`,
    query.brand_id && sql`and o.brand_id = ${query.brand_id}`,
    query.return_id && sql`and o.return_id = ${query.return_id}`,
    query.order_id && sql`and o.order_id = ${query.order_id}`,
    query.remedy && sql`and o.remedy = ${query.remedy}`,
    query.goods && wanting(query.goods),
    query.q && matching(query.q),
    after &&
      (oldestFirst
        ? sql`and (o.opened_at, o.id) > (${after[0]}::timestamptz, ${after[1]}::uuid)`
        : sql`and (o.opened_at, o.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`),
  ]);
  const order = oldestFirst ? sql`o.opened_at, o.id` : sql`o.opened_at desc, o.id desc`;
  return acrossSites(ctx, async (tx) => {
    const { rows: found } =
      await sql<Row>`select ${ROW} where o.workspace_id = ${ctx.workspaceId} ${ofOwnSites(ctx)} ${conditions}
      order by ${order} limit ${query.limit + 1}`.execute(tx);
    const { rows, next_cursor } = pageOf(found, query.limit, (row) => [row.opened_at.toISOString(), row.id]);
    const stock = await stockOf(tx, ctx, rows);
    return { rows: rows.map((row) => rowAnswer(ctx, row, stock)), next_cursor };
  });
}

/** Orders that still want a thing in hand: by SKU or another code of it, or by a plate. */
function wanting(code: string): RawBuilder<unknown> {
  const key = code.trim().toUpperCase();
  const lpn = readCode('LPN', key);
  if (lpn) {
    return sql`and exists (select from outbound_takes t join units u on u.workspace_id = t.workspace_id and u.id = t.unit_id
      where t.workspace_id = o.workspace_id and t.outbound_id = o.id and u.lpn = ${lpn} and t.picked < t.quantity)`;
  }
  return sql`and exists (select from outbound_lines x join outbound_takes t on t.workspace_id = x.workspace_id and t.line_id = x.id
    left join parts p on p.workspace_id = x.workspace_id and p.id = x.part_id
    left join variants v on v.workspace_id = x.workspace_id and v.id = x.variant_id
    where x.workspace_id = o.workspace_id and x.outbound_id = o.id and t.picked < t.quantity
      and ${key} in (p.sku_key, upper(v.sku), v.upc, v.ean, upper(v.asin), upper(v.fnsku)))`;
}

function matching(q: string): RawBuilder<unknown> {
  const out = readCode('OUT', q);
  if (out) return sql`and o.code = ${out}`;
  const rma = readCode('RMA', q);
  if (rma) return sql`and r.code = ${rma}`;
  const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`and (d.number_key = nullif(${numberKey(q)}, '') or lb.tracking = ${trackingKey(q)} or o.tracking = ${trackingKey(q)} or c.name ilike ${like}
    or exists (select from outbound_lines x where x.workspace_id = o.workspace_id and x.outbound_id = o.id and (x.sku ilike ${like} or x.title ilike ${like})))`;
}

export function countOutbound(ctx: Ctx, query: QueryOf<Api['counts']>): Promise<AnswerOf<Api['counts']>> {
  const today = sql`o.shipped_at >= date_trunc('day', ${ctx.now}::timestamptz)`;
  return acrossSites(ctx, async (tx) => {
    const { rows } = await sql<AnswerOf<Api['counts']>>`select
        count(*) filter (where o.waits_for = 'payment')::int as payment, count(*) filter (where o.waits_for = 'goods')::int as goods,
        count(*) filter (where o.waits_for = 'stock')::int as stock, count(*) filter (where o.waits_for = 'repair')::int as repair,
        count(*) filter (where o.state = 'reserved')::int as reserved, count(*) filter (where o.state = 'picked')::int as picked,
        count(*) filter (where o.state = 'packed')::int as packed,
        count(*) filter (where o.state = 'packed' and exists (select from labels l where l.workspace_id = o.workspace_id and l.outbound_id = o.id and l.state = 'failed'
          and not exists (select from labels n where n.workspace_id = o.workspace_id and n.outbound_id = o.id and n.state in ('wanted', 'made'))))::int as label_failed,
        count(*) filter (where o.state in ('shipped', 'delivered') and ${today})::int as shipped_today
      from outbound_orders o where o.workspace_id = ${ctx.workspaceId} ${ofOwnSites(ctx)}
        and (o.state in ('waiting', 'reserved', 'picked', 'packed') or ${today})
        ${query.site_id ? sql`and (o.site_id = ${query.site_id} or o.site_id is null)` : sql``}
        ${query.brand_id ? sql`and o.brand_id = ${query.brand_id}` : sql``}`.execute(tx);
    return rows[0]!;
  });
}

/** By id or code. Throws `outbound.not_found`. */
export async function readOutbound(tx: Tx, ctx: Ctx, idOrCode: string): Promise<OutboundDetail> {
  const which = idOrCode.startsWith('OUT-') ? sql`o.code = ${idOrCode}` : sql`o.id = ${idOrCode}`;
  const { rows } =
    await sql<Row>`select ${ROW} where o.workspace_id = ${ctx.workspaceId} and ${which} ${ofOwnSites(ctx)}`.execute(tx);
  const [row] = rows;
  if (!row) throw new Refusal('outbound.not_found');
  const told = row.label_row ? await trackingOf(tx, ctx, row.label_row.id) : [];
  const timeline = await timelineOf(tx, ctx, row);
  const money = (amount: number | null | undefined) =>
    amount === null || amount === undefined ? null : { amount, currency: row.currency };
  const { repair } = row;
  const mends = repair !== null || row.remedy === 'repair';
  const weights = row.lines.map(({ weight_g, quantity }) => (weight_g === null ? null : weight_g * quantity));
  return {
    ...rowAnswer(ctx, row, await stockOf(tx, ctx, [row])),
    return_line_id: row.return_line_id,
    ship_to: row.ship_to as Address | null,
    weight_g: row.weight_g,
    expected_weight_g: weights.every((one) => one !== null)
      ? weights.reduce<number>((sum, one) => sum + one!, 0)
      : null,
    reference: row.reference,
    goods_cost: money(row.goods_cost),
    repair: mends
      ? {
          minutes: repair?.minutes ?? null,
          parts: (repair?.parts ?? []).map(({ unit_cost: _, ...part }) => part),
          note: repair?.note ?? null,
          labor: money(repair?.labor),
          parts_cost: money(repair?.parts_cost),
          finished_at: row.repaired_at?.toISOString() ?? null,
        }
      : null,
    cancel_reason: row.cancel_reason,
    reserved_at: row.reserved_at?.toISOString() ?? null,
    picked_at: row.picked_at?.toISOString() ?? null,
    packed_at: row.packed_at?.toISOString() ?? null,
    shipped_at: row.shipped_at?.toISOString() ?? null,
    delivered_at: row.delivered_at?.toISOString() ?? null,
    tracking_events: told.map((one) => ({ ...one, at: one.at.toISOString() })),
    timeline,
  };
}

/** Its own events and those of its labels, newest first. */
async function timelineOf(tx: Tx, ctx: Ctx, row: Row): Promise<TimelineEvent[]> {
  const { rows } = await sql<
    Omit<TimelineEvent, 'at'> & { at: Date }
  >`select e.id, e.at, e.type, e.subject_kind, e.subject_id, e.actor, e.data
    from events e where e.workspace_id = ${ctx.workspaceId} and e.return_id = ${row.return_id}
      and ((e.subject_kind = 'outbound' and e.subject_id = ${row.id}) or e.data ->> 'outbound_id' = ${row.id})
    order by e.id desc limit 200`.execute(tx);
  return rows.map((event) => ({ ...event, at: event.at.toISOString() }));
}

type Stock = Awaited<ReturnType<typeof partsOnHand>>;
/** What is free of the goods that orders wait for. */
async function stockOf(tx: Tx, ctx: Ctx, rows: readonly Row[]): Promise<Stock> {
  const lines = rows.filter(({ waits_for }) => waits_for === 'stock').flatMap((row) => row.lines);
  const parts = await partsOnHand(
    tx,
    ctx,
    lines.flatMap(({ part_id }) => part_id ?? []),
  );
  const variants = await variantsOnHand(
    tx,
    ctx,
    lines.flatMap(({ variant_id }) => variant_id ?? []),
  );
  return new Map([...parts, ...variants]);
}

function rowAnswer(ctx: Ctx, row: Row, stock: Stock): OutboundRow {
  const { label_row: label, ship_to } = row;
  return {
    id: row.id,
    code: row.code,
    version: row.version,
    state: row.state,
    waits_for: row.waits_for,
    brand: { id: row.brand_id, name: row.brand },
    site: row.site_id && row.site ? { id: row.site_id, name: row.site } : null,
    return: { id: row.return_id, code: row.return_code },
    order: { id: row.order_id, number: row.order_number },
    customer: { id: row.customer_id, name: row.customer },
    remedy: row.remedy,
    lines: row.lines.map(({ thumb_key, unit_cost, weight_g: _, ...line }) => ({
      ...line,
      thumb_url: fileUrlOr(ctx, thumb_key),
      picked: line.takes.reduce((sum, take) => sum + take.picked, 0),
      in_stock: row.waits_for === 'stock' ? (stock.get(line.part_id ?? line.variant_id ?? '')?.in_stock ?? 0) : null,
      expected_on:
        row.waits_for === 'stock' ? (stock.get(line.part_id ?? line.variant_id ?? '')?.expected_on ?? null) : null,
      unit_cost: unit_cost === null ? null : { amount: unit_cost, currency: row.currency },
    })),
    place: ship_to ? [ship_to.city, ship_to.region].filter(Boolean).join(', ') : null,
    carrier: row.carrier ?? label?.carrier ?? null,
    tracking: row.tracking ?? label?.tracking ?? null,
    label: label && {
      id: label.id,
      carrier: label.carrier,
      service: label.service,
      state: label.state,
      tracking: label.tracking,
      cost: label.cost === null ? null : { amount: label.cost, currency: label.currency },
      failure: label.failure,
      made_at: label.made_at && new Date(label.made_at).toISOString(),
    },
    opened_at: row.opened_at.toISOString(),
    since: row.since.toISOString(),
    moves: movesOf(row, ctx.actor),
  };
}

/** What a part costs, in the currency asked; null where nobody said, or in another. */
export async function partCost(tx: Tx, ctx: Ctx, partId: string, currency: string): Promise<number | null> {
  const { rows } = await sql<{ unit_cost: number | null }>`select unit_cost from parts
    where workspace_id = ${ctx.workspaceId} and id = ${partId} and currency = ${currency}`.execute(tx);
  return rows[0]?.unit_cost ?? null;
}
