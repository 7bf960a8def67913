import type { BodyOf, Parcel, warehouse } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { newCode, newId } from '../platform/ids.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { acrossSites, worksAt } from './across-sites.ts';
import { readParcel } from './parcel-answer.ts';
import {
  type ArrivalFacts,
  arrivalFacts,
  insertParcel,
  type NewParcel,
  openParcelByTracking,
  openParcelOf,
} from './parcels.store.ts';
import { readScan, trackingNumber } from './readings.ts';
import { mayReceive } from './receivable.ts';

/**
 * An operator puts a parcel on the table: of a return, of an order, or of nobody known (blind). It may have come to
 * another site than its label says, and before the carrier says so. A return has one open parcel: the second person who
 * scans it gets the same one back, with who opened it.
 *
 * Throws `site.not_found` (unknown, closed or not the actor's), `return.not_found`, `order.not_found`, `brand.not_found`,
 * `return.wrong_stage` where no goods are expected any more, and `parcel.open_elsewhere` where another site has a box of
 * this return open.
 */
export function arriveParcel(ctx: Ctx, asked: BodyOf<(typeof warehouse)['arrive']>): Promise<Parcel> {
  return acrossSites(ctx, async (tx) => {
    const spellings = asked.tracking ? readScan(asked.tracking).tracking : [];
    const facts = await arrivalFacts(tx, ctx, {
      siteId: asked.site_id,
      returnId: asked.return_id,
      orderId: asked.order_id,
      brandId: asked.brand_id,
      tracking: spellings,
    });
    checkNamed(ctx, asked, facts);
    const tracking = asked.tracking ? trackingNumber(asked.tracking) : (facts.label?.tracking ?? null);
    // A label of a return that expects nothing more still tells whose parcel it is.
    const promised = facts.return && mayReceive(facts.return) ? facts.return : null;
    const parcel = {
      site_id: asked.site_id,
      brand_id: facts.return?.brand_id ?? facts.order?.brand_id ?? facts.brand?.id ?? null,
      return_id: promised?.id ?? null,
      order_id: facts.return?.order_id ?? facts.order?.id ?? null,
      tracking,
      carrier: asked.carrier ?? facts.label?.carrier ?? null,
      blind: promised === null,
    };
    const { id, isNew } = await openOne(tx, ctx, parcel);
    // Read after the parcel is in: a return that was called off meanwhile is seen as it is now.
    const answer = await readParcel(tx, ctx, id);
    if (!isNew) return answer;
    if (answer.return && !mayReceive({ ...facts.return!, stage: answer.return.stage })) {
      throw new Refusal('return.wrong_stage', { stage: answer.return.stage });
    }
    const { return_id, order_id, brand_id, site_id } = parcel;
    const data = { tracking, blind: parcel.blind, code: answer.code, meant_for: answer.meant_for };
    await record(tx, ctx, [
      { type: 'parcel.arrived', subject: { kind: 'parcel', id }, data, return_id, order_id, brand_id, site_id },
    ]);
    return answer;
  });
}

function checkNamed(ctx: Ctx, asked: BodyOf<(typeof warehouse)['arrive']>, facts: ArrivalFacts): void {
  if (!facts.site || facts.site.archived || !worksAt(ctx, asked.site_id)) throw new Refusal('site.not_found');
  if (asked.return_id && !facts.return) throw new Refusal('return.not_found');
  if (asked.order_id && !facts.order) throw new Refusal('order.not_found');
  if (asked.brand_id && !facts.brand) throw new Refusal('brand.not_found');
  if (asked.return_id && facts.return && !mayReceive(facts.return)) {
    throw new Refusal('return.wrong_stage', { stage: facts.return.stage, order_id: facts.return.order_id });
  }
}

async function openOne(
  tx: Tx,
  ctx: Ctx,
  parcel: Omit<NewParcel, 'id' | 'code'>,
): Promise<{ id: string; isNew: boolean }> {
  if (parcel.return_id === null && parcel.tracking !== null) {
    const same = await openParcelByTracking(tx, ctx, parcel.site_id, parcel.tracking);
    if (same) return { id: same, isNew: false };
  }
  const id = newId();
  if (await insertParcel(tx, ctx, { ...parcel, id, code: newCode('PAR') })) return { id, isNew: true };
  const open = parcel.return_id ? await openParcelOf(tx, ctx, parcel.return_id) : null;
  if (!open) return openOne(tx, ctx, parcel); // it was closed this moment
  if (open.site_id !== parcel.site_id) throw new Refusal('parcel.open_elsewhere', { site: open.site_name });
  return { id: open.id, isNew: false };
}
