import { brandLook, type Me, type Permission, permissions, type Role, type StaffLanguage } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { may } from '../platform/ctx.ts';
import { inWorkspace, type Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { loadWorkspace } from './accounts.store.ts';
import { listBrands } from './brands.store.ts';
import { findKey } from './keys.store.ts';
import { isWithin } from './scope.ts';
import { listSites } from './sites.store.ts';
import { findStaff, withTwoFactor, workspacesOfUser } from './staff.store.ts';

/** Who is asking, what they may do, and the open brands and sites of their scope. What every screen starts from. */
export function readMe(ctx: Ctx): Promise<Me> {
  return inWorkspace(ctx, async (tx) => {
    const workspace = await loadWorkspace(tx);
    const brands = (await listBrands(tx)).filter((brand) => !brand.archived_at);
    const sites = (await listSites(tx)).filter((site) => !site.archived_at && isWithin([site.id], ctx.actor.siteIds));
    const { workspace_id, name, kind, currency, demo } = workspace;
    return {
      ...(await person(tx, ctx)),
      permissions: permissions.filter((permission: Permission) => may(ctx.actor, permission)),
      workspace: { id: workspace_id, name, kind: kind as 'brand' | '3pl', currency, demo },
      brands: brands.map(({ id, name, slug, currency, time_zone, look }) => {
        return { id, name, slug, currency, time_zone, look: brandLook.parse(look) };
      }),
      sites: sites.map(({ id, name, code, time_zone }) => ({ id, name, code, time_zone })),
    };
  });
}

type Person = Pick<
  Me,
  'kind' | 'id' | 'name' | 'email' | 'role' | 'language' | 'time_zone' | 'two_factor' | 'workspaces'
>;

async function person(tx: Tx, { actor, workspaceId }: Ctx): Promise<Person> {
  const id = actor.id ?? '';
  if (actor.kind === 'api_key') {
    const key = await findKey(tx, id);
    if (!key) throw new Refusal('api_key.not_found');
    return {
      kind: 'api_key',
      id,
      name: key.name,
      email: null,
      role: null,
      language: 'en',
      time_zone: 'UTC',
      two_factor: false,
      workspaces: [],
    };
  }
  const staff = await findStaff(tx, id);
  if (!staff) throw new Refusal('staff.not_found');
  const workspaces = await workspacesOfUser(tx, staff.user_id);
  return {
    kind: 'staff',
    id,
    name: staff.name,
    email: staff.email,
    role: staff.role as Role,
    language: staff.language as StaffLanguage,
    time_zone: staff.time_zone,
    two_factor: (await withTwoFactor(tx)).has(id),
    workspaces: workspaces.filter((one) => one.id !== workspaceId),
  };
}
