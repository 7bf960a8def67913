import { sopStep } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { defaultSops } from './default-sops/index.ts';
import { defaultSopId, insertSop, insertVersion } from './sops.store.ts';

/**
 * Gives a new workspace the checklists that come with the product, in answer to `workspace.opened`. Run again it adds
 * none, also where people changed or closed theirs since.
 */
export function beginSops(ctx: Ctx): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    for (const { category, name, usual_seconds, steps } of defaultSops) {
      const id = defaultSopId(ctx.workspaceId, category);
      if (!(await insertSop(tx, ctx, { id, name, category, brand_id: null }))) continue;
      await insertVersion(tx, ctx, { sop_id: id, version: 1, steps: sopStep.array().parse(steps), usual_seconds });
    }
  });
}
