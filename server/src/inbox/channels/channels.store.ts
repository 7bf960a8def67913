import type { ChannelKind, ChannelSettings } from '@recoup/contract';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Config } from '../../platform/config.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Channels } from '../../platform/db.generated.ts';
import type { Database, Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { unseal } from '../../platform/secrets.ts';
import type { Channel } from '../channel.ts';
import { opened } from './settings.ts';

export type ChannelRow = Omit<Selectable<Channels>, 'kind' | 'settings'> & {
  kind: ChannelKind;
  settings: ChannelSettings;
};

/** Where a public key of a widget, or the id in a hook's address, leads. Asked before any workspace is known. */
export async function channelByKey(
  db: Database,
  key: string,
): Promise<{ workspaceId: string; brandId: string; channelId: string } | null> {
  const found = await db.kysely
    .selectFrom('channel_keys')
    .select(['workspace_id', 'brand_id', 'channel_id'])
    .where('key', '=', key)
    .executeTakeFirst();
  return found ? { workspaceId: found.workspace_id, brandId: found.brand_id, channelId: found.channel_id } : null;
}

/** A channel that is in use, with its secrets opened. Throws `channel.not_found`, for an archived one too. */
export async function openChannel(tx: Tx, ctx: Ctx, id: string): Promise<Channel> {
  const row = await findChannel(tx, ctx, id);
  if (!row || row.archived_at) throw new Refusal('channel.not_found');
  return channelOf(ctx.config, row);
}

/** The same for one that may have been archived since: what was written still goes out by it. */
export async function openAnyChannel(tx: Tx, ctx: Ctx, id: string): Promise<Channel> {
  const row = await findChannel(tx, ctx, id);
  if (!row) throw new Refusal('channel.not_found');
  return channelOf(ctx.config, row);
}

export function channelOf(config: Pick<Config, 'secret'>, row: ChannelRow): Channel {
  return {
    id: row.id,
    brand_id: row.brand_id,
    kind: row.kind,
    platform: row.platform,
    name: row.name,
    settings: opened(config.secret, row.settings),
    secret: row.secret && unseal(config.secret, row.secret),
  };
}

export async function findChannel(tx: Tx, ctx: Ctx, id: string): Promise<ChannelRow | null> {
  const row = await tx
    .selectFrom('channels')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return (row as ChannelRow | undefined) ?? null;
}

/** Throws `channel.not_found`. */
export async function lockChannel(tx: Tx, ctx: Ctx, id: string): Promise<ChannelRow> {
  const row = await tx
    .selectFrom('channels')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('channel.not_found');
  return row as ChannelRow;
}

/** Channels in use of these kinds, oldest first; of one brand where it is named. */
export async function channelsOfKind(
  tx: Tx,
  ctx: Ctx,
  kinds: readonly ChannelKind[],
  brandId?: string,
): Promise<ChannelRow[]> {
  let find = tx
    .selectFrom('channels')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('kind', 'in', kinds)
    .where('archived_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id');
  if (brandId !== undefined) find = find.where('brand_id', '=', brandId);
  return (await find.execute()) as ChannelRow[];
}

export type ListedChannel = ChannelRow & { brand: string; key: string | null };

/** Channels as the setup shows them: those in use by brand and name, the archived ones last. */
export async function listChannels(tx: Tx, ctx: Ctx, id?: string): Promise<ListedChannel[]> {
  let find = tx
    .selectFrom('channels as c')
    .innerJoin('brands as b', (on) =>
      on.onRef('b.workspace_id', '=', 'c.workspace_id').onRef('b.id', '=', 'c.brand_id'),
    )
    .leftJoin('channel_keys as k', (on) =>
      on.onRef('k.workspace_id', '=', 'c.workspace_id').onRef('k.channel_id', '=', 'c.id'),
    )
    .selectAll('c')
    .select(['b.name as brand', 'k.key'])
    .where('c.workspace_id', '=', ctx.workspaceId);
  if (id !== undefined) find = find.where('c.id', '=', id);
  const rows = await find
    .orderBy((eb) => eb('c.archived_at', 'is not', null))
    .orderBy('b.name')
    .orderBy('c.created_at')
    .orderBy('c.id')
    .execute();
  return rows as ListedChannel[];
}

export async function insertChannel(
  tx: Tx,
  ctx: Ctx,
  row: Omit<Insertable<Channels>, 'workspace_id' | 'settings'> & { settings: ChannelSettings; id: string },
): Promise<void> {
  await tx
    .insertInto('channels')
    .values({ ...row, workspace_id: ctx.workspaceId })
    .execute();
}

export async function insertKey(tx: Tx, ctx: Ctx, key: string, at: { id: string; brand_id: string }): Promise<void> {
  await tx
    .insertInto('channel_keys')
    .values({ key, workspace_id: ctx.workspaceId, brand_id: at.brand_id, channel_id: at.id })
    .execute();
}

export async function updateChannel(
  tx: Tx,
  ctx: Ctx,
  id: string,
  change: Omit<Updateable<Channels>, 'settings'> & { settings?: ChannelSettings },
): Promise<void> {
  await tx
    .updateTable('channels')
    .set(change)
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Whether another channel in use has this e-mail address or phone number. */
export async function addressTaken(
  tx: Tx,
  ctx: Ctx,
  given: { field: 'address' | 'number'; value: string; but: string | null },
): Promise<boolean> {
  const rows = await tx
    .selectFrom('channels')
    .select(['id', 'settings'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('kind', 'in', ['email', 'phone'])
    .where('archived_at', 'is', null)
    .execute();
  const wanted = given.value.toLowerCase();
  return rows.some(
    ({ id, settings }) =>
      id !== given.but && String((settings as Record<string, unknown>)[given.field] ?? '').toLowerCase() === wanted,
  );
}

/** Kinds of which the brand has, or had, a channel. */
export async function kindsOfBrand(tx: Tx, ctx: Ctx, brandId: string): Promise<Set<ChannelKind>> {
  const rows = await tx
    .selectFrom('channels')
    .select('kind')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brandId)
    .execute();
  return new Set(rows.map(({ kind }) => kind as ChannelKind));
}

/**
 * A message came or went. Written at most once a minute a channel, and never waited for: a busy channel's row must not
 * become the place where everybody queues.
 */
export async function markUsed(tx: Tx, ctx: Ctx, id: string, which: 'last_in_at' | 'last_out_at'): Promise<void> {
  const before = new Date(ctx.now.getTime() - 60_000);
  await tx
    .updateTable('channels')
    .set({ [which]: ctx.now })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('channels')
        .select('id')
        .where('workspace_id', '=', ctx.workspaceId)
        .where('id', '=', id)
        .where((or) => or.or([or(which, 'is', null), or(which, '<', before)]))
        .forNoKeyUpdate()
        .skipLocked(),
    )
    .execute();
}

/** The brand's oldest chat channel in use with its public key and its secret opened; null where it has none. */
export async function chatOfBrand(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
): Promise<{ key: string; secret: string | null } | null> {
  const [row] = await channelsOfKind(tx, ctx, ['chat'], brandId);
  if (!row) return null;
  const found = await tx.selectFrom('channel_keys').select('key').where('channel_id', '=', row.id).executeTakeFirst();
  return found ? { key: found.key, secret: channelOf(ctx.config, row).secret } : null;
}
