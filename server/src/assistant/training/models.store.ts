import type { IntentModel } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Figures } from '../intents/teach.ts';

type State = IntentModel['state'];
export type ModelRow = {
  id: string;
  state: State;
  trained_at: Date;
  row_count: number;
  taught: number;
  figures: Figures | null;
  bytes: number;
  by: { id: string | null; name: string };
  failure: string | null;
};

const COLUMNS = sql`id, state, trained_at, row_count, taught, figures, coalesce(length(packed), 0) as bytes, by, failure`;
/** Models of before are listed so far back. */
const MOST = 50;

export const modelOf = (row: ModelRow): IntentModel => ({
  id: row.id,
  state: row.state,
  trained_at: row.trained_at.toISOString(),
  rows: row.row_count,
  taught: row.taught,
  accuracy: row.figures?.accuracy ?? null,
  coverage: row.figures?.coverage ?? null,
  oos_recall: row.figures?.oos_recall ?? null,
  bytes: row.bytes,
  by: row.by.name,
  failure: row.failure,
});

export async function models(tx: Tx, ctx: Ctx): Promise<ModelRow[]> {
  const { rows } = await sql<ModelRow>`select ${COLUMNS} from intent_models
    where workspace_id = ${ctx.workspaceId} order by id desc limit ${MOST}`.execute(tx);
  return rows;
}

/** All of a workspace's, held until the transaction ends, so that two trainings or two changes of the live one queue up. */
export async function lockModels(tx: Tx, ctx: Ctx): Promise<ModelRow[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended('intent_models:' || ${ctx.workspaceId}, 0))`.execute(tx);
  return models(tx, ctx);
}

/** Throws `model.not_found`. */
export async function findModel(tx: Tx, ctx: Ctx, id: string): Promise<ModelRow> {
  const { rows } = await sql<ModelRow>`select ${COLUMNS} from intent_models
    where workspace_id = ${ctx.workspaceId} and id = ${id}`.execute(tx);
  if (!rows[0]) throw new Refusal('model.not_found');
  return rows[0];
}

export async function insertModel(
  tx: Tx,
  ctx: Ctx,
  row: Pick<ModelRow, 'state' | 'by'> & Partial<Pick<ModelRow, 'row_count' | 'figures'>>,
): Promise<string> {
  const id = newId();
  const { figures, by, ...rest } = row;
  await tx
    .insertInto('intent_models')
    .values({
      ...rest,
      workspace_id: ctx.workspaceId,
      id,
      trained_at: ctx.now,
      by: JSON.stringify(by),
      figures: figures ? JSON.stringify(figures) : null,
    })
    .execute();
  return id;
}

export async function changeModel(
  tx: Tx,
  ctx: Ctx,
  id: string,
  change: {
    state: State;
    row_count?: number;
    taught?: number;
    figures?: Figures;
    packed?: Uint8Array;
    failure?: string;
  },
): Promise<void> {
  const { figures, packed, ...rest } = change;
  await tx
    .updateTable('intent_models')
    .set({
      ...rest,
      ...(figures ? { figures: JSON.stringify(figures) } : {}),
      ...(packed ? { packed: Buffer.from(packed) } : {}),
    })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** The one that answers; null where it is the shipped one and no other was ever trained. */
export async function liveModelId(tx: Tx, ctx: Ctx): Promise<string | null> {
  const row = await tx
    .selectFrom('intent_models')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('state', '=', 'live')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Null for the shipped one, whose weights are in the program. */
export async function packedOf(tx: Tx, ctx: Ctx, id: string): Promise<Uint8Array | null> {
  const row = await tx
    .selectFrom('intent_models')
    .select('packed')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.packed ?? null;
}
