import type { BodyOf, BuyerLanguage, CallLink, CallLinkWay, callLinks } from '@recoup/contract';
import { type BrandFacts, brandOf, staffName } from '../../accounts/index.ts';
import {
  addressForReply,
  type Channel,
  channelOf,
  channelsOfKind,
  lockConversation,
  writeMessage,
} from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { queueMail } from '../../platform/outbox.ts';
import { Refusal } from '../../platform/refusal.ts';
import { type Call, isOver } from '../calls/call.ts';
import { lockCall } from '../calls/calls.store.ts';
import { settleCall } from '../calls/settle-call.ts';
import { shownName } from '../calls/shown-name.ts';
import { buyersName } from '../seats/seats.store.ts';
import { timesOf } from '../slots/times-in-words.ts';
import { linkEnds, linkState, linkUrl, qrPicture } from './call-link.ts';
import { invitationText } from './link-words.ts';
import { insertLink, type LinkRow } from './links.store.ts';

export type NewLink = Pick<BodyOf<(typeof callLinks)['make']>, 'by' | 'to' | 'minutes'>;
type Made = CallLink & { qr: string };

/**
 * Whoever is on a call, or prepares it, invites the buyer by a link that opens this call and nothing else.
 *
 * Throws `call.not_found`, `call.over`, `call.no_address`, `call.no_sms_channel`.
 */
export function makeLink(ctx: Ctx, callId: string, given: NewLink): Promise<Made> {
  return inWorkspace(ctx, async (tx) => sendLink(tx, ctx, await lockCall(tx, ctx, callId), given));
}

/** The same for a call that is held by `lockCall`; also for the product itself, which confirms a time by mail. */
export async function sendLink(tx: Tx, ctx: Ctx, at: Call, { by, to, minutes }: NewLink): Promise<Made> {
  if (isOver(at)) throw new Refusal('call.over');
  const brand = await brandOf(tx, at.brand_id);
  const channel = by === 'sms' ? await smsChannel(tx, ctx, at) : null;
  const address = await addressFor(tx, ctx, at, by, to);
  const link = await insertLink(tx, ctx, {
    brand_id: at.brand_id,
    call_id: at.id,
    by_way: by,
    sent_to: address,
    expires_at: linkEnds(at, minutes, ctx.now),
  });
  // A call that waits for its buyer does so for as long as something leads into it.
  const waitsLonger = at.stage === 'scheduled' && (at.due_at === null || at.due_at < link.expires_at);
  const change = waitsLonger ? { due_at: link.expires_at } : {};
  const next = await settleCall(tx, ctx, at, change, [{ type: 'call.invited', data: { by, to: address } }]);
  const url = linkUrl(ctx, brand.slug, link);
  if (by === 'mail') await mailLink(tx, ctx, next, { link, url, brand, to: address! });
  if (channel) await textLink(tx, ctx, next, { url, brand, to: address!, channel });
  return { ...linkAnswer(ctx, link, next, brand.slug), qr: qrPicture(url) };
}

export function linkAnswer(ctx: Ctx, link: LinkRow, call: Pick<Call, 'stage'>, slug: string): CallLink {
  return {
    id: link.id,
    call_id: link.call_id,
    by: link.by_way,
    sent_to: link.sent_to,
    state: linkState(link, call, ctx.now),
    url: linkUrl(ctx, slug, link),
    made_at: link.made_at.toISOString(),
    made_by: link.made_by.name,
    expires_at: link.expires_at.toISOString(),
    opened_at: link.opened_at?.toISOString() ?? null,
    used_at: link.used_at?.toISOString() ?? null,
  };
}

/** Where it goes: as was said, else where the buyer of the conversation is answered. */
async function addressFor(tx: Tx, ctx: Ctx, at: Call, by: CallLinkWay, to: string | undefined): Promise<string | null> {
  if (by !== 'mail' && by !== 'sms') return null;
  const { conversation_id: id, contact_id } = at;
  const known = to ?? (await addressForReply(tx, ctx, { id, contact_id }, by === 'mail' ? 'email' : 'sms'));
  const fits = by === 'mail' ? /^[^\s@]+@[^\s@]+\.[^\s@]+$/ : /^\+?[\d\s().-]{5,40}$/;
  if (!known || !fits.test(known)) throw new Refusal('call.no_address', { by });
  return by === 'mail' ? known : known.replace(/[\s().-]/g, '');
}

/** The conversation's own channel where it is one of text messages, else the brand's. Throws `call.no_sms_channel`. */
async function smsChannel(tx: Tx, ctx: Ctx, at: Call): Promise<Channel> {
  const rows = await channelsOfKind(tx, ctx, ['sms'], at.brand_id);
  const conversation = await lockConversation(tx, ctx, at.conversation_id);
  const channels = rows.map((row) => channelOf(ctx.config, row));
  const sends = channels.filter(({ settings }) => 'post_to' in settings && settings.post_to !== null);
  const found = sends.find(({ id }) => id === conversation.reply_channel_id) ?? sends[0];
  if (!found) throw new Refusal('call.no_sms_channel');
  return found;
}

type Sent = { url: string; brand: BrandFacts; to: string };

async function mailLink(tx: Tx, ctx: Ctx, at: Call, { link, url, brand, to }: Sent & { link: LinkRow }): Promise<void> {
  const language = languageOf(at, brand);
  await queueMail(tx, ctx, {
    cause: `call-link:${link.id}`,
    template: 'call_invitation',
    language,
    to,
    brandId: brand.id,
    orderId: at.order_id,
    returnId: at.return_id,
    data: {
      customer_name: await buyersName(tx, ctx, at.contact_id),
      with: await inviterOf(tx, ctx, at),
      call_url: url,
      times: at.scheduled_for ? timesOf(at.scheduled_for, { at, brand, language, now: ctx.now }) : null,
      expires_at: link.expires_at.toISOString(),
    },
    hide: url.split('/').at(-1)!,
  });
}

async function textLink(tx: Tx, ctx: Ctx, at: Call, sent: Sent & { channel: Channel }): Promise<void> {
  const language = languageOf(at, sent.brand);
  const who = await inviterOf(tx, ctx, at);
  const conversation = await lockConversation(tx, ctx, at.conversation_id);
  const isStaff = ctx.actor.kind === 'staff';
  await writeMessage(tx, ctx, {
    conversation,
    channel_id: sent.channel.id,
    author: isStaff
      ? { kind: 'staff', id: ctx.actor.id, name: ctx.actor.name }
      : { kind: 'system', id: null, name: sent.brand.name },
    text: invitationText[language]({ brand: sent.brand.name, who, url: sent.url }),
    language,
    to: [sent.to],
  });
}

export const languageOf = (at: Pick<Call, 'language'>, brand: Pick<BrandFacts, 'languages'>): BuyerLanguage =>
  at.language ?? brand.languages[0] ?? 'en';

/** Whoever is to take it, else whoever of the staff invites, as buyers know them. */
export async function inviterOf(tx: Tx, ctx: Ctx, at: Pick<Call, 'staff_id'>): Promise<string | null> {
  const name = at.staff_id ? await staffName(tx, at.staff_id) : ctx.actor.kind === 'staff' ? ctx.actor.name : null;
  return name ? shownName(name) : null;
}
