import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { stopRings } from '../queue/queue.store.ts';
import { ringOn, serveWaiting } from '../queue/ring.ts';
import { staffOf } from './answer-call.ts';
import { lockCall } from './calls.store.ts';
import { settleCall } from './settle-call.ts';
import { tellRingOver } from './tell.ts';

/**
 * Not me: it rings on at somebody else, and whoever passed is free for the next. Throws `call.not_found`, `call.wrong_stage` where
 * it does not ring at them (any more).
 */
export function passCall(ctx: Ctx, id: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const me = staffOf(ctx);
    const at = await lockCall(tx, ctx, id);
    const passed = await stopRings(tx, ctx, id, { staffId: me.id, answer: 'passed' });
    if (at.stage !== 'ringing' || passed.length === 0)
      throw new Refusal('call.wrong_stage', { stage: at.stage, move: 'pass' });
    await tellRingOver(tx, ctx, { call_id: id, staff_ids: passed });
    const next = await settleCall(tx, ctx, at, {}, [
      { type: 'call.passed', data: { staff_id: me.id, staff: me.name } },
    ]);
    await ringOn(tx, ctx, next);
    await serveWaiting(tx, ctx);
  });
}
