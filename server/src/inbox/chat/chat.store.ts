/** What a session of the widget may see, and reads it. A guest sees what was said since it first wrote, on its own channel. */
import type { ChannelKind } from '@recoup/contract';
import { type SqlBool, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { MessageRow } from '../messages/messages.store.ts';
import type { Guest } from './guest.ts';

/**
 * This session wrote in a conversation: from now on it may read there. `from` is a digest of where it wrote from. What a guest
 * said is a signed-in buyer's once they sign in: the guest's token opens nothing from then on.
 */
export async function insertTalk(
  tx: Tx,
  ctx: Ctx,
  session: Pick<Guest, 'sessionId' | 'verified'>,
  conversationId: string,
  { since, from }: { since: Date; from: string },
): Promise<void> {
  const { sessionId, verified } = session;
  await sql`insert into chat_talks as t (workspace_id, session_id, conversation_id, since, verified, heard_from)
    values (${ctx.workspaceId}, ${sessionId}, ${conversationId}, ${since}, ${verified}, ${from})
    on conflict (workspace_id, session_id, conversation_id) do update
    set verified = t.verified or excluded.verified, heard_from = excluded.heard_from
    where (t.verified, t.heard_from) is distinct from (t.verified or excluded.verified, excluded.heard_from)`.execute(
    tx,
  );
}

/** The conversations a session wrote in. */
export async function talksOf(tx: Tx, ctx: Ctx, sessionId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('chat_talks')
    .select('conversation_id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('session_id', '=', sessionId)
    .orderBy('conversation_id')
    .execute();
  return rows.map((row) => row.conversation_id);
}

/** The sessions that wrote in a conversation, or in one that was joined into it: they are told what is said there. */
export async function sessionsIn(tx: Tx, ctx: Ctx, conversationId: string): Promise<string[]> {
  const { rows } = await sql<{ session_id: string }>`
    select distinct t.session_id from chat_talks t
    where t.workspace_id = ${ctx.workspaceId} and (t.conversation_id = ${conversationId} or t.conversation_id in (
      select id from conversations where workspace_id = ${ctx.workspaceId} and merged_into = ${conversationId}))
    limit 50`.execute(tx);
  return rows.map((row) => row.session_id);
}

/** What a session had goes to another one; the first has nothing any more. */
export async function moveSession(tx: Tx, ctx: Ctx, from: string, into: string): Promise<void> {
  const ws = ctx.workspaceId;
  await sql`insert into chat_talks (workspace_id, session_id, conversation_id, since)
    select workspace_id, ${into}, conversation_id, since from chat_talks where workspace_id = ${ws} and session_id = ${from}
    on conflict do nothing`.execute(tx);
  await tx.deleteFrom('chat_talks').where('workspace_id', '=', ws).where('session_id', '=', from).execute();
  await sql`insert into chat_orders (workspace_id, session_id, order_id, proved_at, by_code)
    select workspace_id, ${into}, order_id, proved_at, by_code from chat_orders where workspace_id = ${ws} and session_id = ${from}
    on conflict do nothing`.execute(tx);
  await tx.deleteFrom('chat_orders').where('workspace_id', '=', ws).where('session_id', '=', from).execute();
}

/** `byCode`: by a code mailed to the order's address; what was proved so stays proved so. */
export async function insertProof(
  tx: Tx,
  ctx: Ctx,
  sessionId: string,
  orderId: string,
  byCode: boolean,
): Promise<void> {
  await sql`insert into chat_orders as p (workspace_id, session_id, order_id, proved_at, by_code)
    values (${ctx.workspaceId}, ${sessionId}, ${orderId}, ${ctx.now}, ${byCode})
    on conflict (workspace_id, session_id, order_id) do update set by_code = true
    where excluded.by_code and not p.by_code`.execute(tx);
}

/** A conversation a guest's talk led to stands under the one it was joined into. */
const SEEN = (ctx: Ctx, guest: Guest) => sql`
  select distinct on (c.id) c.id, t.since from chat_talks t
  join conversations k on k.workspace_id = t.workspace_id and k.id = t.conversation_id
  join conversations c on c.workspace_id = k.workspace_id and c.id = coalesce(k.merged_into, k.id)
  where t.workspace_id = ${ctx.workspaceId} and t.session_id = ${guest.sessionId}
  order by c.id, t.since`;
/** With a signed identity: all of the contact, from the beginning. */
const ALL = (ctx: Ctx, contactId: string) => sql`
  select id, '-infinity'::timestamptz as since from conversations
  where workspace_id = ${ctx.workspaceId} and contact_id = ${contactId} and merged_into is null`;
const sight = (ctx: Ctx, guest: Guest) =>
  guest.verified && guest.contact
    ? sql`select id, min(since) as since from (${ALL(ctx, guest.contact.id)} union all select * from (${SEEN(ctx, guest)}) x) y group by id`
    : SEEN(ctx, guest);

/** Which messages of a conversation (`m`, in sight `v`) are the buyer's to read: no notes, nothing that waits or was taken back. */
const readable = (
  guest: Guest,
) => sql<SqlBool>`m.kind in ('message', 'call') and m.state not in ('scheduled', 'cancelled') and m.at >= v.since
  ${guest.verified ? sql`` : sql`and m.channel_id = ${guest.channel.id}`}`;

export type TalkRow = {
  id: string;
  subject: string;
  state: 'open' | 'waiting' | 'resolved' | 'closed';
  channel: ChannelKind;
  with: string | null;
  assistant: boolean;
  last_at: Date;
  excerpt: string | null;
  unread: number;
};

/** The conversations a session may see, newest first; one of them where it is named. */
export async function talkRows(tx: Tx, ctx: Ctx, guest: Guest, id: string | null = null): Promise<TalkRow[]> {
  const { rows } = await sql<TalkRow>`
    select c.id, c.subject, c.state, h.kind as channel, s.name as with, c.holder = 'assistant' as assistant, coalesce(l.at, c.created_at) as last_at, l.excerpt,
      (select count(*)::int from messages m where m.workspace_id = c.workspace_id and m.conversation_id = c.id and m.direction = 'out'
        and m.read_at is null and m.channel_id = ${guest.channel.id} and ${readable(guest)}) as unread
    from (${sight(ctx, guest)}) v
    join conversations c on c.workspace_id = ${ctx.workspaceId} and c.id = v.id
    join channels h on h.workspace_id = c.workspace_id and h.id = c.channel_id
    left join staff s on s.workspace_id = c.workspace_id and s.id = c.assignee_id
    left join lateral (select m.at, left(m.body, 200) as excerpt from messages m
      where m.workspace_id = c.workspace_id and m.conversation_id = c.id and ${readable(guest)} order by m.id desc limit 1) l on true
    ${id === null ? sql`` : sql`where c.id = ${id}`}
    order by last_at desc, c.id desc limit 50`.execute(tx);
  return rows;
}

/** What was said, oldest first, one more than `limit` where there is more before. Null where the session may not see it. */
export async function talkMessages(
  tx: Tx,
  ctx: Ctx,
  guest: Guest,
  id: string,
  { after, before, limit }: { after?: string; before?: string; limit: number },
): Promise<{ rows: MessageRow[]; moreBefore: boolean } | null> {
  const { rows: seen } = await sql`select v.id from (${sight(ctx, guest)}) v where v.id = ${id}`.execute(tx);
  if (seen.length === 0) return null;
  const from = after ? sql`and m.id > ${after}` : before ? sql`and m.id < ${before}` : sql``;
  const { rows } = await sql<MessageRow>`
    select m.* from (${sight(ctx, guest)}) v
    join messages m on m.workspace_id = ${ctx.workspaceId} and m.conversation_id = v.id
    where v.id = ${id} and ${readable(guest)} ${from}
    order by m.id ${after ? sql`asc` : sql`desc`} limit ${limit + 1}`.execute(tx);
  const page = rows.slice(0, limit);
  return { rows: after ? page : page.reverse(), moreBefore: !after && rows.length > limit };
}

export async function talkMessage(tx: Tx, ctx: Ctx, guest: Guest, id: string): Promise<MessageRow | null> {
  const { rows } = await sql<MessageRow>`
    select m.* from (${sight(ctx, guest)}) v
    join messages m on m.workspace_id = ${ctx.workspaceId} and m.conversation_id = v.id
    where m.id = ${id} and ${readable(guest)}`.execute(tx);
  return rows[0] ?? null;
}

export type OrderRow = {
  id: string;
  number: string;
  placed_at: Date;
  title: string;
  more: number;
  photo_key: string | null;
  shipped_at: Date | null;
  delivered_at: Date | null;
  carrier: string | null;
  tracking: string | null;
};

/**
 * Orders of the brand this session may see, newest first: those it proved, and with a signed identity those of the
 * customer and of proved addresses. One of them where it is named.
 */
export async function orderRows(tx: Tx, ctx: Ctx, guest: Guest, id: string | null = null): Promise<OrderRow[]> {
  const ws = ctx.workspaceId;
  const contact = guest.verified ? guest.contact : null;
  const own = contact
    ? sql`union select o.id from orders o where o.workspace_id = ${ws} and o.customer_id = ${contact.customer_id}
        union select o.id from orders o join contact_points p on p.workspace_id = o.workspace_id and p.kind = 'email' and p.verified
          and p.value = o.email_key where o.workspace_id = ${ws} and p.contact_id = ${contact.id}
        union select o.id from customers k join contact_points p on p.workspace_id = k.workspace_id and p.kind = 'email' and p.verified
          and p.value = k.email_key join orders o on o.workspace_id = k.workspace_id and o.customer_id = k.id
          where k.workspace_id = ${ws} and p.contact_id = ${contact.id}`
    : sql``;
  const { rows } = await sql<OrderRow>`
    select o.id, o.number, o.placed_at, coalesce(l.title, o.number) as title, greatest(coalesce(n.lines, 1) - 1, 0)::int as more,
      l.photo_key, f.shipped_at, f.delivered_at, f.carrier, f.tracking
    from orders o
    left join lateral (select l.title, coalesce(i.thumb_key, i.key) as photo_key from order_lines l
      left join variants v on v.workspace_id = l.workspace_id and v.id = l.variant_id
      left join products p on p.workspace_id = v.workspace_id and p.id = v.product_id
      left join files i on i.workspace_id = p.workspace_id and i.id = p.photo_file_id
      where l.workspace_id = o.workspace_id and l.order_id = o.id order by l.position, l.id limit 1) l on true
    left join lateral (select count(*)::int as lines from order_lines l where l.workspace_id = o.workspace_id and l.order_id = o.id) n on true
    left join lateral (select f.shipped_at, f.delivered_at, f.carrier, f.tracking from fulfilments f
      where f.workspace_id = o.workspace_id and f.order_id = o.id order by f.shipped_at desc nulls last, f.id desc limit 1) f on true
    where o.workspace_id = ${ws} and o.brand_id = ${guest.channel.brand_id} and o.cancelled_at is null
      and o.id in (select order_id from chat_orders where workspace_id = ${ws} and session_id = ${guest.sessionId} ${own})
      ${id === null ? sql`` : sql`and o.id = ${id}`}
    order by o.placed_at desc, o.id desc limit 10`.execute(tx);
  return rows;
}
