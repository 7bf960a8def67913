import type { NewEvent } from '../../platform/record.ts';
import type { ClaimRow } from './claims.store.ts';

/** A claim's event, on the timelines of its order and, where there is one, the return. */
export function claimEvent(
  type: `claim.${string}`,
  claim: Pick<ClaimRow, 'id' | 'code' | 'brand_id' | 'order_id' | 'carrier' | 'kind' | 'claimed' | 'currency'>,
  returnId: string | null,
  data: Record<string, unknown> = {},
): NewEvent {
  return {
    type,
    subject: { kind: 'claim', id: claim.id },
    brand_id: claim.brand_id,
    order_id: claim.order_id,
    return_id: returnId,
    data: {
      code: claim.code,
      carrier: claim.carrier,
      kind: claim.kind,
      amount: { amount: claim.claimed, currency: claim.currency },
      ...data,
    },
  };
}
