import { sql } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';
import { pageOf, readCursor } from '../platform/cursor.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';

type State = 'queued' | 'sending' | 'sent' | 'kept' | 'failed';
type Row = {
  id: string;
  brand_id: string | null;
  brand: string | null;
  template: string;
  language: string;
  to: string;
  subject: string;
  state: State;
  failure: string | null;
  return_id: string | null;
  return_code: string | null;
  created_at: Date;
  sent_at: Date | null;
  html?: string;
  text?: string;
};

const columns = sql`m.id, m.brand_id, b.name as brand, m.template, m.language, m.to_address as "to", m.subject, m.state, m.failure, m.return_id, r.code as return_code, m.created_at, m.sent_at`;
const from = sql`from mails m left join brands b on b.workspace_id = m.workspace_id and b.id = m.brand_id left join returns r on r.workspace_id = m.workspace_id and r.id = m.return_id`;

const shown = ({ brand_id, brand, return_id, return_code, created_at, sent_at, html: _, text: __, ...row }: Row) => ({
  ...row,
  brand: brand_id && brand ? { id: brand_id, name: brand } : null,
  return: return_id && return_code ? { id: return_id, code: return_code } : null,
  created_at: created_at.toISOString(),
  sent_at: sent_at?.toISOString() ?? null,
});

export async function listMails(
  tx: Tx,
  ctx: Ctx,
  query: { cursor?: string; limit: number; return_id?: string; q?: string; state?: State },
) {
  const after = readCursor(query.cursor, ['id']);
  const like = query.q ? `%${query.q.replace(/[%_\\]/g, '\\$&')}%` : null;
  const where = [
    sql`m.workspace_id = ${ctx.workspaceId}`,
    ...(after ? [sql`m.id < ${after[0]}::uuid`] : []),
    ...(query.return_id ? [sql`m.return_id = ${query.return_id}`] : []),
    ...(query.state ? [sql`m.state = ${query.state}`] : []),
    ...(like ? [sql`(m.to_address ilike ${like} or m.subject ilike ${like})`] : []),
  ];
  const found =
    await sql<Row>`select ${columns} ${from} where ${sql.join(where, sql` and `)} order by m.id desc limit ${query.limit + 1}`.execute(
      tx,
    );
  const { rows, next_cursor } = pageOf(found.rows, query.limit, (row) => [row.id]);
  return { rows: rows.map(shown), next_cursor };
}

/** Throws `mail.not_found`. */
export async function readMail(tx: Tx, ctx: Ctx, id: string) {
  const found = await sql<
    Row & { html: string; text: string }
  >`select ${columns}, m.html, m.body_text as text ${from} where m.workspace_id = ${ctx.workspaceId} and m.id = ${id}`.execute(
    tx,
  );
  const row = found.rows[0];
  if (!row) throw new Refusal('mail.not_found');
  return { ...shown(row), html: row.html, text: row.text };
}
