/** Verdicts as lists, claims and figures read them: with the goods they are about and their pictures. */
import type { AnswerOf, GivenVerdict, QueryOf, Reason, verdicts } from '@recoup/contract';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { pageOf, readCursor } from '../../platform/cursor.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { fileUrlOr, type KeptPicture, photoOf } from '../../uploads/index.ts';
import type { Verdict } from './verdict.ts';

export type VerdictQuery = QueryOf<(typeof verdicts)['list']>;
type Row = Verdict & {
  replaced_by: string | null;
  brand_name: string;
  number: string;
  sku: string;
  title: string;
  product_id: string | null;
  photo_key: string | null;
  return_code: string | null;
  pictures: KeptPicture[] | null;
};

const ROW = sql`v.*, b.name as brand_name, o.number, l.sku, l.title, p.id as product_id, coalesce(f.thumb_key, f.key) as photo_key,
  r.code as return_code,
  (select jsonb_agg(jsonb_build_object('id', e.id, 'key', e.key, 'thumb_key', e.thumb_key, 'caption', null, 'added_at', e.created_at)
      order by array_position(v.file_ids, e.id))
    from files e where e.workspace_id = v.workspace_id and e.id = any (v.file_ids)) as pictures
  from verdicts v
  join brands b on b.workspace_id = v.workspace_id and b.id = v.brand_id
  join orders o on o.workspace_id = v.workspace_id and o.id = v.order_id
  join order_lines l on l.workspace_id = v.workspace_id and l.id = v.order_line_id
  left join variants w on w.workspace_id = l.workspace_id and w.id = l.variant_id
  left join products p on p.workspace_id = w.workspace_id and p.id = w.product_id
  left join files f on f.workspace_id = p.workspace_id and f.id = p.photo_file_id
  left join returns r on r.workspace_id = v.workspace_id and r.id = v.return_id`;

/**
 * Verdicts, newest first; only what counts, unless `all` is asked for. `from` is included, `to` is not.
 * Throws `brand.not_found`, `input.cursor`.
 */
export async function readVerdicts(
  tx: Tx,
  ctx: Ctx,
  query: VerdictQuery,
): Promise<AnswerOf<(typeof verdicts)['list']>> {
  const where = filters(ctx, query);
  const after = readCursor(query.cursor, ['at', 'id']);
  if (after) where.push(sql`(v.at, v.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`);
  const { rows } = await sql<Row>`select ${ROW} where ${sql.join(where, sql` and `)}
    order by v.at desc, v.id desc limit ${query.limit + 1}`.execute(tx);
  const page = pageOf(rows, query.limit, (row) => [row.at.toISOString(), row.id]);
  return { ...page, rows: page.rows.map((row) => shown(ctx, row)) };
}

function filters(ctx: Ctx, query: VerdictQuery): RawBuilder<SqlBool>[] {
  const where: RawBuilder<SqlBool>[] = [sql`v.workspace_id = ${ctx.workspaceId}`];
  const add = (given: unknown, condition: () => RawBuilder<SqlBool>) => given !== undefined && where.push(condition());
  if (!query.all) where.push(sql`v.replaced_by is null`);
  add(query.brand_id, () => sql`v.brand_id = ${query.brand_id}`);
  add(query.verdict, () => sql`v.verdict = any (${query.verdict})`);
  add(query.reason, () => sql`v.reason = any (${query.reason})`);
  add(query.product_id, () => sql`p.id = ${query.product_id}`);
  add(query.sku, () => sql`l.sku = ${query.sku}`);
  add(query.batch, () => sql`v.batch = ${query.batch}`);
  add(query.order_id, () => sql`v.order_id = ${query.order_id}`);
  add(query.order_line_id, () => sql`v.order_line_id = ${query.order_line_id}`);
  add(query.return_id, () => sql`v.return_id = ${query.return_id}`);
  add(query.call_id, () => sql`v.call_id = ${query.call_id}`);
  add(query.from, () => sql`v.at >= ${query.from}::timestamptz`);
  add(query.to, () => sql`v.at < ${query.to}::timestamptz`);
  return where;
}

/** One verdict as it is shown. Throws `verdict.not_found`. */
export async function readVerdict(tx: Tx, ctx: Ctx, id: string): Promise<GivenVerdict> {
  const { rows } = await sql<Row>`select ${ROW} where v.workspace_id = ${ctx.workspaceId} and v.id = ${id}`.execute(tx);
  if (!rows[0]) throw new Refusal('verdict.not_found');
  return shown(ctx, rows[0]);
}

/**
 * What counts of a line of an order now; of this problem, where a reason is named, else the newest. Null where nobody has
 * said anything.
 */
export async function verdictOfLine(
  tx: Tx,
  ctx: Ctx,
  of: { order_line_id: string; reason?: Reason },
): Promise<GivenVerdict | null> {
  const { rows } = await sql<Row>`select ${ROW} where v.workspace_id = ${ctx.workspaceId}
    and v.order_line_id = ${of.order_line_id} and v.replaced_by is null
    ${of.reason ? sql`and v.reason = ${of.reason}` : sql``} order by v.at desc, v.id desc limit 1`.execute(tx);
  return rows[0] ? shown(ctx, rows[0]) : null;
}

/** Defects of the same product (else of the same SKU) as they were named before, the most frequent first. */
export async function defectsBefore(
  tx: Tx,
  ctx: Ctx,
  of: { brand_id: string; product_id: string | null; sku: string; reason?: Reason },
): Promise<{ defect: string; count: number }[]> {
  const same = of.product_id
    ? sql`l.variant_id in (select w.id from variants w where w.workspace_id = ${ctx.workspaceId} and w.product_id = ${of.product_id})`
    : sql`l.sku = ${of.sku}`;
  const { rows } = await sql<{ defect: string; count: number }>`
    select min(v.defect) as defect, count(*)::int as count
    from verdicts v join order_lines l on l.workspace_id = v.workspace_id and l.id = v.order_line_id
    where v.workspace_id = ${ctx.workspaceId} and v.brand_id = ${of.brand_id} and v.replaced_by is null
      and v.defect is not null and ${same} ${of.reason ? sql`and v.reason = ${of.reason}` : sql``}
    group by lower(v.defect) order by 2 desc, 1 limit 12`.execute(tx);
  return rows;
}

function shown(ctx: Ctx, row: Row): GivenVerdict {
  return {
    id: row.id,
    brand: { id: row.brand_id, name: row.brand_name },
    order: { id: row.order_id, number: row.number },
    line: {
      id: row.order_line_id,
      sku: row.sku,
      title: row.title,
      product_id: row.product_id,
      photo_url: fileUrlOr(ctx, row.photo_key),
    },
    return: row.return_id && row.return_code ? { id: row.return_id, code: row.return_code } : null,
    call_id: row.call_id,
    conversation_id: row.conversation_id,
    verdict: row.verdict,
    reason: row.reason,
    defect: row.defect,
    note: row.note,
    serial: row.serial,
    batch: row.batch,
    photos: (row.pictures ?? []).map((picture) => photoOf(ctx, picture)),
    by: row.by as GivenVerdict['by'],
    at: row.at.toISOString(),
    replaced_by: row.replaced_by,
  };
}
