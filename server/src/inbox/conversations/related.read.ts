import type { AnswerOf, inbox } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { findConversation } from './conversations.store.ts';
import { conversationRows } from './conversations-list.read.ts';

const MOST = 50;

/** Other conversations of this buyer, newest first: of the same contact, of the customer they are, about the same order. Throws `conversation.not_found`. */
export async function otherConversations(
  tx: Tx,
  ctx: Ctx,
  id: string,
): Promise<AnswerOf<(typeof inbox)['related']>['conversations']> {
  const at = await findConversation(tx, ctx, id);
  const ws = ctx.workspaceId;
  const ways = [
    sql`c.contact_id = ${at.contact_id}`,
    ...(at.customer_id === null ? [] : [sql`c.customer_id = ${at.customer_id}`]),
    ...(at.order_id === null ? [] : [sql`c.order_id = ${at.order_id}`]),
  ].map(
    (same) => sql`select c.id, c.last_at from conversations c
      where c.workspace_id = ${ws} and ${same} and c.merged_into is null and c.id <> ${id} and c.brand_id = ${at.brand_id}`,
  );
  const { rows } = await sql<{ id: string }>`select id from (${sql.join(ways, sql` union `)}) x
    order by last_at desc, id desc limit ${sql.lit(MOST)}`.execute(tx);
  return conversationRows(
    tx,
    ctx,
    rows.map((row) => row.id),
  );
}
