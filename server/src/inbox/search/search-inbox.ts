import type { AnswerOf, ConversationRow, inbox, QueryOf } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { pageOf, readCursor } from '../../platform/cursor.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { COLUMNS, JOINED, type Row, rowAnswer } from '../conversations/row.ts';
import { excerpt, holds } from './excerpt.ts';
import { type Term, termsOf, tsquery } from './lexemes.ts';
import { findSaid, type SaidMessage, saidMessages } from './said.store.ts';

type Search = (typeof inbox)['search'];
type Hit = AnswerOf<Search>['rows'][number];

/**
 * Staff look for anything said, and for conversations by code, name, address or order number; newest first. Every word
 * must be found in one message, or in what one conversation is called by. An actor of some brands finds theirs only.
 */
export function searchInbox(ctx: Ctx, asked: QueryOf<Search>): Promise<AnswerOf<Search>> {
  return inWorkspace(ctx, async (tx) => {
    const key = readCursor(asked.cursor, ['at', 'id']);
    const terms = termsOf(asked.q);
    const query = tsquery(ctx.workspaceId, brandsOf(ctx, asked.brand_id), terms);
    if (query === null) return { rows: [], next_cursor: null };
    const before = key && { at: String(key[0]), id: String(key[1]) };
    const found = await findSaid(tx, query, { before, most: asked.limit + 1 });
    const page = pageOf(found, asked.limit, (row) => [row.at.toISOString(), row.id]);
    const messages = await messagesOf(
      tx,
      ctx,
      page.rows.map(({ id }) => id),
    );
    const conversations = await rowsOf(tx, ctx, [...new Set(page.rows.map((row) => row.conversation_id))]);
    // Where a message of it says it, too, the conversation is not shown once more for its subject or name.
    const said = new Set([...messages.values()].map((message) => message.conversation_id));
    const rows = page.rows.flatMap(({ id, conversation_id, at }): Hit[] => {
      const conversation = conversations.get(conversation_id);
      if (!conversation || (id === conversation_id && said.has(id))) return [];
      const message = messages.get(id);
      const text = message ? textOfMessage(message, terms) : textOfConversation(conversation, terms);
      return [{ conversation, message_id: message?.id ?? null, at: at.toISOString(), excerpt: excerpt(text, terms) }];
    });
    return { rows, next_cursor: page.next_cursor };
  });
}

function brandsOf(ctx: Ctx, asked: string | undefined): readonly string[] | null {
  const own = ctx.actor.brandIds;
  if (asked === undefined) return own;
  return own === null || own.includes(asked) ? [asked] : [];
}

async function messagesOf(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<Map<string, SaidMessage>> {
  if (ids.length === 0) return new Map();
  return new Map((await saidMessages(tx, ctx, { ids })).map((message) => [message.id, message]));
}

/** Conversations as lists show them, by id. */
export async function rowsOf(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<Map<string, ConversationRow>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Row>`select ${COLUMNS} from conversations c ${JOINED}
    where c.workspace_id = ${ctx.workspaceId} and c.id = any (${ids}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, rowAnswer(ctx, row)]));
}

/** The part of a message the find stands in: its text, else a translation, its subject, a file's name, or the writer's. */
function textOfMessage(message: SaidMessage, terms: readonly Term[]): string {
  const parts = [
    message.body,
    ...message.translations.map(({ text }) => text),
    message.subject ?? '',
    ...message.files,
    message.author.name,
  ];
  return parts.find((part) => holds(part, terms)) ?? message.body;
}

/** Its subject; with the name, code or number it was found by, where that stands elsewhere. */
function textOfConversation(row: ConversationRow, terms: readonly Term[]): string {
  const names = [row.code, row.contact.name, row.order?.number ?? '', row.return?.code ?? '', ...row.tags];
  const found = names.filter((name) => name !== '' && holds(name, terms));
  return [row.subject, ...found].join(' · ');
}
