/** A conversation and its messages as the buyer sees them. */
import type { ChatConversation, ChatMessage } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { fileUrl, fileUrlOr } from '../../uploads/index.ts';
import { excerptOf } from '../conversations/events.ts';
import type { MessageFile, MessageRow } from '../messages/messages.store.ts';
import type { TalkRow } from './chat.store.ts';

export function shownTalk(row: TalkRow): ChatConversation {
  return {
    id: row.id,
    subject: row.subject,
    state: row.state === 'closed' ? 'closed' : 'open',
    channel: row.channel,
    with: row.with && firstName(row.with),
    assistant: row.assistant,
    last_at: row.last_at.toISOString(),
    excerpt: excerptOf(row.excerpt ?? ''),
    unread: row.unread,
  };
}

/** What of a message travels to the widget: by itself in an answer, or through a signal to the process that shows it. */
export type Told = Pick<
  MessageRow,
  'id' | 'conversation_id' | 'body' | 'external_id' | 'direction' | 'card' | 'choices'
> & {
  at: string;
  author: Pick<MessageRow['author'], 'kind' | 'name'>;
  read_at: string | null;
  files: Pick<MessageFile, 'id' | 'name' | 'type' | 'bytes' | 'key' | 'thumb_key'>[];
};

export function toldOf(row: MessageRow, files: readonly MessageFile[]): Told {
  const { id, conversation_id, body, external_id, direction, author, card, choices } = row;
  return {
    id,
    conversation_id,
    body,
    external_id,
    direction,
    card,
    choices,
    author: { kind: author.kind, name: author.name },
    at: iso(row.at),
    read_at: row.read_at && iso(row.read_at),
    files: files.map(({ id, name, type, bytes, key, thumb_key }) => ({ id, name, type, bytes, key, thumb_key })),
  };
}

export function shownMessage(ctx: Pick<Ctx, 'config' | 'now'>, told: Told): ChatMessage {
  const mine = told.direction === 'in';
  return {
    id: told.id,
    conversation_id: told.conversation_id,
    at: told.at,
    mine,
    author: told.author.kind === 'staff' ? { kind: 'staff', name: firstName(told.author.name) } : told.author,
    text: told.body,
    files: told.files.map((file) => ({
      id: file.id,
      name: file.name,
      type: file.type,
      bytes: file.bytes,
      url: fileUrl(ctx, file.key),
      thumb_url: fileUrlOr(ctx, file.thumb_key),
    })),
    client_id: mine ? clientIdOf(told.external_id) : null,
    read_at: told.read_at,
    article: null,
    card: told.card,
    choices: told.choices,
  };
}

/** Buyers meet people by their first names; a Chinese name is said whole. */
export function firstName(name: string): string {
  return /^[\p{Script=Latin}\p{M}'’.\s-]+$/u.test(name) ? (name.trim().split(/\s+/)[0] ?? name) : name;
}

/** The widget's own id of a message is unique in its session, so the channel knows it with the session's. */
export const externalIdOf = (session: string, clientId: string) => `${session}:${clientId}`;
const clientIdOf = (externalId: string | null) => /^[0-9a-f-]{36}:(.+)$/.exec(externalId ?? '')?.[1] ?? null;

const iso = (at: Date | string) => (typeof at === 'string' ? new Date(at) : at).toISOString();
