/** What the warehouse tells about returns: the goods at the dock, on the bench and on the shelves, for returns' own pages. */
import type { Disposition } from '@recoup/contract';
import { sql } from 'kysely';
import type { GoodsSide, GoodsSummary, ReturnUnit } from '../returns/index.ts';
import { photoOf } from '../uploads/index.ts';

type SummaryRow = { return_id: string; bins: (string | null)[]; ways: (Disposition | null)[] };
type EvidenceRow = {
  id: string;
  key: string;
  thumb_key: string | null;
  caption: string | null;
  added_at: Date;
  type: string;
  from: 'dock' | 'inspection';
};

export const goodsOfReturns: GoodsSide = {
  async summaries(tx, ctx, returnIds) {
    if (returnIds.length === 0) return new Map();
    const { rows } = await sql<SummaryRow>`select u.return_id, array_agg(distinct b.code) as bins,
        array_agg(distinct u.disposition) as ways
      from units u left join bins b on b.workspace_id = u.workspace_id and b.id = u.bin_id
      where u.workspace_id = ${ctx.workspaceId} and u.return_id = any(${returnIds}::uuid[]) group by u.return_id`.execute(
      tx,
    );
    return new Map(
      rows.map((row): [string, GoodsSummary] => [row.return_id, { bin: only(row.bins), way: only(row.ways) }]),
    );
  },

  async ofReturn(tx, ctx, returnId) {
    const { rows: units } =
      await sql<ReturnUnit>`select u.id, u.lpn, u.title, u.sku, u.serial, u.stage, u.arrival, u.acceptance,
        u.disposition, u.functional, u.cosmetic, u.grade, b.code as bin, jsonb_build_object('id', s.id, 'name', s.name) as site
      from units u join sites s on s.workspace_id = u.workspace_id and s.id = u.site_id
        left join bins b on b.workspace_id = u.workspace_id and b.id = u.bin_id
      where u.workspace_id = ${ctx.workspaceId} and u.return_id = ${returnId} order by u.arrived_at, u.id`.execute(tx);
    const { rows: evidence } =
      await sql<EvidenceRow>`select x.file_id as id, f.key, f.thumb_key, x.caption, x.added_at, f.type,
        case when x.inspection_id is null then 'dock' else 'inspection' end as "from"
      from unit_files x join files f on f.workspace_id = x.workspace_id and f.id = x.file_id
      where x.workspace_id = ${ctx.workspaceId} and (
        x.parcel_id in (select id from parcels where workspace_id = ${ctx.workspaceId} and return_id = ${returnId})
        or x.unit_id in (select id from units where workspace_id = ${ctx.workspaceId} and return_id = ${returnId}))
      order by x.added_at, x.file_id`.execute(tx);
    return {
      bin: only(units.map(({ bin }) => bin)),
      way: only(units.map(({ disposition }) => disposition)),
      units,
      evidence: evidence.map(({ type, from, ...photo }) => ({ ...photoOf(ctx, photo), type, from })),
    };
  },

  async leaving(tx, ctx, returnId) {
    const { rows } =
      await sql`select from outbound_orders where workspace_id = ${ctx.workspaceId} and return_id = ${returnId}
      and state in ('waiting', 'reserved', 'picked', 'packed') limit 1`.execute(tx);
    return rows.length > 0;
  },

  atDock: sql<boolean>`(exists (select from parcels p where p.workspace_id = r.workspace_id and p.return_id = r.id and p.stage = 'arrived')
    or exists (select from units u where u.workspace_id = r.workspace_id and u.return_id = r.id and u.stage = 'arrived'))`,
};

/** The one value all share; null where they differ or there is none. */
function only<T>(values: readonly (T | null)[]): T | null {
  const distinct = new Set(values);
  return distinct.size === 1 ? (values[0] ?? null) : null;
}
