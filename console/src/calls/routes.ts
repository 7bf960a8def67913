import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';
import type { ConsoleModule } from '../app/module.ts';
import { shell } from '../app/shell-route.ts';

/** A call, whatever became of it: the live room, or the page of what was. */
const callRoute = createRoute({
  getParentRoute: () => shell,
  path: '/calls/$id',
  component: lazyRouteComponent(() => import('./call-page.tsx'), 'CallPage'),
});

export const callsModule: ConsoleModule = {
  bar: lazy(() => import('./ring/desk-switch.tsx')),
  over: lazy(() => import('./ring/ring.tsx')),
};
export const callsRoutes = [callRoute] as const;
