import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace, type Tx } from '../platform/db.ts';
import { type RecordedEvent, record } from '../platform/record.ts';
import { carrierNamed } from './carrier.ts';
import { findLabel, type LabelOf, saveVoid } from './labels.store.ts';

/**
 * Takes a return's label out of use, in the transaction that cancels or expires it; a job then gives a made label back
 * to its carrier. Nothing happens where there is none. `label.voided` tells what it had cost.
 */
export function voidLabel(tx: Tx, ctx: Ctx, returnId: string): Promise<void> {
  return takeOutOfUse(tx, ctx, { returnId });
}

/** The same for the label of an outbound order that will not leave, or not under it. */
export function voidOutLabel(tx: Tx, ctx: Ctx, outboundId: string): Promise<void> {
  return takeOutOfUse(tx, ctx, { outboundId });
}

async function takeOutOfUse(tx: Tx, ctx: Ctx, of: LabelOf): Promise<void> {
  const label = await saveVoid(tx, ctx, of);
  if (!label) return;
  const { id, carrier, tracking, cost, outbound_id, ...refs } = label;
  const subject = { kind: 'label', id };
  const way = outbound_id === null ? {} : { outbound_id };
  await record(tx, ctx, [{ type: 'label.voided', subject, ...refs, data: { carrier, tracking, cost, ...way } }]);
}

/** Gives a void label back to the carrier that made it. Runs as a job; the carrier may be told more than once. */
export async function giveLabelBack(ctx: Ctx, voided: RecordedEvent): Promise<void> {
  const label = await inWorkspace(ctx, (tx) => findLabel(tx, ctx, voided.subject.id));
  if (label?.state === 'void') await carrierNamed(label.carrier).void({ id: label.id, tracking: label.tracking });
}
