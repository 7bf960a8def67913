import type { Channel } from '../../inbox/index.ts';
import {
  type ChannelRow,
  channelOf,
  channelsOfKind,
  findChannel,
  setChannelHealth,
  updateChannel,
} from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';

/** Where reading stopped. `trying`: the mail that was being read when this was written, and for which time. */
export type Position = { uidvalidity: string; uid: number; trying?: { uid: number; times: number } };

export type Mailbox = { channel: Channel; position: Position | null; created_at: Date; last_in_at: Date | null };

/** Channels that read a mailbox, each with what their reader must be begun anew for. */
export async function mailboxesOf(ctx: Ctx): Promise<{ id: string; version: string }[]> {
  const rows = await inWorkspace(ctx, (tx) => channelsOfKind(tx, ctx, ['email']));
  return rows.flatMap(({ id, settings }) =>
    settings.kind === 'email' && settings.imap ? [{ id, version: JSON.stringify(settings) }] : [],
  );
}

/** Null where the channel reads no mailbox any more. */
export async function openMailbox(ctx: Ctx, id: string): Promise<Mailbox | null> {
  const row = await inWorkspace(ctx, (tx) => findChannel(tx, ctx, id));
  if (!row || row.archived_at || row.settings.kind !== 'email' || !row.settings.imap) return null;
  return mailboxOf(ctx, row);
}

function mailboxOf(ctx: Ctx, row: ChannelRow): Mailbox {
  const { created_at, last_in_at } = row;
  return { channel: channelOf(ctx.config, row), position: row.position as Position | null, created_at, last_in_at };
}

export function savePosition(ctx: Ctx, id: string, position: Position): Promise<void> {
  return inWorkspace(ctx, (tx) => updateChannel(tx, ctx, id, { position: JSON.stringify(position) }));
}

export function saveHealth(ctx: Ctx, id: string, failure: string | null): Promise<void> {
  return inWorkspace(ctx, (tx) => setChannelHealth(tx, ctx, id, failure));
}
