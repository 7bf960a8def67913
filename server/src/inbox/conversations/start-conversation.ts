import type { BodyOf, inbox } from '@recoup/contract';
import { customerNamed } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Channel } from '../channel.ts';
import { openChannel } from '../channels/channels.store.ts';
import {
  addPoint,
  type ContactRow,
  holdersOf,
  insertContact,
  lockContact,
  lockPoints,
  updateContact,
} from '../contacts/contacts.store.ts';
import { contactOfCustomer } from '../contacts/of-customer.store.ts';
import { buyerLanguageOf, normalPoint, type Point } from '../contacts/points.ts';
import { addressKind } from '../contacts/reply-address.ts';
import { takeMessage } from '../messages/take-message.ts';
import { writeMessage } from '../messages/write-message.ts';
import { languageOf } from '../translation/language.ts';
import type { Conversation } from './conversation.ts';
import { insertConversation } from './conversations.store.ts';
import { conversationEvent } from './events.ts';
import { type LinkedOrder, orderOf } from './link-conversation.ts';
import { authorOf } from './reply-to-buyer.ts';

type Start = BodyOf<(typeof inbox)['start']>;

/** Channels we may write on first; on the others somebody has to come, or the platform lets only buyers begin. */
const WE_BEGIN = new Set<Channel['kind']>(['email', 'sms', 'phone']);
/** Channels of which staff write down what the buyer said. */
const WE_LOG = new Set<Channel['kind']>(['phone', 'sms', 'social', 'marketplace']);

/**
 * Staff begin a conversation with a buyer, or write down what one said on the phone. Who is meant is a contact, a
 * customer, the buyer of an order, or an address. Who begins it holds it. Returns its id.
 *
 * Throws `channel.not_found`, `channel.cannot_start`, `contact.not_found`, `contact.no_address`, `contact.blocked`,
 * `customer.not_found`, `order.not_found`, `file.not_found`.
 */
export function startConversation(ctx: Ctx, start: Start): Promise<string> {
  return inWorkspace(ctx, async (tx) => {
    const channel = await openChannel(tx, ctx, start.channel_id);
    const begins = start.direction === 'out' ? WE_BEGIN : WE_LOG;
    if (!begins.has(channel.kind)) throw new Refusal('channel.cannot_start', { channel: channel.kind });
    const order = start.order_id === undefined ? null : await orderOf(tx, ctx, start.order_id, channel.brand_id);
    const contact = await whoIsMeant(tx, ctx, channel, start, order);
    if (contact.blocked_at) throw new Refusal('contact.blocked');
    const at = await insertConversation(tx, ctx, {
      brand_id: channel.brand_id,
      contact_id: contact.id,
      customer_id: contact.customer_id ?? order?.customer_id ?? null,
      order_id: order?.id ?? null,
      channel_id: channel.id,
      subject: start.subject,
      language: contact.language,
      ...(ctx.actor.kind === 'staff' && ctx.actor.id !== null
        ? { holder: 'staff' as const, assignee_id: ctx.actor.id }
        : {}),
    });
    const opened = {
      channel: channel.kind,
      subject: at.subject,
      contact: contact.name,
      by_us: start.direction === 'out',
    };
    await record(tx, ctx, [conversationEvent(at, { type: 'conversation.opened', data: opened, sides: true })]);
    await (start.direction === 'out' ? say(tx, ctx, at, start) : log(tx, ctx, at, channel, start));
    return at.id;
  });
}

async function say(tx: Tx, ctx: Ctx, at: Conversation, { text, file_ids }: Start): Promise<void> {
  const language = languageOf(text);
  await writeMessage(tx, ctx, {
    conversation: at,
    channel_id: at.channel_id,
    author: authorOf(ctx),
    text,
    language,
    file_ids,
  });
}

async function log(tx: Tx, ctx: Ctx, at: Conversation, channel: Channel, { text, file_ids }: Start): Promise<void> {
  await takeMessage(
    { ...ctx, tx },
    {
      channel,
      external_id: `logged:${newId()}`,
      sender: null,
      contact_id: at.contact_id,
      author: 'buyer',
      conversation_id: at.id,
      thread_ids: [],
      known_as: [],
      subject: null,
      text,
      html: null,
      quoted: null,
      signature: null,
      language: languageOf(text),
      files: file_ids.map((file_id) => ({ file_id, content_id: null })),
      automatic: null,
      envelope: null,
      raw_file_id: null,
      at: null,
    },
  );
}

async function whoIsMeant(
  tx: Tx,
  ctx: Ctx,
  channel: Channel,
  start: Start,
  order: LinkedOrder | null,
): Promise<ContactRow> {
  if (start.contact_id !== undefined) {
    const contact = await lockContact(tx, ctx, start.contact_id);
    if (contact.brand_id !== channel.brand_id) throw new Refusal('contact.not_found');
    return contact;
  }
  const customerId = start.customer_id ?? order?.customer_id;
  const customer = customerId === undefined ? null : await customerNamed(tx, ctx, customerId);
  if (customerId !== undefined && customer?.brand_id !== channel.brand_id) throw new Refusal('customer.not_found');
  const known = customer && (await contactOfCustomer(tx, ctx, customer.id));
  const points = addresses(channel, [start.to, customer?.email, customer?.phone]);
  const first = points[0];
  if (!known && !first) throw new Refusal('contact.no_address', { channel: channel.kind });
  await lockPoints(tx, channel.brand_id, points);
  const holder =
    first && (await holdersOf(tx, ctx, channel.brand_id, [first])).find((one) => one.verified || !one.in_session);
  const contact =
    known || holder
      ? await lockContact(tx, ctx, known ?? holder!.contact_id)
      : await insertContact(tx, ctx, {
          brand_id: channel.brand_id,
          name: start.name ?? customer?.name ?? first!.value,
          language: buyerLanguageOf(customer?.language) ?? 'en',
        });
  for (const point of points) await addPoint(tx, ctx, contact, point);
  if (!customer || contact.customer_id !== null) return contact;
  await updateContact(tx, ctx, contact.id, { customer_id: customer.id });
  return { ...contact, customer_id: customer.id };
}

/** Of what was typed and what the shop knows, the addresses; the one this channel writes to first. Nobody proved them. */
function addresses(channel: Channel, given: readonly (string | null | undefined)[]): Point[] {
  const wanted = addressKind(channel.kind) ?? 'external';
  const points = given.flatMap((typed): Point[] => {
    if (!typed) return [];
    const kind = typed.includes('@') ? 'email' : wanted === 'external' && typed === given[0] ? 'external' : 'phone';
    const value = normalPoint(kind, typed);
    return value === null ? [] : [{ kind, value, verified: false }];
  });
  return points.sort((a, b) => Number(b.kind === wanted) - Number(a.kind === wanted));
}
