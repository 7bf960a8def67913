import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import type { BinPurpose } from './places.ts';
import { insertBins } from './stock.store.ts';

/** One bin of each purpose, so that a new site can work on its first day. The letters are those of the rack labels. */
export const firstBins: readonly { code: string; purpose: BinPurpose }[] = [
  { code: 'DOCK-1', purpose: 'dock' },
  { code: 'CHECK-1', purpose: 'inspection' },
  { code: 'A-01', purpose: 'sellable' },
  { code: 'B-01', purpose: 'open_box' },
  { code: 'L-01', purpose: 'liquidation' },
  { code: 'X-01', purpose: 'recycling' },
  { code: 'H-01', purpose: 'hold' },
  { code: 'OUT-1', purpose: 'outbound' },
  { code: 'R-01', purpose: 'bench' },
  { code: 'P-01', purpose: 'parts' },
];

/** In answer to `site.opened`. Run again it adds nothing, also where somebody closed one of them since. */
export function makeFirstBins(ctx: Ctx, siteId: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const made = await insertBins(
      tx,
      ctx,
      firstBins.map((bin) => ({ ...bin, site_id: siteId })),
    );
    if (made.length === 0) return;
    await record(tx, ctx, [
      { type: 'bins.made', subject: { kind: 'site', id: siteId }, site_id: siteId, data: { bins: made.length } },
    ]);
  });
}
