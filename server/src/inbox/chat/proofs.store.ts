/** Which orders a chat has proved, and to whom: by a number with e-mail or ZIP, by a code mailed to their address, or by who signed in. */
import { sql } from 'kysely';
import { emailKey } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { findConversation } from '../conversations/conversations.store.ts';
import { linkConversation } from '../conversations/link-conversation.ts';
import { insertProof, sessionsIn } from './chat.store.ts';
import { contactOfSession } from './session.store.ts';

/** `by_code`: by a code mailed to the order's address too, or by somebody the shop's own server vouches for. */
export type Proved = { order_id: string; by_code: boolean };

/** The session a message of a chat came by, out of the id its channel knows it by; null for what is none of a buyer's. */
export function sessionOf(message: { direction: string; external_id: string | null }): string | null {
  if (message.direction !== 'in') return null;
  return /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):/.exec(message.external_id ?? '')?.[1] ?? null;
}

/**
 * The orders this session has proved and whoever else reads along in the conversation has proved, too: what is said there is
 * said to all of them, and staff may have joined two buyers into one contact, or two conversations. Nothing to a session that
 * never wrote here: on other channels a message may bear any id, that of a session too.
 */
export async function provedHere(
  tx: Tx,
  ctx: Ctx,
  at: { brand_id: string; conversation_id: string; session_id: string },
): Promise<Proved[]> {
  const here = await sessionsIn(tx, ctx, at.conversation_id);
  if (!here.includes(at.session_id)) return [];
  const sessions = new Set([at.session_id, ...here]);
  const each: Proved[][] = [];
  for (const session_id of sessions) each.push(await provedBy(tx, ctx, { ...at, session_id }));
  const [own = [], ...others] = each;
  return own.flatMap(({ order_id, by_code }) => {
    const also = others.map((proved) => proved.find((one) => one.order_id === order_id));
    if (also.includes(undefined)) return [];
    return [{ order_id, by_code: by_code && also.every((one) => one?.by_code) }];
  });
}

/** What one session has proved; where the shop had signed who it is when it wrote there, the orders of that buyer, too. */
export async function provedBy(
  tx: Tx,
  ctx: Ctx,
  { brand_id, conversation_id, session_id }: { brand_id: string; conversation_id: string; session_id: string },
): Promise<Proved[]> {
  const { rows: proved } = await sql<Proved>`
    select o.id as order_id, p.by_code from chat_orders p
    join orders o on o.workspace_id = p.workspace_id and o.id = p.order_id
    where p.workspace_id = ${ctx.workspaceId} and p.session_id = ${session_id} and o.brand_id = ${brand_id}
    order by o.placed_at desc, o.id desc limit 50`.execute(tx);
  if (!(await isSigned(tx, ctx, session_id, conversation_id))) return proved;
  const known = await contactOfSession(tx, ctx, session_id);
  const own = known ? await ordersOfContact(tx, ctx, brand_id, known.contact) : [];
  const mine = own.map((order_id) => ({ order_id, by_code: true }));
  return [...mine, ...proved.filter(({ order_id }) => !own.includes(order_id))];
}

async function isSigned(tx: Tx, ctx: Ctx, sessionId: string, conversationId: string): Promise<boolean> {
  const { rows } = await sql<{ verified: boolean }>`
    select coalesce(bool_or(t.verified), false) as verified from chat_talks t
    where t.workspace_id = ${ctx.workspaceId} and t.session_id = ${sessionId} and (t.conversation_id = ${conversationId} or t.conversation_id in (
      select id from conversations where workspace_id = ${ctx.workspaceId} and merged_into = ${conversationId}))`.execute(
    tx,
  );
  return rows[0]?.verified ?? false;
}

/** Orders of the customer a contact is, and of the addresses it proved; newest first. */
async function ordersOfContact(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  contact: { id: string; customer_id: string | null },
): Promise<string[]> {
  const ws = ctx.workspaceId;
  const { rows } = await sql<{ id: string }>`
    select o.id from orders o where o.workspace_id = ${ws} and o.brand_id = ${brandId} and o.id in (
      select a.id from orders a where a.workspace_id = ${ws} and a.customer_id = ${contact.customer_id}
      union select b.id from orders b join contact_points p on p.workspace_id = b.workspace_id and p.kind = 'email' and p.verified
        and p.value = b.email_key where b.workspace_id = ${ws} and p.contact_id = ${contact.id}
      union select c.id from customers k join contact_points p on p.workspace_id = k.workspace_id and p.kind = 'email' and p.verified
        and p.value = k.email_key join orders c on c.workspace_id = k.workspace_id and c.customer_id = k.id
        where k.workspace_id = ${ws} and p.contact_id = ${contact.id})
    order by o.placed_at desc, o.id desc limit 50`.execute(tx);
  return rows.map(({ id }) => id);
}

/** The orders of a brand that were bought with an address, called off ones too; newest first. */
export async function ordersOfAddress(tx: Tx, ctx: Ctx, brandId: string, email: string): Promise<string[]> {
  const key = emailKey(email);
  if (key === '') return [];
  const ws = ctx.workspaceId;
  const { rows } = await sql<{ id: string }>`
    select o.id from orders o where o.workspace_id = ${ws} and o.brand_id = ${brandId} and o.id in (
      select a.id from orders a where a.workspace_id = ${ws} and a.email_key = ${key}
      union select b.id from orders b join customers k on k.workspace_id = b.workspace_id and k.id = b.customer_id
        where b.workspace_id = ${ws} and k.email_key = ${key})
    order by o.placed_at desc, o.id desc limit 50`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Did the contact of a conversation prove this address, by a sign-in or by a mail from it? */
export async function provedAddress(tx: Tx, ctx: Ctx, contactId: string, email: string): Promise<boolean> {
  const row = await tx
    .selectFrom('contact_points')
    .select('value')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('contact_id', '=', contactId)
    .where('kind', '=', 'email')
    .where('verified', '=', true)
    .where('value', '=', email.toLowerCase())
    .executeTakeFirst();
  return row !== undefined;
}

/** Orders are proved to a session, and the conversation it is about is linked to the first where it has no order yet. */
export async function proveOrders(
  tx: Tx,
  ctx: Ctx,
  at: { session_id: string; conversation_id: string | null },
  orderIds: readonly string[],
  { by_code }: { by_code: boolean },
): Promise<void> {
  for (const id of orderIds) await insertProof(tx, ctx, at.session_id, id, by_code);
  const [only, more] = orderIds;
  if (at.conversation_id === null || only === undefined || more !== undefined) return;
  const conversation = await findConversation(tx, ctx, at.conversation_id);
  if (conversation.order_id !== null || conversation.merged_into !== null) return;
  await linkConversation({ ...ctx, tx }, conversation.id, { order_id: only });
}

/** Where what a session said in a conversation came from, as a digest; null where it did not say. */
export async function heardFrom(tx: Tx, ctx: Ctx, sessionId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('chat_talks')
    .select('heard_from')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('session_id', '=', sessionId)
    .where('heard_from', 'is not', null)
    .orderBy('since', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.heard_from ?? null;
}
