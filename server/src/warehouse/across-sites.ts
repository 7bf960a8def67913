import { type RawBuilder, sql } from 'kysely';
import { type Actor, atAnySite, type Ctx } from '../platform/ctx.ts';
import { inWorkspace, type Tx } from '../platform/db.ts';

/**
 * A transaction of the dock and the bench. A return may be planned for another site than the one its goods came to, so
 * here returns and labels are seen at any site; what lies at a site (parcels, units, bins) is held to the actor's own
 * sites by `ofSites`, in every statement that finds it by a code or an id. Brands stay closed as ever.
 */
export function acrossSites<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  return seeing(atAnySite(ctx), ctx.actor, work);
}

/** Sees the goods of every brand as well: whether a shared bin is empty does not depend on who asks. */
export function acrossBrands<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  return seeing({ ...ctx, actor: { ...ctx.actor, brandIds: null } }, ctx.actor, work);
}

function seeing<T>(wide: Ctx, own: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { brandIds, siteIds } = wide.actor;
  return inWorkspace(wide, async (tx) => {
    if (!wide.tx || (brandIds === own.brandIds && siteIds === own.siteIds)) return work(tx);
    // A joined transaction was opened with the actor's own scope; it gets that back afterwards.
    await setScope(tx, brandIds, siteIds);
    const answer = await work(tx);
    await setScope(tx, own.brandIds, own.siteIds);
    return answer;
  });
}

function setScope(tx: Tx, brands: readonly string[] | null, sites: readonly string[] | null) {
  const text = (ids: readonly string[] | null) => (ids === null ? '*' : `{${ids.join(',')}}`);
  return sql`select set_config('app.brands', ${text(brands)}, true), set_config('app.sites', ${text(sites)}, true)`.execute(
    tx,
  );
}

/** `and <table>.site_id …`: only what lies at the actor's sites. */
export function ofSites(ctx: Ctx, table: string): RawBuilder<unknown> {
  if (ctx.actor.siteIds === null) return sql``;
  return sql`and ${sql.ref(`${table}.site_id`)} = any(${ctx.actor.siteIds}::uuid[])`;
}

/** True when the actor works at this site. */
export function worksAt(ctx: Ctx, siteId: string): boolean {
  return ctx.actor.siteIds === null || ctx.actor.siteIds.includes(siteId);
}

/** Conditions of a list one after the other; those of filters nobody set are left out. */
export function allOf(
  conditions: readonly (RawBuilder<unknown> | '' | false | null | undefined)[],
): RawBuilder<unknown> {
  return sql.join(
    conditions.filter((condition) => !!condition),
    sql` `,
  );
}
