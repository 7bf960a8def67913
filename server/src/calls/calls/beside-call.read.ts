/** What stands beside a call on its page. */
import type { CallDetail, TimelineEvent } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { Call } from './call.ts';

/** What happened in and to it, oldest first. */
export async function timelineOf(tx: Tx, ctx: Ctx, callId: string): Promise<TimelineEvent[]> {
  const { rows } = await sql<Omit<TimelineEvent, 'at'> & { at: Date }>`
    select id, at, type, subject_kind, subject_id, actor, data from events
    where workspace_id = ${ctx.workspaceId} and subject_kind = 'call' and subject_id = ${callId} order by id limit 500`.execute(
    tx,
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

export async function returnOf(tx: Tx, ctx: Ctx, returnId: string | null): Promise<CallDetail['return']> {
  if (returnId === null) return null;
  const row = await tx
    .selectFrom('returns')
    .select(['id', 'code', 'stage'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', returnId)
    .executeTakeFirst();
  return row ?? null;
}

type Said = { body: string; language: string | null; translations: { language: string; text: string }[] };

/**
 * What whoever takes it should know: what the buyer wrote with their wish, else what the assistant noted when it handed over,
 * else the buyer's last words; in the reader's language where there is a translation. Only what was said before it was over.
 */
export async function noteOf(tx: Tx, ctx: Ctx, at: Call, reads: string | null): Promise<string | null> {
  if (at.note) return at.note;
  const { rows } = await sql<Said>`
    select m.body, m.language, m.translations from messages m
    where m.workspace_id = ${ctx.workspaceId} and m.conversation_id = ${at.conversation_id} and m.at <= ${at.ended_at ?? ctx.now}
      and m.body <> '' and ((m.kind = 'note' and m.author->>'kind' = 'assistant') or (m.kind = 'message' and m.direction = 'in' and m.automatic is null))
    order by (m.kind = 'note') desc, m.id desc limit 1`.execute(tx);
  const said = rows[0];
  if (!said) return null;
  const translated = reads !== said.language && said.translations.find(({ language }) => language === reads);
  return translated ? translated.text : said.body;
}

/** The language a member of staff reads; null for anybody else. */
export async function readerOf(tx: Tx, ctx: Ctx): Promise<string | null> {
  if (ctx.actor.kind !== 'staff' || ctx.actor.id === null) return null;
  const row = await tx
    .selectFrom('staff')
    .select('language')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', ctx.actor.id)
    .executeTakeFirst();
  return row?.language ?? null;
}
