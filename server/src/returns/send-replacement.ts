import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { returnEvent } from './events.ts';
import { type Loaded, loadReturn } from './return.read.ts';
import { owesReplacement, step } from './return.ts';
import { lockReturn, saveReplacement, saveReturn } from './returns.store.ts';

/**
 * Staff record that what was promised in exchange, or as a replacement, has left, under a tracking or order number. Owed
 * once goods of the line were accepted.
 *
 * Throws `return.not_found`, `return.wrong_stage`, `return.nothing_to_replace`, `return.replacement_sent` when somebody
 * recorded it before.
 */
export function sendReplacement(ctx: Ctx, id: string, lineId: string, reference: string): Promise<Loaded> {
  return inWorkspace(ctx, async (tx) => {
    const at = await lockReturn(tx, ctx, id);
    const line = at.lines.find((one) => one.id === lineId);
    if (line?.replacement_sent_at) {
      throw new Refusal('return.replacement_sent', { reference: line.replacement_reference });
    }
    step(at, 'send_replacement');
    if (!line || !owesReplacement(line)) throw new Refusal('return.nothing_to_replace', { line: lineId });
    await saveReplacement(tx, ctx, lineId, reference);
    await saveReturn(tx, ctx, id, {});
    await record(tx, ctx, [returnEvent('return.replacement_sent', at, { line_id: lineId, reference })]);
    return loadReturn(tx, ctx, id);
  });
}
