import type { CarrierClaim, ClaimDetail, ClaimPicture, claimsApi, PossibleClaim, QueryOf } from '@recoup/contract';
import { sql } from 'kysely';
import { brandOf } from '../../accounts/index.ts';
import { orderForReturn } from '../../orders/index.ts';
import { dayIn } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { pageOf, readCursor } from '../../platform/cursor.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { readVerdict } from '../../returns/index.ts';
import { fileUrl } from '../../uploads/index.ts';
import { conversationSide } from '../disputes/sides.ts';
import { daysLeft, flagsOf, limitOf, movesOfClaim, SOON_DAYS, soldFor } from './claim.ts';
import { type ClaimRow, claimOfVerdict, shipmentsOf } from './claims.store.ts';
import { goodsIn, outlineForVerdict } from './open-claim.ts';
import { picturesOf } from './settle-claim.ts';
import { stillSide } from './sides.ts';

type Row = Omit<ClaimRow, 'file_by'> & {
  file_by: string | null;
  brand: string;
  time_zone: string;
  customer_id: string;
  customer: string;
  order_number: string;
  shipped_at: Date | null;
  delivered_at: Date | null;
  said: (NonNullable<CarrierClaim['verdict']> & { files: number; order_line_id: string }) | null;
};
/** Open claims by their last day, those without one after them; what is over comes last. */
const RUNS_OUT = sql`case when c.state = 'draft' then coalesce(c.file_by, date '9999-01-01') when c.state = 'filed' then date '9999-01-02' else date '9999-01-03' end`;

const rowsWhere = (ctx: Ctx, where: ReturnType<typeof sql>) => sql<Row & { runs_out: string }>`
  select c.*, c.file_by::text as file_by, (${RUNS_OUT})::text as runs_out, b.name as brand, b.time_zone, o.number as order_number,
    k.id as customer_id, k.name as customer, f.shipped_at, f.delivered_at, v.said
  from carrier_claims c
  join brands b on b.workspace_id = c.workspace_id and b.id = c.brand_id
  join orders o on o.workspace_id = c.workspace_id and o.id = c.order_id
  join customers k on k.workspace_id = o.workspace_id and k.id = o.customer_id
  left join fulfilments f on f.workspace_id = c.workspace_id and f.id = c.fulfilment_id
  left join lateral (
    with recursive later as (
      select x.* from verdicts x where x.workspace_id = c.workspace_id and x.id = c.verdict_id
      union all select n.* from later join verdicts n on n.workspace_id = c.workspace_id and n.id = later.replaced_by
    )
    select jsonb_build_object('id', later.id, 'verdict', later.verdict, 'defect', later.defect, 'call_id', later.call_id,
      'title', l.title, 'sku', l.sku, 'order_line_id', l.id,
      'files', (select count(distinct x) from unnest(c.file_ids || later.file_ids) x)) as said
    from later join order_lines l on l.workspace_id = c.workspace_id and l.id = later.order_line_id
    where later.replaced_by is null limit 1
  ) v on true
  where c.workspace_id = ${ctx.workspaceId} and ${where}`;

/** Claims; what runs out first on top, then those the carrier looks at, then those that are over. Throws `input.cursor`. */
export async function listClaims(tx: Tx, ctx: Ctx, query: QueryOf<(typeof claimsApi)['claims']>) {
  const after = readCursor(query.cursor, ['at', 'id']);
  const like = `%${(query.q ?? '').replace(/[%_\\]/g, '\\$&')}%`;
  const { rows } = await rowsWhere(
    ctx,
    sql`${after ? sql`((${RUNS_OUT}), c.id) > (${String(after[0])}::date, ${String(after[1])}::uuid)` : sql`true`}
      and ${query.state ? sql`c.state = any (${query.state}::text[])` : sql`true`}
      and ${query.brand_id ? sql`c.brand_id = ${query.brand_id}` : sql`true`}
      and ${query.order_id ? sql`c.order_id = ${query.order_id}` : sql`true`}
      and ${query.carrier ? sql`lower(c.carrier) = lower(${query.carrier})` : sql`true`}
      and ${query.q ? sql`(c.code ilike ${like} or c.reference ilike ${like} or c.tracking ilike ${like} or o.number ilike ${like} or k.name ilike ${like})` : sql`true`}
      order by ${RUNS_OUT}, c.id limit ${query.limit + 1}`,
  ).execute(tx);
  const { rows: shown, next_cursor } = pageOf(rows, query.limit, (row) => [row.runs_out, row.id]);
  return { next_cursor, rows: shown.map((row) => shape(ctx, row)) };
}

