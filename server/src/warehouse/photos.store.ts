/** Photos of parcels, units and inspections. */
import { sql } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { type KeptPicture, useFiles } from '../uploads/index.ts';

export type PhotoOf = { parcelId?: string; unitId?: string; inspectionId?: string; step?: string };
export type StepPhoto = KeptPicture & { step: string | null };

/**
 * Hangs uploaded photos and videos on goods; a file hangs on one thing only, and one that hangs here already stays as it
 * is. Throws `file.not_found` for a file that is unknown, of another brand, or hangs elsewhere, `file.type_not_allowed`.
 */
export async function addPhotos(
  tx: Tx,
  ctx: Ctx,
  fileIds: readonly string[],
  of: PhotoOf,
  caption: string | null = null,
): Promise<StepPhoto[]> {
  const ids = [...new Set(fileIds)];
  if (ids.length === 0) return [];
  const files = await useFiles(tx, ctx, ids, { kinds: ['photo', 'video'] });
  const { parcelId = null, unitId = null, inspectionId = null, step = null } = of;
  type Hung = Pick<StepPhoto, 'id' | 'caption' | 'added_at' | 'step'>;
  const { rows } = await sql<Hung>`
    insert into unit_files as x (workspace_id, file_id, parcel_id, unit_id, inspection_id, step, caption, added_at)
    select ${ctx.workspaceId}, id, ${parcelId}, ${unitId}, ${inspectionId}, ${step}, ${caption}, ${ctx.now}
    from unnest(${ids}::uuid[]) id
    on conflict (workspace_id, file_id) do update set caption = x.caption
      where x.parcel_id is not distinct from excluded.parcel_id and x.unit_id is not distinct from excluded.unit_id
        and x.step is not distinct from excluded.step
    returning x.file_id as id, x.caption, x.added_at, x.step`.execute(tx);
  return files.map(({ id, key, thumb_key }) => {
    const hung = rows.find((row) => row.id === id);
    if (!hung) throw new Refusal('file.not_found', { file: id });
    return { ...hung, key, thumb_key };
  });
}

export async function photosOfUnit(tx: Tx, ctx: Ctx, unitId: string): Promise<StepPhoto[]> {
  const { rows } = await sql<StepPhoto>`select x.file_id as id, f.key, f.thumb_key, x.caption, x.added_at, x.step
    from unit_files x join files f on f.workspace_id = x.workspace_id and f.id = x.file_id
    where x.workspace_id = ${ctx.workspaceId} and x.unit_id = ${unitId} order by x.added_at, x.file_id`.execute(tx);
  return rows;
}
