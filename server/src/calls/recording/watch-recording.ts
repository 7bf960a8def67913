import type { AnswerOf, callRecordings } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { signFile } from '../../platform/files/index.ts';
import { Refusal } from '../../platform/refusal.ts';
import { lockCall } from '../calls/calls.store.ts';
import { settleCall } from '../calls/settle-call.ts';
import { findRecording } from './recordings.store.ts';

const GOOD_FOR_MS = 6 * 3_600_000;

/**
 * Somebody who may see recordings watches one, or saves it: that stands in the call's timeline. The address is theirs for six hours
 * and answers ranges of bytes, so that a player can seek.
 *
 * Throws `recording.not_found`, `recording.not_ready`, `recording.erased`.
 */
export function watchRecording(
  ctx: Ctx,
  id: string,
  to: 'watch' | 'save',
): Promise<AnswerOf<(typeof callRecordings)['watch']>> {
  return inWorkspace(ctx, async (tx) => {
    const { call_id, file_id, state } = await findRecording(tx, ctx, id);
    if (state === 'erased') throw new Refusal('recording.erased');
    if (file_id === null) throw new Refusal('recording.not_ready', { state });
    const { key, type, name } = await tx
      .selectFrom('files')
      .select(['key', 'type', 'name'])
      .where('workspace_id', '=', ctx.workspaceId)
      .where('id', '=', file_id)
      .executeTakeFirstOrThrow();
    const call = await lockCall(tx, ctx, call_id);
    const happened = to === 'save' ? 'call.recording_saved' : 'call.recording_watched';
    await settleCall(tx, ctx, call, {}, [{ type: happened, data: { recording_id: id } }]);
    const expires = new Date(ctx.now.getTime() + GOOD_FOR_MS);
    const url = `/v1/files/${signFile(key, ctx.config.secret, expires)}`;
    return { url, type, name: `${call.code}-${name}`, expires_at: expires.toISOString() };
  });
}
