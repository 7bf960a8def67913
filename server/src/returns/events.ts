import type { NewEvent } from '../platform/record.ts';
import type { Return } from './return.ts';

type Of = Pick<Return, 'id' | 'brand_id' | 'order_id' | 'site_id'>;

/** A past fact of a return, on the timelines of the return and of its order. */
export function returnEvent(type: `return.${string}`, of: Of, data: Record<string, unknown> = {}): NewEvent {
  return {
    type,
    subject: { kind: 'return', id: of.id },
    data,
    brand_id: of.brand_id,
    site_id: of.site_id,
    order_id: of.order_id,
    return_id: of.id,
  };
}
