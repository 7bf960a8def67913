/** Finding goods for an order: at the site nearest to the buyer that has all of it, new ones first, then restocked of grade A. */
import type { Address } from '@recoup/contract';
import { type SiteFacts, siteOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inSavepoint, type Tx } from '../../platform/db.ts';
import { type NewEvent, record } from '../../platform/record.ts';
import { nearestSite } from '../../shipping/index.ts';
import { stockEvent } from '../stock-levels/level-answer.ts';
import { changeLevel } from '../stock-levels/levels.store.ts';
import { partsOnHand, variantsOnHand } from '../stock-levels/stock-side.ts';
import { type Outbound, saveOutbound } from './outbound.store.ts';
import { step } from './outbound.ts';
import { outboundEvent } from './outbound-events.ts';
import { claimUnits, freeBySite, insertTakes, type Line, levelAt, linesOf, type NewTake } from './takes.store.ts';

/** Somebody took the goods between the look and the hand. */
class NotEnough extends Error {
  override readonly name = 'NotEnough';
}

/**
 * Reserves everything an order wants at one site and says which, recording `outbound.reserved`; false where no site has it
 * all. With `siteId` only there. The order is held by the caller and holds nothing yet.
 */
export async function reserveGoods(tx: Tx, ctx: Ctx, order: Outbound, siteId: string | null = null): Promise<boolean> {
  const lines = await linesOf(tx, ctx, order.id);
  for (const site of await sitesWithAll(tx, ctx, order, lines, siteId)) {
    const events = await inSavepoint(tx, () => takeFrom(tx, ctx, order, lines, site)).catch((error: unknown) => {
      if (error instanceof NotEnough) return null;
      throw error;
    });
    if (!events) continue;
    const state = step(order, order.waits_for === 'stock' ? 'reserve' : 'release');
    await saveOutbound(tx, ctx, order.id, { state, waits_for: null, site_id: site.id, at: 'reserved_at' });
    const told = outboundEvent('outbound.reserved', { ...order, site_id: site.id }, { site: site.name });
    await record(tx, ctx, [told, ...events]);
    return true;
  }
  return false;
}

/** Sites that have every line whole, nearest to the buyer first. */
async function sitesWithAll(tx: Tx, ctx: Ctx, order: Outbound, lines: readonly Line[], only: string | null) {
  const free = await freeBySite(tx, ctx, order.id);
  const ids = [...new Set(free.map(({ site_id }) => site_id))].filter((id) => only === null || id === only);
  const whole = ids.filter((id) =>
    lines.every(({ id: line, quantity }) =>
      free.some(({ line_id, site_id, free: count }) => line_id === line && site_id === id && count >= quantity),
    ),
  );
  const sites = await Promise.all(whole.map((id) => siteOf(tx, id)));
  return nearestFirst(sites, order.ship_to);
}

function nearestFirst(sites: readonly SiteFacts[], to: Address | null): SiteFacts[] {
  const next = nearestSite(sites, to);
  return next
    ? [
        next,
        ...nearestFirst(
          sites.filter(({ id }) => id !== next.id),
          to,
        ),
      ]
    : [];
}

/** Throws NotEnough, and the savepoint around it undoes what it took. */
async function takeFrom(
  tx: Tx,
  ctx: Ctx,
  order: Outbound,
  lines: readonly Line[],
  site: SiteFacts,
): Promise<NewEvent[]> {
  const takes: NewTake[] = [];
  const events: NewEvent[] = [];
  for (const line of lines) {
    let left = line.quantity;
    const level = await levelAt(tx, ctx, line, site.id);
    const counted = Math.min(left, level?.free ?? 0);
    if (level && counted > 0) {
      const now = await changeLevel(tx, ctx, level.id, { reserved: counted, why: 'reserve', outboundId: order.id });
      if (!now) throw new NotEnough();
      takes.push({ line_id: line.id, level_id: level.id, quantity: counted });
      events.push(stockEvent(now, goodsOf(line), { why: 'reserve', change: 0, free: -counted }));
      left -= counted;
    }
    if (left > 0 && line.variant_id) {
      const of = { variantId: line.variant_id, siteId: site.id, outboundId: order.id, limit: left };
      const units = await claimUnits(tx, ctx, of);
      takes.push(...units.map((unit_id) => ({ line_id: line.id, unit_id, quantity: 1 })));
      left -= units.length;
    }
    if (left > 0) throw new NotEnough();
  }
  await insertTakes(tx, ctx, order.id, takes);
  return events;
}

export function goodsOf(line: Line): { kind: 'variant' | 'part'; id: string; sku: string } {
  return line.part_id
    ? { kind: 'part', id: line.part_id, sku: line.sku }
    : { kind: 'variant', id: line.variant_id!, sku: line.sku };
}

/** Nothing there: the order waits, and says what is missing and when more is expected, at the soonest that all of it is. */
export async function waitForStock(tx: Tx, ctx: Ctx, order: Outbound): Promise<void> {
  const lines = await linesOf(tx, ctx, order.id);
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
  const missing = lines
    .map(({ sku, title, quantity, part_id, variant_id }) => {
      const onHand = (part_id ? parts.get(part_id) : variants.get(variant_id!)) ?? { in_stock: 0, expected_on: null };
      return { sku, title, quantity, ...onHand };
    })
    .filter(({ quantity, in_stock }) => in_stock < quantity);
  await saveOutbound(tx, ctx, order.id, { state: 'waiting', waits_for: 'stock' });
  const days = missing.map(({ expected_on }) => expected_on);
  const expected_on = days.length > 0 && days.every((day) => day !== null) ? days.sort().at(-1) : null;
  await record(tx, ctx, [outboundEvent('outbound.waiting', order, { waits_for: 'stock', missing, expected_on })]);
}
