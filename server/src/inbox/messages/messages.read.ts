/** Messages as the contract has them. */
import type { Message } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { fileUrl, fileUrlOr } from '../../uploads/index.ts';
import { showHtml } from '../mail/show-html.ts';
import { filesOf, type MessageFile, type MessageRow } from './messages.store.ts';

type Loaded = Omit<MessageRow, 'kind'> & {
  kind: Message['kind'];
  channel: Message['channel'];
  mentioned: Message['mentions'];
  raw_key: string | null;
};

const COLUMNS = sql`m.*, h.kind as channel, r.key as raw_key,
  coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name) order by s.name) from staff s
    where m.mentions <> '{}' and s.workspace_id = m.workspace_id and s.id = any (m.mentions)), '[]') as mentioned`;
const JOINED = sql`join channels h on h.workspace_id = m.workspace_id and h.id = m.channel_id
  left join files r on r.workspace_id = m.workspace_id and r.id = m.raw_file_id`;

/** Some messages by their ids, oldest first. */
export async function messagesByIds(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<Message[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Loaded>`select ${COLUMNS} from messages m ${JOINED}
    where m.workspace_id = ${ctx.workspaceId} and m.id = any (${ids}::uuid[]) and m.kind <> 'call' order by m.id`.execute(
    tx,
  );
  return answers(tx, ctx, rows);
}

/** Throws `message.not_found`. */
export async function readMessage(tx: Tx, ctx: Ctx, id: string): Promise<Message> {
  const [found] = await messagesByIds(tx, ctx, [id]);
  if (!found) throw new Refusal('message.not_found');
  return found;
}

/** Messages of a conversation after or before one, at most `limit`, oldest first; without either the newest. */
export async function messagesOf(
  tx: Tx,
  ctx: Ctx,
  conversationId: string,
  { after, before, limit }: { after?: string; before?: string; limit: number },
): Promise<Message[]> {
  // Of a call staff see the events.
  const where = [
    sql`m.workspace_id = ${ctx.workspaceId}`,
    sql`m.conversation_id = ${conversationId}`,
    sql`m.kind <> 'call'`,
  ];
  if (after) where.push(sql`m.id > ${after}`);
  if (before) where.push(sql`m.id < ${before}`);
  const { rows } = await sql<Loaded>`select ${COLUMNS} from messages m ${JOINED}
    where ${sql.join(where, sql` and `)} order by m.id ${after ? sql`` : sql`desc`} limit ${limit}`.execute(tx);
  return answers(tx, ctx, after ? rows : rows.reverse());
}

async function answers(tx: Tx, ctx: Ctx, rows: readonly Loaded[]): Promise<Message[]> {
  const files = await filesOf(
    tx,
    ctx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => answer(ctx, row, files.get(row.id) ?? []));
}

function answer(ctx: Ctx, row: Loaded, files: readonly MessageFile[]): Message {
  const shown = files.map((file) => ({ ...file, url: fileUrl(ctx, file.key) }));
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  return {
    id: row.id,
    conversation_id: row.conversation_id,
    at: row.at.toISOString(),
    kind: row.kind,
    direction: row.direction,
    channel: row.channel,
    author: row.author,
    subject: row.subject,
    text: row.body,
    html: row.html === null ? null : showHtml(ctx, row.html, shown),
    quoted: row.quoted,
    signature: row.signature,
    language: row.language,
    translations: row.translations,
    files: shown.map((file) => ({
      id: file.id,
      name: file.name,
      type: file.type,
      bytes: file.bytes,
      url: file.url,
      thumb_url: fileUrlOr(ctx, file.thumb_key),
      inline: file.content_id !== null && (row.html?.includes('cid:') ?? false),
    })),
    state: row.state,
    failure: row.failure,
    send_at: iso(row.send_at),
    sent_at: iso(row.sent_at),
    read_at: iso(row.read_at),
    mentions: row.mentioned,
    automatic: row.automatic,
    envelope: row.envelope && {
      from: row.envelope.from,
      to: row.envelope.to,
      cc: row.envelope.cc,
      message_id: row.envelope.message_id,
      spoofed: row.envelope.spoofed,
    },
    raw_url: row.raw_key === null ? null : fileUrl(ctx, row.raw_key),
    card: row.card,
    choices: row.choices,
  };
}
