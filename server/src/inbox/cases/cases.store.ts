import type { ChannelKind, Condition, ConversationState, InboxAction, Priority } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Hours } from '../clocks/business-time.ts';
import { type Calendars, type Case, calendarsOf } from './case.ts';

/**
 * A conversation as it stands now. `messageId` is the buyer's message at hand; without it their last one counts.
 * Throws `conversation.not_found`.
 */
export async function caseOf(tx: Tx, ctx: Ctx, id: string, messageId: string | null = null): Promise<Case> {
  const { rows } = await sql<Omit<Case, 'at'>>`
    select c.id as conversation_id, c.brand_id, coalesce(mh.kind, h.kind) as channel, coalesce(m.language, c.language) as language,
      c.priority, c.tags, c.state, c.subject, coalesce(m.body, '') as text, c.order_id is not null as has_order,
      c.return_id is not null as has_return, c.intent,
      exists (select from message_files f where f.workspace_id = m.workspace_id and f.message_id = m.id) as has_files,
      (select count(*)::int from conversations x where x.workspace_id = c.workspace_id and x.contact_id = c.contact_id
        and x.merged_into is null) as contact_conversations
    from conversations c
    join channels h on h.workspace_id = c.workspace_id and h.id = c.channel_id
    left join lateral (
      select m.* from messages m where m.workspace_id = c.workspace_id and m.conversation_id = c.id and m.direction = 'in'
        and (${messageId}::uuid is null or m.id = ${messageId}::uuid)
      order by m.id desc limit 1
    ) m on true
    left join channels mh on mh.workspace_id = m.workspace_id and mh.id = m.channel_id
    where c.workspace_id = ${ctx.workspaceId} and c.id = ${id}`.execute(tx);
  const row = rows[0];
  if (!row) throw new Refusal('conversation.not_found');
  return {
    ...row,
    channel: row.channel as ChannelKind,
    priority: row.priority as Priority,
    state: row.state as ConversationState,
    at: ctx.now,
  };
}

/** The business hours that conditions ask for. */
export async function calendarsFor(tx: Tx, ctx: Ctx, conditions: readonly Condition[]): Promise<Calendars> {
  const ids = calendarsOf(conditions);
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Hours & { id: string }>`select id, time_zone, weekly, holidays from calendars
    where workspace_id = ${ctx.workspaceId} and id = any (${ids}::uuid[])`.execute(tx);
  return new Map(rows.map(({ id, ...hours }) => [id, hours]));
}

/**
 * What conditions and actions name is there, and of the same brand where they are of one.
 * Throws `brand.not_found`, `calendar.not_found`, `staff.not_found`, `team.not_found`, `macro.not_found`.
 */
export async function checkNamed(
  tx: Tx,
  ctx: Ctx,
  given: { brand_id: string | null; conditions: readonly Condition[]; actions: readonly InboxAction[] },
): Promise<void> {
  const brands = given.conditions.flatMap((one) => (one.on === 'brand' ? one.is : []));
  if (given.brand_id) brands.push(given.brand_id);
  await all(tx, ctx, 'brand.not_found', brands, sql`select id from brands where workspace_id = ${ctx.workspaceId}`);
  const calendars = sql`select id from calendars where workspace_id = ${ctx.workspaceId}`;
  await all(tx, ctx, 'calendar.not_found', calendarsOf(given.conditions), calendars);
  const named = <K extends string>(pick: (action: InboxAction) => K | null) =>
    given.actions.map(pick).filter((id) => id !== null);
  const staff = named((one) => (one.do === 'assign' ? one.staff_id : null));
  const working = sql`select id from staff where workspace_id = ${ctx.workspaceId} and disabled_at is null`;
  await all(tx, ctx, 'staff.not_found', staff, working);
  const teams = named((one) => (one.do === 'assign' ? one.team_id : null));
  const standing = sql`select id from teams where workspace_id = ${ctx.workspaceId} and archived_at is null`;
  await all(tx, ctx, 'team.not_found', teams, standing);
  const macros = named((one) => (one.do === 'reply' ? one.macro_id : null));
  const usable = sql`select id from macros where workspace_id = ${ctx.workspaceId} and archived_at is null and body is not null`;
  await all(tx, ctx, 'macro.not_found', macros, usable);
}

async function all(tx: Tx, _ctx: Ctx, code: string, ids: readonly string[], from: ReturnType<typeof sql>) {
  if (ids.length === 0) return;
  const { rows } = await sql<{
    id: string;
  }>`select t.id from (${from}) t where t.id = any (${[...ids]}::uuid[])`.execute(tx);
  const known = new Set(rows.map(({ id }) => id));
  const missing = ids.find((id) => !known.has(id));
  if (missing) throw new Refusal(code, { id: missing });
}
