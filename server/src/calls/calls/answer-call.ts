import type { CallDetail } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { takeDesk } from '../desks/desks.store.ts';
import { tellParts } from '../lines/tell-parts.ts';
import { stopRings } from '../queue/queue.store.ts';
import { type Call, step } from './call.ts';
import { callAtBuyer } from './call-at-buyer.ts';
import { insertPart, lockCall, partsOf, savePart } from './calls.store.ts';
import { goLive } from './go-live.ts';
import { holdConversation } from './hold-conversation.ts';
import { callDetail } from './read-calls.ts';
import { tellRingOver } from './tell.ts';

/**
 * An agent answers a call that rings, or picks up one that waits or was agreed for now. Of two who answer one has it. A call that
 * the buyer waits in is live from then on; one they asked to be called back for, or that was agreed, rings at them now.
 * Answering twice is answering once. Whoever answers holds the conversation where nobody of the staff did.
 *
 * Throws `call.not_found`, `call.wrong_stage`, `call.taken` where somebody else has it, `call.desk_busy` where they are in another
 * call, `call.not_staff` for a key.
 */
export async function answerCall(ctx: Ctx, id: string): Promise<CallDetail> {
  await inWorkspace(ctx, async (tx) => {
    const me = staffOf(ctx);
    const at = await lockCall(tx, ctx, id);
    const isIn =
      at.stage === 'live' || (at.stage === 'ringing' && at.staff_id !== null && (await someoneIn(tx, ctx, at)));
    if (isIn && at.staff_id === me.id) return;
    if (isIn) throw new Refusal('call.taken', { by: at.staff_id });
    step(at, at.stage === 'ringing' ? 'answer' : 'pick_up');
    await comeIn(tx, ctx, at, me);
    const waits = at.stage !== 'scheduled' && !at.call_back;
    if (waits) await goLive(tx, ctx, at, me);
    else await callAtBuyer(tx, ctx, at, me);
    await holdConversation(tx, ctx, at.conversation_id, me);
  });
  // The buyer hears of it the moment that is committed.
  return inWorkspace(ctx, (tx) => callDetail(tx, ctx, id));
}

/** Throws `call.not_staff`: a key is nobody who could be seen. */
export function staffOf(ctx: Ctx): { id: string; name: string } {
  if (ctx.actor.kind !== 'staff' || ctx.actor.id === null) throw new Refusal('call.not_staff');
  return { id: ctx.actor.id, name: ctx.actor.name };
}

const someoneIn = async (tx: Tx, ctx: Ctx, at: Call): Promise<boolean> =>
  (await partsOf(tx, ctx, at.id)).some(({ kind, joined_at, left_at }) => kind === 'agent' && joined_at && !left_at);

/** Takes the desk, stops its ring, and gives them a part. Throws `call.desk_busy`. */
export async function comeIn(tx: Tx, ctx: Ctx, at: Call, me: { id: string; name: string }): Promise<void> {
  if (!(await takeDesk(tx, ctx, me.id, at.id))) throw new Refusal('call.desk_busy');
  await stopRings(tx, ctx, at.id, { staffId: me.id, answer: 'taken' });
  const others = await stopRings(tx, ctx, at.id, { staffId: null, answer: 'called_off' });
  await tellRingOver(tx, ctx, { call_id: at.id, staff_ids: [...others, me.id] });
  const mine = (await partsOf(tx, ctx, at.id)).find(({ staff_id }) => staff_id === me.id);
  if (!mine) {
    // Nobody who is new is on the line yet: there is nothing to tell of it.
    await insertPart(tx, ctx, at, { kind: 'agent', staff_id: me.id, name: me.name, joined_at: ctx.now });
    return;
  }
  await savePart(tx, ctx, mine.id, { kind: 'agent', mode: 'talks', joined_at: ctx.now, left_at: null });
  await tellParts(tx, ctx, at.id);
}
