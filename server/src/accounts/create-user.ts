import type { Role, StaffLanguage } from '@recoup/contract';
import { hashPassword } from 'better-auth/crypto';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { findUser, insertUser } from './accounts.store.ts';
import { checkScopeExists } from './scope-exists.ts';
import { insertStaff } from './staff.store.ts';

export type NewMember = {
  email: string;
  name: string;
  role: Role;
  language: StaffLanguage;
  /** IANA name. */
  timeZone: string;
  brandIds: string[] | null;
  siteIds: string[] | null;
};

/**
 * Makes somebody a member of the workspace and returns their staff id. Used by the command line, the seed and an
 * accepted invitation. Who signs in here already keeps their password; a new person gets `password` (10 to 128
 * characters), without which `auth.password` is thrown. Throws `staff.already_member`,
 * `brand.not_found`, `site.not_found`.
 */
export async function createUser(ctx: Ctx, member: NewMember & { password: string | null }): Promise<string> {
  // Hashing takes about 50 ms, so it is done before the transaction.
  const passwordHash = member.password === null ? null : await hashPassword(checked(member.password));
  return inWorkspace(ctx, async (tx) => {
    await checkScopeExists(tx, member);
    let userId = (await findUser(tx, member.email))?.id;
    if (!userId) {
      if (!passwordHash) throw new Refusal('auth.password');
      userId = newId();
      await insertUser(tx, { id: userId, email: member.email, name: member.name, passwordHash });
    }
    const id = newId();
    const { email, name, role, language, timeZone, brandIds, siteIds } = member;
    const isNew = await insertStaff(tx, {
      workspace_id: ctx.workspaceId,
      id,
      user_id: userId,
      name,
      email: email.toLowerCase(),
      role,
      language,
      time_zone: timeZone,
      brand_ids: brandIds,
      site_ids: siteIds,
      created_at: ctx.now,
    });
    if (!isNew) throw new Refusal('staff.already_member');
    await record(tx, ctx, [{ type: 'staff.joined', subject: { kind: 'staff', id }, data: { name, role } }]);
    return id;
  });
}

function checked(password: string): string {
  if (password.length < 10 || password.length > 128) throw new Refusal('auth.password', { min: 10, max: 128 });
  return password;
}
