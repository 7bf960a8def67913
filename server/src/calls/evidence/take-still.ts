import type { Readable } from 'node:stream';
import type { StillFields } from '@recoup/contract';
import { MAX_STILLS } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import type { SeatCtx } from '../../platform/http.ts';
import { Refusal } from '../../platform/refusal.ts';
import { dropStored, keepStored, type StoredPicture, storePicture } from '../../uploads/index.ts';
import type { Call } from '../calls/call.ts';
import { findCall, lockCall } from '../calls/calls.store.ts';
import { settleCall } from '../calls/settle-call.ts';
import { openSeat } from '../seats/open-seat.ts';
import { shownInCall, unitOfOrder } from './codes.store.ts';
import { byOurClock, mayTakeStill } from './still.ts';
import { countStills, insertStill, type ShownStill, type StillRow, shownStills, stillSentAs } from './stills.store.ts';

export type SentStill = StillFields & { stream: Readable; name: string };

/**
 * The buyer's page or an agent's keeps a picture of a call as evidence, once however often it is sent. Its bytes must be those
 * that were captured: the SHA-256 declared is compared with what came. Order, line, serial and unit of the call are copied onto it.
 *
 * Throws `call.not_found`, `call.wrong_stage`, `call.still_changed {declared, came}`, `call.too_many_stills`, `file.too_large`,
 * `file.type_not_allowed`, `file.unreadable`.
 */
export async function takeStill(ctx: Ctx, callId: string, sent: SentStill): Promise<ShownStill> {
  const before = await inWorkspace(ctx, async (tx) => {
    await mayTake(tx, ctx, await findCall(tx, ctx, callId), sent);
    return stillSentAs(tx, ctx, callId, sent.client_id);
  }).catch((error: unknown) => {
    sent.stream.resume();
    throw error;
  });
  if (before) {
    sent.stream.resume();
    return shown(ctx, sameStill(before, sent));
  }
  const stored = await storePicture(ctx, sent.stream, {
    name: sent.name,
    check: (came) => {
      if (came !== sent.sha256) throw new Refusal('call.still_changed', { declared: sent.sha256, came });
    },
  });
  const kept = await inWorkspace(ctx, (tx) => keep(tx, ctx, callId, sent, stored)).catch(async (error: unknown) => {
    await dropStored(ctx, stored);
    throw error;
  });
  // Sent twice at once: the other was first, and its picture stays.
  if (kept.file_id !== stored.id) await dropStored(ctx, stored);
  return shown(ctx, kept);
}

async function mayTake(tx: Tx, ctx: Ctx, at: Call, sent: StillFields): Promise<void> {
  if (ctx.call) await openSeat(tx, ctx as SeatCtx, { over: true });
  const { captured_at } = timesOf(ctx, sent);
  mayTakeStill(at, { captured_at, by: ctx.call ? 'buyer' : 'staff', now: ctx.now });
}

const timesOf = (ctx: Ctx, sent: StillFields) =>
  byOurClock({ at: new Date(sent.captured_at), sent_at: new Date(sent.sent_at) }, ctx.now);

async function keep(
  tx: Tx,
  ctx: Ctx,
  callId: string,
  sent: StillFields,
  { id, file }: StoredPicture,
): Promise<StillRow> {
  const at = await lockCall(tx, ctx, callId);
  await mayTake(tx, ctx, at, sent);
  const twin = await stillSentAs(tx, ctx, callId, sent.client_id);
  if (twin) return sameStill(twin, sent);
  const { count, last } = await countStills(tx, ctx, callId);
  if (count >= MAX_STILLS) throw new Refusal('call.too_many_stills', { max: MAX_STILLS });
  const owner = { brand_id: at.brand_id, order_id: at.order_id, call_part_id: ctx.call?.partId ?? null };
  await keepStored(tx, ctx, { id, file }, owner);
  const known = await shownInCall(tx, ctx, at);
  const { kind, id: actorId, name } = ctx.actor;
  const still = await insertStill(tx, ctx, {
    brand_id: at.brand_id,
    call_id: callId,
    file_id: id,
    client_id: sent.client_id,
    ask: sent.ask ?? null,
    position: last + 1,
    source: sent.source,
    sha256: Buffer.from(sent.sha256, 'hex'),
    kept_sha256: Buffer.from(file.sha256, 'hex'),
    width: file.width ?? 0,
    height: file.height ?? 0,
    captured_at: sent.captured_at,
    clock_off_ms: timesOf(ctx, sent).clock_off_ms,
    received_at: ctx.now,
    taken_by: JSON.stringify({ kind, id: actorId, name: ctx.call ? await nameOfBuyer(tx, ctx) : name }),
    order_id: at.order_id,
    ...known,
    unit_id: known.serial && (await unitOfOrder(tx, ctx, known.serial, at.order_id)),
  });
  const data = {
    still_id: still.id,
    position: still.position,
    source: still.source,
    file_ids: [id],
    sha256: sent.sha256,
  };
  await settleCall(tx, ctx, at, {}, [{ type: 'call.still_taken', data }]);
  return still;
}

/** The name of a picture is its `client_id`; under it other bytes are another picture. */
function sameStill(still: StillRow, sent: StillFields): StillRow {
  const kept = still.sha256.toString('hex');
  if (kept !== sent.sha256) throw new Refusal('call.still_changed', { declared: kept, came: sent.sha256 });
  return still;
}

async function nameOfBuyer(tx: Tx, ctx: Ctx): Promise<string> {
  return (await openSeat(tx, ctx as SeatCtx, { over: true })).part.name;
}

async function shown(ctx: Ctx, { call_id, id }: StillRow): Promise<ShownStill> {
  return (await inWorkspace(ctx, (tx) => shownStills(tx, ctx, call_id, id)))[0]!;
}
