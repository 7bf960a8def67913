import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { split } from '../../platform/money.ts';
import { type ReturnForMoney, returnForMoney } from '../../returns/index.ts';
import { unpaid } from './charge.ts';
import { type ChargeRow, isOver, lockChargesOf } from './charges.store.ts';
import { type Back, giveBack, letGo } from './let-go.ts';

type Line = ReturnForMoney['lines'][number];

/**
 * A return is over. The difference of an exchange was paid for all its pieces; for those that were rejected, or never came,
 * nothing left, and their share is owed back. What nobody paid is asked for no more. Run again it changes nothing.
 */
export function giveBackRest(ctx: Ctx, returnId: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const at = await returnForMoney(tx, ctx, returnId);
    for (const charge of await lockChargesOf(tx, ctx, returnId)) {
      const line = at.lines.find(({ id }) => id === charge.return_line_id);
      if (!line || isOver(charge)) continue;
      const rest = charge.state === 'paid' ? restOf(charge, line) : null;
      if (rest) await giveBack(tx, ctx, charge, rest);
      else if (unpaid.includes(charge.state) && line.replacement_sent_at === null) await letGo(tx, ctx, charge);
    }
  });
}

/** What was paid for pieces that nothing left for, tax and all; null where something left for each. Minor units. */
export function restOf(charge: Pick<ChargeRow, 'id' | 'purpose' | 'amount' | 'tax'>, line: Line): Back | null {
  const { accepted, quantity, offer } = line;
  const whole = offer.ships === 'now' || !offer.goods_back;
  if (charge.purpose !== 'difference' || whole || accepted >= quantity) return null;
  const shares = [accepted, quantity - accepted];
  const [amount, tax] = [split(charge.amount, shares)[1]!, split(charge.tax, shares)[1]!];
  return { amount, tax, cause: `charge:${charge.id}:rest` };
}
