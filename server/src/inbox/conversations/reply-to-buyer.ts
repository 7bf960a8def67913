import type { BodyOf, inbox } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { findContact } from '../contacts/contacts.store.ts';
import { useMacro } from '../macros/use-macro.ts';
import type { Author, MessageRow } from '../messages/messages.store.ts';
import { saidSince } from '../messages/said-since.store.ts';
import { writeMessage } from '../messages/write-message.ts';
import { languageOf } from '../translation/language.ts';
import { nothingUnseen } from './collision.ts';
import { type Conversation, step } from './conversation.ts';
import { lockConversation } from './conversations.store.ts';
import { dropDraft, lookedAt } from './look.store.ts';

export type Reply = BodyOf<(typeof inbox)['reply']>;

/**
 * Staff answer the buyer, now or at a set time. Whoever sends at the same moment waits here and then finds the other's
 * answer, so that a buyer never gets two. What the author wrote in their own language stays beside what was sent.
 *
 * Throws `conversation.somebody_answered`, `conversation.buyer_wrote`, `conversation.wrong_state`, `conversation.merged`,
 * `contact.blocked`, `contact.no_address`, `macro.not_found`, `channel.not_found`, `file.not_found`, `message.in_the_past`, and
 * `translation.missing` where the text is Chinese, the buyer reads another language and the author did not say that it
 * is meant so.
 */
export function replyToBuyer(ctx: Ctx, id: string, reply: Reply): Promise<MessageRow> {
  return inWorkspace(ctx, async (tx) => {
    const at = await lockConversation(tx, ctx, id);
    step(at, 'reply');
    nothingUnseen(await saidSince(tx, ctx, id, reply.seen_message_id));
    const contact = await findContact(tx, ctx, at.contact_id);
    if (contact.blocked_at) throw new Refusal('contact.blocked');
    understood(at, reply);
    const { original } = reply;
    const { message } = await writeMessage(tx, ctx, {
      conversation: at,
      channel_id: reply.channel_id ?? at.reply_channel_id,
      author: authorOf(ctx),
      text: reply.text,
      language: reply.language ?? (original ? at.language : languageOf(reply.text)),
      translations: original ? [{ ...original, by: 'person', at: ctx.now.toISOString() }] : [],
      file_ids: reply.file_ids,
      to: reply.to,
      cc: reply.cc,
      send_at: reply.send_at === undefined ? null : new Date(reply.send_at),
      after: reply.after,
      macro_id: reply.macro_id ?? null,
    });
    if (reply.macro_id !== undefined) await useMacro(tx, ctx, at, reply.macro_id);
    if (ctx.actor.kind === 'staff' && ctx.actor.id !== null) {
      await dropDraft(tx, ctx, id, ctx.actor.id);
      await lookedAt(tx, ctx, id, ctx.actor.id, message.id);
    }
    return message;
  });
}

/** A buyer is not sent characters they cannot read because somebody forgot to translate. */
function understood(at: Pick<Conversation, 'language'>, reply: Reply): void {
  if (reply.language !== undefined || at.language === null || at.language === 'zh') return;
  if (languageOf(reply.text) === 'zh') throw new Refusal('translation.missing', { to: at.language });
}

/** Who writes: a member of staff, or the key of a program that writes for them. */
export function authorOf(ctx: Ctx): Author & { kind: 'staff' } {
  return { kind: 'staff', id: ctx.actor.kind === 'staff' ? ctx.actor.id : null, name: ctx.actor.name };
}
