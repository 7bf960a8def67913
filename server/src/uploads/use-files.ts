import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { type FileKind, kindOfType } from './kind-of-type.ts';
import { type FileRow, useFiles as markUsed } from './uploads.store.ts';

/**
 * Ties uploaded files to what now refers to them, so that they are kept; in the order asked. A buyer may use what was
 * uploaded over the link of their order; staff may use their own uploads and those of `orderId`.
 *
 * Throws `file.not_found`, and `file.type_not_allowed` for a kind that has no place there.
 */
export async function useFiles(
  tx: Tx,
  ctx: Ctx,
  ids: readonly string[],
  { kinds, orderId = null }: { kinds: readonly FileKind[]; orderId?: string | null },
): Promise<FileRow[]> {
  if (ids.length === 0) return [];
  const found = new Map((await markUsed(tx, ctx, [...new Set(ids)], orderId)).map((file) => [file.id, file]));
  return ids.map((id) => {
    const file = found.get(id);
    if (!file) throw new Refusal('file.not_found', { file: id });
    if (!kinds.includes(kindOfType(file.type))) {
      throw new Refusal('file.type_not_allowed', { file: id, found: file.type, allowed: kinds });
    }
    return file;
  });
}
