/** Photos of parcels, units and inspections. */
import { sql } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import type { Kept } from './pictures.ts';

export type PhotoOf = { parcelId?: string; unitId?: string; inspectionId?: string; step?: string };
export type StepPhoto = Kept & { step: string | null };

/**
 * Hangs uploaded files on goods; a file hangs on one thing only, and one that hangs here already stays as it is.
 * Throws `file.not_found` for a file that is unknown, of another brand, or hangs elsewhere.
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
  const { parcelId = null, unitId = null, inspectionId = null, step = null } = of;
  const { rows } = await sql<StepPhoto>`with known as (
      update files set used_at = coalesce(used_at, ${ctx.now})
      where workspace_id = ${ctx.workspaceId} and id = any(${ids}::uuid[]) returning id, key, thumb_key
    ), hung as (
      insert into unit_files as x (workspace_id, file_id, parcel_id, unit_id, inspection_id, step, caption, added_at)
      select ${ctx.workspaceId}, id, ${parcelId}, ${unitId}, ${inspectionId}, ${step}, ${caption}, ${ctx.now} from known
      on conflict (workspace_id, file_id) do update set caption = x.caption
        where x.parcel_id is not distinct from excluded.parcel_id and x.unit_id is not distinct from excluded.unit_id
          and x.step is not distinct from excluded.step
      returning x.file_id, x.caption, x.added_at, x.step
    )
    select k.id, k.key, k.thumb_key, h.caption, h.added_at, h.step from known k join hung h on h.file_id = k.id`.execute(
    tx,
  );
  const missing = ids.find((id) => !rows.some((row) => row.id === id));
  if (missing) throw new Refusal('file.not_found', { file_id: missing });
  return rows;
}

export async function photosOfUnit(tx: Tx, ctx: Ctx, unitId: string): Promise<StepPhoto[]> {
  const { rows } = await sql<StepPhoto>`select x.file_id as id, f.key, f.thumb_key, x.caption, x.added_at, x.step
    from unit_files x join files f on f.workspace_id = x.workspace_id and f.id = x.file_id
    where x.workspace_id = ${ctx.workspaceId} and x.unit_id = ${unitId} order by x.added_at, x.file_id`.execute(tx);
  return rows;
}
