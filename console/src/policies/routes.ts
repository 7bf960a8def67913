import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import type { ConsoleModule } from '../app/module.ts';
import { shell } from '../app/shell-route.ts';

const version = z.coerce.number().int().min(1).optional().catch(undefined);

export const policiesRoute = createRoute({
  getParentRoute: () => shell,
  path: '/policies',
  component: lazyRouteComponent(() => import('./policies.tsx'), 'Policies'),
});
export const newPolicyRoute = createRoute({
  getParentRoute: () => shell,
  path: '/policies/new',
  validateSearch: z.object({
    brand: z.uuid().optional().catch(undefined),
    copy: z.uuid().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./new-policy.tsx'), 'NewPolicy'),
});
export const limitsRoute = createRoute({
  getParentRoute: () => shell,
  path: '/policies/limits',
  validateSearch: z.object({ brand: z.uuid().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./limits.tsx'), 'Limits'),
});
export const policyRoute = createRoute({
  getParentRoute: () => shell,
  path: '/policies/$id',
  validateSearch: z.object({
    /** Two versions beside each other; `to` left out is the draft. */
    view: z.enum(['rules', 'versions']).optional().catch(undefined),
    from: version,
    to: version,
  }),
  component: lazyRouteComponent(() => import('./policy.tsx'), 'PolicyPage'),
});

export const policiesModule: ConsoleModule = {
  rail: { place: 'policy', to: '/policies', permission: 'policies.read' },
};
