import type { AnswerOf, BodyOf, buyerCalls, CallSeat } from '@recoup/contract';
import { talkOfOrder } from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { offeredNow } from '../queue/offered.ts';
import { limitAsking } from './limits.ts';
import { askForCall, subjectOf } from './open-call.ts';
import { orderBrand } from './order-line.ts';
import { seatIn } from './seat.ts';

type BuyerCtx = Ctx & { buyer: { orderId: string; returnId?: string } };

/**
 * A buyer calls from the page of an order, a return, or its tracking: with what they bought, and what they wrote to it.
 *
 * Throws `call.turned_off`, `call.too_many`, `call.already_open`, `order.line_not_found`, `contact.blocked`.
 */
export async function callFromOrder(
  ctx: BuyerCtx,
  asked: BodyOf<typeof buyerCalls.fromOrder>,
  address: string,
): Promise<CallSeat> {
  await limitAsking(ctx, ctx.buyer.orderId, address);
  const { call, seat } = await inWorkspace(ctx, async (tx) => {
    const return_id = ctx.buyer.returnId ?? null;
    const talk = await talkOfOrder(tx, ctx, {
      order_id: ctx.buyer.orderId,
      return_id,
      language: asked.language ?? null,
      subject: subjectOf(asked.language),
    });
    return askForCall(tx, ctx, talk, { ...asked, return_id });
  });
  // It rings the moment that is committed; what the buyer sees of it is read after.
  return inWorkspace(ctx, (tx) => seatIn(tx, ctx, call, seat));
}

/** Whether the button shows on the pages of an order, and what stands beside it. */
export function offeredToOrder(
  ctx: BuyerCtx,
  origin: 'portal' | 'tracking',
): Promise<AnswerOf<typeof buyerCalls.offered>> {
  return inWorkspace(ctx, async (tx) => offeredNow(tx, ctx, await orderBrand(tx, ctx, ctx.buyer.orderId), origin));
}
