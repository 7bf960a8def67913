/** What the live lines are told of a call; they show it to whom it concerns. Inside the transaction that changed it. */
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { tellLines } from '../../platform/signals.ts';

export type ToldChange = { call_id: string; version: number; what: string };
export type ToldRing = { call_id: string; staff_ids: string[] };
/** A buyer is called in their chat: their contact signed in, and the sessions that wrote in the conversation. */
export type ToldRings = { call_id: string; with: string; contact_id: string; sessions: string[] };

const tell = async (tx: Tx, ctx: Ctx, name: string, data: unknown): Promise<void> => {
  await tellLines(tx, { name, workspace_id: ctx.workspaceId, data });
};

/** It changed: whoever shows it reads it anew. `what` is the event's type. */
export const tellChange = (tx: Tx, ctx: Ctx, told: ToldChange): Promise<void> => tell(tx, ctx, 'call.changed', told);

/** It rings at these colleagues, or does not ring there any more. */
export const tellRing = (tx: Tx, ctx: Ctx, told: ToldRing): Promise<void> =>
  told.staff_ids.length > 0 ? tell(tx, ctx, 'call.ring', told) : Promise.resolve();
export const tellRingOver = (tx: Tx, ctx: Ctx, told: ToldRing): Promise<void> =>
  told.staff_ids.length > 0 ? tell(tx, ctx, 'call.ring_over', told) : Promise.resolve();

/** It rings in the buyer's chat. */
export const tellRings = (tx: Tx, ctx: Ctx, told: ToldRings): Promise<void> => tell(tx, ctx, 'call.rings', told);
