import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { Who } from '../credits/credit.ts';

type NewPack = {
  id: string;
  dispute_id: string;
  brand_id: string;
  file_id: string;
  language: string;
  fields: Record<string, string>;
};
export type PackRow = NewPack & {
  made_at: Date;
  made_by: Who;
  submitted_at: Date | null;
  key: string;
  bytes: number;
  name: string;
  sha256: Buffer;
};

export async function insertPack(tx: Tx, ctx: Ctx, { fields, ...pack }: NewPack): Promise<void> {
  const { kind, id, name } = ctx.actor;
  await tx
    .insertInto('dispute_packs')
    .values({
      workspace_id: ctx.workspaceId,
      ...pack,
      fields: JSON.stringify(fields),
      made_at: ctx.now,
      made_by: JSON.stringify({ kind, id, name }),
    })
    .execute();
}

/** Newest first. */
export async function packsOf(tx: Tx, ctx: Ctx, disputeId: string): Promise<PackRow[]> {
  const rows = await tx
    .selectFrom('dispute_packs as p')
    .innerJoin('files as f', (on) => on.onRef('f.workspace_id', '=', 'p.workspace_id').onRef('f.id', '=', 'p.file_id'))
    .selectAll('p')
    .select(['f.key', 'f.bytes', 'f.name', 'f.sha256'])
    .where('p.workspace_id', '=', ctx.workspaceId)
    .where('p.dispute_id', '=', disputeId)
    .orderBy('p.made_at', 'desc')
    .orderBy('p.id', 'desc')
    .execute();
  return rows as unknown as PackRow[];
}

export async function markPackSent(tx: Tx, ctx: Ctx, packId: string): Promise<void> {
  await tx
    .updateTable('dispute_packs')
    .set({ submitted_at: ctx.now })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', packId)
    .execute();
}

/** The files a person added, in their order; those no longer named are let go. */
export async function setFiles(
  tx: Tx,
  ctx: Ctx,
  of: { id: string; brand_id: string },
  fileIds: readonly string[],
): Promise<void> {
  await tx
    .deleteFrom('dispute_files')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('dispute_id', '=', of.id)
    .execute();
  if (fileIds.length === 0) return;
  await tx
    .insertInto('dispute_files')
    .values(
      fileIds.map((file_id, position) => ({
        workspace_id: ctx.workspaceId,
        dispute_id: of.id,
        brand_id: of.brand_id,
        file_id,
        position,
      })),
    )
    .execute();
}
