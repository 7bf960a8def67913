/** One conversation with everything its page shows beside the thread. */
import type { Conversation as Answer } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { readContact } from '../contacts/contacts.read.ts';
import { replyAddress } from '../contacts/reply-address.ts';
import { presence } from '../presence/presence.ts';
import { COLUMNS, JOINED, type Row, rowAnswer } from './row.ts';

type Loaded = Row & {
  reply_channel: Answer['channel'];
  /** The channel's service takes no messages from us. */
  read_only: boolean;
  clocks: (Omit<Answer['clocks'][number], 'by' | 'met_at'> & { by: string | null; met_at: string | null })[];
  draft: NonNullable<Answer['draft']> | null;
  reminders: Answer['reminders'];
  merged: Answer['merged_into'];
  joins: Answer['joins'];
  surveys: Answer['surveys'];
};

const iso = (at: string): string => new Date(at).toISOString();
const isoOr = (at: string | null): string | null => at && iso(at);

/** Throws `conversation.not_found`. */
export async function readConversation(tx: Tx, ctx: Ctx, id: string): Promise<Answer> {
  const reader = ctx.actor.kind === 'staff' ? ctx.actor.id : null;
  const { rows } = await sql<Loaded>`select ${COLUMNS},
      (select jsonb_build_object('id', y.id, 'kind', y.kind, 'name', y.name, 'platform', y.platform) from channels y
        where y.workspace_id = c.workspace_id and y.id = c.reply_channel_id) as reply_channel,
      exists (select from channels y where y.workspace_id = c.workspace_id and y.id = c.reply_channel_id
        and y.kind in ('sms', 'social', 'marketplace') and y.settings->>'post_to' is null) as read_only,
      coalesce((select jsonb_agg(jsonb_build_object('kind', q.kind, 'policy', q.policy_name, 'state', q.state, 'by', q.due_at,
          'left_seconds', q.left_seconds, 'met_at', q.met_at) order by q.started_at, q.kind)
        from (select * from sla_clocks q where q.workspace_id = c.workspace_id and q.conversation_id = c.id order by q.started_at desc, q.kind limit 40) q), '[]') as clocks,
      (select jsonb_build_object('text', d.body, 'note', d.note, 'language', d.language, 'updated_at', d.updated_at) from drafts d
        where d.workspace_id = c.workspace_id and d.conversation_id = c.id and d.staff_id = ${reader}) as draft,
      coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'at', r.at, 'text', r.note, 'by', jsonb_build_object('id', w.id, 'name', w.name)) order by r.at, r.id)
        from reminders r join staff w on w.workspace_id = r.workspace_id and w.id = r.staff_id
        where r.workspace_id = c.workspace_id and r.conversation_id = c.id and r.done_at is null), '[]') as reminders,
      (select jsonb_build_object('id', z.id, 'code', z.code) from conversations z where z.workspace_id = c.workspace_id and z.id = c.merged_into) as merged,
      coalesce((select jsonb_agg(jsonb_build_object('id', j.id, 'kind', j.kind, 'at', j.at, 'by', j.by, 'with', jsonb_build_object('id', z.id, 'code', z.code)) order by j.id desc)
        from (select j.*, j.from_id as other from joins j where j.workspace_id = c.workspace_id and j.into_id = c.id and j.kind = 'merge' and j.undone_at is null
          union all select j.*, j.into_id from joins j where j.workspace_id = c.workspace_id and j.from_id = c.id and j.kind = 'split' and j.undone_at is null) j
        join conversations z on z.workspace_id = j.workspace_id and z.id = j.other
        where jsonb_array_length(j.moved->'message_ids') = (select count(*) from messages y where y.workspace_id = j.workspace_id
          and y.conversation_id = j.into_id and y.from_conversation_id = j.from_id)), '[]') as joins,
      coalesce((select jsonb_agg(jsonb_build_object('kind', v.kind, 'score', v.score, 'comment', v.comment, 'asked_at', v.asked_at, 'answered_at', v.answered_at) order by v.asked_at)
        from surveys v where v.workspace_id = c.workspace_id and v.conversation_id = c.id), '[]') as surveys
    from conversations c ${JOINED}
    where c.workspace_id = ${ctx.workspaceId} and c.id = ${id}`.execute(tx);
  const row = rows[0];
  if (!row) throw new Refusal('conversation.not_found');
  const contact = await readContact(tx, ctx, row.contact_id);
  return {
    ...rowAnswer(ctx, row),
    version: row.version,
    contact,
    clocks: row.clocks.map((clock) => ({ ...clock, by: isoOr(clock.by), met_at: isoOr(clock.met_at) })),
    draft: row.draft && { ...row.draft, updated_at: iso(row.draft.updated_at) },
    reminders: row.reminders.map((one) => ({ ...one, at: iso(one.at) })),
    merged_into: row.merged,
    joins: row.joins.map((join) => ({ ...join, at: iso(join.at) })),
    surveys: row.surveys.map((one) => ({
      ...one,
      asked_at: iso(one.asked_at),
      answered_at: isoOr(one.answered_at),
    })),
    reply_by: row.read_only
      ? null
      : {
          channel: row.reply_channel,
          to: await replyAddress(tx, ctx, row, row.reply_channel.kind),
          online: presence.isHere(ctx.workspaceId, 'buyer', row.contact_id, ctx.now),
        },
  };
}
