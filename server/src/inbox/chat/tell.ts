import type { InboxSignal } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { tellLines } from '../../platform/signals.ts';
import { filesOf, type MessageRow } from '../messages/messages.store.ts';
import { sessionsIn } from './chat.store.ts';
import { type Told, toldOf } from './shown.ts';

/** Whom a signal of a conversation concerns: staff who have it open, its contact signed in, and sessions that wrote in it. */
export type Concerns = { conversation_id: string; contact_id: string; sessions: string[] };
/** The rooms in which the buyer's own lines hear. */
export const buyerRooms = (workspaceId: string, at: Pick<Concerns, 'contact_id' | 'sessions'>): string[] => [
  `chat:${workspaceId}:${at.contact_id}`,
  ...at.sessions.map((id) => `guest:${workspaceId}:${id}`),
];
export type ToldMessage = Concerns & { message_id: string; message: Told | null };
export type ToldRead = Concerns & { message_id: string; at: string; by: 'buyer' | 'staff' };

export async function concerns(tx: Tx, ctx: Ctx, at: { id: string; contact_id: string }): Promise<Concerns> {
  return { conversation_id: at.id, contact_id: at.contact_id, sessions: await sessionsIn(tx, ctx, at.id) };
}

/** A message goes to the live lines with its words; one that is too long goes as its id, and the screens ask for it. */
export async function tellMessage(
  tx: Tx,
  ctx: Ctx,
  at: { id: string; contact_id: string },
  row: MessageRow,
): Promise<void> {
  const files = (await filesOf(tx, ctx, [row.id])).get(row.id) ?? [];
  const data: ToldMessage = { ...(await concerns(tx, ctx, at)), message_id: row.id, message: toldOf(row, files) };
  const signal = { name: 'inbox.message', workspace_id: ctx.workspaceId };
  if (await tellLines(tx, { ...signal, data })) return;
  await tellLines(tx, { ...signal, data: { ...data, message: null } });
}

/** Somebody read up to a message. */
export async function tellRead(
  tx: Tx,
  ctx: Ctx,
  at: { id: string; contact_id: string },
  read: { message_id: string; by: 'buyer' | 'staff' },
): Promise<void> {
  const data: ToldRead = { ...(await concerns(tx, ctx, at)), ...read, at: ctx.now.toISOString() };
  await tellLines(tx, { name: 'inbox.read', workspace_id: ctx.workspaceId, data });
}

/** The assistant writes in a conversation, or stopped: its buyer sees it, and who of the staff looks. Kept nowhere. */
export async function tellAssistantWrites(
  ctx: Ctx,
  at: { id: string; contact_id: string },
  { name, what }: { name: string; what: 'typing' | 'left' },
): Promise<void> {
  await inWorkspace(ctx, async (tx) => {
    const to = await concerns(tx, ctx, at);
    const signal: InboxSignal = { conversation_id: at.id, who: { kind: 'assistant', id: 'assistant', name }, what };
    await tellLines(tx, { name: 'inbox.signal', workspace_id: ctx.workspaceId, data: { signal, to, toBuyer: true } });
  });
}
