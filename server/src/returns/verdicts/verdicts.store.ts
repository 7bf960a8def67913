/** Verdicts as they are kept: the one that counts, and those before it. */
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { Shipped, Verdict } from './verdict.ts';

const COLUMNS = sql`v.id, v.brand_id, v.order_id, v.order_line_id, v.return_id, v.call_id, v.conversation_id, v.verdict,
  v.reason, v.defect, v.note, v.serial, v.batch, v.file_ids, v.by, v.at`;

/** What counts of a line, newest first. The order is held by whoever writes. */
export async function standingVerdicts(tx: Tx, ctx: Ctx, orderLineId: string): Promise<Verdict[]> {
  const { rows } = await sql<Verdict>`select ${COLUMNS} from verdicts v where v.workspace_id = ${ctx.workspaceId}
    and v.order_line_id = ${orderLineId} and v.replaced_by is null order by v.at desc, v.id desc`.execute(tx);
  return rows;
}

/** Who was found responsible for problems of these lines, the newest words first. */
export async function responsibleOf(
  tx: Tx,
  ctx: Ctx,
  orderLineIds: readonly string[],
): Promise<Pick<Verdict, 'order_line_id' | 'reason' | 'verdict'>[]> {
  const { rows } = await sql<Pick<Verdict, 'order_line_id' | 'reason' | 'verdict'>>`
    select v.order_line_id, v.reason, v.verdict from verdicts v where v.workspace_id = ${ctx.workspaceId}
      and v.order_line_id = any (${orderLineIds}::uuid[]) and v.replaced_by is null order by v.at desc, v.id desc`.execute(
    tx,
  );
  return rows;
}

export async function insertVerdict(tx: Tx, ctx: Ctx, verdict: Verdict, replaces: readonly string[]): Promise<void> {
  await tx
    .insertInto('verdicts')
    .values({ ...verdict, by: JSON.stringify(verdict.by), workspace_id: ctx.workspaceId })
    .execute();
  if (replaces.length === 0) return;
  await tx
    .updateTable('verdicts')
    .set({ replaced_by: verdict.id })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', 'in', [...replaces])
    .execute();
}

/** What left for a line: each serial number with the batch of its shipment; the batch of all, where it is one. */
export async function shippedOf(tx: Tx, ctx: Ctx, orderLineId: string): Promise<Shipped> {
  const { rows } = await sql<{ serials: string[]; batch: string | null }>`select f.serials, f.batch
    from fulfilment_lines f where f.workspace_id = ${ctx.workspaceId} and f.order_line_id = ${orderLineId}`.execute(tx);
  const batches = new Set(rows.map(({ batch }) => batch));
  return {
    serials: rows.flatMap(({ serials, batch }) => serials.map((serial) => ({ serial, batch }))),
    batch: batches.size === 1 ? (rows[0]?.batch ?? null) : null,
  };
}
