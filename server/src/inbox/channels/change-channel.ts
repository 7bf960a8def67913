import type { ChannelSettings, InboxChannel } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { seal } from '../../platform/secrets.ts';
import { readChannel } from './channel-answer.ts';
import { type ChannelRow, lockChannel, updateChannel } from './channels.store.ts';
import { checkHosts } from './hosts.ts';
import { checkedSettings, newChannelSecret, platformOf } from './open-channel.ts';
import { hasSecret, sealed } from './settings.ts';

export type ChannelChange = { name?: string; settings?: ChannelSettings; archived?: boolean };

/**
 * A manager changes a channel, archives it (nothing comes in any more; what is on its way out still goes) or takes it into
 * use again. A password that is left out stays, for the same server and user alone. What failed before is forgotten: the
 * next try tells anew.
 *
 * Throws `channel.not_found`, `channel.kind_fixed`, `calendar.not_found`, `channel.address_taken`, `channel.forbidden_address`.
 */
export async function changeChannel(ctx: Ctx, id: string, change: ChannelChange): Promise<InboxChannel> {
  if (change.settings) await checkHosts(ctx.config, change.settings);
  return inWorkspace(ctx, async (tx) => {
    const before = await lockChannel(tx, ctx, id);
    if (change.settings && change.settings.kind !== before.kind)
      throw new Refusal('channel.kind_fixed', { kind: before.kind });
    const archivedAt = archivedAfter(ctx, before, change.archived);
    const comesBack = before.archived_at !== null && archivedAt === null;
    const wanted = change.settings ?? (comesBack ? before.settings : null);
    const settings = wanted && archivedAt === null ? await checkedSettings(tx, ctx, wanted, id) : wanted;
    await updateChannel(tx, ctx, id, {
      name: change.name ?? before.name,
      archived_at: archivedAt,
      ...(change.settings && settings
        ? {
            settings: sealed(ctx.config.secret, settings, before.settings),
            platform: platformOf(settings),
            failure: null,
            failing_since: null,
          }
        : {}),
    });
    const type = before.archived_at === null && archivedAt !== null ? 'channel.archived' : 'channel.changed';
    const data = { name: change.name ?? before.name, kind: before.kind };
    await record(tx, ctx, [{ type, subject: { kind: 'channel', id }, brand_id: before.brand_id, data }]);
    return readChannel(tx, ctx, id);
  });
}

function archivedAfter(ctx: Ctx, before: ChannelRow, archived: boolean | undefined): Date | null {
  if (archived === undefined) return before.archived_at;
  return archived ? (before.archived_at ?? ctx.now) : null;
}

/** A manager takes a new secret; what is signed with the old one is refused from now on. Throws `channel.not_found`, `channel.no_secret`. */
export function newSecret(ctx: Ctx, id: string): Promise<{ secret: string }> {
  return inWorkspace(ctx, async (tx) => {
    const before = await lockChannel(tx, ctx, id);
    if (!hasSecret(before.kind)) throw new Refusal('channel.no_secret', { kind: before.kind });
    const secret = newChannelSecret();
    await updateChannel(tx, ctx, id, { secret: seal(ctx.config.secret, secret) });
    const data = { name: before.name, kind: before.kind, secret: true };
    await record(tx, ctx, [
      { type: 'channel.changed', subject: { kind: 'channel', id }, brand_id: before.brand_id, data },
    ]);
    return { secret };
  });
}
