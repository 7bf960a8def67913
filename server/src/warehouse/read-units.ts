/** Units and parcels as screens list them. */
import type { AnswerOf, QueryOf, TimelineEvent, warehouse } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';
import { pageOf } from '../platform/cursor.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { photoOf } from '../uploads/index.ts';
import { acrossSites } from './across-sites.ts';
import { listParcels } from './parcels.store.ts';
import { photosOfUnit } from './photos.store.ts';
import { unitAnswer } from './unit-answer.ts';
import { findUnit, listUnits } from './units.store.ts';

/** One unit with its photos and everything that happened to it, newest first. Throws `unit.not_found`. */
export function readUnit(ctx: Ctx, idOrLpn: string): Promise<AnswerOf<(typeof warehouse)['unit']>> {
  return acrossSites(ctx, async (tx) => {
    const row = await findUnit(tx, ctx, idOrLpn);
    if (!row) throw new Refusal('unit.not_found');
    const photos = await photosOfUnit(tx, ctx, row.id);
    return {
      unit: unitAnswer(ctx, row),
      photos: photos.map((photo) => photoOf(ctx, photo)),
      timeline: await timelineOf(tx, ctx, row.id),
    };
  });
}

async function timelineOf(tx: Tx, ctx: Ctx, unitId: string): Promise<TimelineEvent[]> {
  const { rows } = await sql<
    Omit<TimelineEvent, 'at'> & { at: Date }
  >`select e.id, e.at, e.type, e.subject_kind, e.subject_id,
      e.actor, e.data
    from events e where e.workspace_id = ${ctx.workspaceId} and e.unit_id = ${unitId} order by e.id desc limit 500`.execute(
    tx,
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

export async function readUnits(
  ctx: Ctx,
  query: QueryOf<(typeof warehouse)['units']>,
): Promise<AnswerOf<(typeof warehouse)['units']>> {
  const found = await acrossSites(ctx, (tx) => listUnits(tx, ctx, query));
  const { rows, next_cursor } = pageOf(found, query.limit, (row) => [row.arrived_at.toISOString(), row.id]);
  return { rows: rows.map((row) => unitAnswer(ctx, row)), next_cursor };
}

export async function readParcels(
  ctx: Ctx,
  query: QueryOf<(typeof warehouse)['parcels']>,
): Promise<AnswerOf<(typeof warehouse)['parcels']>> {
  const found = await acrossSites(ctx, (tx) => listParcels(tx, ctx, query));
  const { rows, next_cursor } = pageOf(found, query.limit, (row) => [row.id]);
  return {
    rows: rows.map((row) => ({
      id: row.id,
      code: row.code,
      site: { id: row.site_id, name: row.site_name },
      stage: row.stage,
      blind: row.blind,
      tracking: row.tracking,
      return: row.return_id && row.return_code ? { id: row.return_id, code: row.return_code } : null,
      outcomes: row.outcomes,
      units: row.units,
      arrived_at: row.arrived_at?.toISOString() ?? null,
      unpacked_at: row.unpacked_at?.toISOString() ?? null,
    })),
    next_cursor,
  };
}
