import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { returnEvent } from './events.ts';
import { type Loaded, loadReturn } from './return.read.ts';
import { lockReturn } from './returns.store.ts';

/** Staff leave a note for colleagues, at any stage; the buyer never sees it. Throws `return.not_found`. */
export function addNote(ctx: Ctx, id: string, text: string): Promise<Loaded> {
  return inWorkspace(ctx, async (tx) => {
    const at = await lockReturn(tx, ctx, id);
    await record(tx, ctx, [returnEvent('return.note', at, { text })]);
    return loadReturn(tx, ctx, id);
  });
}
