import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shell } from '../app/shell-route.ts';

export const costRatesRoute = createRoute({
  getParentRoute: () => shell,
  path: '/money/costs',
  component: lazyRouteComponent(() => import('./rates-page.tsx'), 'RatesPage'),
});

export const costRoute = createRoute({
  getParentRoute: () => shell,
  path: '/money/costs/$id',
  component: lazyRouteComponent(() => import('./cost-page.tsx'), 'CostPage'),
});
