import { actorNow } from '../../accounts/index.ts';
import { linkConversation } from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { same } from '../../platform/same.ts';
import { approveReturn, requestReturn } from '../../returns/index.ts';
import type { Call } from '../calls/call.ts';
import type { Part } from '../calls/calls.store.ts';
import { settleCall } from '../calls/settle-call.ts';
import type { Offer } from './offer.ts';
import { changeOpen } from './offers.store.ts';
import { weighAsk } from './weigh-offer.ts';

/** What would be given now is not what was promised. */
export class NotAsPromised extends Error {}

/**
 * All that the buyer's yes does, in its transaction, with the call held. The agent who offered it does it, with what they may
 * do now: their limits, their exception with its reason, their approval where policy wanted a person. The buyer's consent is
 * kept with the call: who tapped, when, and the words they read.
 *
 * Throws NotAsPromised, `offer.by_gone` where the agent may do nothing any more, and what `requestReturn` throws.
 */
export async function carryOut(tx: Tx, ctx: Ctx, call: Call, part: Part, offer: Offer): Promise<Call> {
  const agent = await agentCtx(tx, ctx, offer);
  const { request, promised, order_id } = offer;
  const { language } = promised;
  const now = await weighAsk(tx, agent, call, { order_id, remedy: request.remedy, ask: request.ask, language });
  const isPromised =
    same(now.promise.what, promised.what) &&
    now.promise.amount === offer.amount &&
    now.approve === request.approve &&
    same(codes(now.waits_for), codes(promised.waits_for));
  if (!isPromised) throw new NotAsPromised();

  const made = await requestReturn(agent, order_id, request.ask);
  const waits = promised.waits_for.length > 0;
  const settled = made.stage === 'requested' && !waits ? await approveReturn(agent, made.id, request.approve) : made;
  await changeOpen(tx, ctx, offer.id, { state: 'done', answered_at: ctx.now, return_id: settled.id });
  await linkConversation(agent, call.conversation_id, { order_id, return_id: settled.id });
  const data = {
    offer_id: offer.id,
    remedy: request.remedy,
    title: promised.said.title,
    amount: { amount: offer.amount, currency: offer.currency },
    return_code: settled.code,
    waits,
    by: offer.made_by,
    consent: { part_id: part.id, name: part.name, language, words: promised.said },
  };
  return settleCall(tx, ctx, call, { order_id, return_id: settled.id }, [{ type: 'call.settled', data }]);
}

const codes = (because: readonly { code: string }[]) => because.map(({ code }) => code).sort();

/** The agent's own context: their name on what is done, their rights as of now, none of the buyer's seat. */
async function agentCtx(tx: Tx, ctx: Ctx, { made_by, brand_id }: Offer): Promise<Ctx & { tx: Tx }> {
  const { call: _, ...plain } = ctx;
  const actor = await actorNow(tx, made_by);
  if (!actor || (actor.brandIds && !actor.brandIds.includes(brand_id))) throw new Refusal('offer.by_gone');
  return { ...plain, actor, tx };
}
