import type { Parcel } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { fileUrl, photoOf } from '../uploads/index.ts';
import { missingOf, parcelMoves } from './parcel.ts';
import { findParcel, type LineRow, type ParcelRow } from './parcels.store.ts';
import { unitAnswer } from './unit-answer.ts';
import { type UnitRow, unitsOfParcel } from './units.store.ts';

/** A parcel as it crosses the wire, with what should be in it, what came, and the moves this person may make. */
export function parcelAnswer(ctx: Ctx, row: ParcelRow, units: readonly UnitRow[]): Parcel {
  const lines = row.lines.map((line) => lineAnswer(ctx, line, units));
  // Once received, a return stands at the site it came to; its label still says where it was to go.
  const meantFor = row.label_site ?? (row.stage === 'arrived' ? row.return?.site : null) ?? null;
  return {
    id: row.id,
    code: row.code,
    version: row.version,
    site: { id: row.site_id, name: row.site_name },
    meant_for: meantFor && meantFor.id !== row.site_id ? meantFor : null,
    brand: row.brand_id && row.brand_name ? { id: row.brand_id, name: row.brand_name } : null,
    return:
      row.return_id && row.return
        ? {
            id: row.return_id,
            code: row.return.code,
            stage: row.return.stage,
            customer: row.return.customer,
            city: row.return.city,
          }
        : null,
    order: row.order_id && row.order_number ? { id: row.order_id, number: row.order_number } : null,
    tracking: row.tracking,
    carrier: row.carrier,
    stage: row.stage,
    blind: row.blind,
    note: row.note,
    lines,
    units: units.map((unit) => unitAnswer(ctx, unit)),
    photos: row.photos.map((photo) => photoOf(ctx, photo)),
    outcomes: row.outcomes,
    missing: row.stage === 'unpacked' ? missingOf(lines, units) : [],
    arrived_at: row.arrived_at.toISOString(),
    opened_by: row.opened_by as Parcel['opened_by'],
    unpacked_at: row.unpacked_at?.toISOString() ?? null,
    moves: parcelMoves(row, ctx.actor),
  };
}

/** `counted` holds surplus too, so that the station shows "2 of 1". */
function lineAnswer(ctx: Ctx, line: LineRow, units: readonly UnitRow[]): Parcel['lines'][number] {
  return {
    return_line_id: line.id,
    variant_id: line.variant_id,
    sku: line.sku,
    title: line.title,
    photo_url: line.key ? fileUrl(ctx, line.thumb_key ?? line.key) : null,
    expected: line.quantity,
    before: line.before,
    counted: units.filter(({ return_line_id }) => return_line_id === line.id).length,
    tracks_serial: line.tracks_serial,
    serials: line.serials,
    reason: line.reason,
    comment: line.comment,
  };
}

/** What each line promises, as unpacking reckons with it. */
export function dockLines(row: Pick<ParcelRow, 'lines'>) {
  return row.lines.map(({ id, sku, title, quantity, before }) => ({
    return_line_id: id,
    sku,
    title,
    expected: quantity,
    before,
  }));
}

/** The last scan, or the arrival where nothing was scanned yet: since then the box has been quiet. */
export function touchedAt(row: Pick<ParcelRow, 'arrived_at'>, units: readonly Pick<UnitRow, 'arrived_at'>[]): Date {
  return new Date(Math.max(row.arrived_at.getTime(), ...units.map((unit) => unit.arrived_at.getTime())));
}

/** Throws `parcel.not_found`. */
export async function readParcel(tx: Tx, ctx: Ctx, id: string): Promise<Parcel> {
  const row = await findParcel(tx, ctx, id);
  if (!row) throw new Refusal('parcel.not_found');
  return parcelAnswer(ctx, row, await unitsOfParcel(tx, ctx, id));
}
