import { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { job } from '../../platform/jobs.ts';
import { setWrapUp } from '../desks/desks.store.ts';
import { dueWhileLive, givesUpAt, LINK_RINGS_SECONDS, liveEnds, WARN_SECONDS } from '../queue/due.ts';
import { ringing, stopRings } from '../queue/queue.store.ts';
import { ringOn, serveWaiting } from '../queue/ring.ts';
import { settingsOf } from '../settings/settings.store.ts';
import type { Call } from './call.ts';
import { dueCalls, hasOpenLink, lockCall, type Part, partsOf } from './calls.store.ts';
import { endNow } from './end-call.ts';
import { setClock, setDue, settleCall } from './settle-call.ts';
import { tellRingOver } from './tell.ts';

const DRIFT_MS = 2000;

/**
 * A call is due: it rings on, gives up waiting, is warned of its end or ends, nobody came at the agreed time, or whoever wraps up
 * is free. Looks at the call as it is now, so that it may come late, early, or twice.
 */
export async function lookAtCall(ctx: Ctx, id: string): Promise<void> {
  await inWorkspace(ctx, async (tx) => {
    const at = await lockCall(tx, ctx, id);
    if (!at.due_at) return;
    const early = at.due_at.getTime() - ctx.now.getTime();
    if (early > 0) {
      // The queue's clock is a little ahead of ours. What comes much too early has its own time still.
      if (early <= DRIFT_MS) await setClock(tx, ctx, at);
      return;
    }
    if (at.stage === 'waiting') await waits(tx, ctx, at);
    else if (at.stage === 'ringing')
      await (at.staff_id !== null && (await isOursIn(tx, ctx, at)) ? rangAtBuyer : ranAtUs)(tx, ctx, at);
    else if (at.stage === 'live') await isLive(tx, ctx, at);
    else if (at.stage === 'scheduled') await endNow(tx, ctx, at, 'no_show');
    else if (at.stage === 'ended') await wrapUpOver(tx, ctx, at);
  });
}

export const clockJob = job({
  name: 'calls.clock',
  payload: z.object({ call_id: z.uuid() }),
  run: (ctx, { call_id }) => lookAtCall(ctx, call_id),
});

/** Those that were not looked at in their time, and whoever waits beside a free desk: the queue was lost, or a clock was set. */
export const lateClocksJob = job({
  name: 'calls.late-clocks',
  cron: '* * * * *',
  async run(ctx) {
    for (const id of await inWorkspace(ctx, (tx) => dueCalls(tx, ctx))) await lookAtCall(ctx, id);
    await inWorkspace(ctx, (tx) => serveWaiting(tx, ctx));
  },
});

const isOursIn = async (tx: Tx, ctx: Ctx, at: Call): Promise<boolean> =>
  (await partsOf(tx, ctx, at.id)).some(({ kind, joined_at, left_at }) => kind === 'agent' && joined_at && !left_at);

/** The buyer's page has been gone for good, or they have waited as long as the brand lets them. */
async function waits(tx: Tx, ctx: Ctx, at: Call): Promise<void> {
  const settings = await settingsOf(tx, ctx, at.brand_id);
  if (givesUpAt(at, settings) <= ctx.now) await endNow(tx, ctx, at, 'nobody_answered');
  else if (!at.call_back && buyerIsLost(await partsOf(tx, ctx, at.id), ctx.now))
    await endNow(tx, ctx, at, 'buyer_left');
  else await ringOn(tx, ctx, at);
}

async function ranAtUs(tx: Tx, ctx: Ctx, at: Call): Promise<void> {
  const settings = await settingsOf(tx, ctx, at.brand_id);
  const before = new Date(ctx.now.getTime() - settings.ring_seconds * 1000);
  const over = await stopRings(tx, ctx, at.id, { staffId: null, answer: 'timed_out', before });
  await tellRingOver(tx, ctx, { call_id: at.id, staff_ids: over });
  const rings = await ringing(tx, ctx, at.id);
  // What rings is not given up in the middle of a ring.
  if (rings.length > 0 && givesUpAt(at, settings) <= ctx.now) await ringOn(tx, ctx, at);
  else await waits(tx, ctx, at);
  if (over.length > 0) await serveWaiting(tx, ctx);
}

/** Our side has been ringing at them: where a link was sent they get time to find it. */
async function rangAtBuyer(tx: Tx, ctx: Ctx, at: Call): Promise<void> {
  const until = new Date((at.waits_since ?? at.asked_at).getTime() + LINK_RINGS_SECONDS * 1000);
  if (until > ctx.now && (await hasOpenLink(tx, ctx, at.id))) await settleCall(tx, ctx, at, { due_at: until }, []);
  else await endNow(tx, ctx, at, at.scheduled_for ? 'no_show' : 'nobody_answered');
}

async function isLive(tx: Tx, ctx: Ctx, at: Call): Promise<void> {
  const settings = await settingsOf(tx, ctx, at.brand_id);
  const parts = await partsOf(tx, ctx, at.id);
  const { lost, warn, over } = liveEnds(at, parts, settings);
  if (over <= ctx.now) await endNow(tx, ctx, at, 'too_long');
  else if (lost <= ctx.now) await endNow(tx, ctx, at, 'dropped');
  else if (warn <= ctx.now && !at.warned_at) {
    const due_at = dueWhileLive({ ...at, warned_at: ctx.now }, parts, settings);
    const seconds = Math.min(WARN_SECONDS, Math.round((over.getTime() - ctx.now.getTime()) / 1000));
    await settleCall(tx, ctx, at, { warned_at: ctx.now, due_at }, [{ type: 'call.ends_soon', data: { seconds } }]);
  } else await setDue(tx, ctx, at, dueWhileLive(at, parts, settings));
}

async function wrapUpOver(tx: Tx, ctx: Ctx, at: Call): Promise<void> {
  if (at.wrapped_at) return;
  const change = { wrapped_at: ctx.now, due_at: null };
  await settleCall(tx, ctx, at, change, [{ type: 'call.wrapped_up', data: { by_itself: true } }]);
  if (at.staff_id) await setWrapUp(tx, ctx, at.staff_id, ctx.now);
  await serveWaiting(tx, ctx);
}

const LOST_MS = 60_000;
function buyerIsLost(parts: readonly Part[], now: Date): boolean {
  const heard = parts.filter(({ kind, knocks, refused_at }) => kind === 'buyer' && !knocks && !refused_at);
  const last = Math.max(0, ...heard.map(({ here_until }) => here_until?.getTime() ?? 0));
  return last > 0 && last + LOST_MS <= now.getTime();
}
