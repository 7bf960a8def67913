import type { NewEvent } from '../../platform/record.ts';
import type { LockedRefund } from './refunds.store.ts';

/** A refund's event, on the timelines of its return and order. */
export function refundEvent(
  type: string,
  refund: Pick<LockedRefund, 'id' | 'code' | 'brand_id' | 'order_id' | 'return_id' | 'kind'>,
  data: Record<string, unknown> = {},
): NewEvent {
  return {
    type,
    subject: { kind: 'refund', id: refund.id },
    brand_id: refund.brand_id,
    order_id: refund.order_id,
    return_id: refund.return_id,
    data: { code: refund.code, kind: refund.kind, ...data },
  };
}
