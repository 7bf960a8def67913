import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace, type Tx } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { returnEvent } from './events.ts';
import { type Loaded, loadReturn } from './return.read.ts';
import { owesGoods, owesReplacement, step } from './return.ts';
import { lockReturn, saveReplacement, saveReturn } from './returns.store.ts';

/**
 * Staff record that what was promised (in exchange, as a replacement, a part, the repaired unit) has left, under a
 * tracking or order number, where it was not sent by the outbound desk here. Owed once goods of the line were accepted;
 * what ships at once, or needs no goods back, from approval on.
 *
 * Throws `return.not_found`, `return.wrong_stage`, `return.nothing_to_replace`, `return.replacement_sent` when somebody
 * recorded it before.
 */
export function sendReplacement(ctx: Ctx, id: string, lineId: string, reference: string): Promise<Loaded> {
  return inWorkspace(ctx, async (tx) => {
    await replacementLeft(tx, ctx, id, lineId, reference);
    return loadReturn(tx, ctx, id);
  });
}

/**
 * The same in the transaction in which a parcel leaves with it: the outbound desk ships what was promised for a line.
 * Holds the return; records `return.replacement_sent`, after which a return with nothing left open closes by itself.
 *
 * Throws `return.not_found`, `return.wrong_stage`, `return.nothing_to_replace`, `return.replacement_sent`.
 */
export async function replacementLeft(
  tx: Tx,
  ctx: Ctx,
  returnId: string,
  lineId: string,
  reference: string,
): Promise<void> {
  const at = await lockReturn(tx, ctx, returnId);
  const line = at.lines.find((one) => one.id === lineId);
  if (line?.replacement_sent_at) {
    throw new Refusal('return.replacement_sent', { reference: line.replacement_reference });
  }
  step(at, 'send_replacement');
  if (!line || !owesGoods(at, line)) throw new Refusal('return.nothing_to_replace', { line: lineId });
  await saveReplacement(tx, ctx, lineId, reference);
  await saveReturn(tx, ctx, returnId, {});
  const told = { line_id: lineId, reference, remedy: line.remedy };
  await record(tx, ctx, [returnEvent('return.replacement_sent', at, told)]);
}

/**
 * The discount code promised for a line was issued: nothing more is to come for it. Done twice it changes nothing. Where
 * no line is named, all the discounts of the return were meant.
 */
export function discountIssued(ctx: Ctx, returnId: string, lineId: string | null, code: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const at = await lockReturn(tx, ctx, returnId);
    const open = at.lines.filter(
      (line) =>
        line.remedy === 'next_order_discount' && owesReplacement(at, line) && (lineId === null || line.id === lineId),
    );
    for (const line of open) await saveReplacement(tx, ctx, line.id, code);
    if (open.length > 0) await saveReturn(tx, ctx, returnId, {});
  });
}
