import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { enqueue, type NewEvent, record } from '../../platform/record.ts';
import type { Call } from './call.ts';
import { type CallChange, saveCall } from './calls.store.ts';
import { tellChange } from './tell.ts';

export type Happened = { type: string; data?: Record<string, unknown> };

/** A call's event, which stands on the timelines of its order and return, too, and in its conversation's thread. */
export function callEvent(
  at: Pick<Call, 'id' | 'code' | 'brand_id' | 'order_id' | 'return_id' | 'conversation_id'>,
  { type, data = {} }: Happened,
): NewEvent {
  return {
    type,
    subject: { kind: 'call', id: at.id },
    brand_id: at.brand_id,
    order_id: at.order_id,
    return_id: at.return_id,
    data: { code: at.code, conversation_id: at.conversation_id, ...data },
  };
}

/**
 * Saves what changed of a call held by `lockCall`, records what happened, tells the live lines, and sets its clock. Every
 * change of a call goes through here.
 */
export async function settleCall(
  tx: Tx,
  ctx: Ctx,
  at: Call,
  change: CallChange,
  happened: readonly Happened[],
): Promise<Call> {
  const next = await saveCall(tx, ctx, at, change);
  await tellSettled(tx, ctx, next, happened);
  if (next.due_at && next.due_at.getTime() !== at.due_at?.getTime()) await setClock(tx, ctx, next);
  return next;
}

/** The same for one that was just written: no line shows it yet. */
export async function settleNew(tx: Tx, ctx: Ctx, at: Call, happened: readonly Happened[]): Promise<void> {
  await recordAll(tx, ctx, at, happened);
  if (at.due_at) await setClock(tx, ctx, at);
}

const recordAll = (tx: Tx, ctx: Ctx, at: Call, happened: readonly Happened[]): Promise<void> =>
  record(
    tx,
    ctx,
    happened.map((one) => callEvent(at, one)),
  );

async function tellSettled(tx: Tx, ctx: Ctx, at: Call, happened: readonly Happened[]): Promise<void> {
  await recordAll(tx, ctx, at, happened);
  const what = happened.at(-1)?.type ?? 'call.changed';
  await tellChange(tx, ctx, { call_id: at.id, version: at.version, what });
}

/** The clock looks at the call again when it is due; a later time replaces an earlier one. */
export async function setClock(tx: Tx, ctx: Ctx, { id, due_at }: Pick<Call, 'id' | 'due_at'>): Promise<void> {
  await enqueue(tx, ctx, {
    job: 'calls.clock',
    payload: { call_id: id },
    runAt: due_at!,
    key: `call-clock:${id}`,
  });
}

/** The clock alone moves: nothing happened that a screen would show. */
export async function setDue(tx: Tx, ctx: Ctx, at: Pick<Call, 'id'>, due: Date): Promise<void> {
  await tx
    .updateTable('calls')
    .set({ due_at: due })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', at.id)
    .execute();
  await setClock(tx, ctx, { id: at.id, due_at: due });
}
