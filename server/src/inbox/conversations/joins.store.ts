import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';

export type Join<M> = {
  id: string;
  brand_id: string;
  kind: 'merge' | 'split' | 'contacts';
  from_id: string;
  into_id: string;
  moved: M;
  at: Date;
  by: string;
  undone_at: Date | null;
};

/** Writes down what was joined or split, with all that is needed to take it back. Returns its id. */
export async function insertJoin<M>(
  tx: Tx,
  ctx: Ctx,
  join: Pick<Join<M>, 'brand_id' | 'kind' | 'from_id' | 'into_id' | 'moved'>,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('joins')
    .values({
      workspace_id: ctx.workspaceId,
      id,
      ...join,
      moved: JSON.stringify(join.moved),
      at: ctx.now,
      by: ctx.actor.name,
    })
    .execute();
  return id;
}

export async function findJoin<M>(tx: Tx, ctx: Ctx, id: string): Promise<Join<M> | null> {
  const row = await tx
    .selectFrom('joins')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return (row as unknown as Join<M> | undefined) ?? null;
}

/** Held until the transaction ends; of two who take it back at once, the second finds it done. */
export async function lockJoin<M>(tx: Tx, ctx: Ctx, id: string): Promise<Join<M> | null> {
  const row = await tx
    .selectFrom('joins')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return (row as unknown as Join<M> | undefined) ?? null;
}

export async function endJoin(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  await tx
    .updateTable('joins')
    .set({ undone_at: ctx.now })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}
