import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { shell } from '../app/shell-route.ts';
import { dutyViews } from './views.ts';

export const dutyRoute = createRoute({
  getParentRoute: () => shell,
  path: '/money/duty',
  validateSearch: z.object({ view: z.enum(dutyViews).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./duty-page.tsx'), 'DutyPage'),
});
