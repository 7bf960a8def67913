/** Members of staff and keys as those who act: with what they may do. */
import { permissionsOf, type Role, roles } from '@recoup/contract';
import type { Actor } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { findKey } from './keys.store.ts';
import { findStaff } from './staff.store.ts';

// One set a role for the life of the process; every signed-in request points to one of them.
const PERMISSIONS = new Map<Role, ReadonlySet<string>>(roles.map((role) => [role, new Set(permissionsOf[role])]));

type Scope = { id: string; name: string; brand_ids: string[] | null };

export const staffActor = (of: Scope & { role: string; site_ids: string[] | null }): Actor => ({
  kind: 'staff',
  id: of.id,
  personId: of.id,
  name: of.name,
  permissions: PERMISSIONS.get(of.role as Role) ?? new Set(),
  brandIds: of.brand_ids,
  siteIds: of.site_ids,
});

export const keyActor = (of: Scope & { created_by: string | null; scopes: readonly string[] }): Actor => ({
  kind: 'api_key',
  id: of.id,
  personId: of.created_by,
  name: of.name,
  permissions: new Set(of.scopes),
  brandIds: of.brand_ids,
  siteIds: null,
});

/**
 * Who acts, with what they may do as of now: for what they began earlier and somebody else's yes finishes. Null where they
 * may do nothing any more: they left, or the key was revoked.
 */
export async function actorNow(tx: Tx, { kind, id }: Pick<Actor, 'kind' | 'id'>): Promise<Actor | null> {
  if (!id) return null;
  if (kind === 'staff') {
    const row = await findStaff(tx, id);
    return row && !row.disabled_at ? staffActor(row) : null;
  }
  const key = kind === 'api_key' ? await findKey(tx, id) : undefined;
  return key && !key.revoked_at ? keyActor(key) : null;
}
