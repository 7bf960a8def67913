import type { TrainingRow } from '@recoup/contract';
import { conversationEvent, findConversation, findMessage } from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { turnsOf } from '../turns/turns.store.ts';
import { checkIntent } from './known-intents.ts';
import { liveClassifier } from './live-classifier.ts';
import { findTaught, rowOf, saveTaught } from './training.store.ts';

/** A message is learned so far; what stands behind says no more what it is about. */
const MOST_TEXT = 1_000;

/**
 * An agent says what a buyer's message was about. It waits for review; until then the assistant is as it was. Throws
 * `message.not_found` where no buyer wrote it, `intent.unknown`.
 */
export function correctIntent(ctx: Ctx, messageId: string, intent: string): Promise<TrainingRow> {
  checkIntent(intent);
  return inWorkspace(ctx, async (tx) => {
    const message = await findMessage(tx, ctx, messageId);
    const said = message.body.trim().slice(0, MOST_TEXT);
    if (message.direction !== 'in' || said === '') throw new Refusal('message.not_found');
    const conversation = await findConversation(tx, ctx, message.conversation_id);
    const turns = await turnsOf(tx, ctx, conversation.id);
    const turn = turns.find(({ heard_ids }) => heard_ids.includes(messageId));
    const taken = (await liveClassifier(tx, ctx)).classify(said);
    const was = turn?.why.understood ? turn.why.understood.intent : taken.abstained ? null : taken.intent;
    const id = await saveTaught(tx, ctx, {
      brand_id: conversation.brand_id,
      message_id: messageId,
      conversation_id: conversation.id,
      said,
      language: message.language,
      was,
      intent,
    });
    await record(tx, ctx, [conversationEvent(conversation, { type: 'training.taught', data: { intent, was } })]);
    return rowOf(await findTaught(tx, ctx, id));
  });
}
