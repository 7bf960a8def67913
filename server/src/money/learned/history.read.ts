/** This brand's own past, as the ranking looks at it: the newest cases of two years. One statement. */
import type { Grade, Reason, RemedyKind } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';

/** A chance to come back is counted once there was time for it, and a dispute likewise. Days. */
const TIME_TO_COME_BACK = 14;
const TIME_TO_DISPUTE = 45;
/** Older cases, and more of them, would say little that these do not. */
const DAYS = 730;
const MOST = 5_000;
const LABELS = 100;

export type GradesPast = {
  reason: Reason;
  product_id: string | null;
  category: string | null;
  grade: Grade;
  units: number;
  /** Of the inspections that were timed. */
  seconds: number;
  timed: number;
};
export type RemedyPast = { remedy: RemedyKind; reason: Reason; own: boolean; of: number; yes: number };
export type Past = {
  grades: GradesPast[];
  taken: RemedyPast[];
  back: RemedyPast[];
  dispute: RemedyPast[];
  labels: { direction: 'back' | 'out'; amount: number; grams: number | null }[];
};

/** `own`: cases of this buyer, apart from all others. Label costs in `currency` only, minor units. */
export async function pastOf(
  tx: Tx,
  ctx: Ctx,
  of: { brandId: string; customerId: string; currency: string; reasons: readonly Reason[] },
): Promise<Past> {
  const w = ctx.workspaceId;
  const daysAgo = (days: number) => new Date(ctx.now.getTime() - days * 86_400_000);
  const { rows } = await sql<{ [K in keyof Past]: Past[K] | null }>`
    with asked as (
      select * from learned_problems where workspace_id = ${w} and brand_id = ${of.brandId} and asked_at > ${daysAgo(DAYS)}
      order by asked_at desc limit ${MOST}
    ), inspected as (
      select g.* from unnest(${[...of.reasons]}::text[]) why, lateral (
        select * from learned_grades where workspace_id = ${w} and brand_id = ${of.brandId} and reason = why
          and at > ${daysAgo(DAYS)} order by at desc limit ${MOST}) g
    ), settled as (
      select a.*, coalesce(a.given, a.chosen) as remedy, a.customer_id = ${of.customerId} as own
      from asked a where a.void_by is null and a.chosen is not null
    )
    select
      (select jsonb_agg(x) from (
        select i.reason, i.product_id, p.category, i.grade, count(*)::int as units, coalesce(sum(i.seconds), 0)::int as seconds,
          count(i.seconds)::int as timed
        from inspected i left join products p on p.workspace_id = ${w} and p.id = i.product_id group by 1, 2, 3, 4) x) as grades,
      (select jsonb_agg(x) from (
        select remedy, reason, customer_id = ${of.customerId} as own, count(*)::int as "of",
          (count(*) filter (where chosen = remedy))::int as yes
        from asked, unnest(shown) remedy where chosen is not null group by 1, 2, 3) x) as taken,
      (select jsonb_agg(x) from (
        select remedy, reason, own, count(*)::int as "of", (count(*) filter (where exists (
          select from learned_problems n where n.workspace_id = ${w} and n.order_line_id = s.order_line_id
            and n.asked_at > s.asked_at and n.return_id <> s.return_id and n.void_by is null)))::int as yes
        from settled s where asked_at < ${daysAgo(TIME_TO_COME_BACK)} group by 1, 2, 3) x) as back,
      (select jsonb_agg(x) from (
        select remedy, reason, own, count(*)::int as "of", (count(*) filter (where exists (
          select from learned_disputes d where d.workspace_id = ${w} and d.order_id = s.order_id and d.at >= s.asked_at)))::int as yes
        from settled s where asked_at < ${daysAgo(TIME_TO_DISPUTE)} group by 1, 2, 3) x) as dispute,
      (select jsonb_agg(x) from unnest(array['back', 'out']) way, lateral (
        select direction, amount, grams from learned_labels where workspace_id = ${w} and brand_id = ${of.brandId}
          and direction = way and currency = ${of.currency} and amount > 0 and void_by is null order by at desc limit ${LABELS}) x) as labels`.execute(
    tx,
  );
  const found = rows[0];
  return {
    grades: found?.grades ?? [],
    taken: found?.taken ?? [],
    back: found?.back ?? [],
    dispute: found?.dispute ?? [],
    labels: found?.labels ?? [],
  };
}
