/** Every component on one page, light and dark, to hold beside the mocks. Only while developing. */
import { createRoute, lazyRouteComponent, notFound } from '@tanstack/react-router';
import { z } from 'zod';
import { open } from '../app/shell-route.ts';

export const gallery = createRoute({
  getParentRoute: () => open,
  path: '/gallery',
  validateSearch: z.object({ part: z.string().optional().catch(undefined) }),
  beforeLoad: () => {
    if (!import.meta.env.DEV) throw notFound();
  },
  component: import.meta.env.DEV ? lazyRouteComponent(() => import('./gallery.tsx'), 'Gallery') : () => null,
});
