/** What the dock and the bench do to a return, for tests that are not about them: through the functions they call. */
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { acceptUnits, takeIn } from '../index.ts';
import { lockReturn } from '../returns.store.ts';

/** Units received by line, in the order of the lines; all that was promised where nothing is said. */
export function receive(ctx: Ctx, id: string, siteId: string, counts?: number[]): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const { lines } = await lockReturn(tx, ctx, id);
    const received = lines.map((line, i) => ({
      line_id: line.id,
      received: counts ? (counts[i] ?? 0) : line.quantity,
    }));
    await takeIn(tx, ctx, id, { siteId, lines: received });
  });
}

/** Judges units of the first line. */
export function judge(ctx: Ctx, id: string, accepted: number, rejected = 0): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const { lines } = await lockReturn(tx, ctx, id);
    await acceptUnits(tx, ctx, { returnId: id, returnLineId: lines[0]!.id, accepted, rejected });
  });
}
