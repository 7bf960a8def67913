import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { enqueue } from '../../platform/record.ts';

export const JOIN = 'calls.join-recording';
/** So long nothing came, and the browser that recorded is taken for gone. */
export const SILENCE_MS = 120_000;

/** Looks at a recording once it has been silent for two minutes; asked again it waits anew. */
export const joinSoon = (tx: Tx, ctx: Ctx, id: string): Promise<void> =>
  enqueue(tx, ctx, {
    job: JOIN,
    payload: { recording_id: id },
    runAt: new Date(ctx.now.getTime() + SILENCE_MS),
    key: `join-recording:${id}`,
  });

/** Everything is here: it is joined at once. */
export const joinNow = (tx: Tx, ctx: Ctx, id: string): Promise<void> =>
  enqueue(tx, ctx, { job: JOIN, payload: { recording_id: id }, key: `join-recording:${id}` });
