import { type Insertable, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Conversations } from '../../platform/db.generated.ts';
import type { Tx } from '../../platform/db.ts';
import { newCode, newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Conversation, ConversationChange, Decided } from './conversation.ts';
import { conversationEvent } from './events.ts';

/** Throws `conversation.not_found`. Nobody else can change it until the transaction ends. */
export async function lockConversation(tx: Tx, ctx: Ctx, id: string): Promise<Conversation> {
  const row = await tx
    .selectFrom('conversations')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('conversation.not_found');
  return row as unknown as Conversation;
}

/**
 * The same, following a conversation that was joined into another to the one that stands now. The one that was joined
 * is not held on the way, so that nobody who takes the join back waits for us while we wait for them.
 */
export async function lockStanding(tx: Tx, ctx: Ctx, id: string): Promise<Conversation> {
  const row = await tx
    .selectFrom('conversations')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .where('merged_into', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (row) return row as unknown as Conversation;
  const { merged_into: into } = await findConversation(tx, ctx, id);
  return lockStanding(tx, ctx, into ?? id);
}

/** Several at once, in the order of their ids, so that two who lock the same never wait for one another. */
export async function lockConversations(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<Map<string, Conversation>> {
  const rows = await tx
    .selectFrom('conversations')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', 'in', ids)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  return new Map(rows.map((row) => [row.id, row as unknown as Conversation]));
}

/** Without holding it. Throws `conversation.not_found`. */
export async function findConversation(tx: Tx, ctx: Ctx, id: string): Promise<Conversation> {
  const row = await tx
    .selectFrom('conversations')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new Refusal('conversation.not_found');
  return row as unknown as Conversation;
}

export type NewConversation = Pick<Conversation, 'brand_id' | 'contact_id' | 'channel_id' | 'subject'> &
  Partial<Omit<Conversation, 'version' | 'clock_kind' | 'clock_by'>>;

/** Writes a new conversation with a code of its own. Its event (`conversation.opened`) is the caller's to record. */
export async function insertConversation(tx: Tx, ctx: Ctx, given: NewConversation): Promise<Conversation> {
  const row: Insertable<Conversations> = {
    state: 'open',
    last_at: given.created_at ?? ctx.now,
    created_at: ctx.now,
    reply_channel_id: given.channel_id,
    ...given,
    id: given.id ?? newId(),
    code: given.code ?? newCode('C'),
    workspace_id: ctx.workspaceId,
  };
  return (await tx
    .insertInto('conversations')
    .values(row)
    .returningAll()
    .executeTakeFirstOrThrow()) as unknown as Conversation;
}

/** Saves what a decision changed; every save is a version. */
export async function saveConversation(tx: Tx, ctx: Ctx, id: string, change: ConversationChange): Promise<void> {
  await tx
    .updateTable('conversations')
    .set({ ...change, version: sql<number>`version + 1` })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** The same where the buyer wrote, which ends the reminders set for their silence; one statement. */
async function saveAndEndReminders(tx: Tx, ctx: Ctx, id: string, change: ConversationChange): Promise<void> {
  await tx
    .with('ended', (db) =>
      db
        .updateTable('reminders')
        .set({ done_at: ctx.now })
        .where('workspace_id', '=', ctx.workspaceId)
        .where('conversation_id', '=', id)
        .where('done_at', 'is', null),
    )
    .updateTable('conversations')
    .set({ ...change, version: sql<number>`version + 1` })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Saves a decision and records what happened; a word of the buyer's ends reminders. `at` is the conversation as it stood, under lock. Returns it as it stands now. */
export async function settle(tx: Tx, ctx: Ctx, at: Conversation, { change, events }: Decided): Promise<Conversation> {
  if (change.last_buyer_at) await saveAndEndReminders(tx, ctx, at.id, change);
  else if (Object.keys(change).length > 0) await saveConversation(tx, ctx, at.id, change);
  const next = { ...at, ...change };
  const happened = events.map((event) => conversationEvent(next, event));
  await record(tx, ctx, happened);
  return next;
}

/** The promise that runs out next, as the lists are ordered by it; null where none runs. No version: nobody changed the conversation. */
export async function setNextClock(
  tx: Tx,
  ctx: Ctx,
  id: string,
  clock: { kind: string; by: Date } | null,
): Promise<void> {
  await tx
    .updateTable('conversations')
    .set({ clock_kind: clock?.kind ?? null, clock_by: clock?.by ?? null })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

/**
 * The newest conversation of a contact that still takes messages, on this channel or, with `channelId` null, on any.
 * Spam counts: what a spammer writes on stays with the rest of it. Resolved ones do while `resolvedSince` has not passed.
 */
export async function latestOfContact(
  tx: Tx,
  ctx: Ctx,
  contactId: string,
  { channelId, resolvedSince }: { channelId: string | null; resolvedSince: Date },
): Promise<string | null> {
  let query = tx
    .selectFrom('conversations')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('contact_id', '=', contactId)
    .where('merged_into', 'is', null)
    .where((eb) =>
      eb.or([
        eb('state', 'in', ['open', 'waiting']),
        eb.and([eb('state', '=', 'resolved'), eb('last_at', '>=', resolvedSince)]),
      ]),
    )
    .orderBy('last_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1);
  if (channelId !== null) {
    query = query.where((eb) => eb.or([eb('channel_id', '=', channelId), eb('reply_channel_id', '=', channelId)]));
  }
  return (await query.executeTakeFirst())?.id ?? null;
}

/** Conversations put aside until `at` or earlier, the earliest first. */
export async function snoozedUntil(tx: Tx, ctx: Ctx, at: Date, limit: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('conversations')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('snoozed_until', '<=', at)
    .where('merged_into', 'is', null)
    .where('spam', '=', false)
    .orderBy('snoozed_until')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Counts anew what of the buyer's nobody on the staff has seen: what came after this message. No version: only somebody looked. */
export async function seenByStaff(tx: Tx, ctx: Ctx, id: string, messageId: string): Promise<void> {
  await sql`update conversations c set unseen = least(c.unseen, (select count(*)::int from messages m where m.workspace_id = c.workspace_id
      and m.conversation_id = c.id and m.id > ${messageId} and m.direction = 'in' and m.automatic is null))
    where c.workspace_id = ${ctx.workspaceId} and c.id = ${id} and c.unseen > 0`.execute(tx);
}

/** Conversations go over to another contact: all of them, or those named that are still the first one's. Returns which. */
export async function moveToContact(
  tx: Tx,
  ctx: Ctx,
  { from, into, only }: { from: string; into: string; only: readonly string[] | null },
): Promise<string[]> {
  if (only?.length === 0) return [];
  let update = tx
    .updateTable('conversations')
    .set({ contact_id: into, version: sql<number>`version + 1` })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('contact_id', '=', from);
  if (only) update = update.where('id', 'in', only);
  return (await update.returning('id').execute()).map(({ id }) => id);
}
