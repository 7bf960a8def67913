import type { BrowserFacts, CallQuality } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import type { Call } from '../calls/call.ts';
import { findCall, partsOf } from '../calls/calls.store.ts';
import { type PartMinute, qualityOf } from './minute.ts';
import { failuresOf, minutesOf } from './quality.store.ts';

/** How the line of a call was on each side, minute by minute; also while it goes on. Throws `call.not_found`. */
export function readQuality(ctx: Ctx, callId: string): Promise<CallQuality> {
  return inWorkspace(ctx, async (tx) => {
    const call = await findCall(tx, ctx, callId);
    const parts = await partsOf(tx, ctx, callId);
    const minutes = await minutesOf(tx, ctx, callId);
    const failures = await failuresOf(tx, ctx, call);
    const told = parts.flatMap(({ id, kind, name, browser }) => {
      const own = minutes.filter(({ part_id }) => part_id === id);
      if (own.length === 0) return [];
      const { score } = qualityOf(own);
      const shown = own.map((one) => shownMinute(call, one));
      return [{ part_id: id, kind, name, browser: browser as BrowserFacts | null, score, minutes: shown }];
    });
    return {
      ...qualityOf(minutes),
      parts: told,
      failures: failures.map((one) => ({ ...one, at: one.at.toISOString() })),
    };
  });
}

function shownMinute({ answered_at }: Pick<Call, 'answered_at'>, { part_id: _, ...minute }: PartMinute) {
  return { ...minute, at: new Date(answered_at!.getTime() + minute.minute * 60_000).toISOString() };
}
