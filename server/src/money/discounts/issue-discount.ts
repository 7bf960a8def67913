import { brandOf } from '../../accounts/index.ts';
import { addMonths, dayIn, endOfDay } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { newCardCode } from '../credits/card-code.ts';
import { creditSettingsOf } from '../credits/credits.store.ts';
import { discountEvent } from './discount-events.ts';
import { DISCOUNT, insertDiscount, linesOf } from './discounts.store.ts';
import { voidForLine } from './use-discount.ts';

/**
 * A problem was settled with money off the next order: its code is made, one a line of the return, however often this
 * runs. Where the remedy was changed to another one since, the unused code is taken back.
 */
export async function issueDiscounts(ctx: Ctx, returnId: string): Promise<void> {
  const changed = await inWorkspace(ctx, async (tx) => {
    const lines = await linesOf(tx, ctx, returnId);
    const agreed = lines.filter(({ remedy, approved_at }) => remedy === 'next_order_discount' && approved_at !== null);
    for (const line of agreed) {
      const { percent, brand_id, order_id, customer_id, currency } = line;
      if (percent === null || percent <= 0) throw new Error(`line ${line.line_id} has a discount of no percent`);
      const { timeZone } = await brandOf(tx, brand_id);
      const { discount_months, discount_minimum } = await creditSettingsOf(tx, ctx, brand_id);
      const row = {
        id: newId(),
        brand_id,
        code: newCardCode(DISCOUNT),
        customer_id,
        order_id,
        return_id: returnId,
        return_line_id: line.line_id,
        percent,
        minimum: discount_minimum,
        currency,
        expires_at: endOfDay(timeZone, addMonths(dayIn(timeZone, ctx.now), discount_months)),
      };
      if (!(await insertDiscount(tx, ctx, row))) continue;
      await record(tx, ctx, [
        discountEvent('discount.issued', row, {
          line_id: row.return_line_id,
          expires_at: row.expires_at.toISOString(),
        }),
      ]);
    }
    return lines.filter(({ remedy }) => remedy !== 'next_order_discount').map(({ line_id }) => line_id);
  });
  for (const lineId of changed) {
    try {
      await voidForLine(ctx, lineId, 'remedy_changed');
    } catch (error) {
      // Most lines never had a code.
      if (!(error instanceof Refusal && error.code === 'discount.not_found')) throw error;
    }
  }
}
