import type { BuyerLanguage, ChatCard } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import { type ChatCtx, conversationEvent, type Knock, lockStanding, provedHere, seesTalk } from '../../inbox/index.ts';
import { inWorkspace } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Look } from '../look-ups/look.ts';
import { settingsOf } from '../settings/settings.store.ts';
import type { CarriedOut, Sight } from '../talk.ts';
import type { At } from './at.ts';
import { answered } from './card.ts';
import { carryOut, type Outcome, outcomeOf } from './carry-out.ts';
import { type Confirmation, claimConfirmation, findConfirmation, settleConfirmation } from './confirmations.store.ts';
import { showCard } from './end-open.ts';
import { actLook } from './the-acts.ts';

/**
 * A buyer taps yes or no below what the assistant offered, in a session that sees the conversation and has proved the order.
 * Answers the card as it then stands: `done`, `declined`, `expired`, or `refused` where what policy gives has changed
 * meanwhile or a cap is reached (the talk goes on from there). A second tap is answered what the first came to.
 *
 * Throws `confirmation.not_found` for another session's, `order.not_proved`, and what `openGuest` throws.
 */
export function answerCard(ctx: ChatCtx, id: string, yes: boolean, knock: Knock): Promise<ChatCard> {
  return inWorkspace(ctx, async (tx) => {
    const joined: ChatCtx = { ...ctx, tx };
    const offer = await findConfirmation(tx, joined, id);
    const guest = await seesTalk(tx, joined, knock.origin, offer?.conversation_id ?? null);
    if (!offer || !guest || offer.brand_id !== guest.channel.brand_id) throw new Refusal('confirmation.not_found');
    const at = { brand_id: offer.brand_id, conversation_id: offer.conversation_id, session_id: guest.sessionId };
    const sight: Sight = {
      ...at,
      contact_id: guest.contact?.id ?? null,
      customer_id: guest.contact?.customer_id ?? null,
      channel_id: guest.channel.id,
      orders: await provedHere(tx, joined, at),
      simulated: false,
    };
    if (!sight.orders.some(({ order_id }) => order_id === offer.order_id)) throw new Refusal('confirmation.not_found');
    const settings = await settingsOf(tx, joined, offer.brand_id);
    const look = await actLook({ ctx: joined, sight, settings }, tx, langOf(offer), await brandOf(tx, offer.brand_id));
    const { card } = await answer(look, offer, yes);
    return card;
  });
}

/** The buyer's yes or no in words, in the turn that heard it. */
export function answerInWords(at: At, id: string, yes: boolean, language: BuyerLanguage): Promise<CarriedOut> {
  return inWorkspace(at.ctx, async (tx): Promise<CarriedOut> => {
    const nothing = { variables: {}, card: null, because: null };
    if (at.sight.simulated) return { ...nothing, state: yes ? 'done' : 'declined' };
    const offer = await findConfirmation(tx, at.ctx, id);
    if (!offer || offer.brand_id !== at.sight.brand_id || offer.conversation_id !== at.sight.conversation_id)
      return { ...nothing, state: 'expired' };
    const look = await actLook(at, tx, { slots: {}, language });
    try {
      const { state, because } = await answer(look, offer, yes);
      return { state, because, card: null, variables: offer.promised.variables };
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'order.not_proved') throw error;
      return { ...nothing, state: 'refused', because: 'not_proved' };
    }
  });
}

async function answer(look: Look, offer: Confirmation, yes: boolean): Promise<Outcome> {
  if (yes) return carryOut(look, offer);
  const { tx, ctx } = look;
  const conversation = await lockStanding(tx, ctx, offer.conversation_id);
  if (!(await claimConfirmation(tx, ctx, offer.id)))
    return outcomeOf((await findConfirmation(tx, ctx, offer.id)) ?? offer, ctx.now);
  await settleConfirmation(tx, ctx, offer.id, { state: 'declined' });
  const card = await showCard(tx, ctx, offer, answered(offer.promised.card, 'declined'));
  await record(tx, ctx, [
    conversationEvent(conversation, { type: 'assistant.declined', data: { act: offer.act, title: card.title } }),
  ]);
  return { state: 'declined', card, because: null };
}

/** The card was worded in the language of the talk; what is weighed anew is compared, and not worded again. */
function langOf({ request }: Confirmation): { slots: Record<string, never>; language: BuyerLanguage } {
  const ask = 'ask' in request ? request.ask : null;
  return { slots: {}, language: ask?.language ?? 'en' };
}
