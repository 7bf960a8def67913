/** Workspaces, brands, sites, staff, invitations, API keys, and who is asking. */
import { z } from 'zod';
import { address, buyerLanguage, currency, id, instant, line, named, ok, staffLanguage, timeZone } from './common.ts';
import { endpoint } from './endpoint.ts';
import { permissions, roles } from './permissions.ts';

const tag = 'Accounts';
const staffAccess = { tag, access: 'staff' } as const;

export const role = z.enum(roles);
export const permission = z.enum(permissions);

export const brandLook = z.object({
  /** The brand's colour and its one dot, `#1E2A4A`. */
  color: z.string().regex(/^#[0-9A-Fa-f]{6}$/),
  dot: z.string().regex(/^#[0-9A-Fa-f]{6}$/),
  logo_file_id: id.nullable().default(null),
});
export const brand = z.object({
  id,
  slug: z.string(),
  name: z.string(),
  time_zone: z.string(),
  currency,
  support_email: z.string().nullable(),
  look: brandLook,
  languages: z.array(buyerLanguage),
  archived_at: instant.nullable(),
  portal_url: z.string(),
});
export type Brand = z.output<typeof brand>;
export const newBrand = z.object({
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{1,59}$/),
  name: line(80),
  time_zone: timeZone,
  currency,
  support_email: z.email().nullable().default(null),
  look: brandLook,
  languages: z.array(buyerLanguage).min(1),
});

export const siteBrand = z.object({ brand_id: id, categories: z.array(line(80)).nullable() });
export const site = z.object({
  id,
  code: z.string(),
  name: z.string(),
  time_zone: z.string(),
  address,
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  brands: z.array(siteBrand),
  archived_at: instant.nullable(),
});
export type Site = z.output<typeof site>;
export const newSite = z.object({
  /** Two to six letters or digits, on bins and labels: `DAL`. */
  code: z.string().regex(/^[A-Z0-9]{2,6}$/),
  name: line(80),
  time_zone: timeZone,
  address,
  latitude: z.number().min(-90).max(90).nullable().default(null),
  longitude: z.number().min(-180).max(180).nullable().default(null),
  brands: z.array(siteBrand).default([]),
});

export const member = z.object({
  id,
  name: z.string(),
  email: z.string(),
  role,
  language: staffLanguage,
  time_zone: z.string(),
  /** null: all brands (sites) of the workspace. */
  brand_ids: z.array(id).nullable(),
  site_ids: z.array(id).nullable(),
  two_factor: z.boolean(),
  disabled_at: instant.nullable(),
});
export type Member = z.output<typeof member>;
const scope = { brand_ids: z.array(id).nullable().default(null), site_ids: z.array(id).nullable().default(null) };

export const invitation = z.object({
  id,
  email: z.string(),
  name: z.string(),
  role,
  invited_at: instant,
  expires_at: instant,
  state: z.enum(['open', 'accepted', 'expired', 'revoked']),
});
export const apiKey = z.object({
  id,
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(permission),
  brand_ids: z.array(id).nullable(),
  created_at: instant,
  last_used_at: instant.nullable(),
  revoked_at: instant.nullable(),
});

export const me = z.object({
  kind: z.enum(['staff', 'api_key']),
  id,
  name: z.string(),
  email: z.string().nullable(),
  role: role.nullable(),
  language: staffLanguage,
  time_zone: z.string(),
  two_factor: z.boolean(),
  permissions: z.array(permission),
  workspace: z.object({ id, name: z.string(), kind: z.enum(['brand', '3pl']), currency, demo: z.boolean() }),
  /** Other workspaces of the same person, to switch to by the header Recoup-Workspace. */
  workspaces: z.array(named),
  brands: z.array(
    z.object({ id, name: z.string(), slug: z.string(), currency, time_zone: z.string(), look: brandLook }),
  ),
  sites: z.array(z.object({ id, name: z.string(), code: z.string(), time_zone: z.string() })),
});
export type Me = z.output<typeof me>;

export const accounts = {
  me: endpoint({
    ...staffAccess,
    method: 'GET',
    path: '/v1/me',
    summary: 'Who is asking, and what they may do',
    response: me,
  }),
  changeMe: endpoint({
    ...staffAccess,
    method: 'PATCH',
    path: '/v1/me',
    summary: 'Change own name, language or time zone',
    body: z.object({ name: line(80).optional(), language: staffLanguage.optional(), time_zone: timeZone.optional() }),
    response: me,
  }),
  changeWorkspace: endpoint({
    ...staffAccess,
    method: 'PATCH',
    path: '/v1/workspace',
    summary: 'Rename the workspace',
    permission: 'settings.write',
    body: z.object({ name: line(80) }),
    response: ok,
  }),

  brands: endpoint({
    ...staffAccess,
    method: 'GET',
    path: '/v1/brands',
    summary: 'All brands',
    permission: 'settings.read',
    response: z.object({ rows: z.array(brand) }),
  }),
  createBrand: endpoint({
    ...staffAccess,
    method: 'POST',
    path: '/v1/brands',
    summary: 'Add a brand',
    permission: 'settings.write',
    body: newBrand,
    response: brand,
    refusals: ['brand.slug_taken'],
  }),
  changeBrand: endpoint({
    ...staffAccess,
    method: 'PATCH',
    path: '/v1/brands/:id',
    summary: 'Change a brand',
    permission: 'settings.write',
    params: z.object({ id }),
    body: newBrand.omit({ slug: true, currency: true }).partial(),
    response: brand,
    refusals: ['brand.not_found'],
  }),
  archiveBrand: endpoint({
    ...staffAccess,
    method: 'POST',
    path: '/v1/brands/:id/archive',
    summary: 'Close a brand to new orders and returns',
    permission: 'settings.write',
    params: z.object({ id }),
    response: brand,
  }),

  sites: endpoint({
    ...staffAccess,
    method: 'GET',
    path: '/v1/sites',
    summary: 'All sites',
    permission: 'settings.read',
    response: z.object({ rows: z.array(site) }),
  }),
  createSite: endpoint({
    ...staffAccess,
    method: 'POST',
    path: '/v1/sites',
    summary: 'Add a site, with its first bins',
    permission: 'settings.write',
    body: newSite,
    response: site,
    refusals: ['site.code_taken'],
  }),
  changeSite: endpoint({
    ...staffAccess,
    method: 'PATCH',
    path: '/v1/sites/:id',
    summary: 'Change a site or the brands it takes',
    permission: 'settings.write',
    params: z.object({ id }),
    body: newSite.omit({ code: true }).partial(),
    response: site,
    refusals: ['site.not_found'],
  }),
  archiveSite: endpoint({
    ...staffAccess,
    method: 'POST',
    path: '/v1/sites/:id/archive',
    summary: 'Send no more returns to a site',
    permission: 'settings.write',
    params: z.object({ id }),
    response: site,
  }),

  staff: endpoint({
    ...staffAccess,
    method: 'GET',
    path: '/v1/staff',
    summary: 'All staff and open invitations',
    permission: 'settings.read',
    response: z.object({ rows: z.array(member), invitations: z.array(invitation) }),
  }),
  changeStaff: endpoint({
    ...staffAccess,
    method: 'PATCH',
    path: '/v1/staff/:id',
    summary: "Change somebody's role or scope, or close their access",
    permission: 'staff.write',
    params: z.object({ id }),
    body: z.object({
      role: role.optional(),
      brand_ids: z.array(id).nullable().optional(),
      site_ids: z.array(id).nullable().optional(),
      disabled: z.boolean().optional(),
    }),
    response: member,
    refusals: ['staff.not_found', 'staff.last_owner', 'staff.above_own_role.not_allowed'],
  }),
  invite: endpoint({
    ...staffAccess,
    method: 'POST',
    path: '/v1/invitations',
    summary: 'Invite somebody by e-mail',
    permission: 'staff.write',
    body: z.object({
      email: z.email().max(200),
      name: line(80),
      role,
      language: staffLanguage.default('en'),
      ...scope,
    }),
    response: invitation,
    refusals: ['staff.already_member', 'staff.above_own_role.not_allowed'],
  }),
  revokeInvitation: endpoint({
    ...staffAccess,
    method: 'POST',
    path: '/v1/invitations/:id/revoke',
    summary: 'Take an invitation back',
    permission: 'staff.write',
    params: z.object({ id }),
    response: ok,
  }),
  readInvitation: endpoint({
    tag,
    access: 'public',
    method: 'GET',
    path: '/v1/public/invitations/:token',
    summary: 'What an invitation link offers',
    params: z.object({ token: z.string().max(100) }),
    response: z.object({
      email: z.string(),
      name: z.string(),
      workspace: z.string(),
      role,
      language: staffLanguage,
      has_account: z.boolean(),
    }),
    refusals: ['invitation.not_found', 'invitation.expired'],
  }),
  acceptInvitation: endpoint({
    tag,
    access: 'public',
    method: 'POST',
    path: '/v1/public/invitations/:token/accept',
    summary: 'Join; sets the password of a new account',
    params: z.object({ token: z.string().max(100) }),
    body: z.object({ name: line(80), password: z.string().min(10).max(128), time_zone: timeZone }),
    response: ok,
    refusals: ['invitation.not_found', 'invitation.expired', 'auth.password'],
  }),

  apiKeys: endpoint({
    ...staffAccess,
    method: 'GET',
    path: '/v1/api-keys',
    summary: 'All API keys, without their secrets',
    permission: 'settings.read',
    response: z.object({ rows: z.array(apiKey) }),
  }),
  createApiKey: endpoint({
    ...staffAccess,
    method: 'POST',
    path: '/v1/api-keys',
    summary: 'Make an API key; its secret is shown this once',
    permission: 'api_keys.write',
    body: z.object({
      name: line(80),
      scopes: z.array(permission).min(1),
      brand_ids: z.array(id).nullable().default(null),
    }),
    response: apiKey.extend({ secret: z.string() }),
  }),
  revokeApiKey: endpoint({
    ...staffAccess,
    method: 'POST',
    path: '/v1/api-keys/:id/revoke',
    summary: 'Stop an API key',
    permission: 'api_keys.write',
    params: z.object({ id }),
    response: apiKey,
    refusals: ['api_key.not_found'],
  }),
};
