import type { BodyOf, CallCode, callEvidence } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { lockCall } from '../calls/calls.store.ts';
import { settleCall } from '../calls/settle-call.ts';
import { codesIn, judgeCode } from './code.ts';
import { codeFacts, insertCode, unitOfOrder } from './codes.store.ts';
import { mayTakeStill } from './still.ts';
import { findStill, saveStill } from './stills.store.ts';

type Read = BodyOf<(typeof callEvidence)['readCode']>;

/**
 * An agent has a serial or a barcode read from the picture, or types what the buyer reads out: is it what was sold? What it was
 * found to be is kept with the call; where another thing than the sold one is shown, that is told as an event of its own.
 *
 * Throws `call.not_found`, `call.wrong_stage`, `call.still_not_found`.
 */
export function readCode(ctx: Ctx, callId: string, { text, format, still_id, typed }: Read): Promise<CallCode> {
  return inWorkspace(ctx, async (tx) => {
    const call = await lockCall(tx, ctx, callId);
    mayTakeStill(call, { captured_at: call.ended_at ?? ctx.now, by: 'staff', now: ctx.now });
    if (still_id !== null) await findStill(tx, ctx, callId, still_id);
    const facts = await codeFacts(tx, ctx, call, codesIn(text));
    const judged = judgeCode(text, facts);
    const { found } = judged;
    const code = await insertCode(tx, ctx, call, { ...judged, said: text, format, still_id, typed });
    const isSold = found.kind === 'this_line' || found.kind === 'other_line';
    if (still_id !== null && isSold) {
      const unit_id = await unitOfOrder(tx, ctx, found.serial, call.order_id);
      await saveStill(tx, ctx, still_id, { serial: found.serial, order_line_id: found.order_line_id, unit_id });
    }
    const data = { code_id: code.id, said: text, format, found: found.kind, typed, ...(still_id ? { still_id } : {}) };
    await settleCall(tx, ctx, call, {}, [
      { type: 'call.code_read', data },
      ...(judged.swap ? [{ type: 'call.swap_seen', data: { ...data, expected: judged.expected } }] : []),
    ]);
    return code;
  });
}
