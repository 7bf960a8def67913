import type { NewEvent } from '../../platform/record.ts';
import type { Outbound } from './outbound.store.ts';

type Of = Pick<
  Outbound,
  'id' | 'code' | 'brand_id' | 'site_id' | 'order_id' | 'return_id' | 'return_line_id' | 'remedy'
>;

/** A past fact of an outbound order, on the timelines of its return and its buyer's order too. */
export function outboundEvent(type: `outbound.${string}`, of: Of, data: Record<string, unknown> = {}): NewEvent {
  return {
    type,
    subject: { kind: 'outbound', id: of.id },
    brand_id: of.brand_id,
    site_id: of.site_id,
    order_id: of.order_id,
    return_id: of.return_id,
    data: { code: of.code, return_line_id: of.return_line_id, remedy: of.remedy, ...data },
  };
}
