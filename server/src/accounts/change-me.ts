import type { Me, StaffLanguage } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { readMe } from './read-me.ts';
import { updateStaff } from './staff.store.ts';

/** Somebody changes their own name, language or time zone (IANA name). Throws `staff.not_found` for an API key. */
export function changeMe(
  ctx: Ctx,
  change: { name?: string; language?: StaffLanguage; time_zone?: string },
): Promise<Me> {
  const { kind, id } = ctx.actor;
  if (kind !== 'staff' || !id) throw new Refusal('staff.not_found');
  return inWorkspace(ctx, async (tx) => {
    await updateStaff(tx, id, change);
    const data = { fields: Object.keys(change) };
    await record(tx, ctx, [{ type: 'staff.changed', subject: { kind: 'staff', id }, data }]);
    return readMe({ ...ctx, tx });
  });
}
