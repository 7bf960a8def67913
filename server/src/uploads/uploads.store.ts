import type { Selectable } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';
import type { Files } from '../platform/db.generated.ts';
import type { Tx } from '../platform/db.ts';
import type { TakenFile } from '../platform/files/index.ts';

export type FileRow = Selectable<Files>;

/** Whose a buyer's file is: their order's, their chat session's, or their seat's in a call. */
export type FileOwner = { order_id: string | null; session_id?: string | null; call_part_id?: string | null };

/** `by`: who uploaded it, for people to read. A buyer's file belongs to their order or chat session, and its brand. */
export async function insertFile(
  tx: Tx,
  ctx: Ctx,
  id: string,
  file: TakenFile,
  owner: FileOwner & { brand_id: string | null; used_at?: Date },
): Promise<FileRow> {
  return tx
    .insertInto('files')
    .values({
      workspace_id: ctx.workspaceId,
      id,
      key: file.key,
      thumb_key: file.thumb_key,
      name: file.name,
      type: file.type,
      bytes: file.bytes,
      width: file.width,
      height: file.height,
      sha256: Buffer.from(file.sha256, 'hex'),
      ...owner,
      uploaded_by: ctx.actor.name,
      created_at: ctx.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Marks files as used and returns those that were there to be used, in no order. A buyer's own are those of their order, session or seat. */
export async function useFiles(tx: Tx, ctx: Ctx, ids: readonly string[], orderId: string | null): Promise<FileRow[]> {
  let update = tx
    .updateTable('files')
    .set((eb) => ({ used_at: eb.fn.coalesce('used_at', eb.val(ctx.now)) }))
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', 'in', ids);
  const partId = ctx.call?.partId;
  if (ctx.chat) update = update.where('session_id', '=', ctx.chat.contactId);
  else if (ctx.buyer) update = update.where('order_id', '=', ctx.buyer.orderId);
  else if (partId)
    update = update.where((eb) =>
      eb.or([eb('call_part_id', '=', partId), ...(orderId ? [eb('order_id', '=', orderId)] : [])]),
    );
  else update = update.where((eb) => eb.or([eb('order_id', 'is', null), eb('order_id', '=', orderId)]));
  return update.returningAll().execute();
}

/** Files that belong to nobody's order or session, as those of mails, become an order's. */
export async function giveFilesToOrder(tx: Tx, ctx: Ctx, ids: readonly string[], orderId: string): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('files')
    .set({ order_id: orderId })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', 'in', [...ids])
    .where('order_id', 'is', null)
    .where('session_id', 'is', null)
    .execute();
}

export function findFile(tx: Tx, ctx: Ctx, id: string): Promise<FileRow | undefined> {
  return tx
    .selectFrom('files')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** How many files of an order, of a chat session or of a seat in a call still belong to nothing. */
export async function countUnused(tx: Tx, ctx: Ctx, owner: FileOwner): Promise<number> {
  const column = owner.order_id ? 'order_id' : owner.call_part_id ? 'call_part_id' : 'session_id';
  const { count } = await tx
    .selectFrom('files')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('workspace_id', '=', ctx.workspaceId)
    .where(column, '=', owner.order_id ?? owner.call_part_id ?? owner.session_id ?? null)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

/** Forgets files nobody used since `before`, oldest first, and returns the keys of what they left behind. */
export async function forgetUnused(tx: Tx, ctx: Ctx, before: Date, limit: number): Promise<string[]> {
  const gone = await tx
    .deleteFrom('files')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('files')
        .select('id')
        .where('workspace_id', '=', ctx.workspaceId)
        .where('used_at', 'is', null)
        .where('created_at', '<', before)
        .orderBy('created_at')
        .limit(limit)
        .forNoKeyUpdate()
        .skipLocked(),
    )
    .returning(['key', 'thumb_key'])
    .execute();
  return gone.flatMap(({ key, thumb_key }) => (thumb_key === null ? [key] : [key, thumb_key]));
}
