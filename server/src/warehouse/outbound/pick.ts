import type { AnswerOf, BodyOf, outbound } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { readCode } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { acrossSites } from '../across-sites.ts';
import { readOutbound } from './outbound.read.ts';
import { lockOutbound, saveOutbound } from './outbound.store.ts';
import { step } from './outbound.ts';
import { outboundEvent } from './outbound-events.ts';
import { countScan, findScan, type Line, linesOf, type Take, takesOf } from './takes.store.ts';

type Answer = AnswerOf<(typeof outbound)['pick']>;

/**
 * An operator takes one thing off the shelf and scans it: its SKU, UPC, ASIN or FNSKU, or the plate or serial number of a
 * unit. The same scan sent twice counts once. Once everything is in hand the order is picked.
 *
 * Throws `outbound.not_found`, `outbound.wrong_state`, `outbound.not_in_this_order` and `outbound.scan_the_plate` with what
 * was expected, `outbound.picked_already`.
 */
export function pick(ctx: Ctx, id: string, { code, scan_id }: BodyOf<(typeof outbound)['pick']>): Promise<Answer> {
  return acrossSites(ctx, async (tx) => {
    const order = await lockOutbound(tx, ctx, id);
    const before = await findScan(tx, ctx, id, scan_id);
    const takes = await takesOf(tx, ctx, id);
    const left = takes.reduce((sum, take) => sum + take.quantity - take.picked, 0);
    if (before) return { outbound: await readOutbound(tx, ctx, id), line_id: before, repeated: true, left };
    const state = step(order, 'pick');
    const take = takeFor(code, await linesOf(tx, ctx, id), takes);
    await countScan(tx, ctx, id, scan_id, take.id);
    if (left === 1) {
      await saveOutbound(tx, ctx, id, { state, at: 'picked_at' });
      await record(tx, ctx, [outboundEvent('outbound.picked', order)]);
    } else await saveOutbound(tx, ctx, id, {});
    return { outbound: await readOutbound(tx, ctx, id), line_id: take.line_id, repeated: false, left: left - 1 };
  });
}

/** Which take a scanned code counts for. Pure; throws as told at `pick`. */
export function takeFor(code: string, lines: readonly Line[], takes: readonly Take[]): Take {
  const key = code.trim().toUpperCase();
  const lpn = readCode('LPN', key);
  const unit = takes.find((take) => take.unit_id && (take.lpn === lpn || take.serial_key === key));
  if (unit) {
    if (unit.picked >= unit.quantity) throw new Refusal('outbound.picked_already', { code: unit.lpn });
    return unit;
  }
  const line = lines.find(({ codes }) => codes.includes(key));
  const ofLine = line ? takes.filter(({ line_id }) => line_id === line.id) : [];
  const open = ofLine.filter(({ quantity, picked }) => picked < quantity);
  const counted = open.find(({ level_id }) => level_id !== null);
  if (counted) return counted;
  if (open.length > 0) {
    throw new Refusal('outbound.scan_the_plate', { sku: line!.sku, expected: open.map((take) => take.lpn) });
  }
  if (line) throw new Refusal('outbound.picked_already', { code: line.sku });
  throw new Refusal('outbound.not_in_this_order', { scanned: code, expected: expected(lines, takes) });
}

/** What is still to be scanned, as a person reads it. */
function expected(lines: readonly Line[], takes: readonly Take[]) {
  return takes
    .filter(({ quantity, picked }) => picked < quantity)
    .map(({ line_id, lpn, bin, quantity, picked }) => {
      const line = lines.find(({ id }) => id === line_id);
      return { sku: line?.sku, title: line?.title, lpn, bin, left: quantity - picked };
    });
}
