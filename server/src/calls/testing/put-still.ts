/** A still of a call that is not live, put there without its browser: for tests that only need one to be there. */
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { keepStored, storeDrawn } from '../../uploads/index.ts';
import { findCall } from '../calls/calls.store.ts';
import { insertStill } from '../evidence/stills.store.ts';
import { phonePhoto } from './live-call.ts';

export async function putStill(ctx: Ctx, callId: string): Promise<string> {
  const stored = await storeDrawn(ctx, await phonePhoto(), 'still.jpg');
  return inWorkspace(ctx, async (tx) => {
    const call = await findCall(tx, ctx, callId);
    await keepStored(tx, ctx, stored, { brand_id: call.brand_id, order_id: call.order_id });
    const hash = Buffer.from(stored.file.sha256, 'hex');
    const still = await insertStill(tx, ctx, {
      brand_id: call.brand_id,
      call_id: callId,
      file_id: stored.id,
      position: 1,
      source: 'photo',
      sha256: hash,
      kept_sha256: hash,
      width: 640,
      height: 480,
      captured_at: ctx.now,
      clock_off_ms: 0,
      received_at: ctx.now,
      taken_by: JSON.stringify({ kind: 'buyer', id: null, name: 'Dana' }),
    });
    return still.id;
  });
}
