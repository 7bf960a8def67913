import { createHash } from 'node:crypto';
import type { StillProof } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { storageOf } from '../../uploads/index.ts';
import { findCall } from '../calls/calls.store.ts';
import { capturedAt } from './show-still.ts';
import { CLOCK_WRONG_MS } from './still.ts';
import { eventsOfStill, findStill, shownStills } from './stills.store.ts';

/**
 * Whoever must show that a still is what it was gets its hashes, its times by both clocks, whose hands it went through, and
 * whether the bytes in the store are still those that were kept: they are read and hashed anew each time.
 *
 * Throws `call.not_found`, `call.still_not_found`.
 */
export async function proveStill(ctx: Ctx, callId: string, id: string): Promise<StillProof> {
  const { call, still, events } = await inWorkspace(ctx, async (tx) => {
    const call = await findCall(tx, ctx, callId);
    await findStill(tx, ctx, callId, id);
    const [still] = await shownStills(tx, ctx, callId, id);
    return { call, still: still!, events: await eventsOfStill(tx, ctx, callId, id) };
  });
  const found = still.erased_at ? null : await hashOf(ctx, still.key);
  const kept = still.kept_sha256.toString('hex');
  const captured = capturedAt(still);
  return {
    still_id: id,
    call: { id: call.id, code: call.code },
    position: still.position,
    captured_sha256: still.sha256.toString('hex'),
    kept_sha256: kept,
    found_sha256: found,
    intact: found === kept,
    drawn_sha256: still.erased_at || still.drawn_key === null ? null : await hashOf(ctx, still.drawn_key),
    captured_at_browser: still.captured_at.toISOString(),
    captured_at: captured.toISOString(),
    received_at: still.received_at.toISOString(),
    clock_off_ms: Number(still.clock_off_ms),
    clock_wrong: Math.abs(Number(still.clock_off_ms)) > CLOCK_WRONG_MS,
    on_the_way_ms: still.received_at.getTime() - captured.getTime(),
    source: still.source,
    taken_by: still.taken_by,
    order_id: still.order_id,
    order_line_id: still.order_line_id,
    unit_id: still.unit_id,
    serial: still.serial,
    events: events.map(({ at, type, actor, data }) => ({
      at: at.toISOString(),
      type,
      actor: actor as StillProof['taken_by'],
      data: data as Record<string, unknown>,
    })),
  };
}

/** In hex; null where the bytes are gone. */
async function hashOf(ctx: Ctx, key: string): Promise<string | null> {
  const storage = await storageOf(ctx.config);
  try {
    return createHash('sha256')
      .update(await storage.get(key))
      .digest('hex');
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
