import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { dueWhileLive } from '../queue/due.ts';
import { stopRings } from '../queue/queue.store.ts';
import { settingsOf } from '../settings/settings.store.ts';
import type { Call } from './call.ts';
import { partsOf } from './calls.store.ts';
import { settleCall } from './settle-call.ts';
import { tellRingOver } from './tell.ts';

/** Both sides are on: it rings nowhere any more, and its time runs. `staff` has it and their part stands. */
export async function goLive(tx: Tx, ctx: Ctx, at: Call, staff: { id: string; name: string }): Promise<Call> {
  const settings = await settingsOf(tx, ctx, at.brand_id);
  const rang = await stopRings(tx, ctx, at.id, { staffId: null, answer: 'called_off' });
  const parts = await partsOf(tx, ctx, at.id);
  const live = { stage: 'live' as const, staff_id: staff.id, answered_at: ctx.now, call_back: false };
  const due_at = dueWhileLive({ ...at, answered_at: ctx.now, warned_at: null }, parts, settings);
  const waited = Math.max(0, Math.round((ctx.now.getTime() - (at.waits_since ?? at.asked_at).getTime()) / 1000));
  const data = { staff_id: staff.id, staff: staff.name, waited };
  const next = await settleCall(tx, ctx, at, { ...live, due_at }, [{ type: 'call.answered', data }]);
  await tellRingOver(tx, ctx, { call_id: at.id, staff_ids: rang });
  return next;
}
