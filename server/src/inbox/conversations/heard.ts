/** What every message does to its conversation, on whatever channel it came or goes. */
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { afterBuyerMessage, afterReply, type Conversation, type Heard, type Said } from './conversation.ts';
import { settle } from './conversations.store.ts';

/** The buyer wrote: wakes and reopens it, ends reminders. `at` is held by `lockStanding`; the message is written already. */
export function hearBuyer(tx: Tx, ctx: Ctx, at: Conversation, heard: Heard): Promise<Conversation> {
  return settle(tx, ctx, at, afterBuyerMessage(at, heard));
}

/** Our answer is on its way: called when it is written to go now, or when the time of one set for later has come. */
export function hearReply(tx: Tx, ctx: Ctx, at: Conversation, said: Said): Promise<Conversation> {
  return settle(tx, ctx, at, afterReply(at, said));
}
