import type { BodyOf, CallDetail, calls } from '@recoup/contract';
import { type Ctx, may } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { deskState, isSeen } from '../desks/desk.ts';
import { readDesks } from '../desks/desks.store.ts';
import { staffOf } from './answer-call.ts';
import { step } from './call.ts';
import { insertPart, lockCall, partsOf, savePart } from './calls.store.ts';
import { callDetail } from './read-calls.ts';
import { settleCall } from './settle-call.ts';
import { MOST_SIDES } from './sides.ts';
import { tellRing } from './tell.ts';

/**
 * Whoever is in a live call asks a colleague into it, as supervisor or technician: it rings at them, and they join or not. Asking
 * twice is asking again.
 *
 * Throws `call.not_found`, `call.wrong_stage`, `call.not_invited` where one is not in it, `call.full`, `staff.not_found` for who
 * takes no calls or may not see the brand, `call.desk_busy` where they are in another call, `call.desk_gone` where no screen of
 * theirs is open.
 */
export function bringIn(ctx: Ctx, id: string, asked: BodyOf<typeof calls.bringIn>): Promise<CallDetail> {
  return inWorkspace(ctx, async (tx) => {
    const me = staffOf(ctx);
    const at = await lockCall(tx, ctx, id);
    step(at, 'bring_in');
    const parts = await partsOf(tx, ctx, id);
    const ours = parts.filter(({ staff_id, joined_at, left_at }) => staff_id !== null && joined_at && !left_at);
    if (!ours.some(({ staff_id }) => staff_id === me.id) && !may(ctx.actor, 'calls.supervise'))
      throw new Refusal('call.not_invited');
    const [desk] = await readDesks(tx, ctx, [asked.staff_id]);
    if (!desk || (desk.brand_ids !== null && !desk.brand_ids.includes(at.brand_id)))
      throw new Refusal('staff.not_found');
    if (ours.some(({ staff_id }) => staff_id === desk.staff_id)) return callDetail(tx, ctx, id);
    if (ours.length >= MOST_SIDES - 1) throw new Refusal('call.full');
    const { state } = deskState(desk, ctx.now);
    if (state === 'busy') throw new Refusal('call.desk_busy', { staff: desk.name });
    if (!isSeen(desk, ctx.now)) throw new Refusal('call.desk_gone', { staff: desk.name });
    const known = parts.findLast(({ staff_id }) => staff_id === desk.staff_id);
    const part = { kind: asked.kind, invited_at: ctx.now, joined_at: null, left_at: null };
    if (known) await savePart(tx, ctx, known.id, part);
    else await insertPart(tx, ctx, at, { ...part, staff_id: desk.staff_id, name: desk.name });
    const data = { staff_id: desk.staff_id, staff: desk.name, kind: asked.kind };
    await settleCall(tx, ctx, at, {}, [{ type: 'call.brought_in', data }]);
    await tellRing(tx, ctx, { call_id: id, staff_ids: [desk.staff_id] });
    return callDetail(tx, ctx, id);
  });
}
