import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { enqueue } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Call } from '../calls/call.ts';
import { lockName, partsOf, savePart } from '../calls/calls.store.ts';
import { endNow } from '../calls/end-call.ts';
import { type Talk, type Wish, writeCall, zoneOf } from '../calls/open-call.ts';
import { settleCall } from '../calls/settle-call.ts';
import { tellRingOver } from '../calls/tell.ts';
import { writeLine } from '../calls/thread-line.ts';
import { freeDesks } from '../desks/desks.store.ts';
import { LATE_MINUTES } from '../links/call-link.ts';
import { keepOpenUntil } from '../links/links.store.ts';
import { languageOf } from '../links/make-link.ts';
import { NO_SHOW_MINUTES } from '../queue/due.ts';
import { stopRings } from '../queue/queue.store.ts';
import { serveWaiting } from '../queue/ring.ts';
import { bookOf, freeIn } from './read-slots.ts';
import { slotWords } from './slot-words.ts';
import { timesOf } from './times-in-words.ts';

const MINUTE = 60_000;
/** A call that was taken, or that somebody said no to, is not agreed for another time: it is a new one. */
const CAN_BE_AGREED: ReadonlySet<Call['stage']> = new Set(['scheduled', 'waiting', 'ringing', 'missed']);

export type Time = { starts_at: string; time_zone?: string; note?: string };

/**
 * Buyer or staff agree on a time for a call that waits, was missed, or was agreed for another time; `at` is held. Of two who
 * want the last place of a time at once, one has it. What rang rings no more; the time counts from now on, with its reminders,
 * and whoever was invited comes in by the same link.
 *
 * Throws `call.wrong_stage`, `call.slot_taken`, `call.slots_off`, `call.turned_off`.
 */
export async function agreeTime(tx: Tx, ctx: Ctx, at: Call, time: Time): Promise<Call> {
  const when = new Date(time.starts_at);
  if (isAgreed(at) && at.scheduled_for?.getTime() === when.getTime()) return at;
  if (!CAN_BE_AGREED.has(at.stage)) throw new Refusal('call.wrong_stage', { stage: at.stage, move: 'schedule' });
  const minutes = await takePlace(tx, ctx, at.brand_id, when, at.id);
  await letGo(tx, ctx, at);
  const happened = isAgreed(at)
    ? { type: 'call.moved', data: { from: at.scheduled_for!.toISOString(), to: when.toISOString(), minutes } }
    : { type: 'call.scheduled', data: { for: when.toISOString(), minutes } };
  const next = await settleCall(
    tx,
    ctx,
    at,
    {
      stage: 'scheduled',
      scheduled_for: when,
      scheduled_minutes: minutes,
      time_zone: zoneOf(time.time_zone) ?? at.time_zone,
      note: time.note || at.note,
      call_back: false,
      waits_since: null,
      due_at: new Date(when.getTime() + NO_SHOW_MINUTES * MINUTE),
      ended_at: null,
      ended_because: null,
    },
    [happened],
  );
  await keepOpenUntil(tx, ctx, at.id, new Date(when.getTime() + LATE_MINUTES * MINUTE));
  await setReminders(tx, ctx, next);
  await sayTime(tx, ctx, next, happened.type === 'call.moved' ? 'moved' : 'agreed');
  return next;
}

/** The same for a call that is not there yet. Throws `call.slot_taken`, `call.slots_off`, `call.turned_off`, `order.line_not_found`. */
export async function agreeNew(
  tx: Tx,
  ctx: Ctx,
  talk: Talk,
  wish: Wish,
  time: Time & { staff_id?: string | null },
): Promise<Call> {
  const { call } = await writeCall(
    tx,
    ctx,
    talk,
    { ...wish, note: time.note ?? wish.note, time_zone: time.time_zone ?? wish.time_zone },
    { stage: 'scheduled', staff_id: time.staff_id ?? null },
  );
  return agreeTime(tx, ctx, call, time);
}

const isAgreed = (at: Call): boolean => at.stage === 'scheduled' && at.scheduled_minutes !== null;

/** Whoever agrees first has the place: all of a brand's times are taken one after the other. Answers its minutes. */
async function takePlace(tx: Tx, ctx: Ctx, brandId: string, when: Date, but: string): Promise<number> {
  await lockName(tx, `calls:slots:${brandId}`);
  const book = await bookOf(tx, ctx, brandId);
  const free = await freeIn(tx, ctx, book, { from: when, to: new Date(when.getTime() + 1), but });
  if (!free.some(({ starts_at }) => starts_at.getTime() === when.getTime()))
    throw new Refusal('call.slot_taken', { starts_at: when.toISOString() });
  return book.settings.slots.minutes;
}

/** It rings nowhere, and nobody of ours is in it: the buyer's seat stays theirs. */
async function letGo(tx: Tx, ctx: Ctx, at: Call): Promise<void> {
  const rang = await stopRings(tx, ctx, at.id, { staffId: null, answer: 'called_off' });
  await tellRingOver(tx, ctx, { call_id: at.id, staff_ids: rang });
  for (const part of await partsOf(tx, ctx, at.id)) {
    if (part.kind !== 'buyer' && !part.left_at) await savePart(tx, ctx, part.id, { left_at: ctx.now, peer: null });
    if (part.kind === 'buyer' && part.left_at && !part.refused_at) await savePart(tx, ctx, part.id, { left_at: null });
  }
  await freeDesks(tx, ctx, at.id, { staffIds: null, until: ctx.now });
  if (rang.length > 0) await serveWaiting(tx, ctx);
}

/** One job for each reminder that is still to come; moved, they wait for the new time. */
async function setReminders(tx: Tx, ctx: Ctx, at: Call): Promise<void> {
  const { settings } = await bookOf(tx, ctx, at.brand_id);
  for (const minutes of settings.slots.remind_minutes) {
    const runAt = new Date(at.scheduled_for!.getTime() - minutes * MINUTE);
    if (runAt <= ctx.now) continue;
    const payload = { call_id: at.id, minutes };
    await enqueue(tx, ctx, { job: 'calls.remind', payload, runAt, key: `call-remind:${at.id}:${minutes}` });
  }
}

async function sayTime(tx: Tx, ctx: Ctx, at: Call, what: 'agreed' | 'moved'): Promise<void> {
  const { brand } = await bookOf(tx, ctx, at.brand_id);
  const language = languageOf(at, brand);
  const { yours } = timesOf(at.scheduled_for!, { at, brand, language, now: ctx.now });
  await writeLine(tx, ctx, at, () => slotWords[language][what](yours));
}

/** Buyer or staff call off what was agreed. `at` is held. Throws `call.wrong_stage` where nothing is. */
export async function callOffTime(tx: Tx, ctx: Ctx, at: Call): Promise<Call> {
  if (!isAgreed(at)) throw new Refusal('call.wrong_stage', { stage: at.stage, move: 'cancel' });
  return endNow(tx, ctx, at, 'cancelled');
}
