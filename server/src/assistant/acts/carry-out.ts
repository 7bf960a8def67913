import type { ChatCard, HandOverReason } from '@recoup/contract';
import { conversationEvent, linkConversation, lockStanding } from '../../inbox/index.ts';
import { dayIn } from '../../platform/clock.ts';
import { inSavepoint } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { same } from '../../platform/same.ts';
import { trackingPage } from '../../returns/index.ts';
import type { Look } from '../look-ups/look.ts';
import { seenOrders } from '../look-ups/orders.read.ts';
import type { ActState } from '../talk.ts';
import { isCannot } from './act.ts';
import { buyerCtx } from './at.ts';
import { answered } from './card.ts';
import {
  actsDone,
  type Confirmation,
  claimConfirmation,
  countAct,
  findConfirmation,
  settleConfirmation,
} from './confirmations.store.ts';
import { endOpen, showCard } from './end-open.ts';
import { gateOf, needsCode } from './gates.ts';
import { whyRefused } from './give-remedy.ts';
import { actNamed } from './the-acts.ts';

export type Outcome = { state: ActState; card: ChatCard; because: HandOverReason | null };

/** Why a yes comes to nothing. `changed`: what the gate would give now is not what was promised; it may be offered anew. */
class NotNow extends Error {
  readonly because: HandOverReason | 'changed';
  constructor(because: HandOverReason | 'changed') {
    super(because);
    this.because = because;
  }
}

/**
 * The buyer's yes to what was offered. Of several at once (a double click, two tabs, a tap and a typed yes) one does it, and
 * the others are answered what it came to. The conversation is held, the confirmation is claimed, and the verb does its work
 * in the same transaction: after a crash it was done, or it is still open. What would be given now must be exactly what was
 * promised, and the caps must have room; else it is refused, and nothing was done.
 *
 * The order must be in sight of whoever says yes, by a code where the brand wants one. An offer ends with its time, and where a
 * person has taken over. Throws `order.not_proved`.
 */
export async function carryOut(look: Look, offer: Confirmation, { hasCard = true } = {}): Promise<Outcome> {
  const { at, tx, ctx } = look;
  const seen = at.sight.orders.some(({ order_id }) => order_id === offer.order_id);
  if (!seen || needsCode(at, { id: offer.order_id }, offer.act)) throw new Refusal('order.not_proved');
  const conversation = await lockStanding(tx, ctx, offer.conversation_id);
  if (!(await claimConfirmation(tx, ctx, offer.id)))
    return outcomeOf((await findConfirmation(tx, ctx, offer.id)) ?? offer);
  // A person has taken over by now, or wants nothing said here any more: what was offered is theirs to offer.
  const stands = conversation.holder === 'assistant' && !conversation.spam && conversation.state !== 'closed';
  if (offer.expires_at <= ctx.now || !stands) {
    const card = await endOpen(tx, ctx, offer);
    const data = { act: offer.act, because: 'expired' };
    await record(tx, ctx, [conversationEvent(conversation, { type: 'assistant.refused', data })]);
    return { state: 'expired', card, because: null };
  }
  try {
    const did = await inSavepoint(tx, () => done(look, offer, conversation.id));
    await settleConfirmation(tx, ctx, offer.id, {
      state: 'done',
      return_id: did.return_id,
      result: did.return_code ? { return_code: did.return_code } : {},
    });
    const url = did.return_id
      ? trackingPage(ctx, look.brand.slug, {
          brand_id: offer.brand_id,
          order_id: offer.order_id,
          return_id: did.return_id,
        })
      : null;
    const card = answered(offer.promised.card, 'done', { url });
    if (hasCard) await showCard(tx, ctx, offer, card);
    const to = { order_id: offer.order_id, ...(did.return_id ? { return_id: did.return_id } : {}) };
    const linked = await linkConversation({ ...ctx, tx }, conversation.id, to);
    const { act, amount, currency, promised } = offer;
    const data = { act, title: promised.card.title, amount: { amount, currency }, return_code: did.return_code };
    await record(tx, ctx, [conversationEvent(linked, { type: 'assistant.confirmed', data, sides: true })]);
    return { state: 'done', card, because: null };
  } catch (error) {
    const because = whyNot(error);
    await settleConfirmation(tx, ctx, offer.id, { state: 'refused', result: { because } });
    const card = answered(offer.promised.card, 'refused');
    if (hasCard) await showCard(tx, ctx, offer, card);
    await record(tx, ctx, [
      conversationEvent(conversation, { type: 'assistant.refused', data: { act: offer.act, because } }),
    ]);
    return { ...stateOf(because), card };
  }
}

/** All that a yes does, or nothing of it. */
async function done(look: Look, offer: Confirmation, conversationId: string) {
  const { at, tx, ctx, brand } = look;
  const [order] = await seenOrders(tx, ctx, offer.brand_id, [offer.order_id]);
  if (!order) throw new NotNow('cannot_do');
  const gate = await gateOf(look, order, offer.act);
  if (gate) throw new NotNow(gate.cannot);
  const act = actNamed(offer.act);
  const now = await act.weigh(look, order, offer.request);
  if (isCannot(now)) throw new NotNow(now.cannot);
  if (!same(now.what, offer.promised.what) || now.amount !== offer.amount) throw new NotNow('changed');
  if (offer.act !== 'settle') {
    const { caps } = at.settings;
    const day = dayIn(brand.timeZone, ctx.now);
    const fits =
      (await actsDone(tx, ctx, conversationId)) < caps.acts_per_conversation &&
      (await countAct(tx, ctx, { brand_id: brand.id, day, given: now.given }, caps));
    if (!fits) throw new NotNow('over_cap');
  }
  return act.carryOut({ ...buyerCtx(at, offer.order_id), tx }, offer.order_id, offer.request);
}

function whyNot(error: unknown): HandOverReason | 'changed' {
  if (error instanceof NotNow) return error.because;
  if (error instanceof Refusal) return whyRefused(error.code);
  throw error;
}

/** What changed is offered anew by the flow, as what ran out is; anything else is for a person. */
const stateOf = (because: HandOverReason | 'changed'): Pick<Outcome, 'state' | 'because'> =>
  because === 'changed' ? { state: 'expired', because: null } : { state: 'refused', because };

/** What a confirmation came to, as whoever asks again is told. */
export function outcomeOf({ state, promised, result, expires_at }: Confirmation, now?: Date): Outcome {
  const { card } = promised;
  if (state === 'refused') return { ...stateOf(result?.because ?? 'cannot_do'), card: answered(card, 'refused') };
  if (state === 'done' || state === 'doing') return { state: 'done', card: answered(card, 'done'), because: null };
  if (state === 'declined') return { state: 'declined', card: answered(card, 'declined'), because: null };
  const over = state === 'expired' || (now !== undefined && expires_at <= now);
  return over
    ? { state: 'expired', card: answered(card, 'expired'), because: null }
    : { state: 'offered', card, because: null };
}
