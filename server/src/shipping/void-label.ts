import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace, type Tx } from '../platform/db.ts';
import { type RecordedEvent, record } from '../platform/record.ts';
import { carrierNamed } from './carrier.ts';
import { findLabel, saveVoid } from './labels.store.ts';

/**
 * Takes a return's label out of use, in the transaction that cancels or expires it; a job then gives a made label back
 * to its carrier. Nothing happens where there is none. `label.voided` tells what it had cost.
 */
export async function voidLabel(tx: Tx, ctx: Ctx, returnId: string): Promise<void> {
  const label = await saveVoid(tx, ctx, returnId);
  if (!label) return;
  const { id, carrier, tracking, cost, ...refs } = label;
  const subject = { kind: 'label', id };
  await record(tx, ctx, [
    { type: 'label.voided', subject, ...refs, return_id: returnId, data: { carrier, tracking, cost } },
  ]);
}

/** Gives a void label back to the carrier that made it. Runs as a job; the carrier may be told more than once. */
export async function giveLabelBack(ctx: Ctx, voided: RecordedEvent): Promise<void> {
  const label = await inWorkspace(ctx, (tx) => findLabel(tx, ctx, voided.subject.id));
  if (label?.state === 'void') await carrierNamed(label.carrier).void({ id: label.id, tracking: label.tracking });
}
