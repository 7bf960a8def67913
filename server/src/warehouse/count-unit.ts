import type { AnswerOf, BodyOf, warehouse } from '@recoup/contract';
import { type SerialSale, serialSold, variantFacts } from '../orders/index.ts';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { acrossSites } from './across-sites.ts';
import { sameSerial, standingOf } from './arrival.ts';
import { isSame } from './hold.ts';
import { checkMayUnpack } from './parcel.ts';
import { parcelAnswer, touchedAt } from './parcel-answer.ts';
import { findParcel, handOf, type LineRow, lockParcel, type ParcelRow, saveParcel } from './parcels.store.ts';
import { UNNAMED, unitAnswer } from './unit-answer.ts';
import { unitEvent } from './unit-events.ts';
import { findUnit, insertUnit, type NewUnit, type UnitRow, unitsOfParcel, unitWithSerial } from './units.store.ts';

type Counted = BodyOf<(typeof warehouse)['count']>;
/** What the thing is, as far as the scan and the catalogue tell. */
type Goods = { variant_id: string | null; brand_id: string | null; sku: string | null; title: string };

/**
 * An operator takes one unit out of the box and scans it: it gets a licence plate, and stands as right, wrong, over or
 * blind. `scan_id` names the scan: sent twice, also at once, it makes one unit and answers `repeated`.
 *
 * Throws `parcel.not_found`, `parcel.closed`, `parcel.held_by_other` (with the name; free after 10 quiet minutes),
 * `parcel.line_not_here`, `variant.not_found`, and `unit.serial_here_already` with the plate the serial number has.
 */
export function countUnit(ctx: Ctx, parcelId: string, scan: Counted): Promise<AnswerOf<(typeof warehouse)['count']>> {
  return acrossSites(ctx, async (tx) => {
    // Held before it is read: of two scans at once the second sees what the first one counted.
    if (!(await lockParcel(tx, ctx, parcelId))) throw new Refusal('parcel.not_found');
    const parcel = (await findParcel(tx, ctx, parcelId))!;
    const units = await unitsOfParcel(tx, ctx, parcelId);
    const before = units.find(({ scan_id }) => scan_id === scan.scan_id);
    if (before) {
      return { parcel: parcelAnswer(ctx, parcel, units), unit: unitAnswer(ctx, before), repeated: true };
    }
    const me = handOf(ctx);
    checkMayUnpack({ ...parcel, touched_at: touchedAt(parcel, units) }, me, ctx.now);

    const unit = await newUnit(tx, ctx, parcel, units, scan);
    if (!parcel.opened_by || !isSame(parcel.opened_by, me)) {
      await saveParcel(tx, ctx, parcelId, { opened_by: me });
      parcel.opened_by = me;
      parcel.version += 1;
    }
    const { lpn, arrival, serial, title, sku } = unit;
    await record(tx, ctx, [
      unitEvent('unit.arrived', unit, {
        lpn,
        arrival,
        serial,
        title,
        sku,
        parcel_id: parcelId,
        parcel_code: parcel.code,
      }),
    ]);
    return { parcel: parcelAnswer(ctx, parcel, [...units, unit]), unit: unitAnswer(ctx, unit), repeated: false };
  });
}

async function newUnit(
  tx: Tx,
  ctx: Ctx,
  parcel: ParcelRow,
  units: readonly UnitRow[],
  scan: Counted,
): Promise<UnitRow> {
  const serial = scan.serial?.trim() || null;
  const sale = serial ? await saleOf(tx, ctx, parcel, serial) : null;
  const promised = parcel.return_id === null ? null : parcel.lines.map((line) => promisedLine(line, units));
  const came = { lineId: scan.return_line_id ?? null, variantId: scan.variant_id ?? null, serial };
  const { arrival, lineId } = standingOf(promised, came, sale);
  const line = parcel.lines.find(({ id }) => id === lineId) ?? null;
  const goods = line ? goodsOfLine(parcel, line) : await goodsOf(tx, ctx, parcel, scan, sale);
  if (serial) await checkNotHere(tx, ctx, parcel.id, goods.variant_id, serial);
  const row = {
    ...goods,
    id: newId(),
    scan_id: scan.scan_id,
    site_id: parcel.site_id,
    brand_id: parcel.brand_id ?? goods.brand_id,
    parcel_id: parcel.id,
    return_id: parcel.return_id,
    return_line_id: lineId,
    order_id: parcel.order_id,
    arrival,
    serial,
    batch: scan.batch ?? null,
  };
  const lpn = await insertUnit(tx, ctx, row);
  return line ? unitOfLine(ctx, parcel, line, { ...row, lpn }) : (await findUnit(tx, ctx, row.id))!;
}

/** The sale a serial number left with; a look at the lines of the return spares the question. */
async function saleOf(tx: Tx, ctx: Ctx, parcel: ParcelRow, serial: string): Promise<SerialSale | LineRow | null> {
  const here = parcel.lines.find(({ serials }) => serials.some((sold) => sameSerial(sold, serial)));
  return here ?? (await serialSold(tx, ctx, serial));
}

function promisedLine(line: LineRow, units: readonly UnitRow[]) {
  const here = units.filter((unit) => unit.return_line_id === line.id && unit.arrival === 'right').length;
  return { ...line, counted: line.before + here };
}

function goodsOfLine(parcel: ParcelRow, line: LineRow): Goods {
  return { variant_id: line.variant_id, brand_id: parcel.brand_id, sku: line.sku, title: line.title };
}

/** Goods that belong to no line: what was scanned, else what the serial number was sold as, else the operator's words. */
async function goodsOf(
  tx: Tx,
  ctx: Ctx,
  parcel: ParcelRow,
  scan: Counted,
  sale: SerialSale | LineRow | null,
): Promise<Goods> {
  const named = parcel.lines.find(({ id }) => id === scan.return_line_id);
  const variantId = scan.variant_id ?? sale?.variant_id ?? named?.variant_id ?? null;
  if (!variantId)
    return { variant_id: null, brand_id: null, sku: null, title: scan.title ?? sale?.title ?? UNNAMED.en };
  const { id, brand_id, sku, product_title, title } = await variantFacts(tx, ctx, variantId);
  return { variant_id: id, brand_id, sku, title: title.startsWith(product_title) ? title : product_title };
}

async function checkNotHere(
  tx: Tx,
  ctx: Ctx,
  parcelId: string,
  variantId: string | null,
  serial: string,
): Promise<void> {
  const here = await unitWithSerial(tx, ctx, serial, { parcelId, variantId });
  if (here) throw new Refusal('unit.serial_here_already', { serial, lpn: here.lpn });
}

/** The new unit as it would be read back. */
function unitOfLine(ctx: Ctx, parcel: ParcelRow, line: LineRow, row: NewUnit): UnitRow {
  const { title_zh, category, key, thumb_key, comment, reason, unit_price } = line;
  return {
    ...row,
    version: 1,
    site_name: parcel.site_name,
    site_zone: parcel.site_zone,
    brand_name: parcel.brand_name,
    product: category === null ? null : { title_zh, category, key, thumb_key },
    parcel_stage: parcel.stage,
    outbound_id: null,
    return: parcel.return,
    line: { comment, reason, unit_price },
    stage: 'arrived',
    acceptance: null,
    disposition: null,
    functional: null,
    cosmetic: null,
    grade: null,
    bin_id: null,
    bin: null,
    arrived_at: ctx.now,
    inspected_at: null,
    decided_at: null,
    ready_at: null,
    gone_at: null,
    gone_as: null,
    recovered: null,
    currency: null,
  };
}
