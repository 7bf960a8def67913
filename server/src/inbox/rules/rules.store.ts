import type { BodyOf, inboxSetup, Rule } from '@recoup/contract';
import { type SqlBool, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';

type Row = Omit<Rule, 'last_run_at'> & { last_run_at: Date | null };

async function read(tx: Tx, ctx: Ctx, where: ReturnType<typeof sql<SqlBool>>): Promise<Rule[]> {
  const { rows } = await sql<Row>`
    select r.id, r.name, case when b.id is not null then jsonb_build_object('id', b.id, 'name', b.name) end as brand,
      r.on_event as "on", r.idle_hours, r.conditions, r.actions, r.position, r.enabled, r.runs, r.last_run_at
    from inbox_rules r left join brands b on b.workspace_id = r.workspace_id and b.id = r.brand_id
    where r.workspace_id = ${ctx.workspaceId} and ${where} order by r.position, r.created_at, r.id`.execute(tx);
  return rows.map((row) => ({ ...row, last_run_at: row.last_run_at?.toISOString() ?? null }));
}

/** In the order they run. */
export const listRules = (tx: Tx, ctx: Ctx) => read(tx, ctx, sql<SqlBool>`true`);

/** Those at work that this sets off, for a brand, in the order they run. */
export const rulesOn = (tx: Tx, ctx: Ctx, trigger: string, brandId: string) =>
  read(
    tx,
    ctx,
    sql<SqlBool>`r.enabled and r.on_event = ${trigger} and (r.brand_id is null or r.brand_id = ${brandId})`,
  );

/** Throws `rule.not_found`. */
export async function findRule(tx: Tx, ctx: Ctx, id: string): Promise<Rule> {
  const [found] = await read(tx, ctx, sql<SqlBool>`r.id = ${id}`);
  if (!found) throw new Refusal('rule.not_found');
  return found;
}

export async function saveRule(
  tx: Tx,
  ctx: Ctx,
  id: string,
  given: BodyOf<(typeof inboxSetup)['addRule']>,
): Promise<void> {
  const row = {
    name: given.name,
    brand_id: given.brand_id,
    on_event: given.on,
    idle_hours: given.idle_hours,
    conditions: JSON.stringify(given.conditions),
    actions: JSON.stringify(given.actions),
    position: given.position,
    enabled: given.enabled,
  };
  await tx
    .insertInto('inbox_rules')
    .values({ workspace_id: ctx.workspaceId, id, ...row, created_at: ctx.now })
    .onConflict((on) => on.columns(['workspace_id', 'id']).doUpdateSet(row))
    .execute();
}

export async function removeRule(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  await tx.deleteFrom('inbox_rules').where('workspace_id', '=', ctx.workspaceId).where('id', '=', id).execute();
}

/** Takes the one run of a rule for a cause. False where it was taken before. */
export async function takeRun(
  tx: Tx,
  ctx: Ctx,
  run: { rule_id: string; cause: string; conversation_id: string },
): Promise<boolean> {
  const taken = await tx
    .insertInto('rule_runs')
    .values({ workspace_id: ctx.workspaceId, ...run, at: ctx.now })
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  if ((taken.numInsertedOrUpdatedRows ?? 0n) === 0n) return false;
  await tx
    .updateTable('inbox_rules')
    .set({ runs: sql<number>`runs + 1`, last_run_at: ctx.now })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', run.rule_id)
    .execute();
  return true;
}

/** How often a rule has run for a conversation. */
export async function runsFor(tx: Tx, ctx: Ctx, ruleId: string, conversationId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('rule_runs')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('workspace_id', '=', ctx.workspaceId)
    .where('rule_id', '=', ruleId)
    .where('conversation_id', '=', conversationId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

export type Silent = { id: string; last_buyer_at: Date };

/** Conversations not settled in which the buyer has said nothing for so long, and which the rule has not run for since. */
export async function silentSince(
  tx: Tx,
  ctx: Ctx,
  rule: Pick<Rule, 'id' | 'brand'>,
  before: Date,
  most: number,
): Promise<Silent[]> {
  const { rows } = await sql<Silent>`
    select c.id, c.last_buyer_at from conversations c
    where c.workspace_id = ${ctx.workspaceId} and c.state in ('open', 'waiting', 'resolved') and c.merged_into is null and not c.spam
      and c.last_buyer_at <= ${before} and (${rule.brand?.id ?? null}::uuid is null or c.brand_id = ${rule.brand?.id ?? null}::uuid)
      and not exists (select from rule_runs r where r.workspace_id = c.workspace_id and r.rule_id = ${rule.id}
        and r.conversation_id = c.id and r.at > c.last_buyer_at)
    order by c.last_buyer_at limit ${most}`.execute(tx);
  return rows;
}
