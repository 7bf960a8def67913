/** The list of conversations by view, shelf and filters, and how many stand where: one statement each. */
import type { AnswerOf, ConversationRow, inbox, QueryOf } from '@recoup/contract';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { type Key, pageOf, readCursor } from '../../platform/cursor.ts';
import type { Tx } from '../../platform/db.ts';
import { COLUMNS, JOINED, type Row, rowAnswer } from './row.ts';

export type ConversationQuery = QueryOf<(typeof inbox)['list']>;
type View = ConversationQuery['view'];
type Shelf = ConversationQuery['shelf'];
type Counts = AnswerOf<(typeof inbox)['counts']>;
type Condition = RawBuilder<SqlBool>;

/** Warned of, or in its last hour where nobody says when to warn. */
const SOON = 24 * 3_600_000;

const me = (ctx: Ctx) => (ctx.actor.kind === 'staff' ? ctx.actor.id : null);

/** What each view holds, over a conversations row named `c`. */
const views: Record<View, (ctx: Ctx) => Condition> = {
  mine_and_unassigned: (ctx) => sql`(c.assignee_id = ${me(ctx)} or c.holder <> 'staff')`,
  mine: (ctx) => sql`c.assignee_id = ${me(ctx)}`,
  unassigned: () => sql`c.holder <> 'staff'`,
  mentions: (ctx) => sql`c.id in (select n.conversation_id from conversation_seen n
    where n.workspace_id = ${ctx.workspaceId} and n.staff_id = ${me(ctx)} and n.mentioned_at is not null)`,
  all: () => sql`true`,
  breach_soon: (
    ctx,
  ) => sql`c.state in ('open', 'waiting') and c.clock_by > ${ctx.now} and c.clock_by <= ${new Date(ctx.now.getTime() + SOON)}
    and exists (select from sla_clocks q where q.workspace_id = c.workspace_id and q.conversation_id = c.id and q.state = 'running'
      and q.due_at = c.clock_by and coalesce(q.warn_at, q.due_at - interval '1 hour') <= ${ctx.now})`,
  breached: (ctx) => sql`c.state in ('open', 'waiting') and c.clock_by <= ${ctx.now}`,
  spam: () => sql`c.spam`,
};

/** What each shelf holds. A conversation stands on one of them. */
const shelves: Record<Shelf, Condition> = {
  open: sql`c.state = 'open' and c.snoozed_until is null and c.holder <> 'assistant'`,
  waiting: sql`c.state = 'waiting' and c.snoozed_until is null and c.holder <> 'assistant'`,
  snoozed: sql`c.snoozed_until is not null and c.state in ('open', 'waiting')`,
  // Whoever has the next word: while the assistant holds it, nobody of ours has to look.
  assistant: sql`c.state in ('open', 'waiting') and c.snoozed_until is null and c.holder = 'assistant'`,
  resolved: sql`c.state = 'resolved'`,
  closed: sql`c.state = 'closed'`,
  any: sql`true`,
};
/** Shelves of work that is not done: short, however many conversations there ever were. */
const SHORT = new Set<Shelf>(['open', 'waiting', 'snoozed', 'assistant']);

function filters(ctx: Ctx, query: Omit<ConversationQuery, 'cursor' | 'limit' | 'sort'>): Condition[] {
  const where: Condition[] = [
    sql`c.workspace_id = ${ctx.workspaceId}`,
    sql`c.merged_into is null`,
    views[query.view](ctx),
    shelves[query.shelf],
  ];
  if (query.view !== 'spam') where.push(sql`not c.spam`);
  const add = (given: unknown, condition: () => Condition) => given !== undefined && where.push(condition());
  add(query.brand_id, () => sql`c.brand_id = ${query.brand_id}`);
  add(query.team_id, () => sql`c.team_id = ${query.team_id}`);
  add(query.assignee_id, () => sql`c.assignee_id = ${query.assignee_id}`);
  add(query.channel_id, () => sql`c.channel_id = ${query.channel_id}`);
  add(
    query.channel,
    () =>
      sql`c.channel_id in (select x.id from channels x where x.workspace_id = ${ctx.workspaceId} and x.kind = ${query.channel})`,
  );
  add(query.tag, () => sql`${query.tag} = any (c.tags)`);
  add(query.priority, () => sql`c.priority = ${query.priority}`);
  add(query.language, () => sql`c.language = ${query.language}`);
  add(query.contact_id, () => sql`c.contact_id = ${query.contact_id}`);
  add(query.customer_id, () => sql`c.customer_id = ${query.customer_id}`);
  add(query.order_id, () => sql`c.order_id = ${query.order_id}`);
  add(query.return_id, () => sql`c.return_id = ${query.return_id}`);
  return where;
}

