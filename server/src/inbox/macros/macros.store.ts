import type { BodyOf, inboxSetup, Macro } from '@recoup/contract';
import { type SqlBool, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';

type Row = Omit<Macro, 'updated_at' | 'archived_at'> & { updated_at: Date; archived_at: Date | null };

async function read(tx: Tx, ctx: Ctx, where: ReturnType<typeof sql<SqlBool>>): Promise<Macro[]> {
  const { rows } = await sql<Row>`
    select m.id, m.name, case when b.id is not null then jsonb_build_object('id', b.id, 'name', b.name) end as brand,
      m.body, m.actions, m.conditions, m.intents, m.used, m.updated_at, m.archived_at
    from macros m left join brands b on b.workspace_id = m.workspace_id and b.id = m.brand_id
    where m.workspace_id = ${ctx.workspaceId} and ${where} order by m.archived_at is not null, m.name, m.id`.execute(
    tx,
  );
  return rows.map((row) => {
    return { ...row, updated_at: row.updated_at.toISOString(), archived_at: row.archived_at?.toISOString() ?? null };
  });
}

/** All of them by name, the archived ones last. */
export const listMacros = (tx: Tx, ctx: Ctx) => read(tx, ctx, sql<SqlBool>`true`);

/** Those that may be used for a brand. */
export const macrosFor = (tx: Tx, ctx: Ctx, brandId: string) =>
  read(tx, ctx, sql<SqlBool>`m.archived_at is null and (m.brand_id is null or m.brand_id = ${brandId})`);

/** Throws `macro.not_found`. */
export async function findMacro(tx: Tx, ctx: Ctx, id: string): Promise<Macro> {
  const [found] = await read(tx, ctx, sql<SqlBool>`m.id = ${id}`);
  if (!found) throw new Refusal('macro.not_found', { id });
  return found;
}

export async function saveMacro(
  tx: Tx,
  ctx: Ctx,
  id: string,
  given: BodyOf<(typeof inboxSetup)['addMacro']> & { archived: boolean },
): Promise<void> {
  const row = {
    name: given.name,
    brand_id: given.brand_id,
    body: given.body && JSON.stringify(given.body),
    actions: JSON.stringify(given.actions),
    conditions: JSON.stringify(given.conditions),
    intents: given.intents,
    updated_at: ctx.now,
  };
  const archived_at = given.archived ? ctx.now : null;
  await tx
    .insertInto('macros')
    .values({ workspace_id: ctx.workspaceId, id, ...row, archived_at })
    .onConflict((on) =>
      on.columns(['workspace_id', 'id']).doUpdateSet({
        ...row,
        archived_at: given.archived ? sql<Date>`coalesce(macros.archived_at, ${ctx.now})` : null,
      }),
    )
    .execute();
}

export async function countUse(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  await tx
    .updateTable('macros')
    .set({ used: sql<number>`used + 1` })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

const REMEMBERED = 5;

/** What buyers had written when these macros last answered them; a few each. */
export async function answeredBefore(tx: Tx, ctx: Ctx, macroIds: readonly string[]): Promise<Map<string, string[]>> {
  if (macroIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; texts: string[] }>`
    select u.id, array_agg(left(q.body, 1000)) as texts from unnest(${[...macroIds]}::uuid[]) u(id)
    cross join lateral (
      select m.id, m.conversation_id from messages m where m.workspace_id = ${ctx.workspaceId} and m.macro_id = u.id
      order by m.id desc limit ${REMEMBERED}
    ) a
    cross join lateral (
      select m.body from messages m where m.workspace_id = ${ctx.workspaceId} and m.conversation_id = a.conversation_id
        and m.id < a.id and m.direction = 'in' order by m.id desc limit 1
    ) q
    group by u.id`.execute(tx);
  return new Map(rows.map(({ id, texts }) => [id, texts]));
}
