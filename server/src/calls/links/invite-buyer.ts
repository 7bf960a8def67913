import type { AnswerOf, BodyOf, callLinks } from '@recoup/contract';
import { contactNamed, lockStanding } from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { openCallOf } from '../calls/calls.store.ts';
import { writeCall } from '../calls/open-call.ts';
import { settleNew } from '../calls/settle-call.ts';
import { settingsOf } from '../settings/settings.store.ts';
import { linkEnds } from './call-link.ts';
import { sendLink } from './make-link.ts';

/**
 * An agent invites the buyer of a conversation: the call is there, and rings nobody until the buyer opens the link; then whoever
 * invited first. Where nobody opens it in its time the call is over by itself.
 *
 * Throws `conversation.not_found`, `contact.blocked`, `call.turned_off`, `call.already_open`, `order.line_not_found`,
 * `call.no_address`, `call.no_sms_channel`.
 */
export function inviteBuyer(
  ctx: Ctx,
  conversationId: string,
  asked: BodyOf<(typeof callLinks)['invite']>,
): Promise<AnswerOf<(typeof callLinks)['invite']>> {
  return inWorkspace(ctx, async (tx) => {
    const conversation = await lockStanding(tx, ctx, conversationId);
    const contact = await contactNamed(tx, ctx, conversation.contact_id);
    if (contact.blocked_at) throw new Refusal('contact.blocked');
    if (!(await settingsOf(tx, ctx, conversation.brand_id)).enabled) throw new Refusal('call.turned_off');
    const open = await openCallOf(tx, ctx, conversation.id);
    if (open) throw new Refusal('call.already_open', { call_id: open.id });
    const { order_line_id, audio_only, language, ...link } = asked;
    const wish = { origin: 'link' as const, order_line_id, audio_only, language };
    const staff_id = ctx.actor.kind === 'staff' ? ctx.actor.id : null;
    const { call } = await writeCall(tx, ctx, { contact, conversation }, wish, {
      stage: 'scheduled',
      staff_id,
      due_at: linkEnds({ scheduled_for: null }, link.minutes, ctx.now),
    });
    await settleNew(tx, ctx, call, [{ type: 'call.asked', data: { origin: 'link', by: ctx.actor.name } }]);
    return sendLink(tx, ctx, call, link);
  });
}
