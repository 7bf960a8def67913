import type { BodyOf, CallDetail, calls } from '@recoup/contract';
import { type Ctx, may } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { setWrapUp } from '../desks/desks.store.ts';
import { serveWaiting } from '../queue/ring.ts';
import { step } from './call.ts';
import { lockCall } from './calls.store.ts';
import { callDetail } from './read-calls.ts';
import { type Happened, settleCall } from './settle-call.ts';

/**
 * After a call: whoever had it writes down what remains to be said, takes more time, or is done and free at once. What was written
 * may be mended later; that makes nobody busy again.
 *
 * Throws `call.not_found`, `call.wrong_stage`, `permission.not_allowed` for somebody else's call.
 */
export function wrapUp(ctx: Ctx, id: string, asked: BodyOf<typeof calls.wrapUp>): Promise<CallDetail> {
  return inWorkspace(ctx, async (tx) => {
    const at = await lockCall(tx, ctx, id);
    step(at, 'wrap_up');
    if (at.staff_id !== ctx.actor.id && !may(ctx.actor, 'calls.supervise'))
      throw new Refusal('permission.not_allowed', { needs: 'calls.supervise' });
    const isOver = at.wrapped_at !== null;
    const more = asked.more_seconds !== undefined && !isOver && !asked.done;
    const until = more ? new Date(ctx.now.getTime() + asked.more_seconds! * 1000) : null;
    const done = asked.done && !isOver;
    const note = asked.note === undefined ? at.wrap_up_note : asked.note || null;
    const written = note !== at.wrap_up_note;
    const happened: Happened[] = [
      ...(written ? [{ type: 'call.note_written' }] : []),
      ...(done ? [{ type: 'call.wrapped_up' }] : []),
    ];
    if (!written && !done && !until) return callDetail(tx, ctx, id);
    await settleCall(
      tx,
      ctx,
      at,
      {
        wrap_up_note: note,
        ...(until ? { wrap_up_until: until, due_at: until } : {}),
        ...(done ? { wrapped_at: ctx.now, due_at: null } : {}),
      },
      happened,
    );
    if (at.staff_id && (done || until)) await setWrapUp(tx, ctx, at.staff_id, until ?? ctx.now);
    if (done) await serveWaiting(tx, ctx);
    return callDetail(tx, ctx, id);
  });
}