/** One claim with what backs it. Throws `claim.not_found`. */
export async function readClaim(tx: Tx, ctx: Ctx, id: string): Promise<ClaimDetail> {
  const row = await findRow(tx, ctx, id);
  const order = await orderForReturn(tx, ctx, row.order_id);
  const shipped = (await shipmentsOf(tx, ctx, order.id)).find((one) => one.id === row.fulfilment_id) ?? null;
  const line = order.lines.find((one) => one.id === row.said?.order_line_id);
  const money = (amount: number) => ({ amount, currency: row.currency });
  const limit = limitOf(row.rule, row.currency);
  const said = await conversationSide().said(tx, ctx, { orderId: row.order_id, most: 40 });
  return {
    ...shape(ctx, row),
    photos: await picturesWithProof(tx, ctx, await picturesOf(tx, ctx, row)),
    value: {
      goods: money(line ? soldFor(line, 1) : goodsIn(order, shipped)),
      limit: limit === null ? null : money(limit),
    },
    said: said
      .filter(({ from }) => from === 'buyer')
      .map(({ at, name, text }) => ({ at: new Date(at).toISOString(), name, text })),
  };
}

async function findRow(tx: Tx, ctx: Ctx, id: string): Promise<Row> {
  const { rows } = await rowsWhere(ctx, sql`c.id = ${id}`).execute(tx);
  if (!rows[0]) throw new Refusal('claim.not_found');
  return rows[0];
}

/** The claim there is for a verdict, or what it would be; both null where it is not the carrier or nothing was shipped. Throws `verdict.not_found`. */
export async function possibleClaim(tx: Tx, ctx: Ctx, verdictId: string) {
  const verdict = await readVerdict(tx, ctx, verdictId);
  const found = await claimOfVerdict(tx, ctx, verdictId);
  if (found) return { claim: shape(ctx, await findRow(tx, ctx, found)), would: null };
  if (verdict.verdict !== 'carrier' || verdict.replaced_by !== null) return { claim: null, would: null };
  const order = await orderForReturn(tx, ctx, verdict.order.id);
  if ((await shipmentsOf(tx, ctx, order.id)).length === 0) return { claim: null, would: null };
  const outline = await outlineForVerdict(tx, ctx, verdict, order);
  const { timeZone } = await brandOf(tx, verdict.brand.id);
  const pictures = await picturesWithProof(tx, ctx, outline.file_ids);
  const money = (amount: number) => ({ amount, currency: outline.currency });
  const would: PossibleClaim = {
    kind: outline.kind,
    carrier: outline.carrier,
    tracking: outline.tracking,
    amount: money(outline.claimed),
    limit: outline.limit === null ? null : money(outline.limit),
    file_by: outline.file_by,
    days_left: daysLeft({ state: 'draft', file_by: outline.file_by }, dayIn(timeZone, ctx.now)),
    rule: outline.rule,
    stills: pictures.flatMap(({ still }) => (still ? [still.position] : [])).toSorted((a, b) => a - b),
    pictures: pictures.length,
  };
  return { claim: null, would };
}

