/** What events teach, a row a thing that happened. Written by learn.ts alone; every write may be repeated, in any order. */
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';

/**
 * The lines of a request, as they were asked for: what does not change afterwards. Rows that are there stay as they are,
 * so whichever event of a return is learned first makes them.
 */
export async function keepProblems(tx: Tx, ctx: Ctx, returnId: string): Promise<void> {
  await sql`insert into learned_problems (workspace_id, return_line_id, brand_id, return_id, order_id, order_line_id,
      customer_id, product_id, reason, asked_at, shown)
    select l.workspace_id, l.id, r.brand_id, r.id, r.order_id, l.order_line_id, r.customer_id, v.product_id, l.reason,
      r.requested_at, l.shown
    from returns r
    join return_lines l on l.workspace_id = r.workspace_id and l.return_id = r.id
    left join variants v on v.workspace_id = l.workspace_id and v.id = l.variant_id
    where r.workspace_id = ${ctx.workspaceId} and r.id = ${returnId}
    on conflict (workspace_id, return_line_id) do nothing`.execute(tx);
}

export type Chosen = { line_id: string; remedy: string };

/** What was asked for, line by line. */
export async function keepChosen(tx: Tx, ctx: Ctx, chosen: readonly Chosen[]): Promise<void> {
  await sql`update learned_problems p set chosen = c.remedy
    from jsonb_to_recordset(${JSON.stringify(chosen)}::jsonb) as c (line_id uuid, remedy text)
    where p.workspace_id = ${ctx.workspaceId} and p.return_line_id = c.line_id`.execute(tx);
}

/** Of a request whose event names no remedies, as those of before did not: the lines say. */
export async function keepChosenOfLines(tx: Tx, ctx: Ctx, returnId: string): Promise<void> {
  await sql`update learned_problems p set chosen = l.remedy from return_lines l
    where p.workspace_id = ${ctx.workspaceId} and p.return_id = ${returnId} and p.chosen is null
      and l.workspace_id = p.workspace_id and l.id = p.return_line_id`.execute(tx);
}

/** The remedy was changed: the newest change counts, whichever is learned last. */
export async function keepGiven(tx: Tx, ctx: Ctx, to: Chosen, eventId: string): Promise<void> {
  await sql`update learned_problems set given = ${to.remedy}, given_by = ${eventId}
    where workspace_id = ${ctx.workspaceId} and return_line_id = ${to.line_id}
      and (given_by is null or given_by < ${eventId}::uuid)`.execute(tx);
}

/** Declined, cancelled or expired. */
export async function keepVoid(tx: Tx, ctx: Ctx, returnId: string, eventId: string): Promise<void> {
  await sql`update learned_problems set void_by = least(coalesce(void_by, ${eventId}::uuid), ${eventId}::uuid)
    where workspace_id = ${ctx.workspaceId} and return_id = ${returnId}`.execute(tx);
}

export type Graded = {
  unit_id: string;
  return_id: string;
  /** Null where the event does not say; then only a return of one line tells the reason. */
  return_line_id: string | null;
  grade: string;
  seconds: number | null;
  event_id: string;
  at: Date;
};

/** A unit was inspected: its newest inspection counts. Goods that belong to no line of a return teach nothing. */
export async function keepGrade(tx: Tx, ctx: Ctx, of: Graded): Promise<void> {
  await sql`insert into learned_grades (workspace_id, unit_id, brand_id, product_id, reason, grade, seconds, event_id, at)
    select l.workspace_id, ${of.unit_id}::uuid, r.brand_id, v.product_id, l.reason, ${of.grade}, ${of.seconds}::int,
      ${of.event_id}::uuid, ${of.at}::timestamptz
    from returns r
    join return_lines l on l.workspace_id = r.workspace_id and l.return_id = r.id
    left join variants v on v.workspace_id = l.workspace_id and v.id = l.variant_id
    where r.workspace_id = ${ctx.workspaceId} and r.id = ${of.return_id}
      and (l.id = ${of.return_line_id}::uuid or (${of.return_line_id}::uuid is null and 1 = (
        select count(*) from return_lines x where x.workspace_id = r.workspace_id and x.return_id = r.id)))
    on conflict (workspace_id, unit_id) do update set reason = excluded.reason, product_id = excluded.product_id,
      grade = excluded.grade, seconds = excluded.seconds, event_id = excluded.event_id, at = excluded.at
    where learned_grades.event_id < excluded.event_id`.execute(tx);
}

export async function keepDispute(
  tx: Tx,
  ctx: Ctx,
  of: { dispute_id: string; brand_id: string; order_id: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('learned_disputes')
    .values({ workspace_id: ctx.workspaceId, ...of })
    .onConflict((on) => on.columns(['workspace_id', 'dispute_id']).doNothing())
    .execute();
}

export type Labelled = {
  label_id: string;
  brand_id: string;
  direction: 'back' | 'out';
  amount: number | null;
  currency: string | null;
  at: Date;
};

/** A label was made; how heavy it was is on the label. */
export async function keepLabel(tx: Tx, ctx: Ctx, of: Labelled): Promise<void> {
  await sql`insert into learned_labels (workspace_id, label_id, brand_id, direction, amount, currency, grams, at)
    select ${ctx.workspaceId}::uuid, ${of.label_id}::uuid, ${of.brand_id}::uuid, ${of.direction}, ${of.amount}::bigint,
      ${of.currency}, (select weight_g from labels where workspace_id = ${ctx.workspaceId} and id = ${of.label_id}),
      ${of.at}::timestamptz
    on conflict (workspace_id, label_id) do update set direction = excluded.direction, amount = excluded.amount,
      currency = excluded.currency, grams = excluded.grams, at = excluded.at`.execute(tx);
}

/** A label was given back to its carrier. It may be learned before the label itself. */
export async function keepLabelVoid(tx: Tx, ctx: Ctx, of: Labelled, eventId: string): Promise<void> {
  await sql`insert into learned_labels (workspace_id, label_id, brand_id, direction, at, void_by)
    values (${ctx.workspaceId}, ${of.label_id}, ${of.brand_id}, ${of.direction}, ${of.at}, ${eventId})
    on conflict (workspace_id, label_id) do update
      set void_by = least(coalesce(learned_labels.void_by, excluded.void_by), excluded.void_by)`.execute(tx);
}

export type PastEvent = {
  id: string;
  at: Date;
  type: string;
  subject_kind: string;
  subject_id: string;
  actor: unknown;
  brand_id: string | null;
  site_id: string | null;
  order_id: string | null;
  return_id: string | null;
  unit_id: string | null;
  data: unknown;
};

/** Events of these kinds in the order they happened, after one of them. */
export async function eventsAfter(
  tx: Tx,
  ctx: Ctx,
  types: readonly string[],
  after: string | null,
  most: number,
): Promise<PastEvent[]> {
  const { rows } =
    await sql<PastEvent>`select id, at, type, subject_kind, subject_id, actor, brand_id, site_id, order_id,
      return_id, unit_id, data
    from events where workspace_id = ${ctx.workspaceId} and type = any (${[...types]})
      and (${after}::uuid is null or id > ${after}::uuid)
    order by id limit ${most}`.execute(tx);
  return rows;
}

export async function forgetAll(tx: Tx, ctx: Ctx): Promise<void> {
  for (const table of ['learned_problems', 'learned_grades', 'learned_disputes', 'learned_labels'] as const)
    await tx.deleteFrom(table).where('workspace_id', '=', ctx.workspaceId).execute();
}
