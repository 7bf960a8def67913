/** Messages that go from one conversation to another with a merge or a split, and back. */
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';

/** What moved: the messages, where some of them had come from before, and the Message-IDs that lead to them. */
export type Moved = { message_ids: string[]; came_from: Record<string, string>; thread_ids: string[] };

/** Moves these messages (all of them with `ids` null) and the Message-IDs they are answered by. */
export async function moveMessages(
  tx: Tx,
  ctx: Ctx,
  { from, into, ids }: { from: string; into: string; ids: readonly string[] | null },
): Promise<Moved> {
  const only = ids === null ? sql`` : sql` and id = any (${ids as string[]}::uuid[])`;
  const moved = await sql<{ id: string; came_from: string | null; mail_id: string | null; external_id: string | null }>`
    with before as (select id, from_conversation_id from messages
      where workspace_id = ${ctx.workspaceId} and conversation_id = ${from}${only} for no key update)
    update messages m set conversation_id = ${into}, from_conversation_id = ${from} from before b
    where m.workspace_id = ${ctx.workspaceId} and m.id = b.id
    returning m.id, b.from_conversation_id as came_from, m.envelope->>'message_id' as mail_id, m.external_id`.execute(
    tx,
  );
  const names = moved.rows
    .flatMap(({ mail_id, external_id }) => [mail_id, external_id])
    .filter((name) => name !== null);
  const answered = ids === null ? sql`` : sql` and message_id = any (${names}::text[])`;
  const threads = await sql<{ message_id: string }>`
    update mail_threads set conversation_id = ${into} where workspace_id = ${ctx.workspaceId} and conversation_id = ${from}${answered}
    returning message_id`.execute(tx);
  return {
    message_ids: moved.rows.map(({ id }) => id).sort(),
    came_from: Object.fromEntries(
      moved.rows.flatMap(({ id, came_from }) => (came_from === null ? [] : [[id, came_from]])),
    ),
    thread_ids: threads.rows.map(({ message_id }) => message_id).sort(),
  };
}

/** How many of what moved from one conversation still lie in the other. */
export async function stillThere(tx: Tx, ctx: Ctx, { from, into }: { from: string; into: string }): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from messages
    where workspace_id = ${ctx.workspaceId} and conversation_id = ${into} and from_conversation_id = ${from}`.execute(
    tx,
  );
  return rows[0]!.count;
}

/** Takes a move back: what moved lies where it lay, and came from where it had come from. */
export async function moveBack(
  tx: Tx,
  ctx: Ctx,
  { from, into, moved }: { from: string; into: string; moved: Moved },
): Promise<void> {
  await sql`update messages set conversation_id = ${from}, from_conversation_id = (${JSON.stringify(moved.came_from)}::jsonb->>id::text)::uuid
    where workspace_id = ${ctx.workspaceId} and conversation_id = ${into} and from_conversation_id = ${from}`.execute(
    tx,
  );
  await sql`update mail_threads set conversation_id = ${from}
    where workspace_id = ${ctx.workspaceId} and conversation_id = ${into} and message_id = any (${moved.thread_ids}::text[])`.execute(
    tx,
  );
}

/** What of these lies in a conversation, and how many messages (notes apart) would stay without them. */
export async function lookAtMove(
  tx: Tx,
  ctx: Ctx,
  conversationId: string,
  ids: readonly string[],
): Promise<{ found: number; stay: number }> {
  const { rows } = await sql<{ found: number; stay: number }>`
    select count(*) filter (where id = any (${ids as string[]}::uuid[]))::int as found,
      count(*) filter (where kind = 'message' and not id = any (${ids as string[]}::uuid[]))::int as stay
    from messages where workspace_id = ${ctx.workspaceId} and conversation_id = ${conversationId}`.execute(tx);
  return rows[0]!;
}

export type LastFacts = {
  last_message_id: string | null;
  last_at: Date | null;
  last_buyer_at: Date | null;
  last_staff_at: Date | null;
  first_reply_at: Date | null;
  first_at: Date | null;
  first_channel_id: string | null;
  /** The channel the buyer wrote on last. */
  buyer_channel_id: string | null;
  /** Who has the next word. */
  last_is_buyers: boolean | null;
};

/** What a conversation's own row says of its messages, read from the messages. Minds nothing that was not yet said, or was taken back. */
export async function lastFacts(tx: Tx, ctx: Ctx, conversationId: string): Promise<LastFacts> {
  const { rows } = await sql<LastFacts>`
    select (array_agg(id order by id desc))[1] as last_message_id, max(at) as last_at, min(at) as first_at,
      max(at) filter (where direction = 'in' and automatic is null) as last_buyer_at,
      max(at) filter (where direction = 'out' and automatic is null) as last_staff_at,
      min(at) filter (where direction = 'out' and automatic is null) as first_reply_at,
      (array_agg(channel_id order by id))[1] as first_channel_id,
      (array_agg(channel_id order by id desc) filter (where direction = 'in' and automatic is null))[1] as buyer_channel_id,
      (array_agg(direction = 'in' order by id desc) filter (where automatic is null))[1] as last_is_buyers
    from messages where workspace_id = ${ctx.workspaceId} and conversation_id = ${conversationId}
      and kind = 'message' and state not in ('scheduled', 'cancelled')`.execute(tx);
  return rows[0]!;
}
