import type { CostRates } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';

export async function ownRates(tx: Tx, ctx: Ctx, brandId: string): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('cost_rates')
    .select(['name', 'value'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brandId)
    .execute();
  return new Map(rows.map((row) => [row.name, row.value]));
}

type Change = { changed_at: Date; changed_by: NonNullable<CostRates['changed_by']> };
export async function lastChange(tx: Tx, ctx: Ctx, brandId: string): Promise<Change | undefined> {
  const row = await tx
    .selectFrom('cost_rates')
    .select(['changed_at', 'changed_by'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brandId)
    .orderBy('changed_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row as Change | undefined;
}

export async function saveRates(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  rates: readonly (readonly [name: string, value: number | null])[],
): Promise<void> {
  const { kind, id, name: who } = ctx.actor;
  const changed = { changed_at: ctx.now, changed_by: JSON.stringify({ kind, id, name: who }) };
  for (const [name, value] of rates) {
    if (value === null) {
      await tx
        .deleteFrom('cost_rates')
        .where('workspace_id', '=', ctx.workspaceId)
        .where('brand_id', '=', brandId)
        .where('name', '=', name)
        .execute();
      continue;
    }
    await tx
      .insertInto('cost_rates')
      .values({ workspace_id: ctx.workspaceId, brand_id: brandId, name, value, ...changed })
      .onConflict((conflict) =>
        conflict.columns(['workspace_id', 'brand_id', 'name']).doUpdateSet({ value, ...changed }),
      )
      .execute();
  }
}
