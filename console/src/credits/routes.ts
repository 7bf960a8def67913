import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { shell } from '../app/shell-route.ts';

export const creditsRoute = createRoute({
  getParentRoute: () => shell,
  path: '/money/credits',
  /** What is listed, and the one in the pane. */
  validateSearch: z.object({
    show: z.enum(['credits', 'codes']).catch('credits').default('credits'),
    open: z.uuid().optional().catch(undefined),
    q: z.string().max(40).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./credits.tsx'), 'CreditsPage'),
});
