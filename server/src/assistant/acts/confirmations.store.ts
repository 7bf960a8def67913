/** What was offered, and what came of it; what the assistant did in a day. */
import type { ChatCard, FlowAct, HandOverReason } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { Source } from '../talk.ts';
import type { KeptRequest } from './requests.ts';

export type ConfirmationState = 'open' | 'doing' | 'done' | 'declined' | 'refused' | 'expired';
/** What the buyer was told, and what it is held against at their yes. */
export type Promised = {
  what: unknown;
  card: ChatCard;
  variables: Record<string, string>;
  sources: Source[];
  /** Counted against the caps: minor units of the brand's currency. */
  given: number;
};
export type Result = { because?: HandOverReason | 'changed'; return_code?: string };
export type Confirmation = {
  id: string;
  brand_id: string;
  conversation_id: string;
  order_id: string;
  act: FlowAct;
  request: KeptRequest;
  promised: Promised;
  amount: number;
  currency: string;
  state: ConfirmationState;
  made_at: Date;
  expires_at: Date;
  message_id: string | null;
  return_id: string | null;
  result: Result | null;
};

export async function insertConfirmation(
  tx: Tx,
  ctx: Ctx,
  given: Omit<Confirmation, 'message_id' | 'return_id'> & { return_id?: string | null },
): Promise<void> {
  const { request, promised, result, ...row } = given;
  await tx
    .insertInto('assistant_confirmations')
    .values({
      ...row,
      workspace_id: ctx.workspaceId,
      request: JSON.stringify(request),
      promised: JSON.stringify(promised),
      result: result === null ? null : JSON.stringify(result),
    })
    .execute();
}

/** Null for one of another workspace or brand, too. */
export async function findConfirmation(tx: Tx, ctx: Ctx, id: string): Promise<Confirmation | null> {
  const row = await tx
    .selectFrom('assistant_confirmations')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return (row as unknown as Confirmation | undefined) ?? null;
}

/** Of several who answer at once one gets it: it is `doing` from here to the end of the transaction. False where it is not open any more. */
export async function claimConfirmation(tx: Tx, ctx: Ctx, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('assistant_confirmations')
    .set({ state: 'doing', answered_at: ctx.now })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function settleConfirmation(
  tx: Tx,
  ctx: Ctx,
  id: string,
  change: { state: ConfirmationState; result?: Result; return_id?: string | null; message_id?: string | null },
): Promise<void> {
  const { result, ...rest } = change;
  await tx
    .updateTable('assistant_confirmations')
    .set({ ...rest, answered_at: ctx.now, ...(result ? { result: JSON.stringify(result) } : {}) })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** What still waits for an answer in a conversation, oldest first. */
export async function openConfirmations(tx: Tx, ctx: Ctx, conversationId: string): Promise<Confirmation[]> {
  const rows = await tx
    .selectFrom('assistant_confirmations')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'open')
    .orderBy('id')
    .execute();
  return rows as unknown as Confirmation[];
}

/** What waited too long, the oldest first; whoever answers one of them right now has it. */
export async function lapsedConfirmations(tx: Tx, ctx: Ctx, limit: number): Promise<Confirmation[]> {
  const rows = await tx
    .selectFrom('assistant_confirmations')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('state', '=', 'open')
    .where('expires_at', '<=', ctx.now)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows as unknown as Confirmation[];
}

/** How many acts of a conversation were done that count. */
export async function actsDone(tx: Tx, ctx: Ctx, conversationId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('assistant_confirmations')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('workspace_id', '=', ctx.workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'done')
    .where('act', '<>', 'settle')
    .executeTakeFirstOrThrow();
  return count;
}

export type Caps = { acts_per_day: number; amount_per_day: number };

/** Counts one act of a brand's day, unless that would pass a cap: then nothing is counted, and false. Held until the transaction ends. */
export async function countAct(
  tx: Tx,
  ctx: Ctx,
  of: { brand_id: string; day: string; given: number },
  caps: Caps,
): Promise<boolean> {
  if (caps.acts_per_day < 1 || of.given > caps.amount_per_day) return false;
  const { rows } = await sql`
    insert into assistant_days as d (workspace_id, brand_id, day, acts, amount)
    values (${ctx.workspaceId}, ${of.brand_id}, ${of.day}::date, 1, ${of.given})
    on conflict (workspace_id, brand_id, day) do update set acts = d.acts + 1, amount = d.amount + excluded.amount
    where d.acts < ${caps.acts_per_day} and d.amount + excluded.amount <= ${caps.amount_per_day}
    returning acts`.execute(tx);
  return rows.length === 1;
}

/** What was done so far on a day. */
export async function dayOf(
  tx: Tx,
  ctx: Ctx,
  of: { brand_id: string; day: string },
): Promise<{ acts: number; amount: number }> {
  const row = await tx
    .selectFrom('assistant_days')
    .select(['acts', 'amount'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', of.brand_id)
    .where('day', '=', of.day)
    .executeTakeFirst();
  return row ?? { acts: 0, amount: 0 };
}
