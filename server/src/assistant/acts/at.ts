import type { AssistantSettings } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { buyerOf } from '../../platform/http.ts';
import type { Sight } from '../talk.ts';

/**
 * What look-ups and acts are given. `sight.orders` grows by what is proved during the turn. `tried`: all of it is taken back
 * afterwards, so what stands by itself, as the count of codes that were mailed, is left alone.
 */
export type At = { ctx: Ctx; sight: Sight; settings: AssistantSettings; tried?: boolean };
export type BuyerCtx = Ctx & { buyer: { orderId: string; through: string } };

/**
 * The context in which the assistant acts: as the buyer of one order in sight, with a buyer's rights and no others, so that
 * policy, limits and signs of trouble bind it as they bind the buyer. Events carry the assistant's name.
 */
export function buyerCtx({ ctx, sight, settings }: At, orderId: string): BuyerCtx {
  const { chat: _, ...plain } = ctx;
  const actor = { ...buyerOf(sight.brand_id), name: settings.name };
  const chat =
    sight.session_id !== null && sight.channel_id !== null
      ? { chat: { channelId: sight.channel_id, contactId: sight.session_id, verified: false } }
      : {};
  return { ...plain, ...chat, actor, buyer: { orderId, through: settings.name } };
}
