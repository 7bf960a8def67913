import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import type { ConsoleModule } from '../app/module.ts';
import { shell } from '../app/shell-route.ts';
import { useReturnsWaiting } from './use-counts.ts';
import { listSearch } from './views.ts';

export const returnsRoute = createRoute({
  getParentRoute: () => shell,
  path: '/returns',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./returns-list.tsx'), 'ReturnsList'),
});
export const newReturnRoute = createRoute({
  getParentRoute: () => shell,
  path: '/returns/new',
  validateSearch: z.object({ order: z.uuid().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./new-return.tsx'), 'NewReturn'),
});
/** `id` may also be the code of the return, as mails and labels carry it. */
export const returnRoute = createRoute({
  getParentRoute: () => shell,
  path: '/returns/$id',
  component: lazyRouteComponent(() => import('./return-page.tsx'), 'ReturnPage'),
});

export const returnsModule: ConsoleModule = {
  rail: { place: 'returns', to: '/returns', permission: 'returns.read', useCount: useReturnsWaiting },
};
