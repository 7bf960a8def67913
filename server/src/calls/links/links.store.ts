import type { CallLinkWay } from '@recoup/contract';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { CallLinks } from '../../platform/db.generated.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';

export type LinkRow = Omit<Selectable<CallLinks>, 'by_way' | 'made_by'> & {
  by_way: CallLinkWay;
  made_by: { kind: string; id: string | null; name: string };
};

export async function insertLink(
  tx: Tx,
  ctx: Ctx,
  row: Pick<Insertable<CallLinks>, 'brand_id' | 'call_id' | 'sent_to' | 'expires_at'> & { by_way: CallLinkWay },
): Promise<LinkRow> {
  const { kind, id, name } = ctx.actor;
  const made_by = JSON.stringify({ kind, id, name });
  return (await tx
    .insertInto('call_links')
    .values({ ...row, workspace_id: ctx.workspaceId, id: newId(), made_at: ctx.now, made_by })
    .returningAll()
    .executeTakeFirstOrThrow()) as unknown as LinkRow;
}

const links = (tx: Tx, ctx: Ctx) => tx.selectFrom('call_links').selectAll().where('workspace_id', '=', ctx.workspaceId);

export async function findLink(tx: Tx, ctx: Ctx, id: string): Promise<LinkRow | null> {
  return ((await links(tx, ctx).where('id', '=', id).executeTakeFirst()) as unknown as LinkRow | undefined) ?? null;
}

/** The newest first. */
export async function linksOfCall(tx: Tx, ctx: Ctx, callId: string): Promise<LinkRow[]> {
  return (await links(tx, ctx).where('call_id', '=', callId).orderBy('id', 'desc').execute()) as unknown as LinkRow[];
}

export async function saveLink(tx: Tx, ctx: Ctx, id: string, change: Updateable<CallLinks>): Promise<void> {
  await tx
    .updateTable('call_links')
    .set(change)
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** What leads into a call opens as long as its time asks; what was taken back stays so. */
export async function keepOpenUntil(tx: Tx, ctx: Ctx, callId: string, until: Date): Promise<void> {
  await tx
    .updateTable('call_links')
    .set({ expires_at: until })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('call_id', '=', callId)
    .where('revoked_at', 'is', null)
    .execute();
}