/** The pictures of a claim, each still once and as it is now: with its marks, or gone where it was erased. */
async function picturesWithProof(tx: Tx, ctx: Ctx, fileIds: readonly string[]): Promise<ClaimPicture[]> {
  if (fileIds.length === 0) return [];
  const stills = new Map((await stillSide().proven(tx, ctx, fileIds)).map((still) => [still.file_id, still]));
  const files = await tx
    .selectFrom('files')
    .select(['id', 'key', 'thumb_key', 'created_at'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', 'in', [...fileIds])
    .execute();
  const seen = new Set<string>();
  return fileIds.flatMap((fileId): ClaimPicture[] => {
    const still = stills.get(fileId);
    const file = still ? still.shown : files.find(({ id }) => id === fileId);
    const key = still?.id ?? fileId;
    if (!file || seen.has(key)) return [];
    seen.add(key);
    const taken: Date | null = still?.captured_at ?? files.find(({ id }) => id === fileId)?.created_at ?? null;
    return [
      {
        file_id: file.id,
        url: fileUrl(ctx, file.key),
        thumb_url: fileUrl(ctx, file.thumb_key ?? file.key),
        caption: still?.caption ?? null,
        at: taken === null ? null : taken.toISOString(),
        still: still
          ? {
              id: still.id,
              position: still.position,
              call: still.call,
              captured_at: still.captured_at.toISOString(),
              received_at: still.received_at.toISOString(),
              captured_sha256: still.captured_sha256,
              kept_sha256: still.kept_sha256,
            }
          : null,
      },
    ];
  });
}

export async function countClaims(tx: Tx, ctx: Ctx, brandId: string | undefined) {
  type Sums = { amount: number; currency: string }[];
  type Counts = { draft: number; due_soon: number; filed: number; paid: number; declined: number };
  const { rows } = await sql<Counts & { open: Sums; recovered: Sums }>`
    with mine as (
      select c.*, (${ctx.now}::timestamptz at time zone b.time_zone)::date as today
      from carrier_claims c join brands b on b.workspace_id = c.workspace_id and b.id = c.brand_id
      where c.workspace_id = ${ctx.workspaceId} and ${brandId ? sql`c.brand_id = ${brandId}` : sql`true`}
        and (c.state in ('draft', 'filed') or c.ended_at > ${ctx.now}::timestamptz - interval '90 days'))
    select count(*) filter (where state = 'draft')::int as draft,
      count(*) filter (where state = 'draft' and file_by <= today + ${SOON_DAYS}::int)::int as due_soon,
      count(*) filter (where state = 'filed')::int as filed,
      count(*) filter (where state = 'paid')::int as paid,
      count(*) filter (where state = 'declined')::int as declined,
      coalesce((select jsonb_agg(jsonb_build_object('amount', s.amount, 'currency', s.currency)) from (
        select sum(claimed)::bigint as amount, currency from mine where state in ('draft', 'filed') group by currency) s), '[]') as open,
      coalesce((select jsonb_agg(jsonb_build_object('amount', s.amount, 'currency', s.currency)) from (
        select sum(paid)::bigint as amount, currency from mine where state = 'paid' group by currency) s), '[]') as recovered
    from mine`.execute(tx);
  return rows[0]!;
}

function shape(ctx: Ctx, row: Row): CarrierClaim {
  const money = (amount: number) => ({ amount, currency: row.currency });
  const today = dayIn(row.time_zone, ctx.now);
  const pictures = row.state === 'draft' ? (row.said?.files ?? row.file_ids.length) : row.file_ids.length;
  const said = row.said;
  return {
    id: row.id,
    code: row.code,
    version: row.version,
    brand: { id: row.brand_id, name: row.brand },
    order: { id: row.order_id, number: row.order_number },
    customer: { id: row.customer_id, name: row.customer },
    verdict: said && {
      id: said.id,
      verdict: said.verdict,
      title: said.title,
      sku: said.sku,
      defect: said.defect,
      call_id: said.call_id,
    },
    carrier: row.carrier,
    tracking: row.tracking,
    shipped_at: row.shipped_at?.toISOString() ?? null,
    delivered_at: row.delivered_at?.toISOString() ?? null,
    kind: row.kind,
    state: row.state,
    claimed: money(Number(row.claimed)),
    paid: row.paid === null ? null : money(Number(row.paid)),
    file_by: row.file_by,
    days_left: daysLeft(row, today),
    rule: row.rule,
    reference: row.reference,
    note: row.note,
    pictures,
    made_at: row.made_at.toISOString(),
    filed_at: row.filed_at?.toISOString() ?? null,
    ended_at: row.ended_at?.toISOString() ?? null,
    flags: flagsOf({ ...row, pictures, verdict: said?.verdict ?? null }, today),
    moves: movesOfClaim(row.state, ctx.actor),
  };
}
