import type { OutboundDetail } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { Refusal } from '../../platform/refusal.ts';
import { lockReturn } from '../../returns/index.ts';
import { acrossSites } from '../across-sites.ts';
import { openFor, stillOwed } from './bring-in-line.ts';
import { readOutbound } from './outbound.read.ts';
import { ordersOfReturn, ownUnits } from './outbound.store.ts';
import { toLeave } from './outbound.ts';

/**
 * Staff open an order by hand for a line that is owed goods: after one was called off, say. One at a time for a line.
 * Throws `return.not_found`, `outbound.open_already` with its code, `outbound.nothing_owed`.
 */
export function openOutbound(ctx: Ctx, lineId: string): Promise<OutboundDetail> {
  return acrossSites(ctx, async (tx) => {
    const { rows } = await sql<{ return_id: string }>`select return_id from return_lines
      where workspace_id = ${ctx.workspaceId} and id = ${lineId}`.execute(tx);
    if (!rows[0]) throw new Refusal('return.not_found');
    const at = await lockReturn(tx, ctx, rows[0].return_id);
    const line = at.lines.find(({ id }) => id === lineId)!;
    const orders = (await ordersOfReturn(tx, ctx, at.id)).filter(({ return_line_id }) => return_line_id === lineId);
    const open = orders.find(({ state }) => toLeave.includes(state));
    if (open) throw new Refusal('outbound.open_already', { id: open.id, code: open.code });
    const units = await ownUnits(tx, ctx, at.id);
    const owed = stillOwed(at, line, orders, units);
    if (!owed) throw new Refusal('outbound.nothing_owed', { stage: at.stage, remedy: line.remedy });
    const id = await openFor(tx, ctx, at, line, owed, units);
    return readOutbound(tx, ctx, id);
  });
}
