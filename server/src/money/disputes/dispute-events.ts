import type { NewEvent } from '../../platform/record.ts';
import type { DisputeRow } from './disputes.store.ts';

/** A dispute's event, on the timelines of its order and, where there is one, the return. */
export function disputeEvent(
  type: `dispute.${string}`,
  dispute: Pick<
    DisputeRow,
    'id' | 'code' | 'brand_id' | 'order_id' | 'amount' | 'currency' | 'reason' | 'due_by' | 'kind'
  >,
  returnId: string | null,
  data: Record<string, unknown> = {},
): NewEvent {
  return {
    type,
    subject: { kind: 'dispute', id: dispute.id },
    brand_id: dispute.brand_id,
    order_id: dispute.order_id,
    return_id: returnId,
    data: {
      code: dispute.code,
      amount: { amount: dispute.amount, currency: dispute.currency },
      reason: dispute.reason,
      kind: dispute.kind,
      due_by: dispute.due_by.toISOString(),
      ...data,
    },
  };
}
