import type { BuyerLanguage, ChannelKind } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { startTalk } from '../flows/run-turn.ts';
import type { TalkState } from '../talk.ts';

/** What the assistant knows of a conversation. Written under the conversation's lock alone. */
export type KeptState = {
  state: TalkState;
  /** The buyer's newest message that was answered. */
  heard_id: string | null;
  failures: number;
  acts: number;
  silent: boolean;
};

export async function stateOf(tx: Tx, ctx: Ctx, conversationId: string, language: BuyerLanguage): Promise<KeptState> {
  const row = await tx
    .selectFrom('assistant_states')
    .select(['state', 'heard_id', 'failures', 'acts', 'silent'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst();
  const fresh = startTalk(language);
  if (!row) return { state: fresh, heard_id: null, failures: 0, acts: 0, silent: false };
  // One kept by an earlier version knows nothing of what came since.
  return { ...row, state: { ...fresh, ...(row.state as unknown as Partial<TalkState>) } };
}

/** Saves all of it, or what is named. `acts` is counted by who acts. */
export async function saveState(
  tx: Tx,
  ctx: Ctx,
  at: { id: string; brand_id: string },
  kept: Pick<KeptState, 'state' | 'heard_id' | 'failures' | 'silent'>,
): Promise<void> {
  const row = {
    state: JSON.stringify(kept.state),
    heard_id: kept.heard_id,
    failures: kept.failures,
    silent: kept.silent,
    updated_at: ctx.now,
  };
  await tx
    .insertInto('assistant_states')
    .values({ workspace_id: ctx.workspaceId, conversation_id: at.id, brand_id: at.brand_id, ...row })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'conversation_id']).doUpdateSet(row))
    .execute();
}

/** A person took over: it says nothing until it is invited. Answers whether it was talking here at all until now. */
export async function fallSilent(tx: Tx, ctx: Ctx, conversationId: string): Promise<boolean> {
  const rows = await tx
    .updateTable('assistant_states')
    .set({ silent: true, updated_at: ctx.now })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('silent', '=', false)
    .returning('conversation_id')
    .execute();
  return rows.length > 0;
}

/** What a turn stands on beside the conversation itself. */
export type Around = {
  /** The kind of channel it began on. */
  began: ChannelKind;
  /** Where an answer goes. */
  channel: ChannelKind;
  channel_id: string;
  blocked: boolean;
  said_this_hour: number;
};

export async function around(
  tx: Tx,
  ctx: Ctx,
  at: { id: string; contact_id: string; channel_id: string; reply_channel_id: string },
): Promise<Around> {
  const hourAgo = new Date(ctx.now.getTime() - 3_600_000);
  const { rows } = await sql<Around>`
    select b.kind as began, h.kind as channel, h.id as channel_id, k.blocked_at is not null as blocked,
      (select coalesce(sum(cardinality(t.message_ids)), 0)::int from assistant_turns t where t.workspace_id = ${ctx.workspaceId}
        and t.conversation_id = ${at.id} and t.at > ${hourAgo}) as said_this_hour
    from channels b, channels h, contacts k
    where b.workspace_id = ${ctx.workspaceId} and b.id = ${at.channel_id}
      and h.workspace_id = ${ctx.workspaceId} and h.id = ${at.reply_channel_id}
      and k.workspace_id = ${ctx.workspaceId} and k.id = ${at.contact_id}`.execute(tx);
  return rows[0]!;
}

/** The first words of a conversation. */
export async function openingOf(tx: Tx, ctx: Ctx, conversationId: string): Promise<string> {
  const row = await tx
    .selectFrom('messages')
    .select('body')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('kind', '=', 'message')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row?.body ?? '';
}

/** What a person of ours said last to the buyer; what came before it is answered. */
export async function lastOfStaff(tx: Tx, ctx: Ctx, conversationId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from messages
    where workspace_id = ${ctx.workspaceId} and conversation_id = ${conversationId} and kind = 'message' and direction = 'out'
      and automatic is null and state not in ('cancelled', 'scheduled') and author->>'kind' = 'staff'
    order by id desc limit 1`.execute(tx);
  return rows[0]?.id ?? null;
}

/** Did a person of ours say anything since the newest answer of the assistant, and since it was invited? */
export async function staffHadLastWord(tx: Tx, ctx: Ctx, conversationId: string): Promise<boolean> {
  const staffs = await lastOfStaff(tx, ctx, conversationId);
  if (staffs === null) return false;
  const row = await tx
    .selectFrom('assistant_states')
    .select('heard_id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst();
  return !row?.heard_id || row.heard_id < staffs;
}
