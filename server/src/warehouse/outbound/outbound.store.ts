/** Outbound orders: every statement that writes them. Reading for screens is in outbound.read.ts. */
import type { Address, OutboundState, OutboundWait, RemedyKind } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { newCode, newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { handOf } from '../parcels.store.ts';
import type { Wanted } from './owed.ts';

export type RepairRow = {
  minutes: number;
  parts: { part_id: string; sku: string; title: string; quantity: number; unit_cost: number | null }[];
  note: string | null;
  labor: number;
  parts_cost: number;
};
export type Outbound = {
  id: string;
  code: string;
  version: number;
  brand_id: string;
  site_id: string | null;
  return_id: string;
  return_line_id: string;
  order_id: string;
  remedy: RemedyKind;
  state: OutboundState;
  waits_for: OutboundWait | null;
  payment_for: string[];
  ship_to: Address | null;
  weight_g: number | null;
  currency: string;
  carrier: string | null;
  tracking: string | null;
  repaired_at: Date | null;
  cancelled_by: { kind: string } | null;
  cancelled_at: Date | null;
  label: 'wanted' | 'made' | 'failed' | null;
};

const ORDER = sql`o.id, o.code, o.version, o.brand_id, o.site_id, o.return_id, o.return_line_id, o.order_id, o.remedy, o.state, o.waits_for,
  o.payment_for, o.ship_to, o.weight_g, o.currency, o.carrier, o.tracking, o.repaired_at, o.cancelled_by, o.cancelled_at,
  (select l.state from labels l where l.workspace_id = o.workspace_id and l.outbound_id = o.id and l.state <> 'void'
    order by l.created_at desc, l.id desc limit 1) as label`;

/** Orders at the actor's sites, and those that are at none yet. */
export const ofOwnSites = (ctx: Ctx) =>
  ctx.actor.siteIds === null ? sql`` : sql`and (o.site_id is null or o.site_id = any (${ctx.actor.siteIds}::uuid[]))`;

/**
 * Held to the end of the transaction: of two who pick, ship or cancel at once, the second sees what the first did. After
 * its return and before stock levels and units. Throws `outbound.not_found`.
 */
export async function lockOutbound(tx: Tx, ctx: Ctx, id: string): Promise<Outbound> {
  await sql`select o.id from outbound_orders o where o.workspace_id = ${ctx.workspaceId} and o.id = ${id} for no key update`.execute(
    tx,
  );
  const { rows } = await sql<Outbound>`select ${ORDER} from outbound_orders o
    where o.workspace_id = ${ctx.workspaceId} and o.id = ${id} ${ofOwnSites(ctx)}`.execute(tx);
  if (!rows[0]) throw new Refusal('outbound.not_found');
  return rows[0];
}

/** The return of an order, to be held before the order is. Throws `outbound.not_found`. */
export async function returnOf(tx: Tx, ctx: Ctx, id: string): Promise<string> {
  const { rows } = await sql<{ return_id: string }>`select o.return_id from outbound_orders o
    where o.workspace_id = ${ctx.workspaceId} and o.id = ${id} ${ofOwnSites(ctx)}`.execute(tx);
  if (!rows[0]) throw new Refusal('outbound.not_found');
  return rows[0].return_id;
}

/** All orders of a return with what each wants to send, held; oldest first. */
export async function ordersOfReturn(tx: Tx, ctx: Ctx, returnId: string): Promise<(Outbound & { goods: Wanted[] })[]> {
  await sql`select id from outbound_orders where workspace_id = ${ctx.workspaceId} and return_id = ${returnId}
    order by id for no key update`.execute(tx);
  const { rows } = await sql<Outbound & { goods: Wanted[] }>`select ${ORDER},
      coalesce((select jsonb_agg(jsonb_build_object('kind', x.kind, 'id', coalesce(x.variant_id, x.part_id, x.unit_id), 'sku', x.sku,
          'title', x.title, 'quantity', x.quantity) order by x.position)
        from outbound_lines x where x.workspace_id = o.workspace_id and x.outbound_id = o.id), '[]') as goods
    from outbound_orders o where o.workspace_id = ${ctx.workspaceId} and o.return_id = ${returnId} order by o.opened_at, o.id`.execute(
    tx,
  );
  return rows;
}

export type NewOutbound = Pick<
  Outbound,
  | 'brand_id'
  | 'site_id'
  | 'return_id'
  | 'return_line_id'
  | 'order_id'
  | 'remedy'
  | 'waits_for'
  | 'payment_for'
  | 'currency'
> & {
  id: string;
  lines: { kind: 'variant' | 'part' | 'unit'; id: string; sku: string; title: string; quantity: number }[];
};

/** With the order's own address, or the buyer's. Answers its code. */
export async function insertOutbound(tx: Tx, ctx: Ctx, { lines, ...row }: NewOutbound): Promise<string> {
  const code = newCode('OUT');
  const { rows } = await sql<{ code: string }>`
    insert into outbound_orders (workspace_id, id, code, brand_id, site_id, return_id, return_line_id, order_id, remedy, state, waits_for,
      payment_for, ship_to, currency, opened_at, since)
    select ${ctx.workspaceId}, ${row.id}, ${code}, ${row.brand_id}, ${row.site_id}, ${row.return_id}, ${row.return_line_id}, o.id, ${row.remedy},
      'waiting', ${row.waits_for ?? 'stock'}, ${row.payment_for}::text[],
      case when a.address is null then null else jsonb_build_object('name', c.name) || a.address end, ${row.currency}, ${ctx.now}, ${ctx.now}
    from orders o join customers c on c.workspace_id = o.workspace_id and c.id = o.customer_id
    cross join lateral (select coalesce(o.address, c.address) as address) a
    where o.workspace_id = ${ctx.workspaceId} and o.id = ${row.order_id}
    on conflict (workspace_id, code) do nothing returning code`.execute(tx);
  // Of 22 billion codes one may be taken; another one is drawn.
  if (!rows[0]) return insertOutbound(tx, ctx, { lines, ...row });
  await tx
    .insertInto('outbound_lines')
    .values(
      lines.map(({ kind, id, ...line }, position) => ({
        ...line,
        workspace_id: ctx.workspaceId,
        id: newId(),
        outbound_id: row.id,
        position,
        kind,
        variant_id: kind === 'variant' ? id : null,
        part_id: kind === 'part' ? id : null,
        unit_id: kind === 'unit' ? id : null,
      })),
    )
    .execute();
  return code;
}

export type OutboundChange = {
  state?: OutboundState;
  waits_for?: OutboundWait | null;
  payment_for?: string[];
  site_id?: string | null;
  ship_to?: Address;
  weight_g?: number | null;
  goods_cost?: number;
  carrier?: string | null;
  tracking?: string | null;
  reference?: string | null;
  repair?: RepairRow;
  cancel_reason?: string;
  at?: 'reserved_at' | 'picked_at' | 'packed_at' | 'shipped_at' | 'delivered_at' | 'cancelled_at';
};

/** Writes what changed on an order that is held; the version goes up. `at` stamps the time of the state. */
export async function saveOutbound(tx: Tx, ctx: Ctx, id: string, change: OutboundChange): Promise<void> {
  const { at, ship_to, repair, ...plain } = change;
  await tx
    .updateTable('outbound_orders')
    .set((eb) => ({
      ...plain,
      ...(ship_to ? { ship_to: JSON.stringify(ship_to) } : {}),
      ...(repair ? { repair: JSON.stringify(repair), repaired_at: ctx.now } : {}),
      ...(at ? { [at]: ctx.now } : {}),
      ...(at === 'cancelled_at' ? { cancelled_by: JSON.stringify(handOf(ctx)) } : {}),
      ...(change.state || change.waits_for ? { since: ctx.now } : {}),
      version: eb('version', '+', 1),
    }))
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** What was paid, or is held, for a line of a return. */
export async function paidFor(tx: Tx, ctx: Ctx, returnLineIds: readonly string[]): Promise<Map<string, Set<string>>> {
  const { rows } = await sql<{
    return_line_id: string;
    purpose: string;
  }>`select return_line_id, purpose from outbound_payments
    where workspace_id = ${ctx.workspaceId} and return_line_id = any (${returnLineIds}::uuid[])`.execute(tx);
  const paid = new Map<string, Set<string>>();
  for (const { return_line_id, purpose } of rows) {
    paid.set(return_line_id, (paid.get(return_line_id) ?? new Set()).add(purpose));
  }
  return paid;
}

export async function notePaid(
  tx: Tx,
  ctx: Ctx,
  returnLineId: string,
  purpose: string,
  chargeId: string,
): Promise<void> {
  await sql`insert into outbound_payments (workspace_id, return_line_id, purpose, charge_id, at)
    values (${ctx.workspaceId}, ${returnLineId}, ${purpose}, ${chargeId}, ${ctx.now})
    on conflict (workspace_id, return_line_id, purpose) do update set charge_id = excluded.charge_id, at = excluded.at`.execute(
    tx,
  );
}

/** It was given back, or the hold was let go. Answers the lines it had paid for. */
export async function forgetPaid(tx: Tx, ctx: Ctx, chargeId: string): Promise<string[]> {
  const { rows } = await sql<{ return_line_id: string }>`delete from outbound_payments
    where workspace_id = ${ctx.workspaceId} and charge_id = ${chargeId} returning return_line_id`.execute(tx);
  return rows.map(({ return_line_id }) => return_line_id);
}

/** Units of a return's lines that were accepted and are still here: what a repair mends. */
export async function ownUnits(tx: Tx, ctx: Ctx, returnId: string) {
  const { rows } = await sql<{ id: string; return_line_id: string; site_id: string; sku: string; title: string }>`
    select id, return_line_id, site_id, coalesce(sku, lpn) as sku, title from units
    where workspace_id = ${ctx.workspaceId} and return_id = ${returnId} and return_line_id is not null and acceptance = 'accepted' and stage <> 'gone'
    order by arrived_at, id`.execute(tx);
  return rows;
}

/** Orders that wait for stock of these goods (of this brand), oldest first. */
export async function waitingForStock(
  tx: Tx,
  ctx: Ctx,
  of: { goods: { kind: 'variant' | 'part'; id: string } } | { brandId: string },
): Promise<string[]> {
  const which =
    'brandId' in of
      ? sql`o.brand_id = ${of.brandId}`
      : sql`exists (select from outbound_lines x where x.workspace_id = o.workspace_id and x.outbound_id = o.id
          and x.${sql.ref(of.goods.kind === 'variant' ? 'variant_id' : 'part_id')} = ${of.goods.id})`;
  const { rows } = await sql<{ id: string }>`select o.id from outbound_orders o
    where o.workspace_id = ${ctx.workspaceId} and o.state = 'waiting' and o.waits_for = 'stock' and ${which}
    order by o.opened_at, o.id limit 500`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Those who serve the same goods take turns, so that the oldest order is served first. */
export async function takeTurn(tx: Tx, ctx: Ctx, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`outbound:${ctx.workspaceId}:${key}`}, 0))`.execute(tx);
}
