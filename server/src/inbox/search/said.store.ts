import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { indexed, type Query } from './lexemes.ts';

/** One thing that can be found: a message, or a conversation with its code, names and numbers (`id` is then its own). */
export type Said = {
  id: string;
  conversation_id: string;
  brand_id: string;
  at: Date;
  lexemes: readonly string[];
};

/** Writes them in one statement; what stood there before is replaced. */
export async function writeSaid(tx: Tx, ctx: Ctx, rows: readonly Said[]): Promise<void> {
  if (rows.length === 0) return;
  const given = rows.map(({ lexemes, at, ...row }) => {
    return { ...row, at: at.toISOString(), lexemes: indexed(ctx.workspaceId, row.brand_id, lexemes) };
  });
  await sql`
    insert into said (workspace_id, id, conversation_id, brand_id, at, lexemes)
    select ${ctx.workspaceId}::uuid, r.id, r.conversation_id, r.brand_id, r.at, array_to_tsvector(r.lexemes)
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      as r(id uuid, conversation_id uuid, brand_id uuid, at timestamptz, lexemes text[])
    on conflict (workspace_id, id) do update set
      conversation_id = excluded.conversation_id, brand_id = excluded.brand_id, at = excluded.at, lexemes = excluded.lexemes`.execute(
    tx,
  );
}

/** Messages and conversations that are erased are found no more. */
export async function forgetSaid(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.deleteFrom('said').where('workspace_id', '=', ctx.workspaceId).where('id', 'in', ids).execute();
}

/** After a merge or a split: each message is found in the conversation it stands in now. */
export async function moveSaid(tx: Tx, ctx: Ctx, conversationIds: readonly string[]): Promise<void> {
  await sql`
    update said s set conversation_id = m.conversation_id from messages m
    where s.workspace_id = ${ctx.workspaceId} and s.conversation_id = any (${conversationIds}::uuid[])
      and m.workspace_id = s.workspace_id and m.id = s.id and m.conversation_id <> s.conversation_id`.execute(tx);
}

export type Found = { id: string; conversation_id: string; at: Date };

/** Newest first; `before` is where the last page ended. `query` as lexemes.ts writes it. */
export async function findSaid(
  tx: Tx,
  { finished, unfinished }: Query,
  { before, most }: { before: { at: string; id: string } | null; most: number },
): Promise<Found[]> {
  const at = before?.at ?? 'infinity';
  const id = before?.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  const { rows } = await sql<Found>`
    select id, conversation_id, at from find_said(${finished}::tsquery, ${unfinished}::tsquery, ${at}::timestamptz, ${id}::uuid, ${most}::int)`.execute(
    tx,
  );
  return rows;
}

export type SaidMessage = {
  id: string;
  conversation_id: string;
  brand_id: string;
  at: Date;
  subject: string | null;
  body: string;
  translations: { text: string }[];
  author: { kind: string; name: string };
  files: string[];
};

/** Messages as they are searched and shown in finds; `ids`, or the next after `after` in the order of ids. */
export async function saidMessages(
  tx: Tx,
  ctx: Ctx,
  which: { ids: readonly string[] } | { after: string; most: number },
): Promise<SaidMessage[]> {
  const some =
    'ids' in which
      ? sql`m.id = any (${which.ids}::uuid[])`
      : sql`m.id > ${which.after} order by m.id limit ${which.most}`;
  const { rows } = await sql<SaidMessage>`
    select m.id, m.conversation_id, m.brand_id, m.at, m.subject, m.body, m.translations, m.author,
      array(select f.name from message_files mf join files f on f.workspace_id = mf.workspace_id and f.id = mf.file_id
        where mf.workspace_id = m.workspace_id and mf.message_id = m.id) as files
    from messages m where m.workspace_id = ${ctx.workspaceId} and ${some}`.execute(tx);
  return rows;
}

export type SaidConversation = {
  id: string;
  brand_id: string;
  at: Date;
  code: string;
  subject: string;
  tags: string[];
  contact: string;
  points: string[];
  customer: string | null;
  customer_email: string | null;
  order_number: string | null;
};

/** Conversations with the names and numbers they are known by: `ids`, those of a contact, or the next after `after`. */
export async function saidConversations(
  tx: Tx,
  ctx: Ctx,
  which: { ids: readonly string[] } | { contactId: string } | { after: string; most: number },
): Promise<(SaidConversation & { return_id: string | null })[]> {
  const some =
    'ids' in which
      ? sql`c.id = any (${which.ids}::uuid[])`
      : 'contactId' in which
        ? sql`c.contact_id = ${which.contactId}`
        : sql`c.id > ${which.after} order by c.id limit ${which.most}`;
  const { rows } = await sql<SaidConversation & { return_id: string | null }>`
    select c.id, c.brand_id, c.created_at as at, c.code, c.subject, c.tags, c.return_id, k.name as contact,
      array(select p.value from contact_points p where p.workspace_id = c.workspace_id and p.contact_id = c.contact_id
        and p.kind in ('email', 'phone', 'external')) as points,
      u.name as customer, u.email as customer_email, o.number as order_number
    from conversations c
    join contacts k on k.workspace_id = c.workspace_id and k.id = c.contact_id
    left join customers u on u.workspace_id = c.workspace_id and u.id = c.customer_id
    left join orders o on o.workspace_id = c.workspace_id and o.id = c.order_id
    where c.workspace_id = ${ctx.workspaceId} and ${some}`.execute(tx);
  return rows;
}

/** The two conversations of a merge or a split, or the two contacts who turned out to be one. */
export async function joinedIds(tx: Tx, ctx: Ctx, joinId: string): Promise<string[]> {
  const join = await tx
    .selectFrom('joins')
    .select(['from_id', 'into_id'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', joinId)
    .executeTakeFirst();
  return join ? [join.from_id, join.into_id] : [];
}
