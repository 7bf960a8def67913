import type { GivenVerdict, VerdictBody } from '@recoup/contract';
import { orderForReturn } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { useFiles } from '../../uploads/index.ts';
import { lockReturn } from '../returns.store.ts';
import { conversationSide } from '../sides.ts';
import { whoOf } from '../who.ts';
import { decideVerdict, type Given } from './verdict.ts';
import { readVerdict } from './verdicts.read.ts';
import { insertVerdict, shippedOf, standingVerdicts } from './verdicts.store.ts';

export type GiveVerdict = VerdictBody & {
  order_id: string;
  return_id?: string | null;
  call_id?: string | null;
  conversation_id?: string | null;
  /** Files whoever calls has seen to already, as the stills of a call. */
  seen_file_ids?: readonly string[];
};

/**
 * Staff say who is responsible for a problem with goods they have looked at: on a call, in a thread, beside a return. It
 * takes the place of what was said of that problem before, which is kept; claims against carriers, the factory's list of
 * defects and the ranking of remedies read what counts. Where nothing is changed by it nothing is written. The serial
 * number and its batch are found from what was shipped where they are not said.
 *
 * Throws `order.not_found`, `order.line_not_found`, `return.not_found` (of another order too), `conversation.not_found`,
 * `file.not_found`, `file.type_not_allowed`.
 */
export function giveVerdict(ctx: Ctx, { order_id, seen_file_ids = [], ...given }: GiveVerdict): Promise<GivenVerdict> {
  return inWorkspace(ctx, async (tx) => {
    const order = await orderForReturn(tx, ctx, order_id, { lock: true });
    const line = order.lines.find(({ id }) => id === given.order_line_id);
    if (!line) throw new Refusal('order.line_not_found', { line: given.order_line_id });
    if (given.return_id && (await lockReturn(tx, ctx, given.return_id)).order_id !== order.id)
      throw new Refusal('return.not_found', { id: given.return_id });
    if (given.conversation_id) await conversationSide().check(tx, ctx, given.conversation_id);
    await useFiles(tx, ctx, given.file_ids, { kinds: ['photo', 'video'], orderId: order.id });

    const wanted: Given = {
      ...given,
      return_id: given.return_id ?? null,
      call_id: given.call_id ?? null,
      conversation_id: given.conversation_id ?? null,
      file_ids: [...seen_file_ids, ...given.file_ids],
    };
    const standing = await standingVerdicts(tx, ctx, line.id);
    const { verdict, replaces, changed } = decideVerdict(
      { brand_id: order.brand_id, order_id: order.id, shipped: await shippedOf(tx, ctx, line.id) },
      wanted,
      standing,
      { id: newId(), by: whoOf(ctx.actor), now: ctx.now },
    );
    if (changed) {
      await insertVerdict(
        tx,
        ctx,
        verdict,
        replaces.map(({ id }) => id),
      );
      await record(tx, ctx, [
        {
          type: 'verdict.given',
          subject: { kind: 'verdict', id: verdict.id },
          brand_id: verdict.brand_id,
          order_id: verdict.order_id,
          return_id: verdict.return_id,
          data: {
            verdict: verdict.verdict,
            was: replaces[0]?.verdict ?? null,
            reason: verdict.reason,
            defect: verdict.defect,
            order_line_id: line.id,
            product_id: line.product_id,
            sku: line.sku,
            title: line.title,
            serial: verdict.serial,
            batch: verdict.batch,
            photos: verdict.file_ids.length,
            call_id: verdict.call_id,
            conversation_id: verdict.conversation_id,
            replaces: replaces.map(({ id }) => id),
          },
        },
      ]);
    }
    return readVerdict(tx, ctx, verdict.id);
  });
}
