import type { Ctx } from '../platform/ctx.ts';
import { Refusal } from '../platform/refusal.ts';
import { approveReturn } from './approve-return.ts';

export type BulkAnswer = { approved: string[]; left_out: { id: string; code: string }[] };

/**
 * Staff approve many waiting requests. Each stands alone: what cannot be approved is left out, with the code of the
 * refusal, and holds up nothing else.
 */
export async function bulkApprove(ctx: Ctx, ids: readonly string[], reason: string | null): Promise<BulkAnswer> {
  const answer: BulkAnswer = { approved: [], left_out: [] };
  for (const id of new Set(ids)) {
    try {
      await approveReturn(ctx, id, reason);
      answer.approved.push(id);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      answer.left_out.push({ id, code: error.code });
    }
  }
  return answer;
}
