import type { InboxChannel } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { type ListedChannel, listChannels } from './channels.store.ts';
import { shown } from './settings.ts';

/** Throws `channel.not_found`. */
export async function readChannel(tx: Tx, ctx: Ctx, id: string): Promise<InboxChannel> {
  const [row] = await listChannels(tx, ctx, id);
  if (!row) throw new Refusal('channel.not_found');
  return channelAnswer(ctx, row);
}

export function channelAnswer(ctx: Pick<Ctx, 'config'>, row: ListedChannel): InboxChannel {
  const { publicUrl } = ctx.config;
  const isChat = row.kind === 'chat';
  return {
    id: row.id,
    brand: { id: row.brand_id, name: row.brand },
    name: row.name,
    kind: row.kind,
    settings: shown(row.settings),
    key: isChat ? row.key : null,
    hook_url: hookUrl(publicUrl, row),
    snippet: isChat && row.key ? `<script async src="${publicUrl}/widget.js" data-key="${row.key}"></script>` : null,
    state: stateOf(row),
    failure: row.failure,
    last_in_at: row.last_in_at?.toISOString() ?? null,
    last_out_at: row.last_out_at?.toISOString() ?? null,
    archived_at: row.archived_at?.toISOString() ?? null,
  };
}

function hookUrl(publicUrl: string, { kind, id }: Pick<ListedChannel, 'kind' | 'id'>): string | null {
  if (kind === 'email') return `${publicUrl}/v1/hooks/email/${id}`;
  return kind === 'sms' || kind === 'social' || kind === 'marketplace' ? `${publicUrl}/v1/hooks/messages/${id}` : null;
}

function stateOf(row: ListedChannel): InboxChannel['state'] {
  if (row.archived_at) return 'off';
  if (row.failure !== null) return 'failing';
  return row.last_in_at || row.last_out_at ? 'working' : 'not_yet_used';
}
