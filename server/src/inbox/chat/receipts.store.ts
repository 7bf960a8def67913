/** What became of a chat's messages on the other side: got by the widget, read by the buyer, read by a person of ours. */
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { MessageRow } from '../messages/messages.store.ts';

/** The buyer's screen has our messages up to this one. Answers how many it did not have before. */
export async function markGot(
  tx: Tx,
  ctx: Ctx,
  conversationId: string,
  channelId: string,
  upTo: string,
): Promise<number> {
  const { numAffectedRows } = await sql`
    update messages set state = 'delivered', delivered_at = ${ctx.now}
    where workspace_id = ${ctx.workspaceId} and conversation_id = ${conversationId} and channel_id = ${channelId}
      and direction = 'out' and state in ('sent', 'kept') and id <= ${upTo}`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/** The buyer has read our messages up to this one. */
export async function markReadByBuyer(
  tx: Tx,
  ctx: Ctx,
  conversationId: string,
  channelId: string,
  upTo: string,
): Promise<number> {
  const { numAffectedRows } = await sql`
    update messages set state = 'read', delivered_at = coalesce(delivered_at, ${ctx.now}), read_at = ${ctx.now}
    where workspace_id = ${ctx.workspaceId} and conversation_id = ${conversationId} and channel_id = ${channelId}
      and direction = 'out' and state in ('sent', 'kept', 'delivered') and id <= ${upTo}`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/** A person of ours has read what the buyer said over the widget, up to this message. */
export async function markReadByStaff(tx: Tx, ctx: Ctx, conversationId: string, upTo: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update messages m set read_at = ${ctx.now} from channels c
    where m.workspace_id = ${ctx.workspaceId} and m.conversation_id = ${conversationId} and m.direction = 'in' and m.read_at is null
      and m.id <= ${upTo} and c.workspace_id = m.workspace_id and c.id = m.channel_id and c.kind = 'chat'`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/** What we wrote over the widget before `before`, that no widget has got and no mail has carried, oldest first. */
export async function unheard(tx: Tx, ctx: Ctx, conversationId: string, before: Date): Promise<MessageRow[]> {
  const { rows } = await sql<MessageRow>`
    select m.* from messages m join channels c on c.workspace_id = m.workspace_id and c.id = m.channel_id and c.kind = 'chat'
    where m.workspace_id = ${ctx.workspaceId} and m.conversation_id = ${conversationId} and m.direction = 'out' and m.kind = 'message'
      and m.state = 'sent' and m.envelope is null and m.body <> '' and m.at <= ${before} order by m.id limit 50`.execute(
    tx,
  );
  return rows;
}
