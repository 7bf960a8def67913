import type { BodyOf, inbox } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { useFiles } from '../../uploads/index.ts';
import { MESSAGE_FILES } from '../channel.ts';
import {
  type Author,
  insertMessage,
  insertMessageFiles,
  type MessageRow,
  type Translated,
} from '../messages/messages.store.ts';
import { colleagues } from '../teams/teams.store.ts';
import { languageOf } from '../translation/language.ts';
import { type Conversation, step } from './conversation.ts';
import { lockConversation } from './conversations.store.ts';
import { conversationEvent, excerptOf } from './events.ts';
import { dropDraft, mention } from './look.store.ts';
import { authorOf } from './reply-to-buyer.ts';

/**
 * A note only staff see, in any state. Who is mentioned finds the conversation among their mentions until they look.
 *
 * Throws `staff.not_found` for who may not see this brand's conversations, `file.not_found`, `conversation.merged`.
 */
export function noteForColleagues(
  ctx: Ctx,
  id: string,
  { text, mentions, file_ids }: BodyOf<(typeof inbox)['note']>,
): Promise<MessageRow> {
  return inWorkspace(ctx, async (tx) => {
    const at = await lockConversation(tx, ctx, id);
    step(at, 'note');
    const wanted = [...new Set(mentions)];
    const named = wanted.length === 0 ? [] : await colleagues(tx, ctx, wanted);
    const able = named.filter(({ brand_ids }) => brand_ids === null || brand_ids.includes(at.brand_id));
    if (able.length < wanted.length) throw new Refusal('staff.not_found');
    const message = await keepNote(tx, ctx, at, {
      author: authorOf(ctx),
      text,
      language: languageOf(text),
      mentions: able.map(({ id, name }) => ({ id, name })),
      file_ids,
    });
    if (ctx.actor.kind === 'staff' && ctx.actor.id !== null) await dropDraft(tx, ctx, id, ctx.actor.id);
    return message;
  });
}

export type NewNote = {
  author: Author & { kind: 'staff' | 'assistant' };
  text: string;
  language: string | null;
  translations?: Translated[];
  mentions?: readonly { id: string; name: string }[];
  file_ids?: readonly string[];
};

/** Keeps a note of somebody of ours, who may be the assistant; `at` is the conversation under lock. Throws `file.not_found`. */
export async function keepNote(tx: Tx, ctx: Ctx, at: Conversation, note: NewNote): Promise<MessageRow> {
  const { author, text, language, translations = [], mentions = [], file_ids = [] } = note;
  const ids = mentions.map(({ id }) => id);
  const files = await useFiles(tx, ctx, file_ids, { kinds: MESSAGE_FILES });
  const message = await insertMessage(tx, ctx, {
    id: newId(),
    conversation_id: at.id,
    brand_id: at.brand_id,
    at: ctx.now,
    kind: 'note',
    direction: 'internal',
    channel_id: at.reply_channel_id,
    author,
    body: text,
    language,
    translations,
    mentions: ids,
    state: 'kept',
  });
  await insertMessageFiles(
    tx,
    ctx,
    message.id,
    files.map((file) => ({ file_id: file.id })),
  );
  await mention(tx, ctx, at.id, ids);
  const data = { message_id: message.id, mentions: mentions.map(({ name }) => name), excerpt: excerptOf(text) };
  await record(tx, ctx, [conversationEvent(at, { type: 'note.added', data })]);
  return message;
}
