/** Checklists and their versions. */
import { createHash } from 'node:crypto';
import type { SopStep } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import type { SopChoice } from './choose-sop.ts';

export type SopRow = {
  id: string;
  name: string;
  category: string;
  brand_id: string | null;
  brand_name: string | null;
  archived_at: Date | null;
  version_id: string;
  version: number;
  steps: SopStep[];
  usual_seconds: number;
  published_at: Date;
};

/** Each with its newest version. */
export async function listSops(tx: Tx, ctx: Ctx, id: string | null = null): Promise<SopRow[]> {
  const { rows } =
    await sql<SopRow>`select s.id, s.name, s.category, s.brand_id, s.archived_at, v.id as version_id, v.version,
      v.steps, v.usual_seconds, v.published_at,
      (select b.name from brands b where b.workspace_id = s.workspace_id and b.id = s.brand_id) as brand_name
    from sops s join lateral (select * from sop_versions v where v.workspace_id = s.workspace_id and v.sop_id = s.id
      order by v.version desc limit 1) v on true
    where s.workspace_id = ${ctx.workspaceId} ${id ? sql`and s.id = ${id}` : sql``} order by s.category, s.id limit 500`.execute(
      tx,
    );
  return rows;
}

/** What the choice of a checklist rests on: those there are, and whether the goods have a battery. */
export async function sopChoices(
  tx: Tx,
  ctx: Ctx,
  variantId: string | null,
): Promise<{ sops: SopChoice[]; electronic: boolean }> {
  const { rows } = await sql<{ sops: SopChoice[]; electronic: boolean }>`select
    (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'brand_id', s.brand_id, 'category', s.category)), '[]')
      from sops s where s.workspace_id = ${ctx.workspaceId} and s.archived_at is null) as sops,
    coalesce((select v.lithium_battery from variants v where v.workspace_id = ${ctx.workspaceId} and v.id = ${variantId}),
      false) as electronic`.execute(tx);
  return rows[0]!;
}

export async function lockSop(tx: Tx, ctx: Ctx, id: string): Promise<{ id: string; brand_id: string | null } | null> {
  const found = await tx
    .selectFrom('sops')
    .select(['id', 'brand_id'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return found ?? null;
}

export type NewSop = { id: string; name: string; category: string; brand_id: string | null };
export type NewVersion = { sop_id: string; version: number; steps: readonly SopStep[]; usual_seconds: number };

/** False where a checklist of that id is there already. */
export async function insertSop(tx: Tx, ctx: Ctx, sop: NewSop): Promise<boolean> {
  const made = await tx
    .insertInto('sops')
    .values({ ...sop, workspace_id: ctx.workspaceId })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

export async function insertVersion(tx: Tx, ctx: Ctx, { steps, ...version }: NewVersion): Promise<void> {
  await tx
    .insertInto('sop_versions')
    .values({
      ...version,
      steps: JSON.stringify(steps),
      id: newId(),
      workspace_id: ctx.workspaceId,
      published_at: ctx.now,
    })
    .execute();
}

/**
 * The id of a checklist that came with the product: the same however often it is made, and older than any that people
 * add, so that theirs win (a UUIDv8 that begins with zeros).
 */
export function defaultSopId(workspaceId: string, category: string): string {
  const hex = createHash('sha256').update(`${workspaceId} ${category}`).digest('hex');
  return `00000000-0000-8${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}`;
}
