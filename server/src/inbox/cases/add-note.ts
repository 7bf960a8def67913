import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { step } from '../conversations/conversation.ts';
import { lockConversation } from '../conversations/conversations.store.ts';
import { conversationEvent, excerptOf } from '../conversations/events.ts';
import { insertMessage } from '../messages/messages.store.ts';

/** A rule, or a person by a macro, leaves a note only staff see. Throws `conversation.not_found`, `conversation.merged`. */
export function addNote(ctx: Ctx, conversationId: string, text: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const at = await lockConversation(tx, ctx, conversationId);
    step(at, 'note');
    const { actor } = ctx;
    const message = await insertMessage(tx, ctx, {
      conversation_id: at.id,
      brand_id: at.brand_id,
      at: ctx.now,
      kind: 'note',
      direction: 'internal',
      channel_id: at.reply_channel_id,
      author:
        actor.kind === 'staff'
          ? { kind: 'staff', id: actor.id, name: actor.name }
          : { kind: 'system', id: null, name: actor.name },
      body: text,
      automatic: actor.kind === 'staff' ? null : 'rule',
      state: 'kept',
    });
    const data = { message_id: message.id, mentions: [], excerpt: excerptOf(text) };
    await record(tx, ctx, [conversationEvent(at, { type: 'note.added', data })]);
  });
}
