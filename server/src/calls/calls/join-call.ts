import type { CallDetail, PartKind } from '@recoup/contract';
import { type Ctx, may } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { freeDesks, takeDesk } from '../desks/desks.store.ts';
import { tellParts } from '../lines/tell-parts.ts';
import { serveWaiting } from '../queue/ring.ts';
import { staffOf } from './answer-call.ts';
import { type Call, step } from './call.ts';
import { insertPart, lockCall, type Part, partsOf, savePart } from './calls.store.ts';
import { endNow } from './end-call.ts';
import { callDetail } from './read-calls.ts';
import { settleCall } from './settle-call.ts';
import { MOST_SIDES } from './sides.ts';
import { tellRingOver } from './tell.ts';

const isIn = ({ joined_at, left_at }: Part): boolean => joined_at !== null && left_at === null;

/**
 * Somebody of the staff joins a live call as its third side: who leads as they like, others where they were asked in. The buyer is
 * told of everyone who hears them. Joining again changes only whether they talk.
 *
 * Throws `call.not_found`, `call.wrong_stage`, `call.not_invited`, `call.full`, `call.desk_busy`, `call.not_staff`.
 */
export function joinCall(ctx: Ctx, id: string, mode: 'talks' | 'listens'): Promise<CallDetail> {
  return inWorkspace(ctx, async (tx) => {
    const me = staffOf(ctx);
    const at = await lockCall(tx, ctx, id);
    step(at, 'join');
    const parts = await partsOf(tx, ctx, id);
    const mine = parts.findLast(({ staff_id }) => staff_id === me.id);
    if (mine && isIn(mine)) {
      if (mine.kind !== 'agent' && mine.mode !== mode) await come(tx, ctx, at, mine.id, me, { kind: mine.kind, mode });
      return callDetail(tx, ctx, id);
    }
    const invited = mine?.invited_at && !mine.left_at ? mine : null;
    if (!invited && !may(ctx.actor, 'calls.supervise')) throw new Refusal('call.not_invited');
    if (parts.filter((part) => part.kind !== 'buyer' && isIn(part)).length >= MOST_SIDES - 1)
      throw new Refusal('call.full');
    if (!(await takeDesk(tx, ctx, me.id, id))) throw new Refusal('call.desk_busy');
    const kind = invited?.kind ?? 'supervisor';
    const partId =
      mine?.id ?? (await insertPart(tx, ctx, at, { kind, staff_id: me.id, name: me.name, joined_at: ctx.now })).id;
    await come(tx, ctx, at, partId, me, { kind, mode });
    return callDetail(tx, ctx, id);
  });
}

async function come(
  tx: Tx,
  ctx: Ctx,
  at: Call,
  partId: string,
  me: { id: string; name: string },
  { kind, mode }: { kind: PartKind; mode: 'talks' | 'listens' },
): Promise<void> {
  await savePart(tx, ctx, partId, { kind, mode, joined_at: ctx.now, left_at: null });
  await settleCall(tx, ctx, at, {}, [{ type: 'call.joined', data: { staff_id: me.id, name: me.name, kind, mode } }]);
  await tellParts(tx, ctx, at.id);
  await tellRingOver(tx, ctx, { call_id: at.id, staff_ids: [me.id] });
}

/**
 * The third side leaves; so does the agent, where a colleague who talks stays: the call is theirs from then on. Where nobody of
 * ours is left it ends. Leaving what one is not in, or saying no to being asked in, harms nothing. Throws `call.not_found`.
 */
export function leaveAsStaff(ctx: Ctx, id: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const me = staffOf(ctx);
    const at = await lockCall(tx, ctx, id);
    const parts = await partsOf(tx, ctx, id);
    const mine = parts.findLast(({ staff_id, left_at }) => staff_id === me.id && left_at === null);
    if (!mine || (at.stage !== 'live' && at.stage !== 'ringing')) return;
    const heir = parts.find(
      (part) => part.id !== mine.id && part.staff_id !== null && isIn(part) && part.mode === 'talks',
    );
    if (at.staff_id === me.id && !heir) {
      await endNow(tx, ctx, at, 'staff_hung_up');
      return;
    }
    await savePart(tx, ctx, mine.id, { left_at: ctx.now, peer: null, here_until: null });
    await freeDesks(tx, ctx, id, { staffIds: [me.id], until: ctx.now });
    const left = { type: 'call.left', data: { staff_id: me.id, name: me.name, kind: mine.kind } };
    if (at.staff_id === me.id && heir?.staff_id) {
      await savePart(tx, ctx, heir.id, { kind: 'agent' });
      const given = { type: 'call.handed_on', data: { staff_id: heir.staff_id, staff: heir.name } };
      await settleCall(tx, ctx, at, { staff_id: heir.staff_id }, [left, given]);
    } else await settleCall(tx, ctx, at, {}, [left]);
    await tellParts(tx, ctx, id);
    await tellRingOver(tx, ctx, { call_id: id, staff_ids: [me.id] });
    await serveWaiting(tx, ctx);
  });
}
