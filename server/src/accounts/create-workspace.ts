import { type Ctx, SYSTEM } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { record } from '../platform/record.ts';
import { insertWorkspace } from './accounts.store.ts';
import { createUser, type NewMember } from './create-user.ts';

/** `currency`: ISO 4217, what totals over all brands are shown in. */
export type NewWorkspace = {
  name: string;
  kind: 'brand' | '3pl';
  currency: string;
  demo?: boolean;
  owner: Pick<NewMember, 'email' | 'name' | 'language' | 'timeZone'> & { password: string | null };
};

/**
 * Opens a workspace with its first owner; used by the command line and the seed, as there is no public sign-up.
 * Returns the ids of both. Throws `auth.password` when the owner is new and brings no fit password.
 */
export async function createWorkspace(
  services: Pick<Ctx, 'db' | 'config' | 'log' | 'now'>,
  { owner, demo = false, ...workspace }: NewWorkspace,
): Promise<{ workspaceId: string; ownerId: string }> {
  const workspaceId = newId();
  const { db, config, log, now } = services;
  const ctx: Ctx = { workspaceId, actor: SYSTEM, now, db, config, log, requestId: null };
  return inWorkspace(ctx, async (tx) => {
    await insertWorkspace(tx, { workspace_id: workspaceId, ...workspace, demo, created_at: now });
    const subject = { kind: 'workspace', id: workspaceId };
    await record(tx, ctx, [{ type: 'workspace.opened', subject, data: { name: workspace.name } }]);
    const ownerId = await createUser({ ...ctx, tx }, { ...owner, role: 'owner', brandIds: null, siteIds: null });
    return { workspaceId, ownerId };
  });
}
