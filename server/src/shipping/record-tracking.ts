import type { AnswerIn, BodyOf, returns } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { type NewEvent, record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { insertTracking, labelsByTracking } from './labels.store.ts';
import { trackingKey } from './make-label.ts';

type Told = BodyOf<typeof returns.track>['events'];
/** A carrier's clock may run ahead of ours; more than this is a mistake. */
const AHEAD_MS = 24 * 3_600_000;

/**
 * A carrier (or the integrator's program that asks it) tells what happened to parcels, by tracking number. New events
 * become `tracking.recorded`, on which the return moves; what was told before (same label, code and instant) counts as
 * repeated and changes nothing. Numbers of no label that the caller may see come back as unknown, as they were sent.
 *
 * Throws `input.invalid` for an event that has yet to happen; then nothing is written.
 */
export async function recordTracking(ctx: Ctx, told: Told): Promise<AnswerIn<typeof returns.track>> {
  const early = told.flatMap(({ at }, i) => (Date.parse(at) > ctx.now.getTime() + AHEAD_MS ? [i] : []));
  if (early.length > 0) {
    const fields = early.map((i) => ({ path: `events.${i}.at`, code: 'in_the_future', message: 'has yet to happen' }));
    throw new Refusal('input.invalid', { fields });
  }
  return inWorkspace(ctx, async (tx) => {
    const numbers = [...new Set(told.map(({ tracking }) => trackingKey(tracking)))];
    const labels = new Map((await labelsByTracking(tx, ctx, numbers)).map((label) => [label.tracking, label]));
    const known = told.flatMap(({ tracking, code, at, place = null, detail = null }) => {
      const label = labels.get(trackingKey(tracking));
      return label ? [{ id: newId(), label, code, at, place, detail }] : [];
    });
    const rows = known.map(({ label, ...row }) => ({ ...row, label_id: label.label_id }));
    const written = rows.length > 0 ? await insertTracking(tx, ctx, rows) : new Set<string>();
    const fresh = known.filter(({ id }) => written.has(id)).sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
    await record(tx, ctx, fresh.map(trackingEvent));
    const unknown = told.flatMap(({ tracking }) => (labels.has(trackingKey(tracking)) ? [] : [tracking]));
    return { recorded: fresh.length, repeated: known.length - fresh.length, unknown: [...new Set(unknown)] };
  });
}

type Known = {
  label: Awaited<ReturnType<typeof labelsByTracking>>[number];
  code: string;
  at: string;
  place: string | null;
  detail: string | null;
};
function trackingEvent({ label, code, at, place, detail }: Known): NewEvent {
  const { label_id, tracking, outbound_id, ...refs } = label;
  return {
    type: 'tracking.recorded',
    subject: { kind: 'label', id: label_id },
    ...refs,
    data: {
      code,
      place,
      detail,
      tracking,
      at: new Date(at).toISOString(),
      ...(outbound_id === null ? {} : { outbound_id }),
    },
  };
}
