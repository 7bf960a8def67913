import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shell } from '../app/shell-route.ts';
import { partSearch } from './searches.ts';

export const partsRoute = createRoute({
  getParentRoute: () => shell,
  path: '/parts',
  validateSearch: partSearch,
  component: lazyRouteComponent(() => import('./parts.tsx'), 'Parts'),
});
export const newPartRoute = createRoute({
  getParentRoute: () => shell,
  path: '/parts/new',
  component: lazyRouteComponent(() => import('./part.tsx'), 'NewPart'),
});
export const partRoute = createRoute({
  getParentRoute: () => shell,
  path: '/parts/$id',
  component: lazyRouteComponent(() => import('./part.tsx'), 'PartPage'),
});
