import type { Carrier } from '../../shipping/index.ts';
import { estimatedCost } from './rates.ts';
import { trackingNumber } from './tracking-number.ts';

export { isTrackingNumber } from './tracking-number.ts';

/**
 * The built-in carrier: a label of our own with the site's address and the RMA, for brands without a carrier account.
 * It asks nobody and takes every parcel. Its cost is an estimate in US cents; its tracking number is what the dock
 * scans and what tracking events may be told under.
 */
export const ownLabel: Carrier = {
  name: 'Own label',
  service: 'Ground',
  currency: 'USD',
  takes: () => true,
  make: async ({ id, weightG }) => ({
    tracking: trackingNumber(id),
    service: 'Ground',
    cost: { amount: estimatedCost(weightG), currency: 'USD' },
  }),
  void: async () => {},
};
