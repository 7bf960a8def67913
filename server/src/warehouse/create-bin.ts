import type { AnswerOf, BodyOf, warehouse } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { worksAt } from './across-sites.ts';
import { binAnswer } from './read-stock.ts';
import { findBin, insertBins, siteIsOpen } from './stock.store.ts';

/** A manager adds a bin. Throws `site.not_found`, `bin.code_taken` (closed bins keep their code). */
export function createBin(
  ctx: Ctx,
  bin: BodyOf<(typeof warehouse)['createBin']>,
): Promise<AnswerOf<(typeof warehouse)['createBin']>> {
  return inWorkspace(ctx, async (tx) => {
    if (!worksAt(ctx, bin.site_id) || !(await siteIsOpen(tx, ctx, bin.site_id))) throw new Refusal('site.not_found');
    const [id] = await insertBins(tx, ctx, [bin]);
    if (!id) throw new Refusal('bin.code_taken', { code: bin.code });
    const { site_id, code, purpose } = bin;
    await record(tx, ctx, [{ type: 'bin.made', subject: { kind: 'bin', id }, site_id, data: { code, purpose } }]);
    return binAnswer((await findBin(tx, ctx, id))!);
  });
}
