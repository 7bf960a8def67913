import type { StaffLanguage } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { Call } from '../calls/call.ts';
import type { Agreed } from './free-times.ts';

/** What is agreed for a brand about those days, but for one call that may be moved. */
export async function agreedTimes(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  { from, to, but }: { from: Date; to: Date; but: string | null },
): Promise<Agreed[]> {
  const { rows } = await sql<Agreed>`
    select scheduled_for as "from", scheduled_minutes as minutes from calls
    where workspace_id = ${ctx.workspaceId} and brand_id = ${brandId} and stage in ('scheduled', 'waiting', 'ringing', 'live')
      and scheduled_minutes is not null and scheduled_for < ${to} and scheduled_for > ${new Date(from.getTime() - 4 * 3_600_000)}
      and id is distinct from ${but}::uuid`.execute(tx);
  return rows;
}

/** The agreed call of a contact, or of an order or a conversation, held; the next one where there are several. */
export async function agreedCall(
  tx: Tx,
  ctx: Ctx,
  of: { contactId?: string; orderId?: string; conversationId?: string },
): Promise<Call | null> {
  let find = tx
    .selectFrom('calls')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('stage', '=', 'scheduled')
    .where('scheduled_minutes', 'is not', null)
    .orderBy('scheduled_for')
    .limit(1)
    .forNoKeyUpdate();
  if (of.contactId) find = find.where('contact_id', '=', of.contactId);
  if (of.orderId) find = find.where('order_id', '=', of.orderId);
  if (of.conversationId) find = find.where('conversation_id', '=', of.conversationId);
  return ((await find.executeTakeFirst()) as unknown as Call | undefined) ?? null;
}

/** False where this reminder of this time went out already. */
export async function insertReminder(tx: Tx, ctx: Ctx, at: Call, minutes: number): Promise<boolean> {
  const made = await tx
    .insertInto('call_reminders')
    .values({
      workspace_id: ctx.workspaceId,
      call_id: at.id,
      minutes,
      scheduled_for: at.scheduled_for!,
      sent_at: ctx.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('call_id')
    .executeTakeFirst();
  return made !== undefined;
}

export type Agent = { id: string; name: string; email: string; language: StaffLanguage; time_zone: string };

/** Whoever is to take it: whom it was agreed with, else who holds the conversation. */
export async function agentOf(tx: Tx, ctx: Ctx, at: Call): Promise<Agent | null> {
  const { rows } = await sql<Agent>`
    select s.id, s.name, s.email, s.language, s.time_zone from staff s
    where s.workspace_id = ${ctx.workspaceId} and s.disabled_at is null and s.id = coalesce(${at.staff_id}::uuid, (
      select assignee_id from conversations where workspace_id = ${ctx.workspaceId} and id = ${at.conversation_id}))`.execute(
    tx,
  );
  return rows[0] ?? null;
}
