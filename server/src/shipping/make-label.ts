import type { Ctx } from '../platform/ctx.ts';
import { brokenConstraint, inWorkspace } from '../platform/db.ts';
import { type RecordedEvent, record } from '../platform/record.ts';
import { CarrierRefusal, carrierNamed, type MadeLabel } from './carrier.ts';
import { findLabel, type LabelFacts, saveFailed, saveMade } from './labels.store.ts';

/** A carrier that cannot be reached is asked again for so long; then a person must know. */
export const GIVE_UP_AFTER_HOURS = 6;

/**
 * Asks the carrier for a label that is wanted, and writes down the answer: `label.made` or `label.failed`. Runs as a
 * job, as often as it takes. The label's id is the carrier's idempotency key, so a crash after the carrier answered
 * neither loses a label nor buys a second. A label made void before or meanwhile is given back to the carrier, whether
 * or not we learned what it answered.
 */
export async function makeLabel(ctx: Ctx, wanted: RecordedEvent): Promise<void> {
  const label = await inWorkspace(ctx, (tx) => findLabel(tx, ctx, wanted.subject.id));
  if (label?.state === 'void') await carrierNamed(label.carrier).void({ id: label.id, tracking: label.tracking });
  if (label?.state !== 'wanted') return;
  const answer = await ask(ctx, label);
  const saved = await settle(ctx, wanted, label, answer).catch((error: unknown) => {
    if (brokenConstraint(error) !== 'labels_tracking') throw error;
    return settle(ctx, wanted, label, 'tracking_number_taken');
  });
  if (saved || typeof answer === 'string') return;
  const now = await inWorkspace(ctx, (tx) => findLabel(tx, ctx, label.id));
  if (now?.state === 'void') await carrierNamed(label.carrier).void({ id: label.id, tracking: answer.tracking });
}

/** False where the label is no longer wanted. */
function settle(ctx: Ctx, wanted: RecordedEvent, label: LabelFacts, answer: MadeLabel | string): Promise<boolean> {
  return inWorkspace(ctx, async (tx) => {
    const isFailure = typeof answer === 'string';
    const isOurs = isFailure ? await saveFailed(tx, ctx, label.id, answer) : await saveMade(tx, ctx, label.id, answer);
    if (!isOurs) return false;
    const { brand_id, order_id, return_id, site_id, subject } = wanted;
    const way = label.outbound_id === null ? {} : { outbound_id: label.outbound_id };
    const data = isFailure
      ? { carrier: label.carrier, failure: answer, ...way }
      : { carrier: label.carrier, service: answer.service, tracking: answer.tracking, cost: answer.cost, ...way };
    const type = isFailure ? 'label.failed' : 'label.made';
    await record(tx, ctx, [{ type, subject, brand_id, order_id, return_id, site_id, data }]);
    return true;
  });
}

/** The label, or why there will be none. Throws where it is worth asking again. */
async function ask(ctx: Ctx, label: LabelFacts): Promise<MadeLabel | string> {
  const { id, from, to, weight_g: weightG } = label;
  try {
    const made = await carrierNamed(label.carrier).make({ id, from, to, weightG });
    return { ...made, tracking: trackingKey(made.tracking) };
  } catch (error) {
    if (error instanceof CarrierRefusal) return error.message;
    if (ctx.now.getTime() - label.created_at.getTime() < GIVE_UP_AFTER_HOURS * 3_600_000) throw error;
    ctx.log.error(
      { err: error, label_id: id, carrier: label.carrier },
      'the carrier could not be reached for too long',
    );
    return 'carrier_unreachable';
  }
}

/** How tracking numbers are kept and compared: upper case, without spaces and dashes. */
export function trackingKey(number: string): string {
  return number.toUpperCase().replace(/[\s-]/g, '');
}
