import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { Past, PastEvent, PastMessage } from './history.ts';

type Row = Omit<Past, 'events' | 'messages' | 'began' | 'created_at'> & { created_at: Date };
type Timed<T> = Omit<T, 'at'> & { at: string };

/**
 * Conversations in which something was said since then, the newest first, with all that happened to them. Reads only.
 * `brandId` null: of every brand the actor may see.
 */
export async function pastConversations(
  tx: Tx,
  ctx: Ctx,
  { since, brandId, most }: { since: Date; brandId: string | null; most: number },
): Promise<Past[]> {
  const { rows } = await sql<Row & { events: Timed<PastEvent>[]; messages: Timed<PastMessage>[]; began: string[] }>`
    select c.id as conversation_id, c.brand_id, h.kind as channel, c.created_at, c.contact_id, c.subject, c.language, c.priority,
      c.tags, c.intent,
      coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'at', e.at, 'type', e.type, 'order_id', e.order_id, 'return_id', e.return_id, 'data', e.data, 'actor', e.actor) order by e.id)
        from events e where e.workspace_id = c.workspace_id and e.subject_kind = 'conversation' and e.subject_id = c.id), '[]') as events,
      coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'at', m.at, 'channel', k.kind, 'text', left(m.body, 8000), 'language', m.language,
          'has_files', exists (select from message_files f where f.workspace_id = m.workspace_id and f.message_id = m.id)) order by m.id)
        from messages m join channels k on k.workspace_id = m.workspace_id and k.id = m.channel_id
        where m.workspace_id = c.workspace_id and m.conversation_id = c.id and m.direction = 'in'), '[]') as messages,
      array(select x.created_at::text from conversations x where x.workspace_id = c.workspace_id and x.contact_id = c.contact_id) as began
    from (
      select * from conversations c where c.workspace_id = ${ctx.workspaceId} and c.last_at >= ${since}
        and c.merged_into is null and not c.spam and (${brandId}::uuid is null or c.brand_id = ${brandId}::uuid)
      order by c.last_at desc, c.id desc limit ${most}
    ) c join channels h on h.workspace_id = c.workspace_id and h.id = c.channel_id
    order by c.last_at desc, c.id desc`.execute(tx);
  return rows.map(({ events, messages, began, ...row }) => ({
    ...row,
    events: events.map((event) => ({ ...event, at: new Date(event.at) })),
    messages: messages.map((message) => ({ ...message, at: new Date(message.at) })),
    began: began.map((at) => new Date(at)),
  }));
}
