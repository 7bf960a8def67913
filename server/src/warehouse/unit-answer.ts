import type { Unit } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { fileUrl } from '../uploads/index.ts';
import { type Standing, unitMoves } from './unit.ts';
import type { UnitRow } from './units.store.ts';

/** The name of goods nobody could name, until somebody does. */
export const UNNAMED = { en: 'Unidentified item', zh: '未识别商品' };

/** What the table of ways asks of a unit. */
export function standingOfUnit(row: Pick<UnitRow, 'stage' | 'acceptance' | 'disposition' | 'parcel_stage'>): Standing {
  const { stage, acceptance, disposition } = row;
  return { stage, acceptance, disposition, unpacked: row.parcel_stage === 'unpacked' };
}

/** A unit as it crosses the wire, with the moves this person may make. */
export function unitAnswer(ctx: Ctx, row: UnitRow): Unit {
  return {
    id: row.id,
    lpn: row.lpn,
    version: row.version,
    site: { id: row.site_id, name: row.site_name },
    brand: row.brand_id && row.brand_name ? { id: row.brand_id, name: row.brand_name } : null,
    variant_id: row.variant_id,
    sku: row.sku,
    title: row.title,
    title_zh: row.product ? row.product.title_zh : row.title === UNNAMED.en ? UNNAMED.zh : null,
    category: row.product?.category ?? null,
    photo_url: row.product?.key ? fileUrl(ctx, row.product.thumb_key ?? row.product.key) : null,
    serial: row.serial,
    batch: row.batch,
    arrival: row.arrival,
    stage: row.stage,
    acceptance: row.acceptance,
    disposition: row.disposition,
    functional: row.functional,
    cosmetic: row.cosmetic,
    grade: row.grade,
    bin: row.bin_id && row.bin ? { id: row.bin_id, ...row.bin } : null,
    parcel_id: row.parcel_id,
    return: row.return_id && row.return ? { id: row.return_id, code: row.return.code } : null,
    return_line_id: row.return_line_id,
    buyer_says: row.line?.comment ?? null,
    reason: row.line?.reason ?? null,
    sold_price: row.line && row.return ? { amount: row.line.unit_price, currency: row.return.currency } : null,
    arrived_at: row.arrived_at.toISOString(),
    inspected_at: row.inspected_at?.toISOString() ?? null,
    decided_at: row.decided_at?.toISOString() ?? null,
    ready_at: row.ready_at?.toISOString() ?? null,
    gone_at: row.gone_at?.toISOString() ?? null,
    gone_as: row.gone_as,
    recovered:
      row.recovered === null || row.currency === null ? null : { amount: row.recovered, currency: row.currency },
    // What is promised to an outbound order leaves under that alone.
    moves: unitMoves(standingOfUnit(row), ctx.actor).filter((move) => move !== 'send_out' || row.outbound_id === null),
  };
}
