import type { BodyOf, BrowserFacts, callLine, LineSample } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import type { SeatCtx } from '../../platform/http.ts';
import { limitAttempts } from '../../platform/limits.ts';
import { Refusal } from '../../platform/refusal.ts';
import { type Call, isOver } from '../calls/call.ts';
import { lockCall, type Part, partsOf, savePart } from '../calls/calls.store.ts';
import { openSeat } from '../seats/open-seat.ts';
import { minuteOf } from './minute.ts';
import { keepFailure, samplesOf, saveMinute } from './quality.store.ts';
import { reckonQuality } from './reckon-quality.ts';
import { mayTellSamples, minuteIn } from './when.ts';

type Batch = BodyOf<(typeof callLine)['sample']>;
type Failed = BodyOf<(typeof callLine)['failure']>;
/** A browser tells every ten seconds, and again what a lost line held up. */
const SAMPLES_LIMIT = { max: 120, windowSeconds: 600 };
const FAILURES_LIMIT = { max: 30, windowSeconds: 600 };
/** Two peers every two seconds are 60. */
const MOST_IN_A_MINUTE = 90;

/**
 * The buyer's browser tells what it measured, every ten seconds, while the call is live and two minutes after. Times are the
 * browser's; its clock is put right by `sent_at`. Throws `call.wrong_stage`, `call.over`, `call.knocks`, `call.too_many`.
 */
export async function tellSamplesOfSeat(ctx: SeatCtx, batch: Batch): Promise<{ ok: true }> {
  await limitAttempts(ctx, `call-samples:${ctx.call.partId}`, SAMPLES_LIMIT, 'call.too_many');
  return inWorkspace(ctx, async (tx) => {
    const { call, part } = await openSeat(tx, ctx, { over: true, lock: true });
    return keepSamples(tx, ctx, call, part, batch);
  });
}

/** The same of staff, for a call they are or were in. Throws `call.not_found`, `call.not_invited`, `call.wrong_stage`, `call.too_many`. */
export async function tellSamples(ctx: Ctx, callId: string, batch: Batch): Promise<{ ok: true }> {
  await limitAttempts(ctx, `call-samples:${ctx.actor.id}`, SAMPLES_LIMIT, 'call.too_many');
  return inWorkspace(ctx, async (tx) => {
    const { call, part } = await ofStaff(tx, ctx, callId);
    return keepSamples(tx, ctx, call, part, batch);
  });
}

/** The buyer's browser tells why it could not come in, also while it knocks and after the call. Throws `call.over`, `call.too_many`. */
export async function tellFailureOfSeat(ctx: SeatCtx, failed: Failed): Promise<{ ok: true }> {
  await limitAttempts(ctx, `call-failures:${ctx.call.partId}`, FAILURES_LIMIT, 'call.too_many');
  return inWorkspace(ctx, async (tx) => {
    const { call, part } = await openSeat(tx, ctx, { over: true, knocks: true, lock: true });
    return keepWhy(tx, ctx, call, part, failed);
  });
}

/** The same of staff. Throws `call.not_found`, `call.not_invited`, `call.too_many`. */
export async function tellFailure(ctx: Ctx, callId: string, failed: Failed): Promise<{ ok: true }> {
  await limitAttempts(ctx, `call-failures:${ctx.actor.id}`, FAILURES_LIMIT, 'call.too_many');
  return inWorkspace(ctx, async (tx) => {
    const { call, part } = await ofStaff(tx, ctx, callId);
    return keepWhy(tx, ctx, call, part, failed);
  });
}

type Side = { call: Call; part: Part };
async function ofStaff(tx: Tx, ctx: Ctx, callId: string): Promise<Side> {
  const call = await lockCall(tx, ctx, callId);
  const parts = await partsOf(tx, ctx, callId);
  const part = parts.findLast(({ staff_id }) => staff_id !== null && staff_id === ctx.actor.id);
  if (!part) throw new Refusal('call.not_invited');
  return { call, part };
}

async function keepWhy(tx: Tx, ctx: Ctx, call: Call, part: Part, { reason, browser }: Failed): Promise<{ ok: true }> {
  await keepBrowser(tx, ctx, part, browser);
  await keepFailure(tx, ctx, call, part.kind, { reason, browser: browser ?? null });
  return { ok: true };
}

/** The call is held. What was kept already, by its own time and side, is not kept again: a batch may come twice. */
async function keepSamples(tx: Tx, ctx: Ctx, call: Call, part: Part, batch: Batch): Promise<{ ok: true }> {
  mayTellSamples(call, ctx.now);
  await keepBrowser(tx, ctx, part, batch.browser);
  const others = new Set((await partsOf(tx, ctx, call.id)).map(({ id }) => id).filter((id) => id !== part.id));
  const sentAt = new Date(batch.sent_at);
  const came = batch.samples.flatMap((sample) => {
    const minute = others.has(sample.part_id) ? minuteIn(call, sample, sentAt, ctx.now) : null;
    return minute === null ? [] : [{ minute, sample }];
  });
  if (came.length === 0) return { ok: true };
  const numbers = came.map(({ minute }) => minute);
  // The clock is put right a little otherwise each time it is told: the same may seem to lie in the minute beside.
  const kept = await samplesOf(tx, ctx, part, { from: Math.min(...numbers) - 1, to: Math.max(...numbers) + 1 });
  const known = new Set(kept.flatMap(({ samples }) => samples.map(keyOf)));
  for (const minute of new Set(numbers)) {
    const fresh = came.filter((one) => one.minute === minute && !known.has(keyOf(one.sample)));
    const before = kept.find((one) => one.minute === minute)?.samples ?? [];
    const once = new Map([...before, ...fresh.map(({ sample }) => sample)].map((sample) => [keyOf(sample), sample]));
    const samples = [...once.values()].slice(0, MOST_IN_A_MINUTE);
    if (samples.length > before.length) await saveMinute(tx, ctx, part, { minute, samples, ...minuteOf(samples) });
  }
  if (isOver(call)) await reckonQuality(tx, ctx, call);
  return { ok: true };
}

const keyOf = ({ at, part_id }: LineSample) => `${Date.parse(at)} ${part_id}`;

async function keepBrowser(tx: Tx, ctx: Ctx, part: Part, browser: BrowserFacts | undefined): Promise<void> {
  const before = part.browser as BrowserFacts | null;
  const same = (Object.keys(browser ?? {}) as (keyof BrowserFacts)[]).every((key) => before?.[key] === browser![key]);
  if (browser && !(before && same)) await savePart(tx, ctx, part.id, { browser: JSON.stringify(browser) });
}
