/** Runs of a checklist on a unit, and the decisions about its way out. */
import type { Disposition, Grade, RecoveryRates, SopStep, WayRules } from '@recoup/contract';
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { type Acceptance, type Hand, lockUnit, ofSites, type StepPhoto, type UnitRow } from '../warehouse/index.ts';
import type { Answers } from './sop-steps.ts';

export type RunRow = {
  id: string;
  unit_id: string;
  state: 'running' | 'done' | 'abandoned';
  answers: Answers;
  functional: Grade | null;
  cosmetic: Grade | null;
  grade: Grade | null;
  acceptance: Acceptance | null;
  failed: string[];
  by: Hand;
  started_at: Date;
  finished_at: Date | null;
  seconds: number | null;
  sop_id: string;
  sop_name: string;
  version_id: string;
  version: number;
  usual_seconds: number;
  steps: SopStep[];
  photos: StepPhoto[];
};

const PHOTOS = sql`coalesce((select jsonb_agg(jsonb_build_object('id', x.file_id, 'key', f.key, 'thumb_key', f.thumb_key,
    'caption', x.caption, 'added_at', x.added_at, 'step', x.step) order by x.added_at, x.file_id)
  from unit_files x join files f on f.workspace_id = x.workspace_id and f.id = x.file_id
  where x.workspace_id = i.workspace_id and x.unit_id = i.unit_id and x.inspection_id = i.id), '[]')`;

const runWhere = (
  ctx: Ctx,
  rest: RawBuilder<unknown>,
) => sql<RunRow>`select i.id, i.unit_id, i.state, i.answers, i.functional,
    i.cosmetic, i.grade, i.acceptance, i.failed, i.by, i.started_at, i.finished_at, i.seconds, s.id as sop_id,
    s.name as sop_name, v.id as version_id, v.version, v.usual_seconds, v.steps, ${PHOTOS} as photos
  from inspections i join sop_versions v on v.workspace_id = i.workspace_id and v.id = i.sop_version_id
    join sops s on s.workspace_id = v.workspace_id and s.id = v.sop_id
  where i.workspace_id = ${ctx.workspaceId} ${ofSites(ctx, 'i')} ${rest}`;

export async function findRun(tx: Tx, ctx: Ctx, id: string): Promise<RunRow | null> {
  return (await runWhere(ctx, sql`and i.id = ${id}`).execute(tx)).rows[0] ?? null;
}

/** Held to the end of the transaction. Where the unit is held as well, it is held first. */
export async function lockRun(tx: Tx, ctx: Ctx, id: string): Promise<RunRow | null> {
  return (await runWhere(ctx, sql`and i.id = ${id} for no key update of i`).execute(tx)).rows[0] ?? null;
}

export async function lockRunning(tx: Tx, ctx: Ctx, unitId: string): Promise<RunRow | null> {
  const rest = sql`and i.unit_id = ${unitId} and i.state = 'running' for no key update of i`;
  return (await runWhere(ctx, rest).execute(tx)).rows[0] ?? null;
}

/** Holds the unit of a run, before the run itself. */
export function lockUnitOfRun(tx: Tx, ctx: Ctx, id: string): Promise<UnitRow | null> {
  return lockUnit(
    tx,
    ctx,
    sql`(select i.unit_id from inspections i where i.workspace_id = ${ctx.workspaceId} and i.id = ${id} ${ofSites(ctx, 'i')})`,
  );
}

/**
 * Begins a run of the newest version of a checklist; null where the unit has a run under way (the unique index decides
 * between two who begin at once).
 */
export async function insertRun(
  tx: Tx,
  ctx: Ctx,
  of: { unitId: string; siteId: string; sopId: string; by: Hand },
): Promise<RunRow | null> {
  const by = JSON.stringify(of.by);
  const { rows } = await sql<RunRow>`with sop as (
      select v.id as version_id, v.version, v.usual_seconds, v.steps, s.id as sop_id, s.name as sop_name
      from sop_versions v join sops s on s.workspace_id = v.workspace_id and s.id = v.sop_id
      where v.workspace_id = ${ctx.workspaceId} and v.sop_id = ${of.sopId} order by v.version desc limit 1
    ), made as (
      insert into inspections (workspace_id, id, unit_id, site_id, sop_version_id, state, by, started_at)
      select ${ctx.workspaceId}, ${newId()}, ${of.unitId}, ${of.siteId}, version_id, 'running', ${by}::jsonb, ${ctx.now} from sop
      on conflict (workspace_id, unit_id) where state = 'running' do nothing
      returning id, unit_id, state, answers, functional, cosmetic, grade, acceptance, failed, by, started_at, finished_at, seconds
    ) select made.*, sop.*, '[]'::jsonb as photos from made, sop`.execute(tx);
  return rows[0] ?? null;
}

