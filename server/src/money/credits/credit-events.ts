import type { NewEvent } from '../../platform/record.ts';
import { hintOf } from './card-code.ts';
import type { CreditRow } from './credits.store.ts';

/** A credit's event, on the timelines of its order and return. The code itself is worth money and stays out of it. */
export function creditEvent(
  type: `credit.${string}`,
  credit: Pick<CreditRow, 'id' | 'code' | 'brand_id' | 'order_id' | 'return_id' | 'currency' | 'source'>,
  amount: number,
  data: Record<string, unknown> = {},
): NewEvent {
  return {
    type,
    subject: { kind: 'store_credit', id: credit.id },
    brand_id: credit.brand_id,
    order_id: credit.order_id,
    return_id: credit.return_id,
    data: { code: hintOf(credit.code), amount: { amount, currency: credit.currency }, source: credit.source, ...data },
  };
}
