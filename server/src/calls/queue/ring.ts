import { callHours } from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { job } from '../../platform/jobs.ts';
import { enqueue } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Call } from '../calls/call.ts';
import { lockCall, lockName, partsOf } from '../calls/calls.store.ts';
import { settleCall } from '../calls/settle-call.ts';
import { tellRing } from '../calls/tell.ts';
import { readDesks } from '../desks/desks.store.ts';
import { settingsOf } from '../settings/settings.store.ts';
import { ringsOf } from './choose.ts';
import { dueWhileWaiting } from './due.ts';
import { callers, insertRings, ringing, waitingIds } from './queue.store.ts';

/**
 * A call looks for somebody, and rings there; where nobody is free it waits. `at` is held, waits or rings, and nobody of ours is
 * in it. Two calls never ring at one desk: who rings holds the queue of the workspace to the end of the transaction.
 */
export async function ringOn(tx: Tx, ctx: Ctx, at: Call): Promise<Call> {
  await lockName(tx, `calls:queue:${ctx.workspaceId}`);
  const settings = await settingsOf(tx, ctx, at.brand_id);
  const standing = await ringing(tx, ctx, at.id);
  const waiting = standing.length > 0 ? [] : await callers(tx, ctx);
  const caller = waiting.find(({ id }) => id === at.id) ?? (await callers(tx, ctx, at.id))[0];
  if (!caller) return at;
  // Out of the hours the brand set for calls it rings nowhere.
  const { open } = await callHours(tx, ctx, settings.calendar_id);
  const desks = standing.length > 0 || !open ? [] : await readDesks(tx, ctx);
  const chosen = standing.length > 0 ? [] : ringsOf(caller, waiting, desks, ctx.now);
  await insertRings(
    tx,
    ctx,
    at.id,
    chosen.map(({ staff_id }) => ({
      staff_id,
      round: 1 + caller.rung.filter((one) => one.staff_id === staff_id).length,
    })),
  );
  const rings = [...standing.map(({ rung_at }) => rung_at), ...chosen.map(() => ctx.now)];
  const parts = await partsOf(tx, ctx, at.id);
  const stage = rings.length > 0 ? ('ringing' as const) : ('waiting' as const);
  const due_at = dueWhileWaiting({ ...at, stage }, { rings, parts, settings });
  const happened = chosen.map(({ staff_id, name }) => ({ type: 'call.rang', data: { staff_id, staff: name } }));
  const waits = stage === 'waiting' && at.stage !== 'waiting' ? [{ type: 'call.waiting' }] : [];
  const isSame = at.stage === stage && happened.length === 0 && due_at?.getTime() === at.due_at?.getTime();
  const next = isSame ? at : await settleCall(tx, ctx, at, { stage, due_at }, [...happened, ...waits]);
  await tellRing(tx, ctx, { call_id: at.id, staff_ids: chosen.map(({ staff_id }) => staff_id) });
  return next;
}

/** Somebody may be free now: what waits longest rings there. Inside the transaction that freed them; it rings when it is over. */
export async function serveWaiting(tx: Tx, ctx: Ctx): Promise<void> {
  await enqueue(tx, ctx, { job: 'calls.serve', key: 'calls-serve' });
}

/** Rings for everybody who waits, in fair order. May run twice: what rings already is left alone. */
export const serveJob = job({
  name: 'calls.serve',
  async run(ctx) {
    for (const id of await inWorkspace(ctx, (tx) => waitingIds(tx, ctx))) {
      await inWorkspace(ctx, async (tx) => {
        const at = await lockCall(tx, ctx, id);
        if (at.stage === 'waiting') await ringOn(tx, ctx, at);
      }).catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
      });
    }
  },
});
