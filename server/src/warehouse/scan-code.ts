import type { Scanned } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { acrossSites } from './across-sites.ts';
import { readScan } from './readings.ts';
import { describe, lookUp } from './scan.store.ts';

/**
 * Anybody at a station scans or types something. Returns are found whatever site they are planned for, as a parcel may
 * come to the wrong one; parcels, units and bins only at the actor's sites. What is nothing opens a blind parcel.
 */
export function scanCode(ctx: Ctx, code: string, siteId: string | null): Promise<Scanned> {
  const as = readScan(code);
  return acrossSites(ctx, async (tx) => {
    const hit = await lookUp(tx, ctx, as, siteId);
    return hit ? describe(tx, ctx, hit, as.serials[0] ?? as.text) : { kind: 'nothing', text: as.text };
  });
}
