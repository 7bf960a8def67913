import { type Flow, type FlowKey, flow as flowShape } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { Flows } from '../talk.ts';
import { shippedFlows } from './default-flows/index.ts';

type By = { kind: string; id: string | null; name: string };
/** A flow of a brand: as it runs, and what was changed of it and not yet published. */
export type KeptFlow = {
  key: FlowKey;
  /** 0: as Recoup ships it. */
  version: number;
  live: Flow;
  draft: Flow | null;
  draft_by: string | null;
  published_at: Date | null;
  published_by: string | null;
};
type Row = {
  key: FlowKey;
  version: number;
  flow: unknown;
  draft: unknown;
  draft_by: By | null;
  published_at: Date | null;
  published_by: By | null;
};

/** All flows of a brand, in the order they are shipped; those nobody changed as they are shipped. The caller knows that the brand is there. */
export async function keptFlows(tx: Tx, ctx: Ctx, brandId: string): Promise<KeptFlow[]> {
  const { rows } = await sql<Row>`
    select f.key, f.version, v.flow, f.draft, f.draft_by, v.published_at, v.published_by
    from assistant_flows f
    left join assistant_flow_versions v on v.workspace_id = f.workspace_id and v.brand_id = f.brand_id and v.key = f.key and v.version = f.version
    where f.workspace_id = ${ctx.workspaceId} and f.brand_id = ${brandId}`.execute(tx);
  const own = new Map(rows.map((row) => [row.key, row]));
  return [...shippedFlows].map(([key, shipped]) => keptOf(key, shipped, own.get(key)));
}

export async function keptFlow(tx: Tx, ctx: Ctx, brandId: string, key: FlowKey): Promise<KeptFlow> {
  const found = (await keptFlows(tx, ctx, brandId)).find((one) => one.key === key);
  if (!found) throw new Error(`no flow is shipped for ${key}`);
  return found;
}

function keptOf(key: FlowKey, shipped: Flow, row: Row | undefined): KeptFlow {
  return {
    key,
    version: row?.version ?? 0,
    live: row?.flow ? flowShape.parse(row.flow) : shipped,
    draft: row?.draft ? flowShape.parse(row.draft) : null,
    draft_by: row?.draft_by?.name ?? null,
    published_at: row?.published_at ?? null,
    published_by: row?.published_by?.name ?? null,
  };
}

/** What buyers of a brand are answered by. */
export async function flowsOf(tx: Tx, ctx: Ctx, brandId: string): Promise<Flows> {
  return new Map((await keptFlows(tx, ctx, brandId)).map(({ key, live }) => [key, live]));
}

/** What they would be answered by with every draft published. */
export async function draftsOf(tx: Tx, ctx: Ctx, brandId: string): Promise<Flows> {
  return new Map((await keptFlows(tx, ctx, brandId)).map(({ key, live, draft }) => [key, draft ?? live]));
}

/** Held to the end of the transaction: changes of one flow of a brand wait for each other. Makes the row where there is none. */
export async function lockFlow(tx: Tx, ctx: Ctx, brandId: string, key: FlowKey): Promise<void> {
  const row = { workspace_id: ctx.workspaceId, brand_id: brandId, key };
  await tx
    .insertInto('assistant_flows')
    .values(row)
    .onConflict((on) => on.columns(['workspace_id', 'brand_id', 'key']).doNothing())
    .execute();
  await tx
    .selectFrom('assistant_flows')
    .select('version')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brandId)
    .where('key', '=', key)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
}

export async function writeDraft(
  tx: Tx,
  ctx: Ctx,
  { brandId, key, draft }: { brandId: string; key: FlowKey; draft: Flow | null },
): Promise<void> {
  await tx
    .updateTable('assistant_flows')
    .set({
      draft: draft && JSON.stringify(draft),
      draft_by: draft && JSON.stringify(byOf(ctx)),
    })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brandId)
    .where('key', '=', key)
    .execute();
}

/** Puts a flow in force as the next version, and its draft is none any more. The caller holds it. */
export async function putInForce(
  tx: Tx,
  ctx: Ctx,
  {
    brandId,
    key,
    flow,
    version,
    changes,
  }: { brandId: string; key: FlowKey; flow: Flow; version: number; changes: number },
): Promise<void> {
  const of = { workspace_id: ctx.workspaceId, brand_id: brandId, key };
  await tx
    .insertInto('assistant_flow_versions')
    .values({
      ...of,
      version,
      flow: JSON.stringify(flow),
      changes,
      published_at: ctx.now,
      published_by: JSON.stringify(byOf(ctx)),
    })
    .execute();
  await tx
    .updateTable('assistant_flows')
    .set({ version, draft: null, draft_by: null })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brandId)
    .where('key', '=', key)
    .execute();
}

const byOf = ({ actor }: Ctx): By => ({ kind: actor.kind, id: actor.id, name: actor.name });

export async function versionsOf(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  key: FlowKey,
): Promise<{ version: number; at: string; by: string; changes: number }[]> {
  const rows = await tx
    .selectFrom('assistant_flow_versions')
    .select(['version', 'published_at', 'published_by', 'changes'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brandId)
    .where('key', '=', key)
    .orderBy('version', 'desc')
    .execute();
  return rows.map(({ version, published_at, published_by, changes }) => {
    return { version, at: published_at.toISOString(), by: (published_by as By).name, changes };
  });
}

/** An earlier version; null where there was none. */
export async function flowOfVersion(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  key: FlowKey,
  version: number,
): Promise<Flow | null> {
  if (version === 0) return shippedFlows.get(key) ?? null;
  const row = await tx
    .selectFrom('assistant_flow_versions')
    .select('flow')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brandId)
    .where('key', '=', key)
    .where('version', '=', version)
    .executeTakeFirst();
  return row ? flowShape.parse(row.flow) : null;
}

/** The problems that ended since an instant, by flow: how many, and how many without a person. */
export async function endedSince(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  since: Date,
): Promise<Map<string, { matters: number; settled: number }>> {
  const { rows } = await sql<{ flow: string; matters: number; settled: number }>`
    select flow, count(*)::int as matters, count(*) filter (where ending in ('settled', 'answered'))::int as settled
    from assistant_matters
    where workspace_id = ${ctx.workspaceId} and brand_id = ${brandId} and ended_at >= ${since} group by flow`.execute(
    tx,
  );
  return new Map(rows.map(({ flow, ...counts }) => [flow, counts]));
}

/** How many conversations came by each step since a day of the brand's zone. */
export async function stepsSince(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  key: FlowKey,
  day: string,
): Promise<Record<string, number>> {
  const { rows } = await sql<{ step: string; conversations: number }>`
    select step, sum(conversations)::int as conversations from assistant_steps
    where workspace_id = ${ctx.workspaceId} and brand_id = ${brandId} and flow = ${key} and day >= ${day}
    group by step order by step`.execute(tx);
  return Object.fromEntries(rows.map(({ step, conversations }) => [step, conversations]));
}
