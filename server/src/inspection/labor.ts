import type { RecoveryRates } from '@recoup/contract';
import { defaultRates } from './rates.ts';
import type { Own } from './runs.store.ts';

/** What so many seconds of work cost, in minor units, half up. Pure. */
export function laborCost(seconds: number, rates: Own<RecoveryRates>): number {
  return Math.round((seconds * (rates?.labor_per_hour ?? defaultRates.labor_per_hour)) / 3600);
}
