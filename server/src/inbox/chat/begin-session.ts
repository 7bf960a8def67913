import type { AnswerOf, BuyerLanguage, chat } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { type ChatClaims, readChatToken, signChatToken } from '../../platform/secrets.ts';
import {
  type ContactRow,
  dropPoints,
  lockContact,
  movePoints,
  pointsOfContact,
  updateContact,
} from '../contacts/contacts.store.ts';
import { whoWrote } from '../contacts/who-wrote.ts';
import { moveSession, talkRows, talksOf } from './chat.store.ts';
import { type ChatCtx, chatChannel, type Guest, type Knock, openGuest, visitorAt } from './guest.ts';
import { checkIdentity, type Identity } from './identity.ts';
import { limitSessions } from './limits.ts';
import { shownTalk } from './shown.ts';

/** A guest comes back for half a year; a signature counts for a day, and so does what it opened. */
const GUEST_DAYS = 180;
const SIGNED_DAYS = 1;
const DAY = 86_400_000;

type Asked = { token?: string; language?: BuyerLanguage; identity?: Identity };

/**
 * Somebody opens the chat, comes back to it by the token their browser kept, or is signed in by the shop. A sign-in is a new
 * session: the guest's talk goes along, and the guest's token opens nothing any more, so that whoever else holds it reads
 * none of what the signed-in buyer has or writes. A token that ran out, or is not of this channel, begins a new guest.
 *
 * Throws `channel.not_found`, `chat.other_site`, `chat.identity_wrong`, `chat.identity_old`, `chat.identity_needed`,
 * `chat.too_many`, `contact.blocked`.
 */
export async function beginSession(
  ctx: Ctx,
  key: string,
  asked: Asked,
  knock: Knock,
): Promise<AnswerOf<typeof chat.session>> {
  const visitor = await visitorAt(ctx, key);
  await limitSessions(visitor, knock.address);
  return inWorkspace(visitor, async (tx) => {
    const channel = await chatChannel(tx, visitor, visitor.channelId, knock.origin);
    const before = claimsOf(visitor, asked.token, channel.id);
    if (asked.identity) {
      if (!channel.secret) throw new Refusal('chat.identity_wrong');
      checkIdentity(channel.secret, asked.identity, visitor.now);
      const contact = await signIn(tx, visitor, channel, asked.identity, asked.language, before);
      return answer(tx, visitor, knock, channel, contact.id, true, new Date(visitor.now.getTime() + SIGNED_DAYS * DAY));
    }
    if (channel.settings.identity === 'required' && !before?.verified) throw new Refusal('chat.identity_needed');
    const known = before && (await stillOpens(tx, visitor, before, knock.origin));
    if (known && before.verified) return answer(tx, visitor, knock, channel, before.contactId, true, before.expiresAt);
    if (channel.settings.identity === 'required') throw new Refusal('chat.identity_needed');
    const expiresAt = new Date((Math.floor(visitor.now.getTime() / DAY) + 1 + GUEST_DAYS) * DAY);
    return answer(tx, visitor, knock, channel, known ? before.contactId : newId(), false, expiresAt);
  });
}

function claimsOf(ctx: Ctx, token: string | undefined, channelId: string): ChatClaims | null {
  if (!token) return null;
  try {
    const claims = readChatToken(ctx.config.secret, token, ctx.now);
    return claims.workspaceId === ctx.workspaceId && claims.channelId === channelId ? claims : null;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** False for a token that leads nowhere any more; a blocked contact stays blocked. */
async function stillOpens(tx: Tx, ctx: Ctx, claims: ChatClaims, origin: string | undefined): Promise<boolean> {
  try {
    await openGuest(tx, chatCtx(ctx, claims), origin);
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'link.not_found') return false;
    throw error;
  }
}

/** What the shop signed is proved: its own id of the buyer, and the e-mail it vouches for. */
async function signIn(
  tx: Tx,
  ctx: Ctx,
  channel: Guest['channel'],
  { id, email, name }: Identity,
  language: BuyerLanguage | undefined,
  before: ChatClaims | null,
): Promise<ContactRow> {
  const points = [
    { kind: 'shop' as const, value: id, proved: true },
    ...(email ? [{ kind: 'email' as const, value: email, proved: true }] : []),
  ];
  const contact = await whoWrote(tx, ctx, channel, { name: name ?? null, points, language }, null);
  if (contact.blocked_at) throw new Refusal('contact.blocked');
  if (before && !before.verified && before.contactId !== contact.id)
    await takeAlong(tx, ctx, before.contactId, contact);
  // A contact that began as a guest's, here or joined to by staff: that guest's token must not open what is signed in now.
  await dropPoints(tx, ctx, contact.id, [{ kind: 'chat', value: contact.id, verified: true }]);
  return contact;
}

/** What a guest said belongs to whom they turned out to be. What staff made of the guest's contact meanwhile stays where they put it. */
async function takeAlong(tx: Tx, ctx: Ctx, guestId: string, into: ContactRow): Promise<void> {
  const talks = await talksOf(tx, ctx, guestId);
  await moveSession(tx, ctx, guestId, into.id);
  if (talks.length > 0) {
    await sql`update conversations set contact_id = ${into.id}, customer_id = coalesce(customer_id, ${into.customer_id}), version = version + 1
      where workspace_id = ${ctx.workspaceId} and contact_id = ${guestId}`.execute(tx);
  }
  const { rows } = await sql<{ merged_into: string | null }>`
    select merged_into from contacts where workspace_id = ${ctx.workspaceId} and id = ${guestId} for no key update`.execute(
    tx,
  );
  const guest = rows[0];
  if (!guest) return;
  const holder = guest.merged_into === null ? guestId : (await lockContact(tx, ctx, guestId)).id;
  const points = await pointsOfContact(tx, ctx, holder);
  await dropPoints(
    tx,
    ctx,
    holder,
    points.filter(({ kind, value }) => kind === 'chat' && value === guestId),
  );
  if (guest.merged_into !== null) return;
  const told = points.filter(({ kind }) => kind === 'email' || kind === 'phone');
  await movePoints(
    tx,
    ctx,
    guestId,
    into,
    told.map((point) => ({ ...point, verified: false })),
  );
  await updateContact(tx, ctx, guestId, { merged_into: into.id });
}

async function answer(
  tx: Tx,
  ctx: Ctx,
  knock: Knock,
  channel: Guest['channel'],
  contactId: string,
  verified: boolean,
  expiresAt: Date,
): Promise<AnswerOf<typeof chat.session>> {
  const claims = {
    workspaceId: ctx.workspaceId,
    brandId: channel.brand_id,
    channelId: channel.id,
    contactId,
    verified,
    expiresAt,
  };
  const guest = await openGuest(tx, chatCtx(ctx, claims), knock.origin);
  const points = guest.contact ? await pointsOfContact(tx, ctx, guest.contact.id) : [];
  const rows = await talkRows(tx, ctx, guest);
  return {
    token: signChatToken(ctx.config.secret, claims),
    verified,
    name: guest.contact && verified && guest.contact.name !== 'Guest' ? guest.contact.name : null,
    // A guest gave its own; what staff joined to it since is not told.
    email: verified ? (points.find((one) => one.kind === 'email' && one.verified)?.value ?? null) : null,
    conversations: rows.map(shownTalk),
  };
}

function chatCtx(ctx: Ctx, { channelId, contactId, verified }: ChatClaims): ChatCtx {
  return { ...ctx, chat: { channelId, contactId, verified } };
}
