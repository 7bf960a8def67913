import type { AssistantSettings } from '@recoup/contract';
import { type BrandFacts, brandOf } from '../../accounts/index.ts';
import { dayIn } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { seal, unseal } from '../../platform/secrets.ts';
import { completed, defaultsFor, type Kept } from './settings.ts';

const MICRO_USD_PER_CENT = 10_000;

/** How a brand's assistant is set up; the defaults where nobody set anything. Throws `brand.not_found`. */
export async function settingsOf(tx: Tx, ctx: Ctx, brandId: string): Promise<AssistantSettings> {
  const brand = await brandOf(tx, brandId);
  const { kept, sealed } = await keptOf(tx, ctx, brand);
  const spent = await spentIn(tx, ctx, brandId, monthOf(brand, ctx.now));
  return {
    ...kept,
    model: { ...kept.model, key_set: sealed !== null, spent_this_month: spent / MICRO_USD_PER_CENT },
  };
}

/** The model's key as it is shown to its server alone; null where none was given. */
export async function modelKeyOf(tx: Tx, ctx: Ctx, brandId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('assistant_settings')
    .select('model_key')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brandId)
    .executeTakeFirst();
  return row?.model_key ? unseal(ctx.config.secret, row.model_key) : null;
}

export async function keptOf(
  tx: Tx,
  ctx: Ctx,
  brand: Pick<BrandFacts, 'id' | 'name' | 'languages'>,
): Promise<{ kept: Kept; sealed: string | null }> {
  const row = await tx
    .selectFrom('assistant_settings')
    .select(['settings', 'model_key'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brand.id)
    .executeTakeFirst();
  const kept = completed((row?.settings as Partial<Kept> | undefined) ?? null, defaultsFor(brand));
  return { kept, sealed: row?.model_key ?? null };
}

/** `key`: a new one, null for none any more, left out to keep the one that is there. */
export async function saveSettings(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  settings: Kept,
  key: string | null | undefined,
): Promise<void> {
  const row = {
    settings: JSON.stringify(settings),
    updated_at: ctx.now,
    ...(key === undefined ? {} : { model_key: key === null ? null : seal(ctx.config.secret, key) }),
  };
  await tx
    .insertInto('assistant_settings')
    .values({ workspace_id: ctx.workspaceId, brand_id: brandId, ...row })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'brand_id']).doUpdateSet(row))
    .execute();
}

/** The first day of the month it is in the brand's zone: what a model may cost is counted by these. */
export function monthOf(brand: Pick<BrandFacts, 'timeZone'>, now: Date): string {
  return `${dayIn(brand.timeZone, now).slice(0, 7)}-01`;
}

/** Millionths of a US dollar. */
async function spentIn(tx: Tx, ctx: Ctx, brandId: string, month: string): Promise<number> {
  const row = await tx
    .selectFrom('model_spending')
    .select('micro_usd')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brandId)
    .where('month', '=', month)
    .executeTakeFirst();
  return Number(row?.micro_usd ?? 0);
}
