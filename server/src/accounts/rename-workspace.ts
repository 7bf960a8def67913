import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { loadWorkspace, renameWorkspace as saveName } from './accounts.store.ts';
import { checkSeesAllBrands } from './scope.ts';

/** An owner or manager gives the workspace another name. Throws `permission.not_allowed` for who sees only some brands. */
export function renameWorkspace(ctx: Ctx, name: string): Promise<{ ok: true }> {
  checkSeesAllBrands(ctx.actor);
  return inWorkspace(ctx, async (tx) => {
    const { name: before } = await loadWorkspace(tx);
    await saveName(tx, name);
    const subject = { kind: 'workspace', id: ctx.workspaceId };
    await record(tx, ctx, [{ type: 'workspace.renamed', subject, data: { from: before, to: name } }]);
    return { ok: true as const };
  });
}
