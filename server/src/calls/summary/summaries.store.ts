/** What is told after a call, once somebody put it in other words or sent it; until then it is made anew from what happened. */
import type { BuyerLanguage, CallSummary } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';

export type SummaryRow = Pick<CallSummary, 'to_buyer' | 'to_staff' | 'facts' | 'edited_by'> & {
  call_id: string;
  brand_id: string;
  language: BuyerLanguage;
  sent_at: Date | null;
  made_at: Date;
  message_id: string | null;
};

export async function findSummary(tx: Tx, ctx: Ctx, callId: string): Promise<SummaryRow | null> {
  const row = await tx
    .selectFrom('call_summaries')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('call_id', '=', callId)
    .executeTakeFirst();
  return (row as unknown as SummaryRow | undefined) ?? null;
}

export async function keepSummary(tx: Tx, ctx: Ctx, { to_staff, facts, edited_by, ...row }: SummaryRow): Promise<void> {
  const kept = {
    ...row,
    to_staff: JSON.stringify(to_staff),
    facts: JSON.stringify(facts),
    edited_by: edited_by && JSON.stringify(edited_by),
  };
  await tx
    .insertInto('call_summaries')
    .values({ ...kept, workspace_id: ctx.workspaceId })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'call_id']).doUpdateSet(kept))
    .execute();
}
