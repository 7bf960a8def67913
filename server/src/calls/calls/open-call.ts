import type { BuyerLanguage, CallOrigin } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { ringOn } from '../queue/ring.ts';
import { takeSeat } from '../seats/take-seat.ts';
import { settingsOf } from '../settings/settings.store.ts';
import { type Call, isOver } from './call.ts';
import {
  type CallChange,
  callAskedFor,
  insertCall,
  insertPart,
  lockName,
  openCallOf,
  type Part,
  partsOf,
} from './calls.store.ts';
import { callWords } from './line-words.ts';
import { lineOfOrder } from './order-line.ts';
import { asBuyer, buyerPart } from './seat.ts';
import { settleCall, settleNew } from './settle-call.ts';

/** Who is called or calls, and what about. */
export type Talk = {
  contact: { id: string; name: string; language: BuyerLanguage; customer_id: string | null };
  conversation: {
    id: string;
    brand_id: string;
    customer_id: string | null;
    order_id: string | null;
    return_id: string | null;
    language: string | null;
  };
};
export type Wish = {
  origin: CallOrigin;
  language?: BuyerLanguage | null;
  audio_only?: boolean;
  client_id?: string | null;
  time_zone?: string | null;
  order_line_id?: string | null;
  return_id?: string | null;
  note?: string | null;
};

/** A browser's word for where it is, where it is one. */
export function zoneOf(given: string | null | undefined): string | null {
  if (!given) return null;
  try {
    new Intl.DateTimeFormat('en', { timeZone: given });
    return given;
  } catch {
    return null;
  }
}

/**
 * Writes a call with its buyer's seat, in whatever stage it begins; who begins it says what happened. Calls that others agree on
 * or invite to begin as `scheduled`: they ring when the buyer comes. Throws `order.line_not_found`, `call.already_open`.
 */
export async function writeCall(
  tx: Tx,
  ctx: Ctx,
  { contact, conversation }: Talk,
  wish: Wish,
  more: CallChange & Pick<Call, 'stage'>,
): Promise<{ call: Call; seat: Part }> {
  const lineId = wish.order_line_id ?? null;
  const line = lineId === null ? null : await lineOfOrder(tx, ctx, lineId, conversation.order_id);
  const language = wish.language ?? (conversation.language as BuyerLanguage | null) ?? contact.language;
  const call = await insertCall(tx, ctx, {
    brand_id: conversation.brand_id,
    conversation_id: conversation.id,
    contact_id: contact.id,
    customer_id: contact.customer_id ?? conversation.customer_id,
    order_id: line?.order_id ?? conversation.order_id,
    order_line_id: line?.id ?? null,
    return_id: wish.return_id ?? conversation.return_id,
    origin: wish.origin,
    audio_only: wish.audio_only ?? false,
    language,
    client_id: wish.client_id ?? null,
    time_zone: zoneOf(wish.time_zone),
    note: wish.note || null,
    ...more,
  });
  const seat = await insertPart(tx, ctx, call, { kind: 'buyer', name: contact.name, language });
  return { call, seat };
}

/**
 * A buyer wants to be seen now. The same wish of a browser gets the same call; who has one that waits already goes on with it;
 * where another browser of theirs is in it, this one knocks. It rings whoever fits best and is free, else waits.
 *
 * Throws `call.turned_off`, `call.somebody_knocks`, `order.line_not_found`.
 */
export async function askForCall(
  tx: Tx,
  ctx: Ctx,
  talk: Talk,
  wish: Wish & { client_id: string },
): Promise<{ call: Call; seat: Part }> {
  const { brand_id } = talk.conversation;
  const settings = await settingsOf(tx, ctx, brand_id);
  if (!settings.enabled || !settings.entries.some((entry) => entry === wish.origin))
    throw new Refusal('call.turned_off');
  await lockName(tx, `calls:ask:${talk.contact.id}`);
  const asked = await callAskedFor(tx, ctx, talk.contact.id, wish.client_id);
  const open = asked ?? (await openCallOf(tx, ctx, talk.conversation.id));
  if (open) return takeUp(tx, ctx, open, wish, asked !== null);
  const { call } = await writeCall(tx, ctx, talk, wish, { stage: 'waiting', waits_since: ctx.now });
  const { part: seat } = await takeSeat(tx, ctx, call, seatOf(wish));
  const by = asBuyer(ctx, call, seat);
  await settleNew(tx, by, call, [{ type: 'call.asked', data: { origin: call.origin, by: seat.name } }]);
  return { call: await ringOn(tx, by, call), seat };
}

/** Who calls again is in the same call; who had asked to be called back waits live from now on. */
async function takeUp(
  tx: Tx,
  ctx: Ctx,
  at: Call,
  wish: Wish & { client_id: string },
  isSame: boolean,
): Promise<{ call: Call; seat: Part }> {
  const known = isOver(at) ? buyerPart(await partsOf(tx, ctx, at.id)) : undefined;
  if (known) return { call: at, seat: known };
  const { call, part } = await takeSeat(tx, ctx, at, seatOf(wish));
  if (isSame || part.knocks || !call.call_back || call.stage !== 'waiting') return { call, seat: part };
  const by = asBuyer(ctx, call, part);
  const change = { call_back: false, waits_since: ctx.now, due_at: null };
  const data = { origin: call.origin, by: part.name, again: true };
  const again = await settleCall(tx, by, call, change, [{ type: 'call.asked', data }]);
  return { call: await ringOn(tx, by, again), seat: part };
}

/** A session or an order's link says who it is; the browser's own id of its wish says which browser. */
const seatOf = (wish: Wish & { client_id: string }) => ({
  seat: wish.client_id,
  proven: true,
  language: wish.language ?? null,
});

export const subjectOf = (language: BuyerLanguage | null | undefined): string => callWords(language ?? 'en').subject;
