import { type Ctx, may } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { type Call, isOver } from '../calls/call.ts';
import { partsOf, savePart } from '../calls/calls.store.ts';
import { settleCall } from '../calls/settle-call.ts';
import { tellParts } from '../lines/tell-parts.ts';
import { loseSeat } from './take-seat.ts';
import { holderOf } from './which-seat.ts';

/**
 * Whoever of the staff is in the call, or leads, lets a second browser with the buyer's link in: the first then loses its seat. Or
 * not: then it is out. `at` is held by `lockCall`.
 *
 * Throws `call.over`, `call.not_invited`, `call.part_not_found` where nobody of that id knocks.
 */
export async function letIn(
  tx: Tx,
  ctx: Ctx,
  at: Call,
  { part_id, yes }: { part_id: string; yes: boolean },
): Promise<Call> {
  if (isOver(at)) throw new Refusal('call.over');
  const parts = await partsOf(tx, ctx, at.id);
  const isIn = parts.some(({ staff_id, left_at, mode }) => staff_id === ctx.actor.id && !left_at && mode === 'talks');
  if (!isIn && !may(ctx.actor, 'calls.supervise')) throw new Refusal('call.not_invited');
  const knocker = parts.find(
    ({ id, knocks, left_at, refused_at }) => id === part_id && knocks && !left_at && !refused_at,
  );
  if (!knocker) throw new Refusal('call.part_not_found');
  if (!yes) {
    const next = await settleCall(tx, ctx, at, {}, [{ type: 'call.not_let_in' }]);
    await loseSeat(tx, ctx, knocker.id);
    return next;
  }
  const holder = holderOf(parts);
  if (holder) await loseSeat(tx, ctx, holder.id);
  await savePart(tx, ctx, knocker.id, { knocks: false });
  await tellParts(tx, ctx, at.id);
  return settleCall(tx, ctx, at, {}, [{ type: 'call.let_in' }]);
}
