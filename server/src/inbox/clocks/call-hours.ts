import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { type Hours, inBusiness, nextOpen } from './business-time.ts';
import { calendarHours } from './promises.store.ts';

/** Are calls taken now by this calendar, and when again? Without one they are whenever somebody is there. */
export async function callHours(
  tx: Tx,
  ctx: Ctx,
  calendarId: string | null,
): Promise<{ open: boolean; opens_at: Date | null; hours: Hours | null }> {
  const hours = calendarId === null ? null : await calendarHours(tx, ctx, calendarId);
  if (!hours) return { open: true, opens_at: null, hours: null };
  const open = inBusiness(hours, ctx.now);
  return { open, opens_at: open ? null : nextOpen(hours, ctx.now), hours };
}
