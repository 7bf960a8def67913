import type { ChatCard, ChatChoice } from '@recoup/contract';
import type { Insertable, Selectable, Updateable } from 'kysely';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Messages } from '../../platform/db.generated.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { MailEnvelope } from '../channel.ts';

export type MessageState =
  | 'received'
  | 'scheduled'
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'read'
  | 'failed'
  | 'kept'
  | 'cancelled';
export type Author = { kind: 'buyer' | 'staff' | 'assistant' | 'system'; id: string | null; name: string };
export type Translated = { language: string; text: string; by: string; at: string };
export type MessageRow = Omit<
  Selectable<Messages>,
  'author' | 'translations' | 'envelope' | 'state' | 'kind' | 'direction' | 'automatic' | 'card' | 'choices'
> & {
  author: Author;
  translations: Translated[];
  envelope: MailEnvelope | null;
  state: MessageState;
  kind: 'message' | 'note' | 'call';
  direction: 'in' | 'out' | 'internal';
  automatic: 'auto_reply' | 'bounce' | 'rule' | 'survey' | null;
  card: ChatCard | null;
  choices: ChatChoice[];
};
export type NewMessageRow = Omit<
  Insertable<Messages>,
  'workspace_id' | 'id' | 'author' | 'translations' | 'envelope' | 'state' | 'card' | 'choices'
> & {
  id?: string;
  author: Author;
  state: MessageState;
  translations?: Translated[];
  envelope?: MailEnvelope | null;
  card?: ChatCard | null;
  choices?: readonly ChatChoice[];
};
export type MessageChange = Omit<
  Updateable<Messages>,
  'author' | 'translations' | 'envelope' | 'state' | 'card' | 'choices'
> & {
  state?: MessageState;
  translations?: Translated[];
  envelope?: MailEnvelope | null;
};

export async function insertMessage(tx: Tx, ctx: Ctx, given: NewMessageRow): Promise<MessageRow> {
  const { translations, envelope, author, card, choices, ...row } = given;
  return (await tx
    .insertInto('messages')
    .values({
      ...row,
      id: row.id ?? newId(),
      workspace_id: ctx.workspaceId,
      author,
      ...(translations ? { translations: JSON.stringify(translations) } : {}),
      envelope: envelope ?? null,
      card: card ? JSON.stringify(card) : null,
      ...(choices ? { choices: JSON.stringify(choices) } : {}),
    })
    .returningAll()
    .executeTakeFirstOrThrow()) as unknown as MessageRow;
}

/** Nobody else changes it until the transaction ends; lock its conversation first where both are changed. Throws `message.not_found`. */
export async function lockMessage(tx: Tx, ctx: Ctx, id: string): Promise<MessageRow> {
  const row = await tx
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('message.not_found');
  return row as unknown as MessageRow;
}

