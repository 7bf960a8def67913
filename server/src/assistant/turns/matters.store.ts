import type { FlowKey, HandOver } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { Matter } from '../talk.ts';

export type MatterRow = {
  id: string;
  flow: FlowKey;
  began_at: Date;
  ended_at: Date | null;
  ending: Matter['ending'];
  because: string | null;
  turns: number;
  complete: boolean | null;
  hand_over: HandOver | null;
};
export type MatterChange = Pick<Matter, 'id' | 'flow' | 'ending'> & {
  /** It was talked about in this turn. */
  talked: boolean;
  because?: string | null;
  /** Handed over with order, problem and wish known. */
  complete?: boolean | null;
  hand_over?: HandOver | null;
};

/** Takes in how the problems of a conversation stand after a turn; when each began and ended is kept from the first time. */
export async function saveMatters(
  tx: Tx,
  ctx: Ctx,
  at: { id: string; brand_id: string },
  matters: readonly MatterChange[],
): Promise<void> {
  for (const { id, flow, ending, talked, because = null, complete = null, hand_over = null } of matters) {
    const over = hand_over && JSON.stringify(hand_over);
    await sql`
      insert into assistant_matters (workspace_id, id, conversation_id, brand_id, flow, began_at, ended_at, ending, because, turns, complete, hand_over)
      values (${ctx.workspaceId}, ${id}, ${at.id}, ${at.brand_id}, ${flow}, ${ctx.now}, ${ending === 'open' ? null : ctx.now}, ${ending},
        ${because}, ${talked ? 1 : 0}, ${complete}, ${over})
      on conflict (workspace_id, id) do update set flow = excluded.flow, ending = excluded.ending,
        ended_at = case when excluded.ending = 'open' then null else coalesce(assistant_matters.ended_at, excluded.ended_at) end,
        because = coalesce(excluded.because, assistant_matters.because), turns = assistant_matters.turns + excluded.turns,
        complete = coalesce(excluded.complete, assistant_matters.complete),
        hand_over = coalesce(excluded.hand_over, assistant_matters.hand_over)`.execute(tx);
  }
}

/** The problems of a conversation, oldest first. */
export async function mattersOf(tx: Tx, ctx: Ctx, conversationId: string): Promise<MatterRow[]> {
  const rows = await tx
    .selectFrom('assistant_matters')
    .select(['id', 'flow', 'began_at', 'ended_at', 'ending', 'because', 'turns', 'complete', 'hand_over'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('conversation_id', '=', conversationId)
    .orderBy('began_at')
    .orderBy('id')
    .execute();
  return rows as unknown as MatterRow[];
}

/** Conversations the assistant holds in which the buyer has the next word and has not said it since `before`. */
export async function quietSince(tx: Tx, ctx: Ctx, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from conversations c
    join assistant_states s on s.workspace_id = c.workspace_id and s.conversation_id = c.id
    where c.workspace_id = ${ctx.workspaceId} and c.holder = 'assistant' and c.state = 'waiting' and c.merged_into is null
      and not c.spam and not s.silent and c.last_at <= ${before}
      and exists (select from assistant_matters m where m.workspace_id = c.workspace_id and m.conversation_id = c.id
        and m.ending in ('open', 'answered'))
    order by c.last_at, c.id limit ${limit}`.execute(tx);
  return rows.map(({ id }) => id);
}
