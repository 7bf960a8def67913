import type { InboxAction } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { assignConversation } from '../conversations/assign-conversation.ts';
import { step } from '../conversations/conversation.ts';
import { lockConversation } from '../conversations/conversations.store.ts';
import { addTags, setPriority, setTags } from '../conversations/label-conversation.ts';
import { markAsSpam } from '../conversations/mark-spam.ts';
import { closeConversation, resolveConversation } from '../conversations/resolve-conversation.ts';
import { snoozeConversation } from '../conversations/snooze-conversation.ts';
import { macroHere, wordsIn } from '../macros/fill-macro.ts';
import { useMacro } from '../macros/use-macro.ts';
import { writeMessage } from '../messages/write-message.ts';
import { addNote } from './add-note.ts';

const HOUR = 3_600_000;

/** Who has it done: a person who uses a macro, or a rule, by itself. */
export type For = 'person' | 'rule';

/**
 * Does one action of a macro or a rule, through the same verbs as people use. Throws what the verb throws, so a refused
 * action changes nothing.
 */
export async function act(ctx: Ctx, conversationId: string, action: InboxAction, whose: For): Promise<void> {
  switch (action.do) {
    case 'assign': {
      const { staff_id, team_id } = action;
      await assignConversation(ctx, conversationId, { staff_id, team_id }, whose);
      return;
    }
    case 'add_tags':
      await addTags(ctx, conversationId, action.tags);
      return;
    case 'remove_tags':
      await removeTags(ctx, conversationId, action.tags);
      return;
    case 'priority':
      await setPriority(ctx, conversationId, action.priority);
      return;
    case 'snooze_hours':
      await snoozeConversation(ctx, conversationId, new Date(ctx.now.getTime() + action.hours * HOUR));
      return;
    case 'resolve':
      await resolveConversation(ctx, conversationId, whose === 'rule' ? 'rule' : 'staff');
      return;
    case 'close':
      await closeConversation(ctx, conversationId);
      return;
    case 'spam':
      await markAsSpam(ctx, conversationId);
      return;
    case 'reply':
      await replyWith(ctx, conversationId, action.macro_id, whose);
      return;
    case 'note':
      await addNote(ctx, conversationId, action.text);
  }
}

function removeTags(ctx: Ctx, id: string, tags: readonly string[]): Promise<unknown> {
  return inWorkspace(ctx, async (tx) => {
    const at = await lockConversation(tx, ctx, id);
    await setTags(
      { ...ctx, tx },
      id,
      at.tags.filter((tag) => !tags.includes(tag)),
    );
  });
}

/** Sends what a macro says, in the buyer's language. A rule's answer is automatic: it stops no clock and holds nothing. */
function replyWith(ctx: Ctx, id: string, macroId: string, whose: For): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const conversation = await lockConversation(tx, ctx, id);
    step(conversation, 'reply');
    const { macro, facts } = await macroHere(tx, ctx, macroId, id);
    const words = wordsIn(macro, facts, facts.language);
    if (!words || words.text === '') return;
    const { actor } = ctx;
    await writeMessage(tx, ctx, {
      conversation,
      channel_id: conversation.reply_channel_id,
      author:
        whose === 'rule'
          ? { kind: 'system', id: null, name: facts.values(words.language).brand.name }
          : { kind: 'staff', id: actor.kind === 'staff' ? actor.id : null, name: actor.name },
      text: words.text,
      language: words.language,
      automatic: whose === 'rule' ? 'rule' : null,
      after: conversation.state === 'open' ? 'open' : 'waiting',
      macro_id: macroId,
    });
    await useMacro(tx, ctx, conversation, macroId);
  });
}
