import type { BuyerLanguage, ChatCard, FlowAct } from '@recoup/contract';
import { conversationEvent, findConversation } from '../../inbox/index.ts';
import { dayIn } from '../../platform/clock.ts';
import { inWorkspace } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { same } from '../../platform/same.ts';
import type { Look } from '../look-ups/look.ts';
import type { SeenOrder } from '../look-ups/orders.read.ts';
import { orderOf } from '../look-ups/seen-order.ts';
import type { Offered, Slots } from '../talk.ts';
import { type Cannot, cannot, isCannot, type Weighed } from './act.ts';
import type { At } from './at.ts';
import { cardOf } from './card.ts';
import { carryOut } from './carry-out.ts';
import {
  actsDone,
  type Confirmation,
  dayOf,
  insertConfirmation,
  openConfirmations,
  type Promised,
} from './confirmations.store.ts';
import { endOpen } from './end-open.ts';
import { gateOf, needsCode } from './gates.ts';
import { mailCodeToOrder } from './mail-code.ts';
import type { KeptRequest } from './requests.ts';
import { actLook, actNamed } from './the-acts.ts';

/** An offer holds so long; then it is made anew. */
export const HOLDS_MS = 30 * 60_000;

/**
 * A flow comes to an act: what exactly would be done is weighed by the verb's own preview and kept, with what the buyer is told
 * of it, as a confirmation that waits for their yes. Nothing is done yet, but for `settle`, which gives nothing and is done at
 * once. Model, flow and text name no amount; what policy, the brand's settings or a cap do not allow is never offered.
 */
export function offerAct(
  at: At,
  act: FlowAct,
  { slots, language }: { slots: Slots; language: BuyerLanguage },
): Promise<Offered> {
  return inWorkspace(at.ctx, async (tx): Promise<Offered> => {
    const look = await actLook(at, tx, { slots, language });
    const order = await orderOf(look);
    if (!order && act === 'settle') return settledWithout(look);
    if (!order) return refused(cannot(at.sight.orders.length > 0 ? 'cannot_do' : 'not_proved', { missing: 'order' }));
    const gate = await gateOf(look, order, act);
    if (gate) return refused(gate);
    const request = await actNamed(act).prepare(look, order);
    if (isCannot(request)) return refused(request);
    const weighed = await actNamed(act).weigh(look, order, request);
    if (isCannot(weighed)) return refused(weighed);
    if (weighed.given > 0 && weighed.currency !== look.brand.currency) {
      return refused(cannot('rule', { currency: weighed.currency }));
    }
    const over = await overCap(look, act, weighed);
    if (over) return refused(over);
    if (needsCode(at, order, act)) {
      const to = await mailCodeToOrder(look, order);
      return to === null ? refused(cannot('not_proved', { code: 'not_mailed' })) : { kind: 'needs_code', to };
    }
    return offered(look, order, act, request, weighed);
  });
}

const refused = ({ cannot: because, facts }: Cannot): Offered => ({ kind: 'cannot', because, facts });

/** So early only so that nothing is offered that could not be done; what counts is counted at the yes. */
async function overCap({ at, tx, ctx, brand }: Look, act: FlowAct, { given }: Weighed): Promise<Cannot | null> {
  if (act === 'settle' || at.sight.conversation_id === null) return null;
  const { caps } = at.settings;
  const done = await actsDone(tx, ctx, at.sight.conversation_id);
  if (done >= caps.acts_per_conversation) return cannot('over_cap', { acts: done });
  const today = await dayOf(tx, ctx, { brand_id: brand.id, day: dayIn(brand.timeZone, ctx.now) });
  const fits = today.acts < caps.acts_per_day && today.amount + given <= caps.amount_per_day;
  return fits ? null : cannot('over_cap', today);
}

async function offered(
  look: Look,
  order: SeenOrder,
  act: FlowAct,
  request: KeptRequest,
  weighed: Weighed,
): Promise<Offered> {
  const { at, tx, ctx } = look;
  const { conversation_id } = at.sight;
  const id = newId();
  const expires = new Date(ctx.now.getTime() + HOLDS_MS);
  const card = cardOf(id, weighed.card, expires);
  const variables = known(weighed.variables);
  const made: Offered = { kind: 'offered', confirmation_id: id, card, variables, sources: weighed.sources };
  if (at.sight.simulated || conversation_id === null) {
    return act === 'settle' ? { ...made, card: { ...card, state: 'done' } } : made;
  }
  const before = await openConfirmations(tx, ctx, conversation_id);
  const again = before.find((one) => isSame(one, { act, order_id: order.id, request, what: weighed.what }, ctx.now));
  if (again) {
    const { promised } = again;
    return { ...made, confirmation_id: again.id, card: promised.card, variables: promised.variables };
  }
  for (const one of before) await endOpen(tx, ctx, one);
  const promised: Promised = { what: weighed.what, card, variables, sources: weighed.sources, given: weighed.given };
  const confirmation: Confirmation = {
    id,
    brand_id: at.sight.brand_id,
    conversation_id,
    order_id: order.id,
    act,
    request,
    promised,
    amount: weighed.amount,
    currency: weighed.currency,
    state: 'open',
    made_at: ctx.now,
    expires_at: expires,
    message_id: null,
    return_id: null,
    result: null,
  };
  await insertConfirmation(tx, ctx, confirmation);
  if (act === 'settle') {
    const done = await carryOut(look, confirmation, { hasCard: false });
    return { ...made, card: { ...card, state: done.state === 'done' ? 'done' : 'refused', expires_at: null } };
  }
  const conversation = await findConversation(tx, ctx, conversation_id);
  const amount = { amount: weighed.amount, currency: weighed.currency };
  await record(tx, ctx, [
    conversationEvent(conversation, { type: 'assistant.offered', data: { act, title: card.title, amount } }),
  ]);
  return made;
}

/** Help that worked for somebody whose order nobody knows: there is nothing to keep it with. */
function settledWithout(look: Look): Offered {
  const id = newId();
  const bare = {
    kind: 'return' as const,
    value: null,
    detail: null,
    photo_url: null,
    remedy: null,
    yes: null,
    no: null,
  };
  const card: ChatCard = { ...cardOf(id, { ...bare, title: '' }, look.ctx.now), state: 'done', expires_at: null };
  return { kind: 'offered', confirmation_id: id, card, variables: {}, sources: [] };
}

type Offer = { act: FlowAct; order_id: string; request: KeptRequest; what: unknown };
const isSame = (one: Confirmation, { act, order_id, request, what }: Offer, now: Date) =>
  one.act === act &&
  one.order_id === order_id &&
  one.expires_at > now &&
  same(one.request, request) &&
  same(one.promised.what, what);

const known = (variables: Record<string, string | null | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(variables).filter((one): one is [string, string] => Boolean(one[1])));
