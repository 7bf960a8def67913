import type { Ctx } from '../platform/ctx.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { acrossBrands } from './across-sites.ts';
import { archiveBinRow, findBin, lockBin } from './stock.store.ts';

/** A manager closes an empty bin; closing it again changes nothing. Throws `bin.not_found`, `bin.not_empty` with the count. */
export function archiveBin(ctx: Ctx, id: string): Promise<{ ok: true }> {
  return acrossBrands(ctx, async (tx) => {
    if (!(await lockBin(tx, ctx, id, 'to_close'))) throw new Refusal('bin.not_found');
    const { units, code, site_id, archived_at } = (await findBin(tx, ctx, id))!;
    if (archived_at) return { ok: true };
    if (units > 0) throw new Refusal('bin.not_empty', { code, units });
    await archiveBinRow(tx, ctx, id);
    await record(tx, ctx, [{ type: 'bin.closed', subject: { kind: 'bin', id }, site_id, data: { code } }]);
    return { ok: true };
  });
}