export async function saveCard(tx: Tx, ctx: Ctx, id: string, card: ChatCard): Promise<void> {
  await tx
    .updateTable('messages')
    .set({ card: JSON.stringify(card) })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Throws `message.not_found`. */
export async function findMessage(tx: Tx, ctx: Ctx, id: string): Promise<MessageRow> {
  const row = await tx
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new Refusal('message.not_found');
  return row as unknown as MessageRow;
}

/** There is a message of this id already. */
export async function isKept(tx: Tx, ctx: Ctx, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('messages')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}

/** The message a channel's service calls by this id, if it was taken already. */
export async function messageByExternal(
  tx: Tx,
  ctx: Ctx,
  channelId: string,
  externalId: string,
): Promise<MessageRow | null> {
  const row = await tx
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('channel_id', '=', channelId)
    .where('external_id', '=', externalId)
    .executeTakeFirst();
  return (row as unknown as MessageRow | undefined) ?? null;
}

/** Our own message on its way through a service, of which it tells us before it answers us. */
export async function ownOnItsWay(
  tx: Tx,
  ctx: Ctx,
  at: { conversation_id: string; channel_id: string; body: string },
): Promise<string | null> {
  const row = await tx
    .selectFrom('messages')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('conversation_id', '=', at.conversation_id)
    .where('channel_id', '=', at.channel_id)
    .where('direction', '=', 'out')
    .where('state', '=', 'sending')
    .where('external_id', 'is', null)
    .where('body', '=', at.body)
    .orderBy('id')
    .limit(1)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The newest message on its way or gone out to this address in a conversation: what a bounce without a Message-ID is about. */
export async function lastSentTo(
  tx: Tx,
  ctx: Ctx,
  conversationId: string,
  address: string | null,
): Promise<MessageRow | null> {
  const rows = (await tx
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('direction', '=', 'out')
    .where('state', 'in', ['sent', 'delivered'])
    .orderBy('id', 'desc')
    .limit(20)
    .execute()) as unknown as MessageRow[];
  const to = address?.toLowerCase();
  const isTo = (row: MessageRow) => row.envelope?.to.some((one) => one.toLowerCase() === to) ?? false;
  return (to ? rows.find(isTo) : undefined) ?? rows[0] ?? null;
}

/** Changes what became of a message. */
export async function setMessageState(tx: Tx, ctx: Ctx, id: string, change: MessageChange): Promise<void> {
  const { translations, ...rest } = change;
  await tx
    .updateTable('messages')
    .set({ ...rest, ...(translations ? { translations: JSON.stringify(translations) } : {}) })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

/**
 * A message that waited for its time takes its place at the end of the thread: under a new id, as ids are the order of
 * the thread and what a reader asks for "since".
 */
export async function moveToEnd(tx: Tx, ctx: Ctx, row: MessageRow, change: MessageChange): Promise<MessageRow> {
  const moved = await insertMessage(tx, ctx, { ...row, ...change, id: newId() } as NewMessageRow);
  await tx
    .updateTable('message_files')
    .set({ message_id: moved.id })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('message_id', '=', row.id)
    .execute();
  await tx.deleteFrom('messages').where('workspace_id', '=', ctx.workspaceId).where('id', '=', row.id).execute();
  return moved;
}

/** Ties files, which are marked as used already, to a message in their order. */
export async function insertMessageFiles(
  tx: Tx,
  ctx: Ctx,
  messageId: string,
  files: readonly { file_id: string; content_id?: string | null }[],
): Promise<void> {
  if (files.length === 0) return;
  await tx
    .insertInto('message_files')
    .values(
      files.map(({ file_id, content_id = null }, position) => {
        return { workspace_id: ctx.workspaceId, message_id: messageId, file_id, content_id, position };
      }),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export type MessageFile = {
  message_id: string;
  id: string;
  name: string;
  type: string;
  bytes: number;
  key: string;
  thumb_key: string | null;
  content_id: string | null;
};

/** The files of some messages, in their order. */
export async function filesOf(tx: Tx, ctx: Ctx, messageIds: readonly string[]): Promise<Map<string, MessageFile[]>> {
  const found = new Map<string, MessageFile[]>();
  if (messageIds.length === 0) return found;
  const rows = await tx
    .selectFrom('message_files as m')
    .innerJoin('files as f', (on) => on.onRef('f.workspace_id', '=', 'm.workspace_id').onRef('f.id', '=', 'm.file_id'))
    .select(['m.message_id', 'm.content_id', 'f.id', 'f.name', 'f.type', 'f.bytes', 'f.key', 'f.thumb_key'])
    .where('m.workspace_id', '=', ctx.workspaceId)
    .where('m.message_id', 'in', messageIds)
    .orderBy('m.position')
    .orderBy('f.id')
    .execute();
  for (const row of rows) found.set(row.message_id, [...(found.get(row.message_id) ?? []), row]);
  return found;
}

/** The conversations that some Message-IDs (or a service's threads) lead to, in the order given, each once. */
export async function threadsKnown(tx: Tx, ctx: Ctx, brandId: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('mail_threads')
    .select(['message_id', 'conversation_id'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brandId)
    .where('message_id', 'in', [...new Set(ids)])
    .execute();
  const by = new Map(rows.map((row) => [row.message_id, row.conversation_id]));
  return [...new Set(ids.flatMap((id) => by.get(id) ?? []))];
}

/** By these Message-IDs (or this thread of a service) later messages will name the conversation. What is known already stays. */
export async function insertThreadIds(
  tx: Tx,
  ctx: Ctx,
  at: { brand_id: string; conversation_id: string },
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .insertInto('mail_threads')
    .values(
      [...new Set(ids)].map((message_id) => {
        return { workspace_id: ctx.workspaceId, ...at, message_id };
      }),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What a service calls a conversation's thread, the newest where it has several; `prefix` is the channel's own (thread-name.ts). */
export async function serviceThread(tx: Tx, ctx: Ctx, conversationId: string, prefix: string): Promise<string | null> {
  const rows = await tx
    .selectFrom('mail_threads')
    .select('message_id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('message_id', '>=', prefix)
    .where('message_id', '<', `${prefix}\u{10FFFF}`)
    .execute();
  return rows.at(-1)?.message_id.slice(prefix.length) ?? null;
}

/** What led to one conversation leads to another from now on: a closed one goes on in the one that follows it. */
export async function moveThreads(tx: Tx, ctx: Ctx, from: string, into: string): Promise<void> {
  await tx
    .updateTable('mail_threads')
    .set({ conversation_id: into })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('conversation_id', '=', from)
    .execute();
}

/** The Message-IDs of a conversation, oldest message first: what a reply's References name. */
export async function threadIds(tx: Tx, ctx: Ctx, conversationId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('messages')
    .select(sql<string>`envelope->>'message_id'`.as('message_id'))
    .where('workspace_id', '=', ctx.workspaceId)
    .where('conversation_id', '=', conversationId)
    .where(sql<string | null>`envelope->>'message_id'`, 'is not', null)
    .orderBy('id')
    .execute();
  return rows.map(({ message_id }) => message_id);
}

/** What the buyer wrote last in a conversation, before `beforeId` where it is given. */
export async function lastOfBuyer(
  tx: Tx,
  ctx: Ctx,
  conversationId: string,
  beforeId?: string,
): Promise<MessageRow | null> {
  let find = tx
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('direction', '=', 'in')
    .where('automatic', 'is', null)
    .orderBy('id', 'desc')
    .limit(1);
  if (beforeId !== undefined) find = find.where('id', '<', beforeId);
  return ((await find.executeTakeFirst()) as unknown as MessageRow | undefined) ?? null;
}

/** Messages whose delivery was begun or wanted before `before` and never ended. */
export async function stuckMessages(tx: Tx, ctx: Ctx, before: Date): Promise<MessageRow[]> {
  const rows = await tx
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('state', 'in', ['queued', 'sending', 'scheduled'])
    .where((eb) =>
      eb.or([
        eb.and([eb('state', '<>', 'scheduled'), eb('at', '<', before)]),
        eb.and([eb('state', '=', 'scheduled'), eb('send_at', '<', before)]),
      ]),
    )
    .orderBy('id')
    .limit(500)
    .execute();
  return rows as unknown as MessageRow[];
}
