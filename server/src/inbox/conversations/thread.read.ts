/** A conversation's thread: what was said and what happened, in one order. */
import type { AnswerOf, inbox, Message, QueryOf, ThreadItem, TimelineEvent } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { messagesOf } from '../messages/messages.read.ts';
import { callsSide } from '../sides.ts';
import { findConversation } from './conversations.store.ts';

type Query = QueryOf<(typeof inbox)['thread']>;

/**
 * Messages with what happened to the conversation, to those joined into it, and, since it began, to its order and the
 * order's returns. Ordered by id, which is the order in which we heard: what is new since an id is what a screen lacks.
 *
 * Throws `conversation.not_found`.
 */
export async function readThread(
  tx: Tx,
  ctx: Ctx,
  id: string,
  { after, before, limit }: Query,
): Promise<AnswerOf<(typeof inbox)['thread']>> {
  const at = await findConversation(tx, ctx, id);
  const part = { after, before, limit: limit + 1 };
  const messages = await messagesOf(tx, ctx, id, part);
  const events = await eventsOf(tx, ctx, { id, order_id: at.order_id, since: at.created_at }, part);
  const items = [...messages.map(ofMessage), ...events.map(ofEvent)].sort((a, b) => (a.id < b.id ? -1 : 1));
  // Either part may have been cut at its far end: only what both hold whole is shown.
  if (after !== undefined) return { items: items.slice(0, limit), more_before: true };
  return { items: items.slice(-limit), more_before: items.length > limit };
}

const ofMessage = (message: Message): ThreadItem => ({ kind: 'message', id: message.id, at: message.at, message });
const ofEvent = (event: TimelineEvent): ThreadItem => ({ kind: 'event', id: event.id, at: event.at, event });

type Loaded = Omit<TimelineEvent, 'at'> & { at: Date };

/** What of a call is only the queue's business, or is said by what follows it. */
const QUIET = [
  'call.rang',
  'call.waiting',
  'call.passed',
  'call.calling',
  'call.came',
  'call.knocked',
  'call.let_in',
  'call.ends_soon',
  'call.note_written',
  'call.wrapped_up',
];

/** What happened. Not what only says that a message came or went: the message itself stands there. */
async function eventsOf(
  tx: Tx,
  ctx: Ctx,
  of: { id: string; order_id: string | null; since: Date },
  { after, before, limit }: { after?: string; before?: string; limit: number },
): Promise<TimelineEvent[]> {
  const range = sql`${after ? sql` and e.id > ${after}` : sql``}${before ? sql` and e.id < ${before}` : sql``}`;
  const direction = after ? sql`asc` : sql`desc`;
  // Each part is read along its own index, no further than a page goes.
  const part = (
    condition: ReturnType<typeof sql>,
  ) => sql`(select e.* from events e where e.workspace_id = ${ctx.workspaceId}
    and ${condition}${range} and e.type not like 'message.%' and e.type <> 'note.added'
    and e.type <> all (${QUIET}::text[]) order by e.id ${direction} limit ${limit})`;
  const parts = [
    part(sql`e.subject_kind = 'conversation' and e.subject_id = ${of.id}`),
    part(
      sql`e.subject_kind = 'call' and e.subject_id = any (${await callsSide().ofConversation(tx, ctx, of.id)}::uuid[])`,
    ),
    // Of those joined into this one what happened there, but not once more that they were joined.
    part(sql`e.subject_kind = 'conversation' and e.subject_id in (with recursive joined as (
        select c.id from conversations c where c.workspace_id = ${ctx.workspaceId} and c.merged_into = ${of.id}
        union select c.id from conversations c join joined j on c.merged_into = j.id where c.workspace_id = ${ctx.workspaceId})
      select id from joined) and e.type not in ('conversation.merged', 'conversation.split', 'conversation.join_undone')`),
    ...(of.order_id === null
      ? []
      : [
          part(
            sql`e.order_id = ${of.order_id} and e.at >= ${of.since} and not (e.subject_kind = 'conversation' and e.subject_id = ${of.id})`,
          ),
        ]),
  ];
  const { rows } = await sql<Loaded>`select distinct on (id) id, at, type, subject_kind, subject_id, actor, data
    from (${sql.join(parts, sql` union all `)}) e order by id`.execute(tx);
  const events = rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  return after ? events.slice(0, limit) : events.slice(-limit);
}
