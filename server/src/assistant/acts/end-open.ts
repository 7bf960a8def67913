import type { ChatCard } from '@recoup/contract';
import { cardMessage, changeCard } from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { answered } from './card.ts';
import { type Confirmation, settleConfirmation } from './confirmations.store.ts';

/** Another offer takes its place, or its time is over: it cannot be said yes to any more. */
export async function endOpen(tx: Tx, ctx: Ctx, one: Confirmation): Promise<ChatCard> {
  await settleConfirmation(tx, ctx, one.id, { state: 'expired' });
  return showCard(tx, ctx, one, answered(one.promised.card, 'expired'));
}

/** The widget shows what became of it, wherever the card hangs; it may hang nowhere where the buyer was told in other words. */
export async function showCard(tx: Tx, ctx: Ctx, one: Confirmation, card: ChatCard): Promise<ChatCard> {
  const messageId = one.message_id ?? (await cardMessage(tx, ctx, one.conversation_id, one.id));
  if (messageId !== null) await changeCard(tx, ctx, messageId, card);
  return card;
}
