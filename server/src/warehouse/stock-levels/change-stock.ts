import type { BodyOf, GoodsRef, StockLevel, stockLevels } from '@recoup/contract';
import { siteOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { worksAt } from '../across-sites.ts';
import { levelAnswer, stockEvent } from './level-answer.ts';
import {
  changeLevel,
  findGoods,
  type GoodsFacts,
  holdLevel,
  type Level,
  readLevelRow,
  saveFacts,
} from './levels.store.ts';

type Api = typeof stockLevels;

/**
 * The dock took in new goods and counted them. What was expected is less by as many; orders that wait for the goods are
 * served by a reaction on `stock.changed`. Throws `site.not_found`, `goods.not_found`.
 */
export function receiveGoods(ctx: Ctx, { quantity, bin, note, ...at }: BodyOf<Api['receive']>): Promise<StockLevel> {
  return onLevel(ctx, at, async (tx, level, goods) => {
    const now = (await changeLevel(tx, ctx, level.id, { onHand: quantity, why: 'receive', note }))!;
    const left = (level.expected_quantity ?? 0) - quantity;
    const expected = left > 0 ? { expected_quantity: left } : { expected_quantity: null, expected_on: null };
    await saveFacts(tx, ctx, level.id, { ...expected, ...(bin ? { bin } : {}) });
    await record(tx, ctx, [stockEvent(now, goods, { why: 'receive', change: quantity, free: quantity })]);
  });
}

/**
 * Somebody counted the shelf, and it holds another number than we thought; `note` says why. Never below what is promised:
 * then an outbound order must be cancelled first. Throws `site.not_found`, `goods.not_found`, `stock.reserved` {reserved}.
 */
export function adjustStock(ctx: Ctx, { on_hand, note, bin, ...at }: BodyOf<Api['adjust']>): Promise<StockLevel> {
  return onLevel(ctx, at, async (tx, level, goods) => {
    const by = on_hand - level.on_hand;
    const now = await changeLevel(tx, ctx, level.id, { onHand: by, why: 'adjust', note });
    if (!now) throw new Refusal('stock.reserved', { reserved: level.reserved, on_hand: level.on_hand });
    if (bin !== undefined) await saveFacts(tx, ctx, level.id, { bin });
    await record(tx, ctx, [stockEvent(now, goods, { why: 'adjust', change: by, free: by })]);
  });
}

/** More is on its way: buyers and staff are told the day. Null: nothing is. Throws `site.not_found`, `goods.not_found`. */
export function expectGoods(ctx: Ctx, { expected, ...at }: BodyOf<Api['expect']>): Promise<StockLevel> {
  return onLevel(ctx, at, async (tx, level, goods) => {
    const facts = { expected_quantity: expected?.quantity ?? null, expected_on: expected?.on ?? null };
    await saveFacts(tx, ctx, level.id, facts);
    await record(tx, ctx, [
      {
        type: 'stock.expected',
        subject: { kind: 'stock', id: level.id },
        brand_id: level.brand_id,
        site_id: level.site_id,
        data: { sku: goods.sku, quantity: facts.expected_quantity, on: facts.expected_on },
      },
    ]);
  });
}

function onLevel(
  ctx: Ctx,
  at: { site_id: string; goods: GoodsRef },
  work: (tx: Tx, level: Level, goods: GoodsFacts) => Promise<void>,
): Promise<StockLevel> {
  return inWorkspace(ctx, async (tx) => {
    if (!worksAt(ctx, at.site_id)) throw new Refusal('site.not_found');
    await siteOf(tx, at.site_id);
    const goods = await findGoods(tx, ctx, at.goods);
    if (!goods) throw new Refusal('goods.not_found');
    const level = await holdLevel(tx, ctx, at.site_id, goods);
    await work(tx, level, goods);
    return levelAnswer(ctx, (await readLevelRow(tx, ctx, level.id))!);
  });
}
