import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { BookUser, CircleUser, Globe, KeyRound, ListChecks, Scale, Warehouse } from 'lucide-react';
import { z } from 'zod';
import type { ConsoleModule, Entry } from '../app/module.ts';
import { shell } from '../app/shell-route.ts';

export const setupRoute = createRoute({
  getParentRoute: () => shell,
  path: '/setup',
  component: lazyRouteComponent(() => import('./setup.tsx'), 'Setup'),
});
export const brandsRoute = createRoute({
  getParentRoute: () => shell,
  path: '/setup/brands',
  component: lazyRouteComponent(() => import('./brands.tsx'), 'Brands'),
});
export const brandRoute = createRoute({
  getParentRoute: () => shell,
  path: '/setup/brands/$id',
  component: lazyRouteComponent(() => import('./brand.tsx'), 'BrandPage'),
});
export const sitesRoute = createRoute({
  getParentRoute: () => shell,
  path: '/setup/sites',
  component: lazyRouteComponent(() => import('./sites.tsx'), 'Sites'),
});
export const siteRoute = createRoute({
  getParentRoute: () => shell,
  path: '/setup/sites/$id',
  component: lazyRouteComponent(() => import('./site.tsx'), 'SitePage'),
});
export const staffRoute = createRoute({
  getParentRoute: () => shell,
  path: '/setup/staff',
  /** The person in the pane, or `invite`. */
  validateSearch: z.object({
    who: z
      .union([z.uuid(), z.literal('invite')])
      .optional()
      .catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./staff.tsx'), 'Staff'),
});
export const meRoute = createRoute({
  getParentRoute: () => shell,
  path: '/setup/me',
  component: lazyRouteComponent(() => import('./me.tsx'), 'OwnAccount'),
});
export const apiKeysRoute = createRoute({
  getParentRoute: () => shell,
  path: '/setup/api-keys',
  component: lazyRouteComponent(() => import('./api-keys.tsx'), 'ApiKeys'),
});
export const recoveryRoute = createRoute({
  getParentRoute: () => shell,
  path: '/setup/recovery',
  validateSearch: z.object({
    brand: z.uuid().optional().catch(undefined),
    site: z.uuid().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./recovery.tsx'), 'Recovery'),
});
export const sopsRoute = createRoute({
  getParentRoute: () => shell,
  path: '/setup/sops',
  validateSearch: z.object({ sop: z.uuid().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./sops.tsx'), 'Sops'),
});
export const settingsRoutes = [
  setupRoute,
  brandsRoute,
  brandRoute,
  sitesRoute,
  siteRoute,
  staffRoute,
  meRoute,
  apiKeysRoute,
  recoveryRoute,
  sopsRoute,
] as const;

const entry = (key: string, icon: Entry['icon'], words: string, permission?: Entry['permission']): Entry => ({
  key,
  to: `/setup/${key}`,
  icon,
  words,
  namespace: 'settings',
  ...(permission ? { permission } : {}),
});

export const settingsModule: ConsoleModule = {
  rail: { place: 'setup', to: '/setup' },
  setup: [
    entry('me', CircleUser, 'me'),
    entry('brands', Globe, 'brands', 'settings.read'),
    entry('sites', Warehouse, 'sites', 'settings.read'),
    entry('staff', BookUser, 'staff', 'settings.read'),
    entry('recovery', Scale, 'recovery', 'settings.read'),
    entry('sops', ListChecks, 'sops', 'warehouse.read'),
    entry('api-keys', KeyRound, 'api_keys', 'settings.read'),
  ],
};
