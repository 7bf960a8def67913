import type { BodyOf, CallEnd, calls } from '@recoup/contract';
import { lockStanding, settle } from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { may } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { freeDesks } from '../desks/desks.store.ts';
import { tellParts } from '../lines/tell-parts.ts';
import { stopRings } from '../queue/queue.store.ts';
import { serveWaiting } from '../queue/ring.ts';
import { settingsOf } from '../settings/settings.store.ts';
import { type Call, isOver, stageAfter, step } from './call.ts';
import { endParts, lockCall } from './calls.store.ts';
import { endLine } from './line-words.ts';
import { afterMissedCall } from './missed-call.ts';
import { settleCall } from './settle-call.ts';
import { tellRingOver } from './tell.ts';
import { writeLine } from './thread-line.ts';

/**
 * The agent hangs up, or calls off what rings or was agreed; who leads may, too. A call that is over already is answered as it
 * is: two who hang up at once both hung up.
 *
 * Throws `call.not_found`, `call.wrong_stage` for one nobody took yet, `permission.not_allowed` for somebody else's.
 */
export function endCall(ctx: Ctx, id: string, because: BodyOf<typeof calls.end>['because']): Promise<Call> {
  return inWorkspace(ctx, async (tx) => {
    const at = await lockCall(tx, ctx, id);
    if (isOver(at)) return at;
    step(at, because === 'cancelled' && at.stage !== 'live' ? 'cancel' : 'end');
    const mine = at.staff_id === null || at.staff_id === ctx.actor.id;
    if (!mine && !may(ctx.actor, 'calls.supervise'))
      throw new Refusal('permission.not_allowed', { needs: 'calls.supervise' });
    return endNow(tx, ctx, at, because);
  });
}

const ENDS = {
  ended: { type: 'call.ended' },
  missed: { type: 'call.missed' },
  declined: { type: 'call.declined' },
} as const;

/**
 * Whoever ends it, the same comes of it, in one transaction: it rings nowhere, everybody leaves, whoever talked wraps up, whoever
 * waits is rung for, the buyer's thread says so, and after a call nobody answered somebody answers the conversation.
 * `at` is held and is not over.
 */
export async function endNow(tx: Tx, ctx: Ctx, at: Call, because: CallEnd): Promise<Call> {
  const settings = await settingsOf(tx, ctx, at.brand_id);
  const stage = stageAfter(at.stage, because);
  const rang = await stopRings(tx, ctx, at.id, { staffId: null, answer: 'called_off' });
  const ours = await endParts(tx, ctx, at.id);
  const until = new Date(ctx.now.getTime() + (stage === 'ended' ? settings.wrap_up_seconds * 1000 : 0));
  const talked = ours.filter((id) => id === at.staff_id);
  await freeDesks(tx, ctx, at.id, { staffIds: talked, until });
  await freeDesks(tx, ctx, at.id, { staffIds: null, until: ctx.now });
  const seconds =
    at.answered_at && stage === 'ended' ? Math.round((ctx.now.getTime() - at.answered_at.getTime()) / 1000) : null;
  const next = await settleCall(
    tx,
    ctx,
    at,
    {
      stage,
      ended_at: ctx.now,
      ended_because: because,
      wrap_up_until: stage === 'ended' ? until : null,
      due_at: stage === 'ended' && until > ctx.now ? until : null,
    },
    [{ ...ENDS[stage], data: { because, seconds } }],
  );
  await tellRingOver(tx, ctx, { call_id: at.id, staff_ids: rang });
  await tellParts(tx, ctx, at.id);
  // Of an invitation nobody took there is nothing to tell.
  if (at.stage !== 'scheduled' || at.scheduled_for !== null)
    await writeLine(tx, ctx, at, () =>
      endLine(at.language ?? 'en', { stage, origin: at.origin, call_back: at.call_back, because, seconds }),
    );
  if (stage === 'missed') {
    const conversation = await lockStanding(tx, ctx, at.conversation_id);
    await settle(tx, ctx, conversation, afterMissedCall(conversation, because));
  }
  await serveWaiting(tx, ctx);
  return next;
}
