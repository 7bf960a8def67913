import type { BuyerLanguage, PartKind } from '@recoup/contract';
import { type Insertable, type Selectable, type SqlBool, sql, type Updateable } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { CallParts, Calls } from '../../platform/db.generated.ts';
import { brokenConstraint, type Tx } from '../../platform/db.ts';
import { newCode, newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Call } from './call.ts';

/** A side of a call, and the seat it holds. */
export type Part = Omit<Selectable<CallParts>, 'workspace_id' | 'kind' | 'mode' | 'language'> & {
  kind: PartKind;
  mode: 'talks' | 'listens';
  language: BuyerLanguage | null;
};

/** Held until the transaction ends. Throws `call.not_found`. */
export async function lockCall(tx: Tx, ctx: Ctx, id: string): Promise<Call> {
  const row = await byId(tx, ctx, id).forNoKeyUpdate().executeTakeFirst();
  if (!row) throw new Refusal('call.not_found');
  return row as unknown as Call;
}

/** Without holding it. Throws `call.not_found`. */
export async function findCall(tx: Tx, ctx: Ctx, id: string): Promise<Call> {
  const row = await byId(tx, ctx, id).executeTakeFirst();
  if (!row) throw new Refusal('call.not_found');
  return row as unknown as Call;
}

const byId = (tx: Tx, ctx: Ctx, id: string) =>
  tx.selectFrom('calls').selectAll().where('workspace_id', '=', ctx.workspaceId).where('id', '=', id);

/** The call a browser asked for by an id of its own, so that a second tap is no second call. */
export async function callAskedFor(tx: Tx, ctx: Ctx, contactId: string, clientId: string): Promise<Call | null> {
  const row = await tx
    .selectFrom('calls')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('contact_id', '=', contactId)
    .where('client_id', '=', clientId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return (row as unknown as Call | undefined) ?? null;
}

/** The call of a conversation that waits, rings or is live, held; null where there is none. */
export async function openCallOf(tx: Tx, ctx: Ctx, conversationId: string): Promise<Call | null> {
  const row = await tx
    .selectFrom('calls')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('stage', 'in', ['waiting', 'ringing', 'live'])
    .forNoKeyUpdate()
    .executeTakeFirst();
  return (row as unknown as Call | undefined) ?? null;
}

export type NewCall = Omit<Insertable<Calls>, 'workspace_id' | 'id' | 'code' | 'asked_at' | 'version'> & {
  id?: string;
};

/** Throws `call.already_open` where the conversation has one that waits, rings or is live. */
export async function insertCall(tx: Tx, ctx: Ctx, given: NewCall): Promise<Call> {
  try {
    return (await tx
      .insertInto('calls')
      .values({
        ...given,
        workspace_id: ctx.workspaceId,
        id: given.id ?? newId(),
        code: newCode('CALL'),
        asked_at: ctx.now,
      })
      .returningAll()
      .executeTakeFirstOrThrow()) as unknown as Call;
  } catch (error) {
    if (brokenConstraint(error) === 'calls_one_at_a_time') throw new Refusal('call.already_open');
    throw error;
  }
}

export type CallChange = Omit<Updateable<Calls>, 'workspace_id' | 'id' | 'code' | 'version'>;

/** Saves what changed; every save is a version. Throws `call.already_open`. */
export async function saveCall(tx: Tx, ctx: Ctx, at: Call, change: CallChange): Promise<Call> {
  try {
    return (await tx
      .updateTable('calls')
      .set({ ...change, version: sql<number>`version + 1` })
      .where('workspace_id', '=', ctx.workspaceId)
      .where('id', '=', at.id)
      .returningAll()
      .executeTakeFirstOrThrow()) as unknown as Call;
  } catch (error) {
    if (brokenConstraint(error) === 'calls_one_at_a_time') throw new Refusal('call.already_open');
    throw error;
  }
}

export async function insertPart(
  tx: Tx,
  ctx: Ctx,
  at: Pick<Call, 'id' | 'brand_id'>,
  part: Omit<Insertable<CallParts>, 'workspace_id' | 'id' | 'call_id' | 'brand_id'>,
): Promise<Part> {
  return (await tx
    .insertInto('call_parts')
    .values({ ...part, id: newId(), workspace_id: ctx.workspaceId, call_id: at.id, brand_id: at.brand_id })
    .returningAll()
    .executeTakeFirstOrThrow()) as unknown as Part;
}

/** All sides of a call, who came first first. */
export async function partsOf(tx: Tx, ctx: Ctx, callId: string): Promise<Part[]> {
  const rows = await tx
    .selectFrom('call_parts')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('call_id', '=', callId)
    .orderBy('id')
    .execute();
  return rows as unknown as Part[];
}

export async function savePart(
  tx: Tx,
  ctx: Ctx,
  id: string,
  change: Omit<Updateable<CallParts>, 'workspace_id' | 'id' | 'call_id' | 'brand_id'>,
): Promise<void> {
  await tx
    .updateTable('call_parts')
    .set(change)
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Everybody who is still in leaves. Answers who of ours that was. */
export async function endParts(tx: Tx, ctx: Ctx, callId: string): Promise<string[]> {
  const rows = await tx
    .updateTable('call_parts')
    .set({ left_at: ctx.now, peer: null, here_until: null })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('call_id', '=', callId)
    .where('left_at', 'is', null)
    .returning('staff_id')
    .execute();
  return rows.flatMap(({ staff_id }) => staff_id ?? []);
}

/** Held by name until the transaction ends: whoever asks for something twice at once is one. */
export async function lockName(tx: Tx, name: string): Promise<void> {
  await sql<SqlBool>`select pg_advisory_xact_lock(hashtextextended(${name}, 33))`.execute(tx);
}

/** The calls of a contact that wait, ring or are live, newest first. */
export async function openCallsOfContact(
  tx: Tx,
  ctx: Ctx,
  contactId: string,
): Promise<(Call & { staff: string | null })[]> {
  const { rows } = await sql<Call & { staff: string | null }>`
    select c.*, s.name as staff from calls c left join staff s on s.workspace_id = c.workspace_id and s.id = c.staff_id
    where c.workspace_id = ${ctx.workspaceId} and c.contact_id = ${contactId} and c.stage in ('waiting', 'ringing', 'live')
    order by c.asked_at desc, c.id desc`.execute(tx);
  return rows;
}

/** Does a link still open this call? */
export async function hasOpenLink(tx: Tx, ctx: Ctx, callId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('call_links')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('call_id', '=', callId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', ctx.now)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Calls that are not over, that something was due for and that nobody looked at. */
export async function dueCalls(tx: Tx, ctx: Ctx): Promise<string[]> {
  const rows = await tx
    .selectFrom('calls')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('stage', 'in', ['scheduled', 'waiting', 'ringing', 'live'])
    .where('due_at', '<=', ctx.now)
    .orderBy('due_at')
    .limit(500)
    .execute();
  return rows.map(({ id }) => id);
}

/** The calls that were held in a conversation, or in one that was joined into it. */
export async function callsOfConversation(tx: Tx, ctx: Ctx, conversationId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from calls where workspace_id = ${ctx.workspaceId} and (conversation_id = ${conversationId} or conversation_id in (
      select id from conversations where workspace_id = ${ctx.workspaceId} and merged_into = ${conversationId})) limit 200`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}
