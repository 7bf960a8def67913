import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { threadsKnown } from '../messages/messages.store.ts';

/** The conversation of a brand that has this code; null where there is none. */
export async function conversationByCode(tx: Tx, ctx: Ctx, brandId: string, code: string): Promise<string | null> {
  const row = await tx
    .selectFrom('conversations')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brandId)
    .where('code', '=', code)
    .executeTakeFirst();
  return row?.id ?? null;
}

/**
 * Of the Message-IDs a mail names, those that lead to a conversation its sender takes part in: as the contact, as somebody
 * we wrote to in it, or as one who got in before. A Message-ID travels with every copy and is no key.
 */
export async function threadsOpenTo(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  ids: readonly string[],
  address: string,
): Promise<string[]> {
  const open: string[] = [];
  for (const id of ids.slice(-50)) {
    const [conversation] = await threadsKnown(tx, ctx, brandId, [id]);
    if (conversation && (await takesPart(tx, ctx, conversation, address))) open.push(id);
  }
  return open;
}

async function takesPart(tx: Tx, ctx: Ctx, conversationId: string, address: string): Promise<boolean> {
  const { rows } = await sql<{ takes_part: boolean }>`
    select exists (
      select from conversations c join contact_points p on p.workspace_id = c.workspace_id and p.contact_id = c.contact_id
      where c.workspace_id = ${ctx.workspaceId} and c.id = ${conversationId} and p.kind = 'email' and p.value = ${address}
    ) or exists (
      select from messages where workspace_id = ${ctx.workspaceId} and conversation_id = ${conversationId} and envelope is not null
        and (envelope->>'from' = ${address} or (direction = 'out' and (envelope->'to' ? ${address} or envelope->'cc' ? ${address})))
    ) as takes_part`.execute(tx);
  return rows[0]!.takes_part;
}
