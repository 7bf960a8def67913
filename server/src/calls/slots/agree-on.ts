/** Who agrees on a time, from where: staff for a conversation or a call; a buyer from chat, an order, or the seat of a call. */
import type { AnswerOf, BodyOf, BuyerCall, CallSlots, callTimes } from '@recoup/contract';
import { brandOf, staffName } from '../../accounts/index.ts';
import {
  type ChatCtx,
  contactNamed,
  type Knock,
  lockStanding,
  openGuest,
  talkOfChat,
  talkOfOrder,
} from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import type { SeatCtx } from '../../platform/http.ts';
import { Refusal } from '../../platform/refusal.ts';
import { buyerView } from '../calls/buyer-view.ts';
import type { Call } from '../calls/call.ts';
import { findCall, lockCall, openCallOf } from '../calls/calls.store.ts';
import { limitAsking } from '../calls/limits.ts';
import { subjectOf, type Talk } from '../calls/open-call.ts';
import { orderBrand } from '../calls/order-line.ts';
import { asBuyer, seatIn } from '../calls/seat.ts';
import { openSeat } from '../seats/open-seat.ts';
import { takeSeat } from '../seats/take-seat.ts';
import { agreeNew, agreeTime, callOffTime, type Time } from './agree-time.ts';
import { agreedAnswer, readSlots, type SlotsQuery } from './read-slots.ts';
import { agreedCall } from './slots.store.ts';

type BuyerCtx = Ctx & { buyer: { orderId: string; returnId?: string } };
type Agreed = NonNullable<CallSlots['agreed']>;
type WithSeat = AnswerOf<(typeof callTimes)['agreeInChat']>;

const isAgreed = (at: Call): boolean => at.stage === 'scheduled' && at.scheduled_minutes !== null;

/** Throws `brand.not_found`, `call.not_found`, `call.turned_off`, `call.slots_off`. */
export function slotsForStaff(
  ctx: Ctx,
  query: SlotsQuery & { brand_id: string; call_id?: string },
): Promise<CallSlots> {
  return inWorkspace(ctx, async (tx) => {
    const at = query.call_id ? await findCall(tx, ctx, query.call_id) : null;
    if (at && at.brand_id !== query.brand_id) throw new Refusal('call.not_found');
    return readSlots(tx, ctx, query.brand_id, query, at && isAgreed(at) ? at : null);
  });
}

/**
 * Staff agree on a time with the buyer of a conversation; where one is agreed there already, it is moved. Throws what `agreeTime`
 * throws, `conversation.not_found`, `contact.blocked`, `staff.not_found`, `order.line_not_found`.
 */
export function agreeForConversation(
  ctx: Ctx,
  conversationId: string,
  asked: BodyOf<(typeof callTimes)['agreeFor']>,
): Promise<Agreed> {
  return inWorkspace(ctx, async (tx) => {
    const conversation = await lockStanding(tx, ctx, conversationId);
    const contact = await contactNamed(tx, ctx, conversation.contact_id);
    if (contact.blocked_at) throw new Refusal('contact.blocked');
    const staff_id = asked.staff_id ?? (ctx.actor.kind === 'staff' ? ctx.actor.id : null);
    if (staff_id && !(await staffName(tx, staff_id))) throw new Refusal('staff.not_found');
    const known = await standing(tx, ctx, conversation.id);
    const wish = { origin: 'slot' as const, order_line_id: asked.order_line_id };
    const at = known
      ? await agreeTime(tx, ctx, known, asked)
      : await agreeNew(tx, ctx, { contact, conversation }, wish, { ...asked, staff_id });
    return agreedAnswer(at, await brandOf(tx, at.brand_id));
  });
}

/** Throws what `agreeTime` throws, `call.not_found`. */
export function agreeForCall(ctx: Ctx, callId: string, asked: Time): Promise<Agreed> {
  return inWorkspace(ctx, async (tx) => {
    const at = await agreeTime(tx, ctx, await lockCall(tx, ctx, callId), asked);
    return agreedAnswer(at, await brandOf(tx, at.brand_id));
  });
}

/** Throws `call.not_found`, `call.wrong_stage`. */
export function callOffForStaff(ctx: Ctx, callId: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    await callOffTime(tx, ctx, await lockCall(tx, ctx, callId));
  });
}

/** Throws `call.slots_off`, `call.turned_off`. */
export function slotsInChat(ctx: ChatCtx, query: SlotsQuery, knock: Knock): Promise<CallSlots> {
  return inWorkspace(ctx, async (tx) => {
    const guest = await openGuest(tx, ctx, knock.origin);
    const agreed = guest.contact ? await agreedCall(tx, ctx, { contactId: guest.contact.id }) : null;
    return readSlots(tx, ctx, guest.channel.brand_id, query, agreed);
  });
}

