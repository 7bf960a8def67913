import { sql } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';

type Inspected = {
  lpn: string;
  title: string;
  sku: string | null;
  serial: string | null;
  arrived_at: Date;
  inspected_at: Date | null;
  functional: string | null;
  cosmetic: string | null;
  grade: string | null;
  acceptance: string | null;
  failed: string[];
};
type Picture = { key: string; caption: string | null; at: Date | null; by: 'buyer' | 'brand' };

/** What was found when the goods of an order came back, for whoever must prove it. */
export const goodsForDisputes = {
  async inspected(tx: Tx, ctx: Ctx, orderId: string): Promise<Inspected[]> {
    const { rows } = await sql<Inspected>`
      select u.lpn, u.title, u.sku, u.serial, u.arrived_at, u.inspected_at, u.functional, u.cosmetic, u.grade, u.acceptance,
        coalesce((select i.failed from inspections i where i.workspace_id = u.workspace_id and i.unit_id = u.id and i.state = 'done'
          order by i.id desc limit 1), '{}') as failed
      from units u where u.workspace_id = ${ctx.workspaceId} and u.order_id = ${orderId} order by u.arrived_at, u.id limit 50`.execute(
      tx,
    );
    return rows;
  },

  async pictures(tx: Tx, ctx: Ctx, { orderId, most }: { orderId: string; most: number }): Promise<Picture[]> {
    const { rows } = await sql<Picture>`
      select f.key, concat_ws(' · ', u.lpn, x.caption) as caption, x.added_at as at, 'brand' as "by"
      from units u
      join unit_files x on x.workspace_id = u.workspace_id and x.unit_id = u.id
      join files f on f.workspace_id = x.workspace_id and f.id = x.file_id
      where u.workspace_id = ${ctx.workspaceId} and u.order_id = ${orderId} and f.type = 'image/jpeg'
      order by x.added_at limit ${most}`.execute(tx);
    return rows;
  },
};
