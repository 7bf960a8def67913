/** Evidence: files somebody uploaded, kept with a return. */
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { useFiles } from '../uploads/index.ts';
import type { Return } from './return.ts';

/** `from`: whose it is, where that is not who keeps it here. */
export type NewFile = {
  file_id: string;
  return_line_id: string | null;
  caption: string | null;
  from?: 'buyer' | 'staff';
};

/**
 * Keeps uploaded photos and films with a return. What is there already stays as it is. Answers the ids that are new.
 *
 * Throws `file.not_found`, for a file of another order too, and `file.type_not_allowed`.
 */
export async function keepFiles(
  tx: Tx,
  ctx: Ctx,
  of: Pick<Return, 'id' | 'order_id'>,
  files: readonly NewFile[],
): Promise<string[]> {
  const byId = new Map(files.map((file) => [file.file_id, file]));
  if (byId.size === 0) return [];
  await useFiles(tx, ctx, [...byId.keys()], { kinds: ['photo', 'video'], orderId: of.order_id });
  const rows = await tx
    .insertInto('return_files')
    .values(
      [...byId.values()].map(({ from, ...file }) => ({
        ...file,
        workspace_id: ctx.workspaceId,
        return_id: of.id,
        added_by: from ?? (ctx.actor.kind === 'buyer' ? 'buyer' : 'staff'),
        added_at: ctx.now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('file_id')
    .execute();
  return rows.map((row) => row.file_id);
}

/** Files of a return that were brought in by the one and are the other's: a request made for a buyer holds their own pictures. */
export async function sayWhose(tx: Tx, ctx: Ctx, returnId: string, fileIds: readonly string[], whose: string) {
  if (fileIds.length === 0) return;
  await tx
    .updateTable('return_files')
    .set({ added_by: whose })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('return_id', '=', returnId)
    .where('file_id', 'in', [...fileIds])
    .where('added_by', '<>', whose)
    .execute();
}

/** Files that are no evidence any more, of whatever return they were. */
export async function dropEvidence(tx: Tx, ctx: Ctx, fileIds: readonly string[]): Promise<void> {
  if (fileIds.length === 0) return;
  await tx
    .deleteFrom('return_files')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('file_id', 'in', [...fileIds])
    .execute();
}
