import { inWorkspace } from '../platform/db.ts';
import type { Services } from '../platform/http.ts';
import { systemCtx } from '../platform/jobs.ts';
import { record } from '../platform/record.ts';
import { membershipsOfUser } from './accounts.store.ts';

/** Puts what somebody did to their own sign-in on the record of every workspace they work in. */
export async function noteForUser(services: Services, userId: string, type: string): Promise<void> {
  for (const { workspace_id, id, name } of await membershipsOfUser(services.db, userId)) {
    const ctx = systemCtx(services, workspace_id);
    const actor = { ...ctx.actor, kind: 'staff' as const, id, name };
    await inWorkspace(ctx, (tx) => record(tx, { ...ctx, actor }, [{ type, subject: { kind: 'staff', id } }]));
  }
}