/** Writes answers, and who has the run in hands. */
export async function saveAnswers(tx: Tx, ctx: Ctx, id: string, answers: Answers, by: Hand): Promise<void> {
  await tx
    .updateTable('inspections')
    .set({ answers: JSON.stringify(answers), by: JSON.stringify(by) })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

export type Finished = Pick<
  RunRow,
  'functional' | 'cosmetic' | 'grade' | 'acceptance' | 'failed' | 'seconds' | 'answers'
>;

export async function finishRun(tx: Tx, ctx: Ctx, id: string, { answers, ...found }: Finished): Promise<void> {
  await tx
    .updateTable('inspections')
    .set({ ...found, answers: JSON.stringify(answers), state: 'done', finished_at: ctx.now })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Serial numbers sold on the line of a unit; none where not all of them are known. */
export async function soldSerials(tx: Tx, ctx: Ctx, returnLineId: string): Promise<string[]> {
  const { rows } = await sql<{ serials: string[]; sold: number }>`select o.quantity as sold,
      coalesce((select array_agg(s) from fulfilment_lines f, unnest(f.serials) s
        where f.workspace_id = o.workspace_id and f.order_line_id = o.id), '{}') as serials
    from return_lines l join order_lines o on o.workspace_id = l.workspace_id and o.id = l.order_line_id
    where l.workspace_id = ${ctx.workspaceId} and l.id = ${returnLineId}`.execute(tx);
  const { serials, sold } = rows[0] ?? { serials: [], sold: 0 };
  return serials.length >= sold ? serials : [];
}

/** The newest way out somebody chose. */
export type DecisionRow = { disposition: Disposition; override_reason: string | null; by: Hand; at: string };
export type Own<T> = Partial<T> | null;

/** What money is reckoned with for a brand at a site. */
export type Reckoning = { rates: Own<RecoveryRates>; rules: Own<WayRules>; currency: string };
/** What a reckoning rests on beside the unit and its product. */
export type Footing = Reckoning & {
  run: Pick<RunRow, 'id' | 'answers' | 'steps'> | null;
  decision: DecisionRow | null;
};

const reckoningOf = (ctx: Ctx, of: { brand_id: string | null; site_id: string }) => sql`r.rates, r.rules,
    (select coalesce(b.currency, k.currency) from workspaces k
        left join brands b on b.workspace_id = k.workspace_id and b.id = ${of.brand_id}
      where k.workspace_id = ${ctx.workspaceId}) as currency
  from (select) one left join lateral (${nearestRates(ctx, of)}) r on true`;

export async function moneyOf(tx: Tx, ctx: Ctx, of: Pick<UnitRow, 'brand_id' | 'site_id'>): Promise<Reckoning> {
  return (await sql<Reckoning>`select ${reckoningOf(ctx, of)}`.execute(tx)).rows[0]!;
}

export async function footingOf(
  tx: Tx,
  ctx: Ctx,
  unit: Pick<UnitRow, 'id' | 'brand_id' | 'site_id'>,
): Promise<Footing> {
  const w = ctx.workspaceId;
  const { rows } = await sql<Footing>`select
    (select jsonb_build_object('id', i.id, 'answers', i.answers, 'steps', v.steps) from inspections i
        join sop_versions v on v.workspace_id = i.workspace_id and v.id = i.sop_version_id
      where i.workspace_id = ${w} and i.unit_id = ${unit.id} and i.state = 'done' order by i.id desc limit 1) as run,
    (select jsonb_build_object('disposition', d.disposition, 'override_reason', d.override_reason, 'by', d.by, 'at', d.at)
      from decisions d where d.workspace_id = ${w} and d.unit_id = ${unit.id} order by d.id desc limit 1) as decision,
    ${reckoningOf(ctx, unit)}`.execute(tx);
  return rows[0]!;
}

/** Of brand and site, else of the brand, else of the site, else of all. */
export function nearestRates(ctx: Ctx, of: { brand_id: string | null; site_id: string | null }): RawBuilder<unknown> {
  return sql`select r.rates, r.rules, r.brand_id, r.site_id from recovery_rates r where r.workspace_id = ${ctx.workspaceId}
    and (r.brand_id is null or r.brand_id = ${of.brand_id}) and (r.site_id is null or r.site_id = ${of.site_id})
    order by r.brand_id nulls last, r.site_id nulls last limit 1`;
}

export type NewDecision = {
  unit_id: string;
  site_id: string;
  disposition: Disposition;
  suggested: Disposition;
  reckoning: unknown;
  override_reason: string | null;
  by: Hand;
};

export async function insertDecision(tx: Tx, ctx: Ctx, { reckoning, by, ...decision }: NewDecision): Promise<void> {
  await tx
    .insertInto('decisions')
    .values({
      ...decision,
      id: newId(),
      workspace_id: ctx.workspaceId,
      reckoning: JSON.stringify(reckoning),
      by: JSON.stringify(by),
      at: ctx.now,
    })
    .execute();
}
