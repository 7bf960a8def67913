import type { BodyOf, BuyerCall, buyerCalls } from '@recoup/contract';
import { inWorkspace } from '../../platform/db.ts';
import type { SeatCtx } from '../../platform/http.ts';
import { openSeat } from '../seats/open-seat.ts';
import { buyerView } from './buyer-view.ts';
import { isOver } from './call.ts';
import { endNow } from './end-call.ts';
import { asBuyer } from './seat.ts';

/** The buyer hangs up, leaves the queue, or says no. A call that is over already is answered as it is. Throws `link.not_found`. */
export function leaveCall(ctx: SeatCtx, because: BodyOf<typeof buyerCalls.leave>['because']): Promise<BuyerCall> {
  return inWorkspace(ctx, async (tx) => {
    const { call, part } = await openSeat(tx, ctx, { over: true, lock: true });
    if (isOver(call)) return buyerView(tx, ctx, call, part.id);
    // Before anybody was on, hanging up is leaving.
    const said = call.stage !== 'live' && because === 'buyer_hung_up' ? 'buyer_left' : because;
    await endNow(tx, asBuyer(ctx, call, part), call, said);
    return buyerView(tx, ctx, call, part.id);
  });
}

/** The buyer's own call, from the seat they hold. Throws `link.not_found`. */
export function readMyCall(ctx: SeatCtx): Promise<BuyerCall> {
  return inWorkspace(ctx, async (tx) => {
    const { call, part } = await openSeat(tx, ctx, { over: true, knocks: true });
    return buyerView(tx, ctx, call, part.id);
  });
}
