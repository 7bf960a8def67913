import type { AnswerOf, BodyOf, BuyerCall, buyerCalls } from '@recoup/contract';
import { saidInTalk, sayInTalk } from '../../inbox/index.ts';
import { inWorkspace } from '../../platform/db.ts';
import type { SeatCtx } from '../../platform/http.ts';
import { Refusal } from '../../platform/refusal.ts';
import { openSeat } from '../seats/open-seat.ts';
import { buyerView } from './buyer-view.ts';
import { limitSaying } from './limits.ts';
import { asBuyer } from './seat.ts';
import { settleCall } from './settle-call.ts';

/** What was written in the conversation since the call was asked for. Throws `link.not_found`. */
export function readSaid(ctx: SeatCtx, after: string | undefined): Promise<AnswerOf<typeof buyerCalls.messages>> {
  return inWorkspace(ctx, async (tx) => {
    const { call } = await openSeat(tx, ctx, { over: true });
    return { rows: await saidInTalk(tx, ctx, { conversation_id: call.conversation_id, since: call.asked_at, after }) };
  });
}

/**
 * The buyer writes something during the call; it stands in the conversation, and staff who look on have it at once. The same
 * `client_id` is said once. Throws `link.not_found`, `chat.empty`, `chat.too_many`, `file.not_found`, `contact.blocked`.
 */
export async function sayInCall(
  ctx: SeatCtx,
  said: BodyOf<typeof buyerCalls.say>,
): Promise<AnswerOf<typeof buyerCalls.say>> {
  if (said.text === '' && said.file_ids.length === 0) throw new Refusal('chat.empty');
  await limitSaying(ctx, ctx.call.partId);
  return inWorkspace(ctx, async (tx) => {
    const { call, part } = await openSeat(tx, ctx, { over: true });
    const by = asBuyer({ ...ctx, tx }, call, part);
    return sayInTalk(tx, by, {
      ...said,
      conversation_id: call.conversation_id,
      contact_id: call.contact_id,
      by: part.id,
    });
  });
}

/** Before a byte is read: whose seat is lost uploads nothing. Throws `link.not_found`. */
export async function mayUpload(ctx: SeatCtx): Promise<void> {
  await inWorkspace(ctx, (tx) => openSeat(tx, ctx, { over: true }));
}

/** The buyer says how it was, 1 to 5; within the day they may change their mind. Throws `link.not_found`, `call.wrong_stage`. */
export function rateCall(ctx: SeatCtx, { score, comment }: BodyOf<typeof buyerCalls.csat>): Promise<BuyerCall> {
  return inWorkspace(ctx, async (tx) => {
    const { call, part } = await openSeat(tx, ctx, { over: true, lock: true });
    if (call.stage !== 'ended') throw new Refusal('call.wrong_stage', { stage: call.stage, move: 'csat' });
    const csat_comment = comment === undefined ? call.csat_comment : comment || null;
    if (call.csat === score && call.csat_comment === csat_comment) return buyerView(tx, ctx, call, part.id);
    const data = { score, comment: csat_comment };
    const by = asBuyer(ctx, call, part);
    await settleCall(tx, by, call, { csat: score, csat_comment }, [{ type: 'call.rated', data }]);
    return buyerView(tx, ctx, call, part.id);
  });
}
