import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { CompanyEvent } from './company.ts';

/** Keeps an event once, by the company's own id. False for one that came before. */
export async function keepEvent(
  tx: Tx,
  ctx: Ctx,
  account: { id: string; brandId: string },
  event: CompanyEvent,
): Promise<boolean> {
  const kept = await tx
    .insertInto('payment_events')
    .values({
      workspace_id: ctx.workspaceId,
      account_id: account.id,
      brand_id: account.brandId,
      event_id: event.id,
      type: event.type,
      object_id: event.objectId,
      happened_at: event.at,
      received_at: ctx.now,
      body: JSON.stringify(event.body),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('event_id')
    .executeTakeFirst();
  return kept !== undefined;
}

export async function keptEvent(
  tx: Tx,
  ctx: Ctx,
  accountId: string,
  eventId: string,
): Promise<{ body: Record<string, unknown>; done_at: Date | null } | null> {
  const row = await tx
    .selectFrom('payment_events')
    .select(['body', 'done_at'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('account_id', '=', accountId)
    .where('event_id', '=', eventId)
    .executeTakeFirst();
  return (row as { body: Record<string, unknown>; done_at: Date | null } | undefined) ?? null;
}

export async function eventDone(tx: Tx, ctx: Ctx, accountId: string, eventId: string): Promise<void> {
  await tx
    .updateTable('payment_events')
    .set({ done_at: ctx.now })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('account_id', '=', accountId)
    .where('event_id', '=', eventId)
    .execute();
}

/** Forgets what was received before then, taken in or not. */
export async function forgetEvents(tx: Tx, ctx: Ctx, before: Date): Promise<void> {
  await tx
    .deleteFrom('payment_events')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('received_at', '<', before)
    .execute();
}
