import type { BodyOf, GivenVerdict, verdicts } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { giveVerdict } from '../../returns/index.ts';
import { lockCall } from '../calls/calls.store.ts';
import { settleCall } from '../calls/settle-call.ts';
import { shownStills } from '../evidence/stills.store.ts';

/**
 * Whoever is in a call, or wraps it up, says who is responsible, with stills of the call as evidence. It takes the place of
 * what was said before on this call of that line. Told on the call's own timeline; the order's tells it as `verdict.given`.
 *
 * Throws `call.not_found`, `call.wrong_stage` (before it was live), `call.no_order`, `call.still_not_found`, and what
 * `giveVerdict` throws.
 */
export function giveVerdictOnCall(
  ctx: Ctx,
  callId: string,
  { still_ids, order_id, ...given }: BodyOf<(typeof verdicts)['giveOnCall']>,
): Promise<GivenVerdict> {
  return inWorkspace(ctx, async (tx) => {
    const call = await lockCall(tx, ctx, callId);
    if (call.answered_at === null) throw new Refusal('call.wrong_stage', { stage: call.stage });
    const orderId = order_id ?? call.order_id;
    if (!orderId) throw new Refusal('call.no_order');
    const stills = (await shownStills(tx, ctx, callId)).filter((one) => !one.removed_at && !one.erased_at);
    const chosen = still_ids.map((id) => {
      const still = stills.find((one) => one.id === id);
      if (!still) throw new Refusal('call.still_not_found', { still: id });
      return still;
    });
    const verdict = await giveVerdict(
      { ...ctx, tx },
      {
        ...given,
        order_id: orderId,
        return_id: call.order_id === orderId ? call.return_id : null,
        call_id: call.id,
        conversation_id: call.conversation_id,
        seen_file_ids: chosen.map(({ file_id, drawn_file_id }) => drawn_file_id ?? file_id),
      },
    );
    // Said again in the same words it changed nothing.
    if (verdict.at !== ctx.now.toISOString()) return verdict;
    await record(tx, ctx, [
      {
        type: 'call.verdict_given',
        subject: { kind: 'call', id: call.id },
        brand_id: call.brand_id,
        data: {
          code: call.code,
          verdict_id: verdict.id,
          verdict: verdict.verdict,
          reason: verdict.reason,
          defect: verdict.defect,
          stills: chosen.map(({ position }) => position),
        },
      },
    ]);
    await settleCall(tx, ctx, call, {}, []);
    return verdict;
  });
}
