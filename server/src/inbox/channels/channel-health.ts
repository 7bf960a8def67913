import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { findChannel, lockChannel, updateChannel } from './channels.store.ts';

/**
 * A channel's servers do not answer (`failure` in words of theirs), or do again (null). Recorded when it changes, not with
 * every try, so that staff hear of it once.
 */
export async function setChannelHealth(tx: Tx, ctx: Ctx, id: string, failure: string | null): Promise<void> {
  const seen = await findChannel(tx, ctx, id);
  if (!seen || seen.failure === failure) return;
  const before = await lockChannel(tx, ctx, id);
  if (before.failure === failure) return;
  await updateChannel(tx, ctx, id, {
    failure: failure?.slice(0, 500) ?? null,
    failing_since: failure === null ? null : (before.failing_since ?? ctx.now),
  });
  const isChange = (before.failure === null) !== (failure === null);
  if (!isChange) return;
  await record(tx, ctx, [
    {
      type: failure === null ? 'channel.recovered' : 'channel.failing',
      subject: { kind: 'channel', id },
      brand_id: before.brand_id,
      data: { name: before.name, kind: before.kind, ...(failure === null ? {} : { failure: failure.slice(0, 200) }) },
    },
  ]);
}
