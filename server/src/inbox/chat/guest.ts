import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { buyerOf } from '../../platform/http.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Channel } from '../channel.ts';
import { channelByKey, openChannel } from '../channels/channels.store.ts';
import { addPoint, type ContactRow, insertContact, lockContact, lockName } from '../contacts/contacts.store.ts';
import { buyerLanguageOf } from '../contacts/points.ts';
import { mayOpenOn } from './origin.ts';
import { contactOfSession } from './session.store.ts';

/** Somebody at the widget: a browser's session on a channel, signed in by the shop or not. */
export type Guest = {
  channel: Channel & { settings: { kind: 'chat' } };
  /** What the token names; the contact of a guest who never wrote is not there yet. */
  sessionId: string;
  verified: boolean;
  /** The contact as it stands, wherever staff joined it to. */
  contact: ContactRow | null;
};
export type ChatCtx = Ctx & { chat: NonNullable<Ctx['chat']> };
export type Knock = { origin: string | undefined; address: string };

/** Where a widget's key leads, in its workspace and brand alone. Throws `channel.not_found`. */
export async function visitorAt(ctx: Ctx, key: string): Promise<Ctx & { channelId: string; brandId: string }> {
  const found = await channelByKey(ctx.db, key);
  if (!found) throw new Refusal('channel.not_found');
  const { workspaceId, brandId, channelId } = found;
  return { ...ctx, workspaceId, brandId, channelId, actor: buyerOf(brandId) };
}

/** The chat channel, where the page may carry it. Throws `channel.not_found`, `chat.other_site`. */
export async function chatChannel(tx: Tx, ctx: Ctx, id: string, origin: string | undefined): Promise<Guest['channel']> {
  const channel = await openChannel(tx, ctx, id);
  if (channel.settings.kind !== 'chat') throw new Refusal('channel.not_found');
  if (!mayOpenOn(channel.settings.origins, origin, ctx.config.publicUrl)) {
    throw new Refusal('chat.other_site', { origin: origin ?? null });
  }
  return channel as Guest['channel'];
}

/**
 * Whoever holds a session's token. A guest whose talk went along with a sign-in holds an empty one: it is refused as a link
 * that leads nowhere, and the widget begins anew.
 *
 * Throws `link.not_found`, `channel.not_found`, `chat.other_site`, `contact.blocked`.
 */
export async function openGuest(tx: Tx, ctx: ChatCtx, origin: string | undefined): Promise<Guest> {
  const { channelId, contactId, verified } = ctx.chat;
  const channel = await chatChannel(tx, ctx, channelId, origin);
  const known = await contactOfSession(tx, ctx, contactId);
  if (verified ? !known : known?.hasPoint === false) throw new Refusal('link.not_found');
  if (known?.contact.blocked_at) throw new Refusal('contact.blocked');
  return { channel, sessionId: contactId, verified, contact: known?.contact ?? null };
}

/** The contact of a session, made when it first says something. The random id in its token is its point. */
export async function contactFor(tx: Tx, ctx: Ctx, guest: Guest, language: string | null): Promise<ContactRow> {
  if (guest.contact) return lockContact(tx, ctx, guest.contact.id);
  // Two first messages at once make one contact.
  await lockName(tx, `chat:${guest.sessionId}`);
  const made = await contactOfSession(tx, ctx, guest.sessionId);
  if (made) return lockContact(tx, ctx, made.contact.id);
  const contact = await insertContact(tx, ctx, {
    id: guest.sessionId,
    brand_id: guest.channel.brand_id,
    name: 'Guest',
    language: buyerLanguageOf(language) ?? 'en',
  });
  await addPoint(tx, ctx, contact, { kind: 'chat', value: guest.sessionId, verified: true });
  return contact;
}
