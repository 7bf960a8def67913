/** A person's own views: the sentence of a list under a name. Any list of the console may have them. */
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { Refusal } from '../platform/refusal.ts';

export type NewView = { list: string; name: string; query: Record<string, string | string[]> };

/** API keys are nobody's desk, so they have no views. */
export async function listViews(tx: Tx, ctx: Ctx, list: string) {
  const rows = await tx
    .selectFrom('saved_views')
    .select(['id', 'name', 'query'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('staff_id', '=', ctx.actor.kind === 'staff' ? ctx.actor.id : null)
    .where('list', '=', list)
    .orderBy('name')
    .orderBy('id')
    .limit(MOST)
    .execute();
  return rows as { id: string; name: string; query: Record<string, unknown> }[];
}

const MOST = 100;

/** Throws `view.too_many` beyond a hundred of one list, `view.not_allowed` for an API key. */
export async function saveView(tx: Tx, ctx: Ctx, view: NewView): Promise<{ id: string }> {
  if (ctx.actor.kind !== 'staff' || !ctx.actor.id) throw new Refusal('view.not_allowed');
  if ((await listViews(tx, ctx, view.list)).length >= MOST) throw new Refusal('view.too_many', { most: MOST });
  const id = newId();
  await tx
    .insertInto('saved_views')
    .values({
      workspace_id: ctx.workspaceId,
      id,
      staff_id: ctx.actor.id,
      list: view.list,
      name: view.name,
      query: JSON.stringify(view.query),
      created_at: ctx.now,
    })
    .execute();
  return { id };
}

/** Deleting what is not there, or not one's own, changes nothing. */
export async function deleteView(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  await tx
    .deleteFrom('saved_views')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('staff_id', '=', ctx.actor.kind === 'staff' ? ctx.actor.id : null)
    .where('id', '=', id)
    .execute();
}
