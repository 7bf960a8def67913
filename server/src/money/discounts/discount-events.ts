import type { NewEvent } from '../../platform/record.ts';
import { hintOf } from '../credits/card-code.ts';
import type { DiscountRow } from './discounts.store.ts';

/** A discount code's event, on the timelines of its return and order. The code itself stays out of it. */
export function discountEvent(
  type: `discount.${string}`,
  discount: Pick<DiscountRow, 'id' | 'code' | 'brand_id' | 'order_id' | 'return_id' | 'percent'>,
  data: Record<string, unknown> = {},
): NewEvent {
  return {
    type,
    subject: { kind: 'discount', id: discount.id },
    brand_id: discount.brand_id,
    order_id: discount.order_id,
    return_id: discount.return_id,
    data: { code: hintOf(discount.code), percent: discount.percent, ...data },
  };
}
