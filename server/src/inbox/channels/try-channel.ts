import type { AnswerOf, inboxSetup } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { connectorOf } from '../channel.ts';
import { setChannelHealth } from './channel-health.ts';
import { openChannel } from './channels.store.ts';

/**
 * A manager tries a channel: signs in to its servers, or posts a test, and is told what each step came to. The channel is
 * marked as failing, or as working again, by what was found. Throws `channel.not_found`.
 */
export async function tryChannel(ctx: Ctx, id: string): Promise<AnswerOf<(typeof inboxSetup)['tryChannel']>> {
  const channel = await inWorkspace(ctx, (tx) => openChannel(tx, ctx, id));
  const steps = (await connectorOf(channel.kind)?.attempt?.(ctx, channel)) ?? [];
  const failed = steps.find(({ ok }) => !ok);
  if (steps.length > 0)
    await inWorkspace(ctx, (tx) => setChannelHealth(tx, ctx, id, failed ? (failed.failure ?? failed.what) : null));
  return { steps };
}
