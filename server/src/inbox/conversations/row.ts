/** A conversation as lists show it: the SQL of its columns over a conversations row named `c`, and the answer made of them. */
import type { ClockKind, ConversationRow, SlaClock } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { type Conversation, movesOf } from './conversation.ts';
import { excerptOf } from './events.ts';

const LIST_EXCERPT = 160;
type Named = { id: string; name: string };
type Author = { kind: 'buyer' | 'staff' | 'assistant' | 'system'; id: string | null; name: string };

export type Row = Conversation & {
  brand: Named;
  contact: Named;
  channel: ConversationRow['channel'];
  assignee: Named | null;
  team: Named | null;
  order: ConversationRow['order'];
  return: ConversationRow['return'];
  clock_policy: string | null;
  last_author: Author | null;
  last_text: string | null;
};

export const COLUMNS = sql`
  c.*, jsonb_build_object('id', b.id, 'name', b.name) as brand, jsonb_build_object('id', k.id, 'name', k.name) as contact,
  jsonb_build_object('id', h.id, 'kind', h.kind, 'name', h.name, 'platform', h.platform) as channel,
  case when s.id is not null then jsonb_build_object('id', s.id, 'name', s.name) end as assignee,
  case when t.id is not null then jsonb_build_object('id', t.id, 'name', t.name) end as team,
  case when o.id is not null then jsonb_build_object('id', o.id, 'number', o.number, 'title',
    (select l.title from order_lines l where l.workspace_id = o.workspace_id and l.order_id = o.id order by l.external_id, l.id limit 1)) end as "order",
  (select jsonb_build_object('id', r.id, 'code', r.code) from returns r where r.workspace_id = c.workspace_id and r.id = c.return_id) as "return",
  case when c.clock_by is not null then (select q.policy_name from sla_clocks q where q.workspace_id = c.workspace_id
    and q.conversation_id = c.id and q.kind = c.clock_kind and q.due_at = c.clock_by limit 1) end as clock_policy,
  m.author as last_author, left(m.body, 400) as last_text`;

export const JOINED = sql`
  join brands b on b.workspace_id = c.workspace_id and b.id = c.brand_id
  join contacts k on k.workspace_id = c.workspace_id and k.id = c.contact_id
  join channels h on h.workspace_id = c.workspace_id and h.id = c.channel_id
  left join staff s on s.workspace_id = c.workspace_id and s.id = c.assignee_id
  left join teams t on t.workspace_id = c.workspace_id and t.id = c.team_id
  left join orders o on o.workspace_id = c.workspace_id and o.id = c.order_id
  left join messages m on m.workspace_id = c.workspace_id and m.id = c.last_message_id`;

export function rowAnswer(ctx: Ctx, row: Row): ConversationRow {
  return {
    id: row.id,
    code: row.code,
    brand: row.brand,
    contact: row.contact,
    subject: row.subject,
    channel: row.channel,
    state: row.state,
    snoozed_until: row.snoozed_until?.toISOString() ?? null,
    holder: { kind: row.holder, staff: row.assignee, team: row.team },
    priority: row.priority,
    tags: row.tags,
    spam: row.spam,
    language: row.language,
    order: row.order,
    return: row.return,
    clock: nextClock(row, ctx.now),
    last: {
      at: row.last_at.toISOString(),
      by: row.last_author ?? { kind: 'buyer', id: null, name: row.contact.name },
      excerpt: excerptOf(row.last_text ?? '', LIST_EXCERPT),
    },
    unseen: row.unseen,
    created_at: row.created_at.toISOString(),
    moves: movesOf(row, ctx.actor),
  };
}

function nextClock(row: Row, now: Date): SlaClock | null {
  if (row.clock_by === null || row.clock_kind === null) return null;
  return {
    kind: row.clock_kind as ClockKind,
    policy: row.clock_policy ?? '',
    state: row.clock_by <= now ? 'breached' : 'running',
    by: row.clock_by.toISOString(),
    left_seconds: null,
    met_at: null,
  };
}
