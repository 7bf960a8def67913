import type { PolicyRules, PolicyScope } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { filledRules } from './filled-rules.ts';
import type { DraftInput, PolicyRecord } from './policy.ts';

/** Held to the end of the transaction: changes of one policy wait for each other. Throws `policy.not_found`. */
export async function lockPolicy(
  tx: Tx,
  ctx: Ctx,
  id: string,
): Promise<{ name: string; brand_id: string; archived_at: Date | null }> {
  const row = await tx
    .selectFrom('policies')
    .select(['name', 'brand_id', 'archived_at'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('policy.not_found');
  return row;
}

export async function insertPolicy(
  tx: Tx,
  ctx: Ctx,
  policy: { id: string; brand_id: string; name: string },
): Promise<void> {
  await tx
    .insertInto('policies')
    .values({ ...policy, workspace_id: ctx.workspaceId, created_at: ctx.now })
    .execute();
}

/** Writes the one draft of a policy, over the one there is or as the next version. The caller holds the policy. */
export async function writeDraft(
  tx: Tx,
  ctx: Ctx,
  policyId: string,
  versionId: string,
  { name, scope, rules }: DraftInput,
): Promise<void> {
  await sql`
    with named as (
      update policies set name = ${name} where workspace_id = ${ctx.workspaceId} and id = ${policyId}
    ), changed as (
      update policy_versions set scope = ${JSON.stringify(scope)}, rules = ${JSON.stringify(rules)}, changed_at = ${ctx.now}
      where workspace_id = ${ctx.workspaceId} and policy_id = ${policyId} and published_at is null
      returning id
    )
    insert into policy_versions (workspace_id, id, policy_id, version, scope, rules, changed_at)
    select ${ctx.workspaceId}, ${versionId}, ${policyId}, coalesce(max(version), 0) + 1, ${JSON.stringify(scope)}, ${JSON.stringify(rules)}, ${ctx.now}
    from policy_versions where workspace_id = ${ctx.workspaceId} and policy_id = ${policyId}
    having not exists (select from changed)`.execute(tx);
}

/** Puts the draft in force and returns its number; null where there is no draft. */
export async function publishDraft(tx: Tx, ctx: Ctx, policyId: string): Promise<number | null> {
  const row = await tx
    .updateTable('policy_versions')
    .set({ published_at: ctx.now, published_by: ctx.actor.name })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('policy_id', '=', policyId)
    .where('published_at', 'is', null)
    .returning('version')
    .executeTakeFirst();
  return row?.version ?? null;
}

/** Returns the number of the draft that is gone; null where there was none. */
export async function deleteDraft(tx: Tx, ctx: Ctx, policyId: string): Promise<number | null> {
  const row = await tx
    .deleteFrom('policy_versions')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('policy_id', '=', policyId)
    .where('published_at', 'is', null)
    .returning('version')
    .executeTakeFirst();
  return row?.version ?? null;
}

export async function setArchived(tx: Tx, ctx: Ctx, policyId: string): Promise<void> {
  await tx
    .updateTable('policies')
    .set({ archived_at: ctx.now })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', policyId)
    .execute();
}

type Row = Omit<PolicyRecord, 'archived_at'> & { archived_at: Date | null };

/** Policies with their live version and draft, by name. One statement. */
export async function readPolicies(
  tx: Tx,
  ctx: Ctx,
  where: { id?: string; brandId?: string },
): Promise<PolicyRecord[]> {
  const { rows } = await sql<Row>`
    select p.id, p.name, p.archived_at, jsonb_build_object('id', b.id, 'name', b.name) as brand, live.version as live, draft.version as draft
    from policies p
    join brands b on b.workspace_id = p.workspace_id and b.id = p.brand_id
    left join lateral (
      select jsonb_build_object('id', v.id, 'version', v.version, 'rules', v.rules, 'scope', v.scope, 'published_at', v.published_at) as version
      from policy_versions v where v.workspace_id = p.workspace_id and v.policy_id = p.id and v.published_at is not null
      order by v.version desc limit 1
    ) live on true
    left join lateral (
      select jsonb_build_object('id', v.id, 'version', v.version, 'rules', v.rules, 'scope', v.scope, 'changed_at', v.changed_at) as version
      from policy_versions v where v.workspace_id = p.workspace_id and v.policy_id = p.id and v.published_at is null
    ) draft on true
    where p.workspace_id = ${ctx.workspaceId}
      ${where.id ? sql`and p.id = ${where.id}` : sql``}
      ${where.brandId ? sql`and p.brand_id = ${where.brandId}` : sql``}
    order by p.archived_at is not null, p.name, p.id`.execute(tx);
  return rows.map((row) => ({
    ...row,
    live: row.live && { ...row.live, rules: filledRules(row.live.rules) },
    draft: row.draft && { ...row.draft, rules: filledRules(row.draft.rules) },
    archived_at: row.archived_at?.toISOString() ?? null,
  }));
}

/** Throws `policy.not_found`. */
export async function readPolicy(tx: Tx, ctx: Ctx, id: string): Promise<PolicyRecord> {
  const [found] = await readPolicies(tx, ctx, { id });
  if (!found) throw new Refusal('policy.not_found');
  return found;
}

export type PublishedVersion = {
  id: string;
  version: number;
  scope: PolicyScope;
  rules: PolicyRules;
  published_at: Date;
  published_by: string | null;
};

/** Newest first. */
export async function readVersions(tx: Tx, ctx: Ctx, policyId: string): Promise<PublishedVersion[]> {
  const rows = await tx
    .selectFrom('policy_versions')
    .select(['id', 'version', 'scope', 'rules', 'published_at', 'published_by'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('policy_id', '=', policyId)
    .where('published_at', 'is not', null)
    .orderBy('version', 'desc')
    .execute();
  return (rows as PublishedVersion[]).map((row) => ({ ...row, rules: filledRules(row.rules) }));
}

export type Candidates = {
  zone: string;
  rows: {
    policyId: string;
    versionId: string;
    version: number;
    name: string;
    scope: PolicyScope;
    rules: PolicyRules;
    publishedAt: string;
    archivedAt: string | null;
  }[];
};

/**
 * Of each policy of a brand the version in force at `placedAt`, or its first where it was published later; with the
 * brand's time zone. One statement. Throws `brand.not_found`.
 */
export async function readCandidates(tx: Tx, ctx: Ctx, brandId: string, placedAt: Date): Promise<Candidates> {
  const { rows } = await sql<Candidates>`
    select b.time_zone as zone, coalesce(jsonb_agg(jsonb_build_object(
        'policyId', p.id, 'versionId', v.id, 'version', v.version, 'name', p.name, 'scope', v.scope, 'rules', v.rules,
        'publishedAt', v.published_at, 'archivedAt', p.archived_at)) filter (where v.id is not null), '[]') as rows
    from brands b
    left join policies p on p.workspace_id = b.workspace_id and p.brand_id = b.id
    left join lateral (
      select id, version, scope, rules, published_at from policy_versions v
      where v.workspace_id = p.workspace_id and v.policy_id = p.id and v.published_at is not null
      order by v.published_at <= ${placedAt} desc, case when v.published_at <= ${placedAt} then -v.version else v.version end
      limit 1
    ) v on true
    where b.workspace_id = ${ctx.workspaceId} and b.id = ${brandId}
    group by b.time_zone`.execute(tx);
  if (!rows[0]) throw new Refusal('brand.not_found');
  return { ...rows[0], rows: rows[0].rows.map((row) => ({ ...row, rules: filledRules(row.rules) })) };
}
