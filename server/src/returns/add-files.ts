import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace, type Tx } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { returnEvent } from './events.ts';
import { keepFiles, sayWhose } from './files.store.ts';
import { type Loaded, loadReturn } from './return.read.ts';
import { lockReturn } from './returns.store.ts';

/**
 * Staff add photos or video to a return, at any stage. What is there already changes nothing.
 *
 * Throws `return.not_found`, `file.not_found`.
 */
export function addFiles(ctx: Ctx, id: string, fileIds: readonly string[], caption: string | null): Promise<Loaded> {
  return inWorkspace(ctx, async (tx) => {
    const at = await lockReturn(tx, ctx, id);
    const files = fileIds.map((file_id) => ({ file_id, return_line_id: null, caption }));
    const file_ids = await keepFiles(tx, ctx, at, files);
    if (file_ids.length > 0) {
      await record(tx, ctx, [returnEvent('return.files_added', at, { file_ids, ...(caption ? { caption } : {}) })]);
    }
    return loadReturn(tx, ctx, id);
  });
}

type Evidence = { file_id: string; caption: string | null; from: 'buyer' | 'staff' };

/** Pictures whose own event shows on the return's timeline already become its evidence. Throws `return.not_found`. */
export async function keepEvidence(tx: Tx, ctx: Ctx, id: string, files: readonly Evidence[]): Promise<string[]> {
  const at = await lockReturn(tx, ctx, id);
  const kept = await keepFiles(
    tx,
    ctx,
    at,
    files.map((file) => ({ ...file, return_line_id: null })),
  );
  for (const whose of ['buyer', 'staff'] as const) {
    const theirs = files.filter(({ from }) => from === whose).map(({ file_id }) => file_id);
    await sayWhose(tx, ctx, id, theirs, whose);
  }
  return kept;
}

/** Pictures taken elsewhere become a return's evidence, and its timeline says where they came from. Throws `return.not_found`. */
export async function addEvidence(
  tx: Tx,
  ctx: Ctx,
  id: string,
  files: readonly Evidence[],
  from: Record<string, unknown>,
): Promise<void> {
  const file_ids = await keepEvidence(tx, ctx, id, files);
  if (file_ids.length === 0) return;
  await record(tx, ctx, [returnEvent('return.files_added', await lockReturn(tx, ctx, id), { file_ids, ...from })]);
}
