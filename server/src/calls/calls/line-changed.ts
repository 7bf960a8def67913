import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { dueWhileLive, dueWhileWaiting } from '../queue/due.ts';
import { ringing } from '../queue/queue.store.ts';
import { settingsOf } from '../settings/settings.store.ts';
import type { Call } from './call.ts';
import { partsOf } from './calls.store.ts';
import { setDue } from './settle-call.ts';

/**
 * Somebody came on the line of a call, or went from it for good: when the clock looks at the call again follows from who is there.
 * A minute without the buyer, or without any of ours, ends it. `at` is held.
 */
export async function lineChanged(tx: Tx, ctx: Ctx, at: Call): Promise<void> {
  const settings = await settingsOf(tx, ctx, at.brand_id);
  const parts = await partsOf(tx, ctx, at.id);
  if (at.stage === 'live') return setDue(tx, ctx, at, dueWhileLive(at, parts, settings));
  const ours = parts.some(({ kind, joined_at, left_at }) => kind === 'agent' && joined_at && !left_at);
  if (at.stage !== 'waiting' && (at.stage !== 'ringing' || ours)) return;
  const rings = (await ringing(tx, ctx, at.id)).map(({ rung_at }) => rung_at);
  const due = dueWhileWaiting(at, { rings, parts, settings });
  if (due) await setDue(tx, ctx, at, due);
}
