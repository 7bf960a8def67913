import type { TrainingRow } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';

type Hand = { id: string | null; name: string };
export type Taught = {
  id: string;
  brand_id: string;
  conversation_id: string;
  said: string;
  language: string | null;
  was: string | null;
  intent: string;
  state: TrainingRow['state'];
  by: Hand;
  at: Date;
  reviewed_by: Hand | null;
  code: string;
};

const COLUMNS = sql`t.id, t.brand_id, t.conversation_id, t.said, t.language, t.was, t.intent, t.state, t.by, t.at, t.reviewed_by, c.code`;
const JOINED = sql`training_rows t join conversations c on c.workspace_id = t.workspace_id and c.id = t.conversation_id`;

export const rowOf = (row: Taught): TrainingRow => ({
  id: row.id,
  text: row.said,
  language: row.language,
  was: row.was,
  intent: row.intent,
  state: row.state,
  by: row.by.name,
  at: row.at.toISOString(),
  reviewed_by: row.reviewed_by?.name ?? null,
  conversation: { id: row.conversation_id, code: row.code },
});

/** One correction a message: a later one takes its place and waits for review anew, unless it says what was accepted already. */
export async function saveTaught(
  tx: Tx,
  ctx: Ctx,
  row: {
    brand_id: string;
    message_id: string;
    conversation_id: string;
    said: string;
    language: string | null;
    was: string | null;
    intent: string;
  },
): Promise<string> {
  const by = JSON.stringify({ id: ctx.actor.id, name: ctx.actor.name });
  const values = { ...row, state: 'waiting', by, at: ctx.now };
  const kept = sql<boolean>`training_rows.state = 'accepted' and training_rows.intent = excluded.intent`;
  const { id } = await tx
    .insertInto('training_rows')
    .values({ workspace_id: ctx.workspaceId, id: newId(), ...values })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'message_id']).doUpdateSet({
        intent: row.intent,
        by,
        at: ctx.now,
        state: sql`case when ${kept} then 'accepted' else 'waiting' end`,
        reviewed_by: sql`case when ${kept} then training_rows.reviewed_by end`,
        reviewed_at: sql`case when ${kept} then training_rows.reviewed_at end`,
      }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Throws `training.not_found`. */
export async function findTaught(tx: Tx, ctx: Ctx, id: string): Promise<Taught> {
  const { rows } = await sql<Taught>`select ${COLUMNS} from ${JOINED}
    where t.workspace_id = ${ctx.workspaceId} and t.id = ${id}`.execute(tx);
  if (!rows[0]) throw new Refusal('training.not_found');
  return rows[0];
}

/** Until the transaction ends nobody else reviews it. Throws `training.not_found`. */
export async function lockTaught(tx: Tx, ctx: Ctx, id: string): Promise<Taught> {
  await sql`select 1 from training_rows where workspace_id = ${ctx.workspaceId} and id = ${id} for update`.execute(tx);
  return findTaught(tx, ctx, id);
}

export async function saveReview(
  tx: Tx,
  ctx: Ctx,
  id: string,
  { state, intent }: Pick<Taught, 'state' | 'intent'>,
): Promise<void> {
  await tx
    .updateTable('training_rows')
    .set({
      state,
      intent,
      reviewed_by: JSON.stringify({ id: ctx.actor.id, name: ctx.actor.name }),
      reviewed_at: ctx.now,
    })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Newest first, one more than `limit`. */
export async function taughtRows(
  tx: Tx,
  ctx: Ctx,
  of: { state: TrainingRow['state']; before: string | null; limit: number },
): Promise<Taught[]> {
  const before = of.before ? sql`and t.id < ${of.before}` : sql``;
  const { rows } = await sql<Taught>`select ${COLUMNS} from ${JOINED}
    where t.workspace_id = ${ctx.workspaceId} and t.state = ${of.state} ${before}
    order by t.id desc limit ${of.limit + 1}`.execute(tx);
  return rows;
}

/** What is learned of agents: the newest accepted rows, with the conversation as their author. */
export async function acceptedRows(
  tx: Tx,
  ctx: Ctx,
  most: number,
): Promise<{ text: string; intent: string; author: string }[]> {
  const rows = await tx
    .selectFrom('training_rows')
    .select(['said as text', 'intent', 'conversation_id as author'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('state', '=', 'accepted')
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
  return rows.reverse();
}

/** Whether anything was accepted, or taken back, since then. */
export async function reviewedSince(tx: Tx, ctx: Ctx, since: Date | null): Promise<boolean> {
  let find = tx
    .selectFrom('training_rows')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('reviewed_at', 'is not', null);
  if (since) find = find.where('reviewed_at', '>', since);
  else find = find.where('state', '=', 'accepted');
  return (await find.limit(1).executeTakeFirst()) !== undefined;
}
