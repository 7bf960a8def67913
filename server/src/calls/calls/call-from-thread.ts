import type { BodyOf, CallDetail, calls } from '@recoup/contract';
import { contactNamed, lockStanding } from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { settingsOf } from '../settings/settings.store.ts';
import { comeIn, staffOf } from './answer-call.ts';
import { callAtBuyer } from './call-at-buyer.ts';
import { openCallOf } from './calls.store.ts';
import { holdConversation } from './hold-conversation.ts';
import { writeCall } from './open-call.ts';
import { callDetail } from './read-calls.ts';
import { settleNew } from './settle-call.ts';

/**
 * An agent calls the buyer of a conversation: they are in, and it rings in the buyer's chat. Also outside of hours, and where
 * buyers are offered no calls themselves. Calling again while one's own call rings is calling once.
 *
 * Throws `conversation.not_found`, `call.already_open`, `call.turned_off`, `call.desk_busy`, `call.not_staff`,
 * `order.line_not_found`, `contact.blocked`.
 */
export function callFromThread(
  ctx: Ctx,
  conversationId: string,
  asked: BodyOf<typeof calls.start>,
): Promise<CallDetail> {
  return inWorkspace(ctx, async (tx) => {
    const me = staffOf(ctx);
    const conversation = await lockStanding(tx, ctx, conversationId);
    const contact = await contactNamed(tx, ctx, conversation.contact_id);
    if (contact.blocked_at) throw new Refusal('contact.blocked');
    if (!(await settingsOf(tx, ctx, conversation.brand_id)).enabled) throw new Refusal('call.turned_off');
    const open = await openCallOf(tx, ctx, conversation.id);
    if (open?.origin === 'thread' && open.staff_id === me.id) return callDetail(tx, ctx, open.id);
    if (open) throw new Refusal('call.already_open', { call_id: open.id });
    const wish = { ...asked, origin: 'thread' as const };
    const { call } = await writeCall(tx, ctx, { contact, conversation }, wish, { stage: 'ringing', staff_id: me.id });
    await settleNew(tx, ctx, call, [{ type: 'call.asked', data: { origin: 'thread', by: me.name } }]);
    await comeIn(tx, ctx, call, me);
    await callAtBuyer(tx, ctx, call, me);
    await holdConversation(tx, ctx, conversation.id, me);
    return callDetail(tx, ctx, call.id);
  });
}