/** The promise that runs out first, then who has waited longest. */
const CLOCK = sql`coalesce(c.clock_by, 'infinity'::timestamptz)`;

/**
 * A page of conversations. By clock where the shelf is one of work; what is done has no clock and stands newest first.
 *
 * Throws `input.cursor`.
 */
export async function listConversations(
  tx: Tx,
  ctx: Ctx,
  query: ConversationQuery,
): Promise<{ rows: ConversationRow[]; next_cursor: string | null }> {
  const byClock = query.sort === 'clock' && SHORT.has(query.shelf);
  const desc = !byClock && query.sort !== 'oldest';
  const where = filters(ctx, query);
  const after = readCursor(query.cursor, byClock ? ['at', 'at', 'id'] : ['at', 'id']);
  if (after && byClock) {
    where.push(
      sql`(${CLOCK}, c.last_at, c.id) > (${after[0] ?? 'infinity'}::timestamptz, ${after[1]}::timestamptz, ${after[2]}::uuid)`,
    );
  } else if (after) {
    where.push(sql`(c.last_at, c.id) ${desc ? sql`<` : sql`>`} (${after[0]}::timestamptz, ${after[1]}::uuid)`);
  }
  const direction = desc ? sql`desc` : sql`asc`;
  const order = byClock ? sql`${CLOCK}, c.last_at, c.id` : sql`c.last_at ${direction}, c.id ${direction}`;
  const { rows } = await sql<Row>`select ${COLUMNS} from (
      select c.* from conversations c where ${sql.join(where, sql` and `)} order by ${order} limit ${query.limit + 1}) c
    ${JOINED} order by ${order}`.execute(tx);
  const key = (row: Row): Key =>
    byClock
      ? [row.clock_by?.toISOString() ?? null, row.last_at.toISOString(), row.id]
      : [row.last_at.toISOString(), row.id];
  const page = pageOf(rows, query.limit, key);
  return { rows: page.rows.map((row) => rowAnswer(ctx, row)), next_cursor: page.next_cursor };
}

/** The conversations of these ids, as lists show them, in that order; what nobody may see is left out. */
export async function conversationRows(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<ConversationRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Row>`select ${COLUMNS} from conversations c ${JOINED}
    where c.workspace_id = ${ctx.workspaceId} and c.id = any (${ids as string[]}::uuid[])`.execute(tx);
  const found = new Map(rows.map((row) => [row.id, rowAnswer(ctx, row)]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Of what is done only so many are looked at, newest first: nobody counts the rest, and it grows for ever. */
const NEWEST_DONE = 2000;
/** What a view counts: the open ones, or wherever they stand. */
const countedOn: Record<View, Shelf> = {
  mine_and_unassigned: 'open',
  mine: 'open',
  unassigned: 'open',
  all: 'open',
  mentions: 'any',
  breach_soon: 'any',
  breached: 'any',
  spam: 'any',
};

/** How many stand on each shelf of a view (of what is resolved or closed, among the newest two thousand), and in each view. */
export async function countConversations(
  tx: Tx,
  ctx: Ctx,
  query: Pick<ConversationQuery, 'view' | 'brand_id' | 'team_id'>,
): Promise<Counts> {
  const from = (shelf: Shelf) =>
    shelf === 'resolved' || shelf === 'closed'
      ? sql`(select d.* from conversations d where d.workspace_id = ${ctx.workspaceId} and d.merged_into is null and not d.spam
          and d.state = ${shelf} order by d.last_at desc, d.id desc limit ${sql.lit(NEWEST_DONE)}) c`
      : sql`conversations c`;
  const count = (view: View, shelf: Shelf, name: string) =>
    sql`(select count(*)::int from ${from(shelf)} where ${sql.join(filters(ctx, { ...query, view, shelf }), sql` and `)}) as ${sql.ref(name)}`;
  const standing = (Object.keys(shelves) as Shelf[]).filter((shelf) => shelf !== 'any');
  const all = [
    ...standing.map((shelf) => count(query.view, shelf, `shelf_${shelf}`)),
    ...(Object.keys(views) as View[]).map((view) => count(view, countedOn[view], `view_${view}`)),
  ];
  const { rows } = await sql<Record<string, number>>`select ${sql.join(all)}`.execute(tx);
  const take = <N extends string>(prefix: string, names: readonly N[]) =>
    Object.fromEntries(names.map((name) => [name, rows[0]![`${prefix}_${name}`]!])) as Record<N, number>;
  const ofShelves = take('shelf', standing);
  const any = standing.reduce((sum, shelf) => sum + ofShelves[shelf], 0);
  return { shelves: { ...ofShelves, any }, views: take('view', Object.keys(views) as View[]) };
}
