import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';

export type Chunk = { n: number; key: string; bytes: number; sha256: Buffer; kept_at: Date | null; to_at: Date | null };

export async function findChunk(tx: Tx, ctx: Ctx, recordingId: string, n: number): Promise<Chunk | null> {
  const row = await tx
    .selectFrom('call_recording_chunks')
    .select(['n', 'key', 'bytes', 'sha256', 'kept_at', 'to_at'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('recording_id', '=', recordingId)
    .where('n', '=', n)
    .executeTakeFirst();
  return row ?? null;
}

/** Those whose bytes are in the store, in their order. */
export function keptChunks(tx: Tx, ctx: Ctx, recordingId: string): Promise<Chunk[]> {
  return tx
    .selectFrom('call_recording_chunks')
    .select(['n', 'key', 'bytes', 'sha256', 'kept_at', 'to_at'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('recording_id', '=', recordingId)
    .where('kept_at', 'is not', null)
    .orderBy('n')
    .execute();
}

type NewChunk = { n: number; key: string; bytes: number; sha256: Buffer; from_at: Date; to_at: Date };

/** The row of a piece whose bytes are still to be stored. One that never got its bytes makes room for another. */
export async function insertChunk(tx: Tx, ctx: Ctx, recordingId: string, chunk: NewChunk): Promise<void> {
  await tx
    .insertInto('call_recording_chunks')
    .values({ ...chunk, workspace_id: ctx.workspaceId, recording_id: recordingId, at: ctx.now })
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'recording_id', 'n'])
        .doUpdateSet({ ...chunk, at: ctx.now })
        .where('call_recording_chunks.kept_at', 'is', null),
    )
    .execute();
}

export async function chunkStored(tx: Tx, ctx: Ctx, recordingId: string, n: number): Promise<void> {
  await tx
    .updateTable('call_recording_chunks')
    .set({ kept_at: ctx.now })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('recording_id', '=', recordingId)
    .where('n', '=', n)
    .execute();
}

/** Forgets all pieces of a recording, or those captured after a moment; answers the keys of what they leave in the store. */
export async function forgetChunks(tx: Tx, ctx: Ctx, recordingId: string, after?: Date): Promise<string[]> {
  let gone = tx
    .deleteFrom('call_recording_chunks')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('recording_id', '=', recordingId);
  if (after) gone = gone.where('to_at', '>', after);
  return (await gone.returning('key').execute()).map(({ key }) => key);
}
