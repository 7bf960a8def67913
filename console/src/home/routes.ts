import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import type { ConsoleModule } from '../app/module.ts';
import { shell } from '../app/shell-route.ts';
import { useHomeCount } from './use-home.ts';
import { homeDesks } from './work.ts';

export const homeRoute = createRoute({
  getParentRoute: () => shell,
  path: '/home',
  validateSearch: z.object({ desk: z.enum(homeDesks).catch('mine').default('mine') }),
  component: lazyRouteComponent(() => import('./home.tsx'), 'Home'),
});

export const homeModule: ConsoleModule = { rail: { place: 'home', to: '/home', useCount: useHomeCount } };
