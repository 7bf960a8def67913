import type { AnswerOf, BodyOf, buyerCalls, CallSeat } from '@recoup/contract';
import { type ChatCtx, type Knock, openGuest, seesTalk, talkOfChat } from '../../inbox/index.ts';
import { inWorkspace } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { takeSeat } from '../seats/take-seat.ts';
import type { Call } from './call.ts';
import { findCall, lockCall, lockName, openCallsOfContact, type Part } from './calls.store.ts';
import { limitAsking } from './limits.ts';
import { askForCall, subjectOf } from './open-call.ts';
import { seatIn } from './seat.ts';
import { shownName } from './shown-name.ts';
import { takeCall } from './take-call.ts';

/**
 * A buyer calls from the widget, or takes the call that rings there (`call_id`).
 *
 * Throws `call.turned_off`, `call.too_many`, `call.not_found`, `call.over`, `call.somebody_knocks`, `conversation.not_found`,
 * `order.not_found`, `contact.blocked`.
 */
export async function callFromChat(
  ctx: ChatCtx,
  asked: BodyOf<typeof buyerCalls.fromChat>,
  knock: Knock,
): Promise<CallSeat> {
  await limitAsking(ctx, ctx.chat.contactId, knock.address);
  const { call, seat } = await inWorkspace(ctx, async (tx) => {
    const joined: ChatCtx = { ...ctx, tx };
    if (asked.call_id !== undefined) return take(joined, { ...asked, call_id: asked.call_id }, knock);
    // Two taps at once find the one conversation, also where neither was there before.
    await lockName(tx, `calls:ask:${ctx.chat.contactId}`);
    const talk = await talkOfChat(tx, joined, knock, {
      conversation_id: asked.conversation_id,
      order_id: asked.order_id ?? null,
      language: asked.language ?? null,
      subject: subjectOf(asked.language),
    });
    return askForCall(tx, joined, talk, { ...asked, origin: 'widget' });
  });
  // It rings the moment that is committed; what the buyer sees of it is read after.
  return inWorkspace(ctx, (tx) => seatIn(tx, ctx, call, seat));
}

/** A call that rings here: it is theirs whose conversation it is held in. */
async function take(
  ctx: ChatCtx,
  asked: BodyOf<typeof buyerCalls.fromChat> & { call_id: string },
  knock: Knock,
): Promise<{ call: Call; seat: Part }> {
  const tx = ctx.tx!;
  const { conversation_id } = await findCall(tx, ctx, asked.call_id);
  if (!(await seesTalk(tx, ctx, knock.origin, conversation_id))) throw new Refusal('call.not_found');
  const at = await lockCall(tx, ctx, asked.call_id);
  const comer = { seat: asked.client_id, proven: true, language: asked.language ?? null };
  const { call, part } = await takeSeat(tx, ctx, at, comer);
  return { call: part.knocks ? call : await takeCall(tx, ctx, call.id, part), seat: part };
}

/** A call that rings for this session now, or that it is in. */
export function callRingingHere(ctx: ChatCtx, knock: Knock): Promise<AnswerOf<typeof buyerCalls.ringing>> {
  return inWorkspace(ctx, async (tx) => {
    const guest = await openGuest(tx, ctx, knock.origin);
    const open = guest.contact ? await openCallsOfContact(tx, ctx, guest.contact.id) : [];
    for (const call of open) {
      if (!(await seesTalk(tx, ctx, knock.origin, call.conversation_id))) continue;
      const isMine = call.stage === 'live' || call.stage === 'waiting' || call.staff_id === null;
      const name = call.staff ? shownName(call.staff) : '';
      if (isMine || name)
        return { call: { id: call.id, with: name, stage: call.stage, asked_at: call.asked_at.toISOString() } };
    }
    return { call: null };
  });
}
