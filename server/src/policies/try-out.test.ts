import { type RemedyKind, startingPolicy } from '@recoup/contract';
import { describe, expect, it } from 'vitest';
import { type PastAsk, replay } from './try-out.ts';

const now = new Date('2026-11-10T18:00:00Z');
/** A lamp for $129.00 that was asked about three days after it came. */
const past = (remedy: RemedyKind, given: number): PastAsk => ({
  policyVersionId: 'version',
  answer: 'yes',
  lines: [
    {
      facts: {
        now,
        zone: 'America/Chicago',
        currency: 'USD',
        order: { placedAt: new Date('2026-11-02T18:00:00Z'), cancelledAt: null, channel: 'shop' },
        line: {
          sku: 'LM-H1',
          category: 'lamp',
          finalSale: false,
          left: 1,
          deliveredAt: new Date('2026-11-07T18:00:00Z'),
        },
        variant: { warrantyMonths: null, finalSale: false, hygiene: false },
        buyer: { returnsLast365Days: 0 },
        ask: { reason: 'damaged-or-defective', opened: true, quantity: 1, value: 12_900 },
      },
      bought: { quantity: 1, unitPrice: 12_900, discount: 0, tax: 0 },
      before: 0,
      remedy,
      given,
    },
  ],
});
const rules = startingPolicy('USD');

describe('trying out rules on the requests there were', () => {
  it('a request settled with a part, a repair, a code or help would not have paid money under other rules either', () => {
    for (const remedy of ['spare_part', 'repair', 'next_order_discount', 'guidance'] as const) {
      expect(replay([past(remedy, 0)], rules)).toMatchObject({ requests: 1, same: 1, refund_change: [] });
    }
  });
  it('money is reckoned anew: keeping it for less, and a refund for all that was paid', () => {
    expect(replay([past('keep_it', 3_870)], rules).refund_change).toEqual([{ amount: -1_290, currency: 'USD' }]);
    expect(replay([past('refund', 12_900)], rules).refund_change).toEqual([]);
  });
});
