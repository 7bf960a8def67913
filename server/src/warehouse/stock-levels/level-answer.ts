import type { StockChange, StockLevel } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import type { NewEvent } from '../../platform/record.ts';
import { fileUrlOr } from '../../uploads/index.ts';
import type { ChangeRow, GoodsFacts, Level, LevelRow } from './levels.store.ts';

export function levelAnswer(ctx: Ctx, row: LevelRow): StockLevel {
  const goods = row.part_id
    ? { kind: 'part' as const, id: row.part_id }
    : { kind: 'variant' as const, id: row.variant_id! };
  return {
    id: row.id,
    site: { id: row.site_id, name: row.site },
    brand: { id: row.brand_id, name: row.brand },
    goods: {
      ...goods,
      sku: row.sku,
      title: row.title,
      title_zh: row.title_zh,
      thumb_url: fileUrlOr(ctx, row.thumb_key),
    },
    on_hand: row.on_hand,
    reserved: row.reserved,
    free: row.on_hand - row.reserved,
    expected_quantity: row.expected_quantity,
    expected_on: row.expected_on,
    bin: row.bin,
    changed_at: row.changed_at.toISOString(),
  };
}

export function changeAnswer({ outbound_id, outbound_code, at, ...row }: ChangeRow): StockChange {
  return {
    ...row,
    outbound: outbound_id && outbound_code ? { id: outbound_id, code: outbound_code } : null,
    at: at.toISOString(),
  };
}

/** What became of a level, for timelines and for the orders that wait. `free`: how many more are free than before. */
export function stockEvent(
  level: Level,
  goods: Pick<GoodsFacts, 'kind' | 'id' | 'sku'>,
  told: { why: string; change: number; free: number },
): NewEvent {
  return {
    type: 'stock.changed',
    subject: { kind: 'stock', id: level.id },
    brand_id: level.brand_id,
    site_id: level.site_id,
    data: {
      sku: goods.sku,
      goods: { kind: goods.kind, id: goods.id },
      site: level.site_id,
      ...told,
      on_hand: level.on_hand,
      reserved: level.reserved,
    },
  };
}
