import type { TurnWhy } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';

export type TurnRow = {
  id: string;
  at: Date;
  heard_ids: string[];
  message_ids: string[];
  why: TurnWhy;
};

/** Writes why a turn went as it did. False where a turn of this id was written before. */
export async function insertTurn(
  tx: Tx,
  ctx: Ctx,
  at: { id: string; brand_id: string },
  turn: Omit<TurnRow, 'at'>,
): Promise<boolean> {
  const rows = await tx
    .insertInto('assistant_turns')
    .values({
      workspace_id: ctx.workspaceId,
      id: turn.id,
      conversation_id: at.id,
      brand_id: at.brand_id,
      at: ctx.now,
      heard_ids: turn.heard_ids,
      message_ids: turn.message_ids,
      why: JSON.stringify(turn.why),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  return rows.length > 0;
}

export async function wasTurn(tx: Tx, ctx: Ctx, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('assistant_turns')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}

/** The turns of a conversation, oldest first. */
export async function turnsOf(tx: Tx, ctx: Ctx, conversationId: string): Promise<TurnRow[]> {
  const rows = await tx
    .selectFrom('assistant_turns')
    .select(['id', 'at', 'heard_ids', 'message_ids', 'why'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('conversation_id', '=', conversationId)
    .orderBy('id')
    .execute();
  return rows as unknown as TurnRow[];
}

/** This conversation came by these steps, for the first time: counted on a day of the brand's zone. */
export async function countSteps(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  day: string,
  steps: readonly { flow: string; step: string }[],
): Promise<void> {
  if (steps.length === 0) return;
  // In one order, so that two conversations that count the same never wait for one another.
  const ordered = [...steps].sort((a, b) => (`${a.flow}/${a.step}` < `${b.flow}/${b.step}` ? -1 : 1));
  await tx
    .insertInto('assistant_steps')
    .values(
      ordered.map(({ flow, step }) => ({
        workspace_id: ctx.workspaceId,
        brand_id: brandId,
        flow,
        step,
        day,
        conversations: 1,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'brand_id', 'flow', 'step', 'day'])
        .doUpdateSet({ conversations: sql<number>`assistant_steps.conversations + 1` }),
    )
    .execute();
}
