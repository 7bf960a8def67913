import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { reaction } from '../../platform/record.ts';
import type { Call } from '../calls/call.ts';
import { lockCall } from '../calls/calls.store.ts';
import { settleCall } from '../calls/settle-call.ts';
import { qualityOf } from './minute.ts';
import { minutesOf } from './quality.store.ts';

/** Makes the quality of a call that is held from its minutes; where nothing was measured it stays unknown. */
export async function reckonQuality(tx: Tx, ctx: Ctx, call: Call): Promise<void> {
  const minutes = await minutesOf(tx, ctx, call.id);
  if (minutes.length > 0) await settleCall(tx, ctx, call, { quality: JSON.stringify(qualityOf(minutes)) }, []);
}

/** What is told late, within two minutes after the call, reckons it anew itself. */
export const qualityReckoned = reaction({
  name: 'calls.reckon-quality',
  on: ['call.ended'],
  async run(ctx, event) {
    await inWorkspace(ctx, async (tx) => reckonQuality(tx, ctx, await lockCall(tx, ctx, event.subject.id)));
  },
});
