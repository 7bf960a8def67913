import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { ConsoleModule } from '../app/module.ts';
import { shell } from '../app/shell-route.ts';

export const stationsRoute = createRoute({
  getParentRoute: () => shell,
  path: '/stations',
  component: lazyRouteComponent(() => import('./stations.tsx'), 'Stations'),
});

export const stationsModule: ConsoleModule = {
  rail: {
    place: 'stations',
    to: '/stations',
    permission: ['warehouse.receive', 'warehouse.inspect', 'warehouse.decide', 'warehouse.stock'],
  },
};
