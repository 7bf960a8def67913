import { staffName } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { ringOn } from '../queue/ring.ts';
import { buyerStep, type Call, isOver } from './call.ts';
import { lockCall, type Part, partsOf, savePart } from './calls.store.ts';
import { goLive } from './go-live.ts';
import { asBuyer } from './seat.ts';
import { settleCall } from './settle-call.ts';

/**
 * The buyer is there: they take the call that rings at them, or come by a link or at the time that was agreed. With our side in
 * already it is live; else it rings at us, whoever it was agreed with first. Coming twice is coming once, and to a call that is
 * over nothing happens.
 */
export async function takeCall(tx: Tx, given: Ctx, callId: string, seat: Pick<Part, 'id' | 'name'>): Promise<Call> {
  const at = await lockCall(tx, given, callId);
  if (isOver(at) || at.stage === 'live') return at;
  const ctx = asBuyer(given, at, seat);
  const parts = await partsOf(tx, ctx, at.id);
  const ours = parts.find(({ kind, joined_at, left_at }) => kind === 'agent' && joined_at && !left_at);
  const mine = parts.find(({ id }) => id === seat.id);
  if (mine?.left_at) await savePart(tx, ctx, seat.id, { left_at: null });
  if (ours?.staff_id && at.staff_id === ours.staff_id) {
    buyerStep(at, 'take');
    const name = (await staffName(tx, ours.staff_id)) ?? ours.name;
    return goLive(tx, ctx, at, { id: ours.staff_id, name });
  }
  buyerStep(at, 'come');
  if (at.stage !== 'scheduled' && !at.call_back) return at;
  const waits = { stage: 'waiting' as const, call_back: false, waits_since: ctx.now, due_at: null };
  const next = await settleCall(tx, ctx, at, waits, [{ type: 'call.came', data: { by: seat.name } }]);
  return ringOn(tx, ctx, next);
}
