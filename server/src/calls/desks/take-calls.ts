import type { CallDesk } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { staffOf } from '../calls/answer-call.ts';
import { deskAnswer } from '../calls/read-calls.ts';
import { serveWaiting } from '../queue/ring.ts';
import { isSeen } from './desk.ts';
import { lockDesk, readDesks, saveDesk } from './desks.store.ts';

/** I take calls, or I do not: what rings rings on, and nothing new does. Throws `call.not_staff`. */
export function takeCalls(ctx: Ctx, takes: boolean): Promise<CallDesk> {
  return inWorkspace(ctx, async (tx) => {
    const { id, name } = staffOf(ctx);
    const before = await lockDesk(tx, ctx, id);
    const wasThere = before !== null && isSeen(before, ctx.now);
    const isSame = before?.takes_calls === takes;
    // Who presses the button sits there.
    const since = isSame && wasThere ? {} : { changed_at: ctx.now };
    await saveDesk(tx, ctx, id, { takes_calls: takes, seen_at: ctx.now, ...since });
    if (!isSame) {
      const data = { takes_calls: takes, staff: name };
      await record(tx, ctx, [{ type: 'desk.changed', subject: { kind: 'staff', id }, data }]);
    }
    if (takes && !(isSame && wasThere)) await serveWaiting(tx, ctx);
    const [desk] = await readDesks(tx, ctx, [id]);
    return deskAnswer(desk!, ctx.now);
  });
}

/**
 * A screen of somebody's says that it is there, every 20 seconds (`visible` or in the background: it rings in both). Who was gone
 * and comes back may be rung at once.
 */
export function deskSeen(ctx: Ctx, staffId: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const before = await lockDesk(tx, ctx, staffId);
    const wasThere = before !== null && isSeen(before, ctx.now);
    await saveDesk(tx, ctx, staffId, { seen_at: ctx.now, ...(wasThere ? {} : { changed_at: ctx.now }) });
    if (wasThere) return;
    const data = { takes_calls: before?.takes_calls ?? true, here: true };
    await record(tx, ctx, [{ type: 'desk.changed', subject: { kind: 'staff', id: staffId }, data }]);
    if (before?.takes_calls !== false) await serveWaiting(tx, ctx);
  });
}
