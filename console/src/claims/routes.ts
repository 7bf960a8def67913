import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { shell } from '../app/shell-route.ts';

export const claimsRoute = createRoute({
  getParentRoute: () => shell,
  path: '/money/claims',
  validateSearch: z.object({
    show: z.enum(['open', 'ended']).catch('open').default('open'),
    q: z.string().max(100).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./claims.tsx'), 'Claims'),
});

export const claimRoute = createRoute({
  getParentRoute: () => shell,
  path: '/money/claims/$id',
  component: lazyRouteComponent(() => import('./claim.tsx'), 'ClaimPage'),
});