/** A buyer agrees on a time from the widget, or moves the one they have. Throws what `agreeTime` and `talkOfChat` throw, `call.too_many`. */
export async function agreeInChat(
  ctx: ChatCtx,
  asked: BodyOf<(typeof callTimes)['agreeInChat']>,
  knock: Knock,
): Promise<WithSeat> {
  await limitAsking(ctx, ctx.chat.contactId, knock.address);
  return inWorkspace(ctx, async (tx) => {
    const talk = await talkOfChat(tx, ctx, knock, {
      conversation_id: asked.conversation_id,
      order_id: asked.order_id ?? null,
      language: asked.language ?? null,
      subject: subjectOf(asked.language),
    });
    const known = await agreedCall(tx, ctx, { contactId: talk.contact.id });
    return agreeWithSeat(tx, ctx, talk, known, asked, {});
  });
}

/** Throws `call.slots_off`, `call.turned_off`, `link.not_found`. */
export function slotsOfOrder(ctx: BuyerCtx, query: SlotsQuery): Promise<CallSlots> {
  return inWorkspace(ctx, async (tx) => {
    const agreed = await agreedCall(tx, ctx, { orderId: ctx.buyer.orderId });
    return readSlots(tx, ctx, await orderBrand(tx, ctx, ctx.buyer.orderId), query, agreed);
  });
}

/** The same from the page of an order. Throws what `agreeTime` throws, `order.line_not_found`, `contact.blocked`, `call.too_many`. */
export async function agreeOnOrder(
  ctx: BuyerCtx,
  asked: BodyOf<(typeof callTimes)['agreeInPortal']>,
  address: string,
): Promise<WithSeat> {
  await limitAsking(ctx, ctx.buyer.orderId, address);
  return inWorkspace(ctx, async (tx) => {
    const return_id = ctx.buyer.returnId ?? null;
    const { orderId: order_id } = ctx.buyer;
    const about = { order_id, return_id, language: asked.language ?? null, subject: subjectOf(asked.language) };
    const talk = await talkOfOrder(tx, ctx, about);
    const known = await agreedCall(tx, ctx, { orderId: order_id });
    return agreeWithSeat(tx, ctx, talk, known, asked, { order_line_id: asked.order_line_id, return_id });
  });
}

type Asked = Time & Pick<BodyOf<(typeof callTimes)['agreeInChat']>, 'client_id' | 'language'>;

async function agreeWithSeat(
  tx: Tx,
  ctx: Ctx,
  talk: Talk,
  agreed: Call | null,
  asked: Asked,
  about: { order_line_id?: string; return_id?: string | null },
): Promise<WithSeat> {
  const by = asBuyer(ctx, { contact_id: talk.contact.id }, talk.contact);
  const known = agreed ?? (await waiting(tx, ctx, talk.conversation.id));
  const wish = { ...about, origin: 'slot' as const, language: asked.language };
  const at = known ? await agreeTime(tx, by, known, asked) : await agreeNew(tx, by, talk, wish, asked);
  const { call, part } = await takeSeat(tx, ctx, at, {
    seat: asked.client_id,
    proven: true,
    language: asked.language ?? null,
  });
  const slots = agreedAnswer(call, await brandOf(tx, call.brand_id));
  return { slots, call: await seatIn(tx, ctx, call, part) };
}

/** What the conversation has that a time can be agreed for. Throws `call.already_open` where one is live. */
async function waiting(tx: Tx, ctx: Ctx, conversationId: string): Promise<Call | null> {
  const open = await openCallOf(tx, ctx, conversationId);
  if (open?.stage === 'live') throw new Refusal('call.already_open', { call_id: open.id });
  return open;
}
const standing = async (tx: Tx, ctx: Ctx, conversationId: string): Promise<Call | null> =>
  (await agreedCall(tx, ctx, { conversationId })) ?? waiting(tx, ctx, conversationId);

/** From within a call that waits, was missed, or is agreed. Throws `link.not_found`, `call.slots_off`, `call.turned_off`. */
export function slotsFromSeat(ctx: SeatCtx, query: SlotsQuery): Promise<CallSlots> {
  return inWorkspace(ctx, async (tx) => {
    const { call } = await openSeat(tx, ctx, { over: true });
    return readSlots(tx, ctx, call.brand_id, query, isAgreed(call) ? call : null);
  });
}

/** Throws what `agreeTime` throws, `link.not_found`. */
export function agreeFromSeat(ctx: SeatCtx, asked: Time): Promise<BuyerCall> {
  return inWorkspace(ctx, async (tx) => {
    const { call, part } = await openSeat(tx, ctx, { over: true, lock: true });
    return buyerView(tx, ctx, await agreeTime(tx, asBuyer(ctx, call, part), call, asked), part.id);
  });
}

/** Throws `call.wrong_stage`, `link.not_found`. */
export function callOffFromSeat(ctx: SeatCtx): Promise<BuyerCall> {
  return inWorkspace(ctx, async (tx) => {
    const { call, part } = await openSeat(tx, ctx, { lock: true });
    await callOffTime(tx, asBuyer(ctx, call, part), call);
    return buyerView(tx, ctx, call, part.id);
  });
}
